"""The closed list of kinds of gatherings. Past editions may hold others: kept as text beside ``other``."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time

from django.db import models


class GatheringKind(models.TextChoices):
    """People meeting. Never "event"."""

    PROTEST = "protest", "protest"
    VIGIL = "vigil", "vigil"
    CONFERENCE = "conference", "conference"
    SCREENING = "screening", "screening"
    MARCH = "march", "march with stages"
    NAME_READING = "name_reading", "reading of names"
    PRAYER = "prayer", "prayer"
    PRESS_CONFERENCE = "press_conference", "press conference"
    WALK = "walk", "walk to the gate"
    ONLINE = "online", "online"
    OTHER = "other", "other"


class GatheringState(models.TextChoices):
    """Planned until somebody says otherwise."""

    PLANNED = "planned", "planned"
    HELD = "held", "held"
    CANCELLED = "cancelled", "cancelled"


class Visibility(models.TextChoices):
    """Who may know of it."""

    PUBLIC = "public", "public"
    UNLISTED = "unlisted", "not listed"


class PermitState(models.TextChoices):
    """Where a permit stands."""

    NEEDED = "needed", "to be applied for"
    APPLIED = "applied", "applied for"
    GRANTED = "granted", "granted"
    REFUSED = "refused", "refused"
    DROPPED = "dropped", "no longer needed"


OPEN_PERMITS = (PermitState.NEEDED, PermitState.APPLIED)
"""A permit somebody still has to see to."""


@dataclass(frozen=True)
class Usual:
    """What a gathering of one kind usually is: where its form begins. ``starts`` is local, ``minutes`` its length."""

    starts: time | None
    minutes: int
    permit: bool = False
    stages: bool = False
    place: str = ""


USUAL: dict[str, Usual] = {
    GatheringKind.PROTEST: Usual(time(12), 120, permit=True, place="in front of the gate"),
    GatheringKind.VIGIL: Usual(time(19), 90, permit=True),
    GatheringKind.CONFERENCE: Usual(time(10), 180),
    GatheringKind.SCREENING: Usual(time(19), 120),
    GatheringKind.MARCH: Usual(time(11), 120, permit=True, stages=True),
    GatheringKind.NAME_READING: Usual(time(18), 120, permit=True),
    GatheringKind.PRAYER: Usual(time(18), 60),
    GatheringKind.PRESS_CONFERENCE: Usual(time(11), 45),
    GatheringKind.WALK: Usual(time(12), 30, stages=True, place="at the gate"),
    GatheringKind.ONLINE: Usual(time(19), 60, place="online"),
    GatheringKind.OTHER: Usual(None, 60),
}
"""The defaults of each kind. Everything can be changed for one gathering; visibility always begins as not listed."""
