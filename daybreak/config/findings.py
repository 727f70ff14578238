"""One line of what ``daybreak doctor`` found."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Grade(StrEnum):
    """How bad it is; the value is the mark in front of the line."""

    GOOD = "ok"
    NOTE = "-"  # works, but somebody should know
    WRONG = "!"  # must be mended


@dataclass(frozen=True)
class Finding:
    """What was looked at, what was found, and what to do about it (empty where nothing is to be done)."""

    grade: Grade
    what: str
    found: str
    to_do: str = ""


def good(what: str, found: str) -> Finding:
    """All is well."""
    return Finding(Grade.GOOD, what, found)


def note(what: str, found: str, to_do: str = "") -> Finding:
    """It works; this should be known."""
    return Finding(Grade.NOTE, what, found, to_do)


def wrong(what: str, found: str, to_do: str) -> Finding:
    """It does not work."""
    return Finding(Grade.WRONG, what, found, to_do)


def duration(seconds: float) -> str:
    """Return seconds in the unit a person would use: "40 s", "12 min", "3 h", "5 days"."""
    for size, unit in ((86_400, "days"), (3_600, "h"), (60, "min")):
        if seconds >= 2 * size:
            return f"{seconds / size:.0f} {unit}"
    return f"{seconds:.0f} s"
