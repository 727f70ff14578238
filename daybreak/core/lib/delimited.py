"""Delimited text (CSV and its relatives) line by line: a broken quotation costs one line, never the rest."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

LONGEST_RECORD = 20  # lines of the file one quoted value may span


class Fault(StrEnum):
    """What keeps a line from being cut into cells."""

    QUOTES = "quotes"
    OVERLONG = "overlong"

    @property
    def sentence(self) -> str:
        """What is wrong, for whoever made the file."""
        return _SENTENCES[self]


_SENTENCES = {
    Fault.QUOTES: "a quotation mark is not closed, or text stands behind the closing one.",
    Fault.OVERLONG: "one value has more than 131,072 letters.",
}


@dataclass(frozen=True, slots=True)
class Record:
    """One line of a table: the number of its first line in the text (the first is 1), as written, cut into cells.

    With a *fault* there are no cells, and ``raw`` is that one line.
    """

    number: int
    raw: str
    cells: list[str]
    fault: Fault | None = None


def lines_of(text: str) -> list[str]:
    """Return the lines of a text with their ends, whichever of the three kinds of line ends it has."""
    return list(io.StringIO(text, newline=None))


def records(lines: Sequence[str], delimiter: str, *, start: int = 0) -> Iterator[Record]:
    """Yield the records from line *start* on (counted from 0). Lines without any value are left out."""
    at = start
    while at < len(lines):
        taken, found = _record(lines[at : at + LONGEST_RECORD], delimiter)
        raw = "".join(lines[at : at + taken])
        if isinstance(found, Fault):
            yield Record(at + 1, raw, [], found)
        elif any(cell.strip() for cell in found):
            yield Record(at + 1, raw, found)
        at += taken


def _record(lines: Sequence[str], delimiter: str) -> tuple[int, list[str] | Fault]:
    """Return how many lines the record at the head of *lines* takes, and its cells."""
    for span in range(1, len(lines) + 1):
        try:
            return span, next(csv.reader(lines[:span], delimiter=delimiter, strict=True), [])
        except csv.Error as error:
            if "end of data" in str(error):
                continue
            if "limit" in str(error):
                return 1, Fault.OVERLONG
            break
    return 1, Fault.QUOTES
