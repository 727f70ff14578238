"""How fast a directory of all missions is read: 9,851 lines, about eight sources each, one journal line each.

The peer is the usual way, one ``update_or_create`` for each row, in transactions of 200 lines as well. The limit is
the same number of rows written by one bare statement a batch. ``DATA`` names the folder of the real list; without it
a list of the same size is invented.
"""

from __future__ import annotations

import csv
import os
import resource
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from django.db import connection, transaction

from bench.edition import make_home, now
from daybreak.core.journal.models import Entry
from daybreak.core.lib.actor import Actor, ActorKind
from daybreak.domain.missions.importers.batches import BATCH
from daybreak.domain.missions.importers.reading import OPTIONAL, REQUIRED, Line, read_list
from daybreak.domain.missions.importers.result import ImportResult
from daybreak.domain.missions.models import FieldSource, Mission
from daybreak.domain.missions.services import import_missions
from daybreak.domain.places.services import places

LINES = 9851
RUNS = 3
PEER_LINES = 1000
MOST_SECONDS = 30.0
MOST_MEGABYTES = 300
_SAID = ("name", "kind", "city", "latitude", "longitude", "coord_precision", "website", "phone")
_SENDERS = ("CN", "US", "FR", "DE", "JP", "IN", "BR", "ZA", "KE", "MX")


def measure() -> list[dict[str, object]]:
    """Return lines per second of a first and of a second import, and the peak memory of this process in megabytes."""
    make_home()
    places()  # the index is built once in a home's life
    with tempfile.TemporaryDirectory() as folder:
        path = _list_in(Path(folder))
        lines = read_list(path).lines
        first, again = [], []
        for _ in range(RUNS):
            _empty()
            first.append(_pace(lambda: _import(path), len(lines)))
            again.append(_pace(lambda: _import_unchanged(path), len(lines)))
        megabytes = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1)
        limit = _pace(lambda: _bare(lines), len(lines))
        _empty()
        sample = lines[:PEER_LINES]
        peer = _pace(lambda: _peer(sample), len(sample))
    return [
        _row("import, first", first, "lines/s", peer=peer, limit=limit),
        _row("import, nothing new", again, "lines/s"),
        _row("import, whole list", [round(len(lines) / pace, 1) for pace in first], "s", limit=MOST_SECONDS),
        _row("import, peak memory", [megabytes], "MB", limit=MOST_MEGABYTES),
    ]


def _row(
    name: str, runs: list[float], unit: str, *, peer: float | None = None, limit: float | None = None
) -> dict[str, object]:
    ours = round(statistics.median(runs), 1)
    cores = os.cpu_count()
    return {"name": name, "ours": ours, "peer": peer, "limit": limit, "unit": unit, "runs": runs, "cores": cores}


def _list_in(folder: Path) -> Path:
    real = Path(os.environ.get("DATA", "")) / "missions-all.csv"
    if os.environ.get("DATA") and real.is_file():
        return real
    path = folder / "missions.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, (*REQUIRED, *OPTIONAL))
        writer.writeheader()
        writer.writerows(_invented())
    return path


def _invented() -> Iterator[dict[str, str]]:
    """Yield as many lines as the real list has: invented embassies in the real cities of the index."""
    found = {
        city.geonames_id: city for letter in "abcdefghijklmnoprstuvwz" for city in places().prefix(letter, limit=60)
    }
    cities = list(found.values())
    for number in range(LINES):
        city, sender = cities[number // len(_SENDERS) % len(cities)], _SENDERS[number % len(_SENDERS)]
        yield {
            "sending_country": sender,
            "country": city.country,
            "city": city.name,
            "kind": "embassy",
            "name": f"Invented Embassy {number}",
            "latitude": str(city.latitude),
            "longitude": str(city.longitude),
            "coord_precision": "building",
            "website": f"https://example.org/{number}",
            "source": "wikidata, invented for a measurement",
            "wikidata": f"Q{9_000_000_000 + number}",
            "as_of": "2022-11-16",
            "licence": "CC0-1.0",
        }


def _pace(work: Callable[[], object], lines: int) -> float:
    started = time.perf_counter()
    work()
    return round(lines / (time.perf_counter() - started), 1)


def _import(path: Path) -> ImportResult:
    result = import_missions(path, actor=Actor(ActorKind.IMPORT, "bench"), at=now())
    if result.taken != result.lines:
        raise RuntimeError(f"Not every line was taken: {result.summary()}")
    return result


def _import_unchanged(path: Path) -> None:
    result = _import(path)
    if result.unchanged != result.lines:
        raise RuntimeError(f"The second import changed something: {result.summary()}")


def _empty() -> None:
    for model in (FieldSource, Mission, Entry):
        model.objects.all().delete()


def _batches(lines: list[Line]) -> Iterator[list[Line]]:
    for start in range(0, len(lines), BATCH):
        yield lines[start : start + BATCH]


def _peer(lines: list[Line]) -> None:
    """Store the same facts one row at a time, without looking at them."""
    at = now()
    for batch in _batches(lines):
        with transaction.atomic():
            for line in batch:
                cells = line.cells
                values = {"name": cells["name"], "kind": "embassy", "host": cells["country"], "first_seen_at": at}
                mission, _ = Mission.objects.update_or_create(source_id=cells["wikidata"], defaults=values)
                for field in _SAID:
                    said = {"value": cells[field], "family": "peer", "source": cells["source"]}
                    FieldSource.objects.update_or_create(mission=mission, field=field, defaults=said)


def _bare(lines: list[Line]) -> None:
    """Write ten rows for each line: the mission, its sources and the journal's line."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE bare_mission (line INTEGER, field TEXT, value TEXT)")
    for batch in _batches(lines):
        rows = [(line.number, field, line.cells.get(field, "")) for line in batch for field in (*_SAID, "", "journal")]
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.executemany("INSERT INTO bare_mission VALUES (%s, %s, %s)", rows)
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE bare_mission")
