"""The state of one row, from the clock, the accepted tries and the field reports that wait. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from daybreak.domain.deliveries.outcomes import COUNTS, Count, Outcome
from daybreak.outputs.board.hours import Window
from daybreak.outputs.board.shape import BoardState

SAME_TRY = timedelta(minutes=30)
"""Two accounts of one gate this near in time speak of the same try."""

NO_WORD = frozenset({Outcome.PLANNED})
"""Outcomes that tell nothing of the day: a past edition's plan is not a report."""


@dataclass(frozen=True)
class Claim:
    """One account of one try, accepted or waiting. ``teller``: which link told it, or anything else of its own."""

    outcome: Outcome
    local_date: date | None
    local_time: time | None
    waiting: bool
    teller: object

    @property
    def count(self) -> Count:
        """The group of the counting rule."""
        return COUNTS[self.outcome]

    def same_try(self, other: Claim) -> bool:
        """Whether the two may speak of the same try: unknown times may always."""
        if self.local_date is None or other.local_date is None:
            return True
        if self.local_time is None or other.local_time is None:
            return self.local_date == other.local_date
        here = datetime.combine(self.local_date, self.local_time)
        there = datetime.combine(other.local_date, other.local_time)
        return abs(here - there) <= SAME_TRY

    def contradicts(self, other: Claim) -> bool:
        """Whether both cannot be true of the same try.

        Two accepted accounts by one teller are a series ("refused, then through the door"): the desk has read both.
        """
        if not self.waiting and not other.waiting and self.teller == other.teller:
            return False
        return self.count is not other.count and self.same_try(other)


def in_conflict(claims: Sequence[Claim]) -> bool:
    """Whether any two accounts contradict each other."""
    return any(one.contradicts(other) for place, one in enumerate(claims) for other in claims[place + 1 :])


def by_clock(window: Window | None, moment: datetime, *, over: bool, solidarity: bool) -> BoardState:
    """Return the state of a row without word. Without a date (past editions) only *over* decides.

    A solidarity city owes no report to the hour: it is due, never late.
    """
    if window is None:
        return BoardState.LATE if over else BoardState.NOT_YET
    if moment < window.ends:
        return BoardState.NOT_YET
    return BoardState.DUE if solidarity or moment < window.late else BoardState.LATE


def desk_state(
    claims: Sequence[Claim], *, counted: Count | None, checked: bool, word: bool, clock: BoardState
) -> BoardState:
    """Return what the desk sees. *counted*: the group the delivery counts in; *checked*: by a second person, with no
    try accepted since; *word*: there is an accepted account of the day."""
    waiting = [claim for claim in claims if claim.waiting]
    if checked:
        if any(claim.count is not counted for claim in waiting):
            return BoardState.CONFLICT
        return BoardState.NEEDS_CHECKING if waiting else BoardState.CHECKED
    if in_conflict(claims):
        return BoardState.CONFLICT
    if waiting:
        return BoardState.NEEDS_CHECKING
    return BoardState.REPORTED if word else clock


def public_state(*, checked: bool, word: bool, clock: BoardState) -> BoardState:
    """Return what everybody sees: *checked* and *word* of the released tries only.

    A report that waits changes nothing in public: whoever holds a link could otherwise move the page.
    """
    if word:
        return BoardState.CHECKED if checked else BoardState.REPORTED
    return BoardState.NOT_YET if clock is BoardState.NOT_YET else BoardState.AWAITING
