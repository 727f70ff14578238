"""An XLSX file, read as text. Nothing is computed, nothing outside the file is opened, and a zip bomb stays shut."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any
from xml.etree.ElementTree import ParseError

from openpyxl import load_workbook

from daybreak.domain.pledges.reading.headings import header_at, heading_score
from daybreak.domain.pledges.reading.table import (
    LARGEST_FILE,
    MOST_COLUMNS,
    MOST_LINES,
    NO_RESULT,
    Line,
    Sheet,
    SheetRefused,
    refuse_too_many,
    tidy,
    without_empty,
)

MAGIC = b"PK\x03\x04"
OLD_MAGIC = b"\xd0\xcf\x11\xe0"
UNPACKED_MOST = 40 * 1024 * 1024  # bytes of all parts together
RATIO_MOST = 200  # a sheet of text packs 10 to 30 times
RATIO_FROM = 1024 * 1024  # a part smaller than this may pack as it likes
PARTS_MOST = 500
MOST_SHEETS = 20
_HARMFUL = (b"<!DOCTYPE", b"<!ENTITY")
_FORMULAS = {"ArrayFormula", "DataTableFormula"}


def read_workbook(data: bytes) -> list[Sheet]:
    """Return the sheets that hold anything, the likeliest list of people first.

    :raises SheetRefused: if it is no XLSX file, is damaged, locked, empty or too large.
    """
    _refuse_unsafe(data)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl tells of styles it does not know
            sheets = _sheets(data)
    except SheetRefused:
        raise
    except (ValueError, KeyError, TypeError, AttributeError, IndexError, OSError, ParseError, EOFError) as error:
        raise SheetRefused(
            "This file calls itself a spreadsheet, but it is damaged. Open it and save it again as XLSX, or as CSV."
        ) from error
    except zipfile.BadZipFile as error:
        raise SheetRefused("A part of this file is damaged. Open it and save it again as XLSX, or as CSV.") from error
    if not sheets:
        raise SheetRefused("This spreadsheet is empty: none of its sheets holds a value.")
    return sorted(sheets, key=_likeliness, reverse=True)


def _likeliness(sheet: Sheet) -> tuple[int, int]:
    known = sum(heading_score(cell) for cell in sheet.lines[sheet.header].cells) if sheet.header >= 0 else 0
    return known, len(sheet.lines)


def _refuse_unsafe(data: bytes) -> None:
    """:raises SheetRefused: before anything is unpacked that should not be."""
    if len(data) > LARGEST_FILE:
        raise SheetRefused("This file is larger than 2 MB: that is no list of coordinators.")
    if data.startswith(OLD_MAGIC):
        raise SheetRefused("This is an old Excel file, or one locked with a password. Save it as XLSX without one.")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parcel:
            parts = parcel.infolist()
            _refuse_bomb(parts)
            names = {part.filename for part in parts}
            if not any(name.startswith("xl/") for name in names):
                raise SheetRefused(
                    "This file holds no spreadsheet that can be read here. Save the sheet as XLSX or CSV."
                )
            for part in parts:
                if part.filename.endswith((".xml", ".rels")) and _is_harmful(parcel, part):
                    raise SheetRefused("This spreadsheet holds instructions no spreadsheet needs. It was not opened.")
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, OSError) as error:
        raise SheetRefused(
            "This file is damaged or cut short. Open it and save it again as XLSX, or as CSV."
        ) from error


def _refuse_bomb(parts: Iterable[zipfile.ZipInfo]) -> None:
    parts = list(parts)
    big = [part for part in parts if part.file_size > RATIO_FROM]
    if (
        len(parts) > PARTS_MOST
        or sum(part.file_size for part in parts) > UNPACKED_MOST
        or any(part.file_size > RATIO_MOST * max(1, part.compress_size) for part in big)
    ):
        raise SheetRefused("This file would unpack to far more than a list of coordinators. It was not opened.")


def _is_harmful(parcel: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    with parcel.open(part) as opened:
        beginning = opened.read(4096)
    if beginning.startswith((b"\xff\xfe", b"\xfe\xff")):
        beginning = beginning.decode("utf-16", errors="replace").encode()
    return any(word in beginning.upper() for word in _HARMFUL)


def _sheets(data: bytes) -> list[Sheet]:
    values = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    formulas = load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
    try:
        found = []
        for name in values.sheetnames[:MOST_SHEETS]:
            if not hasattr(values[name], "iter_rows"):
                continue  # a sheet that is one drawing
            sheet = _sheet(name, values[name], formulas[name])
            if sheet.lines:
                found.append(sheet)
        return found
    finally:
        values.close()
        formulas.close()


def _sheet(name: str, values: Any, formulas: Any) -> Sheet:
    lines: list[Line] = []
    blank = 0
    # Sheets lie about their size; the rows themselves do not.
    values.reset_dimensions()
    formulas.reset_dimensions()
    both = zip(values.iter_rows(values_only=True), formulas.iter_rows(values_only=True), strict=True)
    for number, (row, written) in enumerate(both, start=1):
        cells = [_words(value, formula) for value, formula in zip(row, written, strict=False)]
        while cells and not cells[-1]:
            cells.pop()
        if len(cells) > MOST_COLUMNS:
            refuse_too_many(0, len(cells))
        if cells:
            lines.append(Line(number, tuple(cells)))
        blank = 0 if cells else blank + 1
        if blank > 10 * MOST_LINES:
            break  # a sheet whose formats reach down to its last row
        if len(lines) > MOST_LINES + 1:
            refuse_too_many(len(lines) + sum(1 for _ in both), 0)
    width = max((len(line.cells) for line in lines), default=0)
    even = [Line(line.number, line.cells + ("",) * (width - len(line.cells))) for line in lines]
    sheet = Sheet(tidy(name), without_empty(even))
    sheet.header = header_at([line.cells for line in sheet.lines])
    if sheet.header > 0:
        sheet.notes.append("What stands above the headings is not read.")
    return sheet


def _words(value: Any, formula: Any) -> str:
    """Return a cell as it would be typed. Whole numbers lose their ".0": they are phones, never prices."""
    if value is None:
        is_formula = type(formula).__name__ in _FORMULAS or (isinstance(formula, str) and formula.startswith("="))
        return NO_RESULT if is_formula else ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e16 else repr(value)
    if isinstance(value, datetime) and value.time() != time():
        return value.isoformat(sep=" ", timespec="minutes")
    if isinstance(value, date):
        return value.strftime("%Y-%m-%d")
    if isinstance(value, time):
        return value.isoformat()
    return tidy(re.sub(r"_x000D_", "", str(value)))
