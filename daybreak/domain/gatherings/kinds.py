"""The closed list of kinds of gatherings. Past editions may hold others: kept as text beside ``other``."""

from __future__ import annotations

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
