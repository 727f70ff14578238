"""The closed lists of campaigns: states of an edition, kinds of targets, and a city's choices."""

from __future__ import annotations

from django.db import models


class EditionState(models.TextChoices):
    """draft → open → live → closed → archived. The owner moves it, not the clock."""

    DRAFT = "draft", "draft"
    OPEN = "open", "open"
    LIVE = "live", "live"
    CLOSED = "closed", "closed"
    ARCHIVED = "archived", "archived"


PUBLIC_STATES = (EditionState.OPEN, EditionState.LIVE, EditionState.CLOSED, EditionState.ARCHIVED)


class TargetKind(models.TextChoices):
    """A mission, or another door."""

    MISSION = "mission", "mission"
    BROADCASTER = "broadcaster", "state broadcaster"
    PARLIAMENT = "parliament", "parliament"
    FRIENDLY_EMBASSY = "friendly_embassy", "friendly embassy"
    OTHER = "other", "other"


class Reveal(models.TextChoices):
    """When a city's plans may show: hour, gatherings' places, who."""

    AFTER_DELIVERY = "after_delivery", "after delivery"
    LOCAL_DAY = "local_day", "on the local day"
    NOW = "now", "now"


class ResultsShow(models.TextChoices):
    """When a city's results may show."""

    AT_ONCE = "at_once", "at once"
    HALF_HOUR = "half_hour", "30 minutes later"
    AFTER_CHECK_OUT = "after_check_out", "after check-out"


class FigureKind(models.TextChoices):
    """Numbers others gave. Never added to ours."""

    ANNOUNCED = "announced", "announced"
    REPORTED = "reported", "reported"


class OrganisationRole(models.TextChoices):
    """What an organisation does in an edition."""

    CONVENER = "convener", "convener"
    PARTNER = "partner", "partner"
    SIGNATORY = "signatory", "signatory"
    ENDORSER = "endorser", "endorser"
    OTHER = "other", "other"
