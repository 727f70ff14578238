"""The closed list of kinds of missions and the words other lists use for them."""

from __future__ import annotations

from django.db import models


class MissionKind(models.TextChoices):
    """One state's office in one city."""

    EMBASSY = "embassy", "embassy"
    CONSULATE_GENERAL = "consulate_general", "consulate-general"
    CONSULATE = "consulate", "consulate"
    PERMANENT_MISSION = "permanent_mission", "permanent mission"
    OTHER_OFFICE = "other_office", "other office"


class MissionStatus(models.TextChoices):
    """Whether the office works, as far as we know."""

    UNVERIFIED = "unverified", "open, not checked"
    OPEN = "open", "open"
    CLOSED = "closed", "closed"
    DOUBTFUL = "doubtful", "doubtful"


class Precision(models.TextChoices):
    """What a mission's point means."""

    BUILDING = "building", "the building"
    CITY = "city", "somewhere in the city"
    SUSPECT = "suspect", "suspect"
    NONE = "none", "no point"
