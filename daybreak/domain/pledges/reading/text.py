"""A table as text: a CSV file, or what a spreadsheet or a chat group gives when it is copied."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from daybreak.core.lib.delimited import Record, lines_of, records
from daybreak.core.lib.encodings import Decoded, decode
from daybreak.domain.pledges.reading.headings import header_at, heading_score
from daybreak.domain.pledges.reading.table import (
    LARGEST_FILE,
    MOST_LINES,
    Line,
    Sheet,
    SheetRefused,
    refuse_too_many,
    shown,
    tidy,
    without_empty,
)

DELIMITERS = {"\t": "tabs", ";": "semicolons", ",": "commas", "|": "upright strokes"}
_LOOKED_AT = 60  # records that decide which delimiter it is
_BINARY = 0.05  # part of control signs above which this is no text


def read_csv(data: bytes, *, encoding: str = "") -> tuple[Sheet, Decoded]:
    """Read the bytes of a text file; *encoding* where a person has said it.

    :raises SheetRefused: if it is empty, too large, or no text at all. Faults of lines stand in ``Line.fault``.
    """
    if len(data) > LARGEST_FILE:
        raise SheetRefused("This file is larger than 2 MB: that is no list of coordinators.")
    decoded = decode(data, encoding)
    unprintable = sum(1 for letter in decoded.text[:10_000] if letter < " " and letter not in "\t\r\n\f\v")
    if unprintable > _BINARY * len(decoded.text[:10_000]):
        raise SheetRefused(
            "This file holds no table: it is a picture, a document or a program. Save the sheet as CSV or XLSX."
        )
    sheet = read_table(decoded.text)
    if decoded.guessed:
        sheet.notes.append("The file does not say how its letters are stored. If names look wrong, choose another way.")
    return sheet, decoded


def read_table(text: str) -> Sheet:
    """Read a table out of text: the delimiter is found, the headings are looked for."""
    lines = lines_of(text)
    if not any(line.strip() for line in lines):
        raise SheetRefused("There is nothing in it. Copy the table with its headings, or choose the file again.")
    if len(lines) > 4 * MOST_LINES:
        refuse_too_many(sum(1 for line in lines if line.strip()), 0)
    notes: list[str] = []
    if lines[0].casefold().startswith("sep=") and len(lines[0].strip()) == len("sep=;"):
        delimiter, start = lines[0].strip()[-1], 1  # a mark for spreadsheets
    else:
        delimiter, start = delimiter_of(lines), 0
    found = list(records(lines, delimiter, start=start))
    plain = [[tidy(cell) for cell in one.cells] for one in found]
    width = _width(plain)
    sheet = Sheet("", without_empty([_line(one, delimiter, width) for one in found]), notes)
    refuse_too_many(len(sheet.lines), max((len(line.cells) for line in sheet.lines), default=0))
    sheet.header = header_at([line.cells for line in sheet.lines])
    _note_above(sheet)
    return sheet


def delimiter_of(lines: Sequence[str]) -> str:
    """Return the delimiter that gives the most even table, headings we know counting most."""
    best, best_score = ",", (0, 0.0)
    for delimiter in DELIMITERS:
        rows = [one.cells for one, _ in zip(records(lines, delimiter), range(_LOOKED_AT), strict=False) if one.cells]
        widths = Counter(len(row) for row in rows)
        width, times = max(widths.items(), key=lambda item: (item[1] if item[0] > 1 else 0, item[0]), default=(1, 0))
        if width < 2:
            continue
        known = max((sum(heading_score(cell) > 0 for cell in row) for row in rows[:15]), default=0)
        score = (known, times / max(1, len(rows)))
        if score > best_score:
            best, best_score = delimiter, score
    return best


def _width(rows: Sequence[Sequence[str]]) -> int:
    """Return how many columns the table has: those of its headings, else the commonest number."""
    header = header_at(rows)
    if header >= 0:
        return len(rows[header])
    widths = Counter(len(row) for row in rows if row)
    return widths.most_common(1)[0][0] if widths else 1


def _line(one: Record, delimiter: str, width: int) -> Line:
    if one.fault is not None:
        return Line(one.number, (), f"This line cannot be read: {one.fault.sentence} It begins {shown(one.raw)}.")
    cells = [tidy(cell) for cell in one.cells]
    if "\ufffd" in one.raw:
        return Line(one.number, (), f"Letters of this line are broken: {shown(one.raw)}. Save the file as UTF-8.")
    if len(cells) == 1 and width > 1:
        for other, words in DELIMITERS.items():
            again = next(records([one.raw], other), None)
            if other != delimiter and again is not None and len(again.cells) == width:
                return Line(one.number, tuple(tidy(cell) for cell in again.cells))
            if other != delimiter and again is not None and len(again.cells) > width > 2:
                sentence = f"This line is parted by {words}, the others by {DELIMITERS.get(delimiter, delimiter)}: "
                return Line(one.number, (), sentence + f"{shown(one.raw)}.")
    while len(cells) > width and not cells[-1]:
        cells.pop()
    if len(cells) > width:
        sentence = f"This line has {len(cells)} values, but there are {width} columns: {shown(one.raw)}."
        return Line(one.number, (), sentence + " Put quotation marks around a value that holds a delimiter.")
    return Line(one.number, tuple(cells + [""] * (width - len(cells))))


def _note_above(sheet: Sheet) -> None:
    if sheet.header > 0:
        first, last = sheet.lines[0].number, sheet.lines[sheet.header - 1].number
        lines = f"Line {first} stands" if first == last else f"Lines {first} to {last} stand"
        sheet.notes.append(
            f"{lines} above the headings and is not read."
            if first == last
            else f"{lines} above the headings and are not read."
        )
