"""What the publisher knows of its last run, kept beside the releases: ``site/published.json``.

It lies outside what is served: the number of a journal line would tell the world how much waits at the desk. It is
written after the switch, so a killed run leaves it older than the release, never newer: its changes are made again.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings

from daybreak.core.lib import clock
from daybreak.publication.cursor import Cursor
from daybreak.publication.marks import Marks
from daybreak.publication.store import Release

NAME = "published.json"
PACKAGE = Path(__file__).resolve().parents[1]
PROGRAM = frozenset({".py", ".html", ".css", ".js", ".svg", ".po", ".typ", ".txt", ".csv", ".json"})


@dataclass(frozen=True)
class Comparison:
    """The last nightly comparison: when (real time), how many files, and the paths that the loop had missed."""

    at: datetime
    files: int
    missed: tuple[str, ...]


@dataclass
class Memory:
    """The last run: its moment, release, program, journal lines read, and the marks of each edition's board.

    ``waiting``: lines that were seen while publication is held, and wait for its end.
    """

    at: datetime
    release: int
    program: str
    cursor: Cursor
    marks: Mapping[int, Marks] = field(default_factory=dict)
    compared: Comparison | None = None
    waiting: frozenset[int] = frozenset()

    def unread(self) -> frozenset[int]:
        """Return the numbers of the journal's lines that no run has seen. One query."""
        return self.cursor.unread() - self.waiting

    def fits(self, current: Release | None, at: datetime) -> bool:
        """Whether a run at *at* may go on from here: the same program and settings, the clock not moved back."""
        if current is None or current.number < self.release:
            return False
        return self.program == program() and self.at <= at


def program() -> str:
    """Return a mark of all that a page depends on besides rows and moment: the program, settings, the notice."""
    settled = {name: str(value) for name, value in vars(settings.DAYBREAK).items() if name != "process"}
    return hashlib.sha256(repr((_files(), settled, settings.LANGUAGES, clock.notice())).encode()).hexdigest()


@cache
def _files() -> str:
    """Return a mark of the program's files, read once per process."""
    mark = hashlib.sha256()
    for path in sorted(PACKAGE.rglob("*")):
        if path.suffix in PROGRAM and path.is_file():
            mark.update(str(path.relative_to(PACKAGE)).encode() + hashlib.sha256(path.read_bytes()).digest())
    return mark.hexdigest()


def remember(site: Path, memory: Memory) -> None:
    """Write *memory* in one rename. :raises OSError: if the disk does not take it."""
    data: dict[str, Any] = {
        "at": memory.at.isoformat(),
        "release": memory.release,
        "program": memory.program,
        "cursor": memory.cursor.as_data(),
        "waiting": sorted(memory.waiting),
        "marks": {str(edition): marks.as_data() for edition, marks in memory.marks.items()},
    }
    if memory.compared is not None:
        compared = memory.compared
        data["compared"] = {"at": compared.at.isoformat(), "files": compared.files, "missed": list(compared.missed)}
    temporary = site / f"{NAME}.{os.getpid()}.tmp"
    temporary.write_text(json.dumps(data), encoding="utf-8")
    temporary.replace(site / NAME)


def recall(site: Path) -> Memory | None:
    """Return what the last run left; None where there was none, or where it cannot be read."""
    try:
        data = json.loads((site / NAME).read_text(encoding="utf-8"))
        return Memory(
            at=datetime.fromisoformat(data["at"]),
            release=int(data["release"]),
            program=str(data["program"]),
            cursor=Cursor.from_data(data["cursor"]),
            marks={int(edition): Marks.from_data(marks) for edition, marks in data["marks"].items()},
            compared=_comparison(data.get("compared")),
            waiting=frozenset(int(number) for number in data["waiting"]),
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def _comparison(data: Mapping[str, Any] | None) -> Comparison | None:
    if data is None:
        return None
    return Comparison(datetime.fromisoformat(data["at"]), int(data["files"]), tuple(data["missed"]))
