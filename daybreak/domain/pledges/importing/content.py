"""What an import draft holds: the table as it was read, what its columns mean, and what the desk has answered."""

from __future__ import annotations

import base64
import json
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any

from daybreak.domain.pledges.reading.headings import Column, guess
from daybreak.domain.pledges.reading.messages import COLUMNS, looks_like_messages, read_messages
from daybreak.domain.pledges.reading.table import Line, Sheet
from daybreak.domain.pledges.reading.text import read_csv, read_table
from daybreak.domain.pledges.reading.workbook import MAGIC, OLD_MAGIC, read_workbook

MOST_PASTED = 200_000  # letters


class Verdict(StrEnum):
    """What became of one line."""

    MADE = "made"
    THERE = "there"
    ASIDE = "aside"


@dataclass(frozen=True)
class Outcome:
    """One line after storing: what became of it, why, and the keys of the pledge and the part where there are any."""

    number: int
    verdict: str
    words: str
    pledge: str = ""
    part: str = ""
    person_is_new: bool = False
    link_is_new: bool = False
    cells: tuple[str, ...] = ()


@dataclass
class Answers:
    """What the desk said. Keys are texts, as JSON has them.

    ``cities``: key of a written city → GeoNames id, or another writing. ``targets``: GeoNames id → ``target:<id>``,
    ``open:<mission id>``, ``near:<target id>`` or ``solidarity``. ``people``: line → ``same`` or ``other``.
    ``edits``: line → field → text. ``out``: lines that are left out.
    """

    cities: dict[str, str] = field(default_factory=dict)
    targets: dict[str, str] = field(default_factory=dict)
    people: dict[str, str] = field(default_factory=dict)
    edits: dict[str, dict[str, str]] = field(default_factory=dict)
    out: list[int] = field(default_factory=list)


@dataclass
class Content:
    """The whole of a draft. ``columns`` belongs to the chosen sheet; ``result`` is empty until it is stored."""

    origin: str
    file: str = ""
    sheets: list[Sheet] = field(default_factory=list)
    sheet: int = 0
    columns: list[str] = field(default_factory=list)
    raw: str = ""
    encoding: str = ""
    answers: Answers = field(default_factory=Answers)
    result: list[Outcome] = field(default_factory=list)

    @property
    def chosen(self) -> Sheet:
        """The sheet that is worked on."""
        return self.sheets[self.sheet]

    @property
    def is_mapped(self) -> bool:
        """Whether the least is known: a name and a city."""
        named = Column.NAME in self.columns or {Column.FIRST, Column.LAST} & set(self.columns)
        return bool(named) and Column.CITY in self.columns

    def choose(self, sheet: int) -> None:
        """Work on another sheet; what its columns mean is guessed anew, and answers about the former one go."""
        self.sheet, self.answers = sheet, Answers()
        self.guess_columns()

    def guess_columns(self) -> None:
        """Guess what the columns of the chosen sheet mean."""
        chosen = self.chosen
        if self.origin == "messages":
            self.columns = [str(column) for column in COLUMNS]
        else:
            rows = [line.cells for line in chosen.below[:50] if line.cells]
            self.columns = [str(column) for column in guess(chosen.headings, rows)]

    def read_again(self, encoding: str) -> None:
        """Read the kept bytes with another encoding."""
        sheet, decoded = read_csv(base64.b64decode(self.raw), encoding=encoding)
        self.sheets, self.encoding = [sheet], decoded.encoding
        self.choose(0)

    def dumps(self) -> str:
        """Return the content as JSON."""
        return json.dumps(asdict(self), ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def loads(cls, text: str) -> Content:
        """Return the content of a draft."""
        body: dict[str, Any] = json.loads(text)
        body["sheets"] = [_sheet(one) for one in body["sheets"]]
        body["answers"] = Answers(**body["answers"])
        body["result"] = [Outcome(**{**one, "cells": tuple(one["cells"])}) for one in body["result"]]
        return cls(**body)


def _sheet(body: dict[str, Any]) -> Sheet:
    lines = [Line(one["number"], tuple(one["cells"]), one["fault"]) for one in body["lines"]]
    return Sheet(body["name"], lines, body["notes"], body["header"])


def of_file(data: bytes, name: str) -> Content:
    """Read an uploaded file. :raises SheetRefused: with a sentence for whoever chose it."""
    if data.startswith((MAGIC, OLD_MAGIC)):
        content = Content("workbook", name, read_workbook(data))
    else:
        sheet, decoded = read_csv(data)
        content = Content("csv", name, [sheet], encoding=decoded.encoding)
        if decoded.guessed:
            content.raw = base64.b64encode(data).decode()
    content.guess_columns()
    return content


def of_text(text: str, *, is_city: Any) -> Content:
    """Read what was pasted: a table, or messages. :raises SheetRefused: with a sentence for whoever pasted it."""
    if not looks_like_messages(text):
        sheet = read_table(text)
        content = Content("table", "", [sheet])
        content.guess_columns()
        if sheet.header >= 0 or content.is_mapped or "\t" in text:
            return content
    content = Content("messages", "", [read_messages(text, is_city=is_city)])
    content.guess_columns()
    return content
