"""What every reader answers with: sheets of numbered lines, and sentences about what was passed over."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field

from daybreak.core.lib.errors import Refused

LARGEST_FILE = 2 * 1024 * 1024  # bytes
MOST_LINES = 1_000
MOST_COLUMNS = 80
LONGEST_CELL = 4_000  # letters
NO_RESULT = "(a formula without a result)"
"""Stands for a cell whose formula nobody has computed."""
SHOWN = 80  # letters of a line that a sentence repeats


class SheetRefused(Refused):
    """What was sent cannot be read as a whole."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its number in the file or text (the first is 1), its cells, or the sentence why it has none."""

    number: int
    cells: tuple[str, ...]
    fault: str = ""


@dataclass(slots=True)
class Sheet:
    """One sheet. ``header`` is the place of the line of headings in ``lines``, or -1 where there is none."""

    name: str
    lines: list[Line]
    notes: list[str] = field(default_factory=list)
    header: int = -1

    @property
    def headings(self) -> list[str]:
        """The headings, one for each column; empty texts where a column has none."""
        width = max((len(line.cells) for line in self.lines), default=0)
        given = list(self.lines[self.header].cells) if self.header >= 0 else []
        return (given + [""] * width)[:width]

    @property
    def below(self) -> list[Line]:
        """The lines below the headings."""
        return self.lines[self.header + 1 :]


def tidy(text: str) -> str:
    """Return a cell's text without invisible signs, at most ``LONGEST_CELL`` letters; line ends stay."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u00a0", " ").replace("\u202f", " ")
    kept = "".join(letter for letter in plain if letter in "\n\t" or unicodedata.category(letter) not in _UNSEEN)
    return kept.strip()[:LONGEST_CELL]


# Marks of direction and joiners are kept: names in Persian and Hindi need them.
_UNSEEN = {"Cc", "Cs", "Co", "Cn"}


def shown(text: str) -> str:
    """Return the beginning of a line as it can be repeated in a sentence."""
    line = " ".join(tidy(text).split())
    return f"“{line[:SHOWN]}…”" if len(line) > SHOWN else f"“{line}”"


def refuse_too_many(lines: int, columns: int) -> None:
    """:raises SheetRefused: for more lines or columns than one sitting can look at."""
    if lines > MOST_LINES + 1:
        raise SheetRefused(
            f"This table has {lines:,} lines; {MOST_LINES:,} are the most at a time. Is it the right sheet? If it is, "
            "cut it into parts and bring them in one after the other."
        )
    if columns > MOST_COLUMNS:
        raise SheetRefused(
            f"This table has {columns} columns; {MOST_COLUMNS} are the most. Copy the columns that are about people "
            "and their cities into a new sheet."
        )


def without_empty(lines: Sequence[Line]) -> list[Line]:
    """Return the lines that say anything."""
    return [line for line in lines if line.fault or any(line.cells)]
