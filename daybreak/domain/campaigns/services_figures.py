"""Verbs that keep what others counted, and whom they thanked: beside our figures, never in them."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from daybreak.core.journal.services import record
from daybreak.core.lib.actor import Actor
from daybreak.domain.campaigns.models import Edition, Figure, Thanked
from daybreak.domain.places.models import City


@transaction.atomic
def note_figure(
    edition: Edition,
    *,
    kind: str,
    what: str,
    value: int | None,
    country: str = "",
    note: str = "",
    as_of: str = "",
    source: str = "",
    actor: Actor,
    at: datetime,
) -> Figure:
    """Keep a number somebody else announced or reported, apart from ours."""
    figure = Figure.objects.create(
        edition=edition,
        kind=kind,
        what=what,
        value=value,
        country=country,
        note=note,
        as_of=as_of,
        source=source,
    )
    record(
        "note_figure",
        figure,
        actor=actor,
        at=at,
        fields=["edition", "kind", "what", "value", "country", "as_of"],
    )
    return figure


@transaction.atomic
def thank(
    edition: Edition,
    *,
    as_given_name: str,
    country: str = "",
    city: City | None = None,
    assumption: str = "",
    source: str = "",
    actor: Actor,
    at: datetime,
) -> Thanked:
    """Add a line to the thank-you list, as it was thanked."""
    line = Thanked.objects.create(
        edition=edition,
        position=edition.thanked.count() + 1,
        as_given_name=as_given_name,
        country=country,
        city=city,
        assumption=assumption,
        source=source,
    )
    record(
        "thank",
        line,
        actor=actor,
        at=at,
        fields=["edition", "as_given_name", "country", "city", "assumption"],
    )
    return line
