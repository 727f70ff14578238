"""Which lines of the journal the publisher has read.

A line that commits late gets a lower number than one already read (PostgreSQL counts before it commits), so the
lines of the last two minutes are asked for again each time, and told apart from those known by their numbers.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from daybreak.core.journal.models import Entry

REREAD_SECONDS = 120.0
FIRST_LINES = 5_000
"""At the first start: how many of the newest lines count as the last two minutes."""


COLUMNS = ("pk", "verb", "row_type", "row_id", "changes")
"""The columns of an entry that make a line, in its order."""


class Line(NamedTuple):
    """One line of the journal, as far as the publisher cares."""

    number: int
    verb: str
    row_type: str
    row_id: str
    changes: Mapping[str, Any] = {}


class Cursor:
    """Lines up to ``floor`` were read for good; of those above it, ``seen`` holds the numbers that were read."""

    def __init__(
        self, floor: int = 0, seen: frozenset[int] = frozenset(), tops: Sequence[tuple[float, int]] = ()
    ) -> None:
        self.floor = floor
        self.seen = seen
        self._tops = list(tops)  # (seconds since 1970, the highest number read by then)

    @classmethod
    def at_end(cls) -> Cursor:
        """Return a cursor that has read all there is."""
        newest = list(Entry.objects.order_by("-pk").values_list("pk", flat=True)[:FIRST_LINES])
        floor = newest[-1] - 1 if len(newest) == FIRST_LINES else 0
        return cls(floor, frozenset(newest))

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Cursor:
        """Read a cursor from ``as_data``. :raises KeyError, TypeError, ValueError: if it is none."""
        tops = [(float(then), int(top)) for then, top in data["tops"]]
        return cls(int(data["floor"]), frozenset(int(number) for number in data["seen"]), tops)

    def as_data(self) -> dict[str, Any]:
        """Return the cursor as plain data."""
        return {"floor": self.floor, "seen": sorted(self.seen), "tops": self._tops}

    def unread(self) -> frozenset[int]:
        """Return the numbers of lines that were not read yet. One query."""
        found = Entry.objects.filter(pk__gt=self.floor).order_by().values_list("pk", flat=True)
        return frozenset(found) - self.seen

    def lines(self, numbers: frozenset[int]) -> list[Line]:
        """Return the lines of these numbers, in their order."""
        wanted = sorted(numbers)
        rows: list[Line] = []
        for first in range(0, len(wanted), 500):
            some = Entry.objects.filter(pk__in=wanted[first : first + 500]).order_by("pk")
            rows += [Line(*row) for row in some.values_list(*COLUMNS)]
        return rows

    def advanced(self, numbers: frozenset[int], *, now: float | None = None) -> Cursor:
        """Return a cursor that has read *numbers* too. What was on top two minutes ago becomes its floor."""
        moment = time.time() if now is None else now
        seen = self.seen | numbers
        tops = [*self._tops, (moment, max(seen, default=self.floor))]
        old = [top for then, top in tops if then <= moment - REREAD_SECONDS]
        floor = max(self.floor, *old) if old else self.floor
        recent = [(then, top) for then, top in tops if then > moment - REREAD_SECONDS]
        return Cursor(floor, frozenset(number for number in seen if number > floor), recent)
