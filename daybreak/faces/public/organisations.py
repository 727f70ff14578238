"""Organisations that agreed to be listed, and the people of a city, as far as they chose to be seen."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q, QuerySet

from daybreak.domain.campaigns.models import Participation
from daybreak.domain.people.labels import public_label
from daybreak.domain.places.models import City
from daybreak.domain.pledges.models import PledgePart
from daybreak.domain.pledges.states import STANDING
from daybreak.faces.public.scope import Scope


def taking_part(scope: Scope) -> QuerySet[Participation]:
    """Return the parts of organisations in the edition that are listed at the page's moment."""
    at: datetime = scope.at
    return (
        Participation.objects.filter(edition=scope.edition, listed_from__lte=at)
        .filter(Q(withdrawn_at=None) | Q(withdrawn_at__gt=at))
        .select_related("organisation", "city")
        .order_by("organisation__name", "pk")
    )


def people_of(scope: Scope, city: City) -> list[str]:
    """Return how the people of a city may be named, each label once, most private words last."""
    parts = PledgePart.objects.filter(
        pledge__edition=scope.edition, pledge__city=city, pledge__state__in=STANDING
    ).select_related("person__organisation")
    labels = [public_label(part.person, part.shown_as) for part in parts]
    return sorted(set(labels), key=lambda label: (label[:1].islower(), label))
