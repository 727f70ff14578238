"""From bytes to lines with named cells. Knows CSV and encodings, nothing of missions but the column names."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass, field
from pathlib import Path

from daybreak.core.lib.delimited import Fault, lines_of, records
from daybreak.core.lib.encodings import utf16_of
from daybreak.core.lib.errors import Refused
from daybreak.domain.missions.importers.result import LineNote
from daybreak.domain.missions.importers.words import Reason

REQUIRED = ("sending_country", "country", "city", "kind", "name", "source", "wikidata")
OPTIONAL = (
    *("latitude", "longitude", "address", "phone", "email", "website"),
    *("locality_raw", "coord_precision", "status", "as_of", "licence"),
)
IGNORED = ("country_name", "timezone", "notes")
"""Known columns nothing is read from: we know countries and time zones ourselves; notes are for people."""
EXTRA = ("geonames_id",)
"""Understood where it stands, not missed where it does not."""

LARGEST_FILE = 64 * 1024 * 1024  # bytes; the directory of the whole world takes 2.5 MB
_REASONS = {Fault.QUOTES: Reason.QUOTES, Fault.OVERLONG: Reason.OVERLONG}
_ID = re.compile(r"\bQ[1-9]\d*\b")
_FIRST_UNDECODED, _LAST_UNDECODED = "\udc80", "\udcff"  # how "surrogateescape" writes a byte it cannot read


class ListRefused(Refused):
    """The file as a whole cannot be read."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the list: its number in the file (header = 1) and its cells by column."""

    number: int
    cells: dict[str, str]


@dataclass(frozen=True, slots=True)
class Unread:
    """A line that cannot be read. ``ids`` are the source ids seen in it: they did not vanish."""

    number: int
    reason: Reason
    text: str
    ids: frozenset[str] = frozenset()


@dataclass(slots=True)
class Sheet:
    """A read file."""

    lines: list[Line] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    notes: list[LineNote] = field(default_factory=list)


def read_list(path: Path) -> Sheet:
    """Read a CSV file (UTF-8 with or without mark, UTF-16; comma, semicolon or tab).

    :raises ListRefused: if there is no such file, it may not be read, is a folder, empty or too large, or lacks
        columns. Faults of single lines are listed in ``Sheet.unread``.
    """
    return read_bytes(_bytes_of(path), name=path.name)


def _bytes_of(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise ListRefused(f"{path} is a folder. Name the CSV file in it.")
        if path.stat().st_size > LARGEST_FILE:
            raise ListRefused(f"{path} is larger than 64 MB: that is no list of missions.")
        return path.read_bytes()
    except FileNotFoundError:
        raise ListRefused(f"There is no file {path}. Check the spelling and the folder.") from None
    except PermissionError:
        raise ListRefused(f"You may not read {path}. Ask its owner for the right to read it.") from None
    except (OSError, ValueError) as error:
        raise ListRefused(f"{path} cannot be read: {error}.") from None


def read_bytes(data: bytes, *, name: str = "the file") -> Sheet:
    """Read the bytes of a CSV file. :raises ListRefused: as ``read_list``."""
    text, is_utf16 = _decode(data)
    lines = lines_of(text)
    first = next((number for number, line in enumerate(lines) if line.strip()), None)
    if first is None:
        raise ListRefused(f"{name} is empty. It needs a header line and one line for each mission.")
    delimiter, header = _header(lines[first], name)
    sheet = Sheet(notes=_header_notes(header))
    for one in records(lines, delimiter, start=first + 1):
        if one.fault is not None:
            unread: Unread | None = Unread(one.number, _REASONS[one.fault], one.fault.sentence, _ids(one.raw))
        else:
            unread = _fault(one.number, one.raw, one.cells, header, is_utf16=is_utf16)
        if unread is not None:
            sheet.unread.append(unread)
        else:
            sheet.lines.append(Line(one.number, dict(zip(header, one.cells, strict=True))))
    return sheet


def _decode(data: bytes) -> tuple[str, bool]:
    """Return the text, and whether it was UTF-16. Bytes that are no UTF-8 stay visible as lone surrogates."""
    wide = utf16_of(data)
    if wide:
        return data.decode(wide, errors="replace"), True
    return data.decode("utf-8-sig", errors="surrogateescape"), False


def _header(line: str, name: str) -> tuple[str, list[str]]:
    """Return the delimiter that yields most known columns, and the columns. :raises ListRefused: if some lack."""
    known = {*REQUIRED, *OPTIONAL, *EXTRA, *IGNORED}
    best: tuple[str, list[str]] = (",", [])
    for delimiter in ",;\t":
        try:
            cells = next(csv.reader([line], delimiter=delimiter), [])
        except csv.Error:
            continue
        columns = [cell.strip().lower() for cell in cells]
        if len(known.intersection(columns)) > len(known.intersection(best[1])):
            best = (delimiter, columns)
    lacking = [column for column in REQUIRED if column not in best[1]]
    if lacking:
        raise ListRefused(
            f"The header of {name} lacks {'the columns' if len(lacking) > 1 else 'the column'} {_joined(lacking)}. "
            "The first line must name the columns as docs/operating.md lists them."
        )
    twice = sorted({column for column in best[1] if column in known and best[1].count(column) > 1})
    if twice:
        raise ListRefused(f"The header of {name} names {_joined(twice)} twice: which one counts?")
    return best


def _joined(words: list[str]) -> str:
    return " and ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else words[0]


def _header_notes(header: list[str]) -> list[LineNote]:
    known = {*REQUIRED, *OPTIONAL, *EXTRA, *IGNORED}
    absent = [column for column in OPTIONAL if column not in header]
    strange = [_readable(column) or "(no name)" for column in header if column not in known]
    notes = []
    if absent:
        text = f"without {_joined(absent)} nothing is said about them; what the directory holds stays."
        notes.append(LineNote(1, Reason.MISSING_COLUMN, text))
    if strange:
        notes.append(LineNote(1, Reason.UNKNOWN_COLUMN, f"{_joined(strange)} is not read."))
    return notes


def _fault(number: int, raw: str, cells: list[str], header: list[str], *, is_utf16: bool) -> Unread | None:
    """Return what keeps a record from being read, if anything does."""
    undecoded = next((letter for letter in raw if _FIRST_UNDECODED <= letter <= _LAST_UNDECODED), None)
    if undecoded is not None:
        text = (
            f"the byte 0x{ord(undecoded) - 0xDC00:02X} is not UTF-8 in {_readable(raw)[:80]!r}. "
            "Save the file as UTF-8 (in a spreadsheet: CSV UTF-8)."
        )
        return Unread(number, Reason.ENCODING, text, _ids(raw))
    if is_utf16 and "\ufffd" in raw:
        return Unread(number, Reason.ENCODING, f"broken UTF-16 in {_readable(raw)[:80]!r}.", _ids(raw))
    if len(cells) != len(header):
        text = f"{len(cells)} values, but the header names {len(header)} columns: {_readable(raw)[:80]!r}."
        return Unread(number, Reason.COLUMNS, text, _ids(raw))
    return None


def _ids(raw: str) -> frozenset[str]:
    return frozenset(_ID.findall(raw))


def _readable(raw: str) -> str:
    """Return text that can be printed anywhere: lone surrogates and control characters become question marks."""
    return "".join(letter if letter.isprintable() else "?" for letter in raw.strip())
