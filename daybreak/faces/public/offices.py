"""Where a letter from home is posted to: the offices an edition writes to, with the post address we know of.

Targets and their addresses are public. Who goes there, and when, is a city's plan and not said here: an office is
listed whether or not anybody takes it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from daybreak.domain.campaigns.models import Target
from daybreak.domain.missions.models import Correction, FieldSource, Mission
from daybreak.faces.public.scope import Scope


@dataclass(frozen=True)
class Office:
    """One office in one line. ``checked_on``: when somebody of the desk last saw that the address is right."""

    mission_id: int
    name: str
    city: str
    address: str
    checked_on: date | None


@dataclass(frozen=True)
class Land:
    """A country's offices, by city."""

    name: str
    offices: list[Office]


def lands_with_offices(scope: Scope) -> list[Land]:
    """Return the working offices with a post address, by country, in the order of the page's language."""
    targets = (
        Target.objects.filter(edition=scope.edition, mission__in=Mission.objects.working())
        .exclude(mission__address="")
        .select_related("mission", "city")
        .order_by("city__name", "name", "pk")
    )
    missions = [target.mission_id for target in targets]
    sources = FieldSource.objects.filter(mission__in=missions, field="address")
    checked: dict[int | None, date | None] = dict(sources.values_list("mission_id", "checked_on"))
    lands: dict[str, list[Office]] = {}
    for target in targets:
        office = _office(target, checked.get(target.mission_id))
        lands.setdefault(scope.country_name(target.city.country), []).append(office)
    return [Land(name, lands[name]) for name in sorted(lands)]


def _office(target: Target, checked_on: date | None) -> Office:
    mission = target.mission
    assert mission is not None
    address = ", ".join(line.strip().rstrip(",") for line in mission.address.splitlines() if line.strip())
    return Office(mission.pk, target.name, target.city.name, address, checked_on)


def last_correction(lands: Iterable[Land], at: datetime) -> datetime | None:
    """Return when somebody last corrected one of the addresses, up to *at*; None where nobody did."""
    missions = [office.mission_id for land in lands for office in land.offices]
    corrected = Correction.objects.filter(mission__in=missions, field="address", at__lte=at).order_by("-at")
    return corrected.values_list("at", flat=True).first()
