"""The counting rule as functions. Pure: the table is ``outcomes.COUNTS``, the order of the groups ``outcomes.ORDER``.

A delivery counts by its best attempt. What came afterwards ("thrown back") does not change the count: it stands
beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple, Protocol

from django.utils.translation import gettext as _

from daybreak.domain.deliveries.outcomes import COUNTS, ORDER, Count, Outcome

_RANK = {outcome: (ORDER.index(COUNTS[outcome]), place) for place, outcome in enumerate(Outcome) if outcome in COUNTS}


class HasOutcome(Protocol):
    """Anything that carries an outcome: an attempt's row, or the plain copy of one."""

    @property
    def outcome(self) -> str:
        """A value of ``Outcome``."""


class RuleLine(NamedTuple):
    """One group of the printed counting rule."""

    group: Count
    words: str
    outcomes: tuple[Outcome, ...]


def best(outcomes: Iterable[str]) -> Outcome:
    """Return the outcome a delivery counts by; ``UNKNOWN`` where there is none yet.

    Groups go first (delivered before left, before sent ...); within a group the order of the list of outcomes.
    """
    return min((Outcome(outcome) for outcome in outcomes), key=_RANK.__getitem__, default=Outcome.UNKNOWN)


def count_of(attempts: Iterable[HasOutcome]) -> Count:
    """Return the group a delivery with these attempts counts in; *open* without any."""
    return COUNTS[best(attempt.outcome for attempt in attempts)]


def thrown_back(attempts: Sequence[HasOutcome]) -> bool:
    """Whether the letter was destroyed or thrown back after the attempt that counts (attempts in their order)."""
    outcomes = [Outcome(attempt.outcome) for attempt in attempts]
    if not outcomes:
        return False
    counted = best(outcomes)
    return counted is not Outcome.DESTROYED and Outcome.DESTROYED in outcomes[outcomes.index(counted) + 1 :]


def rule_lines() -> list[RuleLine]:
    """Return the counting rule, best group first, each with its sentence and the outcomes that count in it."""
    words = {
        Count.DELIVERED: _(
            "The letter is with the office: a person took it, it went through the door or into the mailbox, or "
            "somebody else brought it and the desk could confirm that."
        ),
        Count.LEFT: _(
            "The letter stayed at the gate or with a guard. Printed apart, never added to what was delivered."
        ),
        Count.SENT: _("The letter went by post, courier, e-mail or fax. Whether it arrived is not known."),
        Count.REFUSED: _("Somebody tried, and was turned away, kept away, or had the letter thrown back."),
        Count.OPEN: _("Nothing is known yet, or nobody has tried."),
        Count.NONE: _("There is no office in this city: people took part in solidarity."),
    }
    return [
        RuleLine(count, words[count], tuple(outcome for outcome in Outcome if COUNTS[outcome] is count))
        for count in ORDER
    ]
