"""Spreadsheets made for tests, good and bad."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Sequence
from typing import Any

from openpyxl import Workbook

HEADINGS = ("Name", "E-mail", "Phone", "City", "Country")
AMINA = ("Amina Invented", "amina@example.org", "+254 700 000001", "Nairobi", "Kenya")
BRUNO = ("Bruno Invented", "bruno@example.org", "+51 1 5550001", "Lima", "Peru")


def as_csv(*rows: Sequence[object], delimiter: str = ",") -> str:
    """Rows without any quotation."""
    return "".join(delimiter.join(map(str, row)) + "\n" for row in rows)


def as_xlsx(rows: Iterable[Sequence[Any]], *, title: str = "Sheet", merge: str = "", more: str = "") -> bytes:
    """A workbook as openpyxl writes it: formulas have no results. *more* names a second, empty sheet."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    for row in rows:
        sheet.append(list(row))
    if merge:
        sheet.merge_cells(merge)
    if more:
        book.create_sheet(more)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def with_part(data: bytes, name: str, body: bytes) -> bytes:
    """The same workbook with one part replaced or added."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            if part != name:
                new.writestr(part, old.read(part))
        new.writestr(name, body)
    return out.getvalue()
