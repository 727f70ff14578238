"""A published page as its readers have it, line by line: so that two versions can be laid side by side."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser

BLOCKS = frozenset(
    {
        *("address", "article", "aside", "blockquote", "dd", "details", "div", "dl", "dt", "figcaption", "figure"),
        *("footer", "form", "h1", "h2", "h3", "h4", "header", "hr", "li", "main", "nav", "ol", "p", "section"),
        *("summary", "table", "tbody", "thead", "tr", "ul", "br"),
    }
)
CELLS = frozenset({"td", "th"})
UNREAD = frozenset({"svg", "script", "style", "template"})


class _Lines(HTMLParser):
    """Collects the text of ``<main>``: a line for each block, cells of a table parted by a dot."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[str] = []
        self._words: list[str] = []
        self._main = 0
        self._unread = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._main += tag == "main"
        self._unread += tag in UNREAD
        if tag in BLOCKS:
            self._end_line()
        told = dict(attrs).get("alt") if tag == "img" else None
        if told:
            self.handle_data(f"[{told}]")

    def handle_endtag(self, tag: str) -> None:
        if tag in BLOCKS:
            self._end_line()
        elif tag in CELLS:
            self._words.append(" · ")
        self._main -= tag == "main"
        self._unread -= tag in UNREAD

    def handle_data(self, data: str) -> None:
        if self._main > 0 and self._unread <= 0:
            self._words.append(data)

    def close(self) -> None:
        super().close()
        self._end_line()

    def _end_line(self) -> None:
        line = " ".join("".join(self._words).split()).removesuffix(" ·")
        self._words = []
        if line:
            self.lines.append(line)


@dataclass(frozen=True)
class Line:
    """One line of two versions: ``change`` is ``""`` (in both), ``gone`` (the first alone) or ``new``."""

    change: str
    text: str


def lines_of(page: bytes) -> list[str]:
    """Return what a reader finds on a published page, line by line; a data file's own lines."""
    text = page.decode("utf-8", errors="replace")
    if "<main" not in text:
        return [line for line in text.splitlines() if line.strip()]
    reader = _Lines()
    reader.feed(text)
    reader.close()
    return reader.lines


def side_by_side(before: list[str], after: list[str], *, around: int = 1) -> list[Line]:
    """Return the lines that differ, with *around* lines about each of them; nothing where nothing differs."""
    matcher = difflib.SequenceMatcher(a=before, b=after, autojunk=False)
    return [line for group in matcher.get_grouped_opcodes(around) for line in _group(group, before, after)]


def _group(group: list[tuple[str, int, int, int, int]], before: list[str], after: list[str]) -> Iterator[Line]:
    for tag, a, b, c, d in group:
        if tag == "equal":
            yield from (Line("", text) for text in before[a:b])
            continue
        yield from (Line("gone", text) for text in before[a:b])
        yield from (Line("new", text) for text in after[c:d])
