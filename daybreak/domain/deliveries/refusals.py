"""Why a verb of deliveries says no. Each is a sentence for the person who asked."""

from __future__ import annotations

from daybreak.core.lib.errors import Refused


class ClaimRefused(Refused):
    """A field report that cannot be true or cannot be read. ``field`` names what to correct."""

    def __init__(self, sentence: str, *, field: str) -> None:
        super().__init__(sentence)
        self.field = field


class SameKeyOtherBody(Refused):
    """The client key was used before for a report that said something else. ``receipt`` names that report."""

    def __init__(self, sentence: str, *, receipt: str) -> None:
        super().__init__(sentence)
        self.receipt = receipt


class PledgeNotStanding(Refused):
    """The promise does not hold (any more), so nobody reports on it."""


class NothingToDeliver(Refused):
    """A solidarity city has no gate."""


class AlreadyDecided(Refused):
    """Somebody of the desk was quicker."""


class NotToCheck(Refused):
    """There is nothing (new) to check, or more than was seen."""


class SamePerson(Refused):
    """Two people are needed, and this is the same one again."""
