"""The closed lists of pledges: states, roles, how far trust reaches."""

from __future__ import annotations

from django.db import models


class PledgeState(models.TextChoices):
    """unproven → offered → confirmed → withdrawn / passed on / lapsed; or declined."""

    UNPROVEN = "unproven", "unproven"
    OFFERED = "offered", "offered"
    CONFIRMED = "confirmed", "confirmed"
    WITHDRAWN = "withdrawn", "withdrawn"
    PASSED_ON = "passed_on", "passed on"
    LAPSED = "lapsed", "lapsed"
    DECLINED = "declined", "declined"


STANDING = (PledgeState.CONFIRMED,)
"""States in which the promise holds."""

WAITING = (PledgeState.UNPROVEN, PledgeState.OFFERED)


class Place(models.TextChoices):
    """What a pledge is at its target."""

    LEAD = "lead", "lead"  # owns the delivery; at most one confirmed per target
    JOINER = "joiner", "joiner"  # goes along with the lead, owns no delivery
    SLOT = "slot", "separate slot"  # another delivery at another hour, owns its own


class PartRole(models.TextChoices):
    """What somebody does in a pledge."""

    LEAD = "lead", "lead"
    CO = "co", "co-coordinator"
    CARRIER = "carrier", "carrier"


class TrustScope(models.TextChoices):
    """How far a person's word is taken without the desk looking first."""

    TARGET = "target", "target"
    CITY = "city", "city"
    COUNTRY = "country", "country"
