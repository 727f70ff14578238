"""Text for spreadsheet cells. A cell that begins like a formula is run by the program that opens it."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterable, Sequence

_FORMULA = ("=", "+", "-", "@", "|", "%")


def disarmed(text: str) -> str:
    """Return *text* as one harmless line: control signs become spaces, and an apostrophe is put before a formula.

    Full-width forms of the formula signs, and signs hidden behind spaces, count too.
    """
    line = "".join(" " if unicodedata.category(sign) in {"Cc", "Zl", "Zp"} else sign for sign in text).strip()
    return f"'{line}" if unicodedata.normalize("NFKC", line).lstrip().startswith(_FORMULA) else line


def csv_text(header: Sequence[str], rows: Iterable[Sequence[str | int | float | None]]) -> str:
    """Return a CSV (RFC 4180, UTF-8): texts disarmed, numbers as they are, None as an empty cell."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(header)
    for row in rows:
        writer.writerow(["" if one is None else disarmed(one) if isinstance(one, str) else one for one in row])
    return out.getvalue()
