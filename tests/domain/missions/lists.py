"""Small lists of missions for tests. A row of `mission_line` is an embassy of China in Nairobi unless said."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from daybreak.core.lib.actor import Actor, ActorKind
from daybreak.domain.missions.importers.result import ImportResult
from daybreak.domain.missions.services import import_missions

AT = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
ACTOR = Actor(ActorKind.IMPORT, "list.csv")
COLUMNS = (
    *("sending_country", "country", "city", "kind", "name", "latitude", "longitude", "address", "phone", "email"),
    *("website", "source", "wikidata", "locality_raw", "coord_precision", "status", "as_of", "licence"),
)
NAIROBI = {
    "sending_country": "CN",
    "country": "KE",
    "city": "Nairobi",
    "kind": "embassy",
    "name": "Embassy of China, Nairobi",
    "latitude": "-1.2921",
    "longitude": "36.7846",
    "coord_precision": "building",
    "phone": "+254-20-555-0100",
    "source": "wikidata of an invented day",
    "wikidata": "Q900000001",
    "status": "unverified",
    "as_of": "2022-11-16",
    "licence": "CC0-1.0",
}


def mission_line(**cells: Any) -> dict[str, str]:
    return {**dict.fromkeys(COLUMNS, ""), **NAIROBI, **cells}


def lowy_line(**cells: Any) -> dict[str, str]:
    """The same embassy as a list without ids has it: with a point somewhere in the city."""
    plain = {"wikidata": "", "source": "Lowy list", "as_of": "2019-11", "phone": "", "coord_precision": "city"}
    return mission_line(**{**plain, "latitude": "-1.2833", "longitude": "36.8167", **cells})


def as_text(*lines: dict[str, str], delimiter: str = ",") -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, delimiter=delimiter)
    writer.writeheader()
    writer.writerows(lines)
    return out.getvalue()


def import_bytes(folder: Path, data: bytes, at: datetime = AT) -> ImportResult:
    path = folder / "list.csv"
    path.write_bytes(data)
    return import_missions(path, actor=ACTOR, at=at)


def import_lines(folder: Path, *lines: dict[str, str], at: datetime = AT) -> ImportResult:
    return import_bytes(folder, as_text(*lines).encode(), at)


def reasons(result: ImportResult) -> list[tuple[int, str]]:
    return [(note.line, note.reason.value) for note in (*result.refusals, *result.notes)]
