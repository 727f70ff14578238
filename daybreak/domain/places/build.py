"""Build the index of places: one SQLite file, made once from the extract and never written again.

Tables: ``city`` (numbered by population, the largest first, so that the order of row numbers is the order
of answers), ``capital``, ``spelling`` (key → city), ``keys`` (city → its keys, one a line), ``word`` (full
text, for the beginning of any word), ``point`` (R*Tree of points on a sphere), ``region`` (what may stand
after a comma).
"""

from __future__ import annotations

import os
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from daybreak.domain.places import extract
from daybreak.domain.places.spelling import key
from daybreak.domain.places.sphere import point

VERSION = 1
"""Raise it when the tables or the keys change: old indexes are then left aside."""

NAME, SPELLING, DISTRICT = 0, 1, 2
"""Grades of a spelling: the city's own or best-known name; another spelling of it; a district of it."""

_ABANDONED_AFTER = 600.0  # seconds: an unfinished file older than this was left by a process that was killed
_SCHEMA = """
    PRAGMA journal_mode = OFF;
    PRAGMA synchronous = OFF;
    CREATE TABLE city (
        number INTEGER PRIMARY KEY, geonames_id INTEGER NOT NULL, name TEXT NOT NULL,
        ascii_name TEXT NOT NULL, country TEXT NOT NULL, admin1 TEXT NOT NULL, latitude REAL NOT NULL,
        longitude REAL NOT NULL, zone TEXT NOT NULL, population INTEGER NOT NULL
    );
    CREATE TABLE capital (number INTEGER PRIMARY KEY);
    CREATE TABLE keys (number INTEGER PRIMARY KEY, names TEXT NOT NULL, others TEXT NOT NULL);
    CREATE TABLE spelling (
        key TEXT NOT NULL, city INTEGER NOT NULL, grade INTEGER NOT NULL, PRIMARY KEY (key, city)
    ) WITHOUT ROWID;
    CREATE TABLE region (key TEXT NOT NULL, country TEXT NOT NULL, admin1 TEXT NOT NULL);
    CREATE VIRTUAL TABLE point USING rtree (number, x0, x1, y0, y1, z0, z1);
    CREATE VIRTUAL TABLE word USING fts5 (
        names, others, content = '', detail = column, prefix = '1 2 3',
        tokenize = "unicode61 remove_diacritics 0 categories 'L* N* M* Co'"
    );
"""
_INDEXES = """
    CREATE UNIQUE INDEX city_geonames_id ON city (geonames_id);
    CREATE INDEX city_country ON city (country);
    CREATE INDEX region_key ON region (key);
    INSERT INTO word (word) VALUES ('optimize');
    ANALYZE;
"""
COUNTRY_WORD = "\ue000"
"""A private letter put before a country's code to make it a word of the full text that nobody can type."""


def _graded_keys(city: extract.ExtractedCity, extra: list[extract.ExtraSpelling]) -> dict[str, int]:
    """Return the keys of a city with their grades, the best grade where a key comes twice."""
    named = [key(city.name), key(city.ascii_name)]
    named += [key(one.spelling) for one in extra if not one.is_district]
    grades = {key(one.spelling): DISTRICT for one in extra if one.is_district}
    grades.update(dict.fromkeys(map(key, city.spellings), SPELLING))
    grades.update(dict.fromkeys(named, NAME))
    grades.pop("", None)
    return grades


def _columns(city: extract.ExtractedCity) -> tuple[int | str | float, ...]:
    named = (city.geonames_id, city.name, city.ascii_name, city.country, city.admin1)
    return (*named, city.latitude, city.longitude, city.zone, city.population)


def _insert_cities(database: sqlite3.Connection) -> None:
    extra: dict[int, list[extract.ExtraSpelling]] = {}
    for spelling in extract.extra_spellings():
        extra.setdefault(spelling.geonames_id, []).append(spelling)
    capitals = {country.capital for country in extract.countries()}
    ordered = sorted(extract.cities(), key=lambda city: (-city.population, city.geonames_id))
    spellings: list[tuple[str, int, int]] = []
    for number, city in enumerate(ordered, start=1):
        grades = _graded_keys(city, extra.pop(city.geonames_id, []))
        names, others = (
            "\n".join(one for one, grade in grades.items() if grade == wanted) for wanted in (NAME, SPELLING)
        )
        words = f"{COUNTRY_WORD}{city.country.lower()}\n{names}"
        x, y, z = point(city.latitude, city.longitude)
        database.execute("INSERT INTO city VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", (number, *_columns(city)))
        database.execute("INSERT INTO keys VALUES (?, ?, ?)", (number, names, others))
        database.execute("INSERT INTO word (rowid, names, others) VALUES (?, ?, ?)", (number, words, others))
        database.execute("INSERT INTO point VALUES (?, ?, ?, ?, ?, ?, ?)", (number, x, x, y, y, z, z))
        if city.geonames_id in capitals:
            database.execute("INSERT INTO capital VALUES (?)", (number,))
        spellings += ((found, number, grade) for found, grade in grades.items())
    if extra:
        raise ValueError(f"spellings.csv names cities that are not in the extract: {sorted(extra)}.")
    # Sorted, so that the table is written from left to right: a quarter of the time of random order.
    database.executemany("INSERT INTO spelling VALUES (?, ?, ?)", sorted(spellings))


def _region_rows() -> Iterator[tuple[str, str, str]]:
    for country in extract.countries():
        for name in (country.name, country.code, country.code3):
            yield key(name), country.code, ""
    for region in extract.regions():
        for name in region.names:
            yield key(name), region.country, region.admin1


def _write(path: Path) -> None:
    with closing(sqlite3.connect(path)) as database:
        database.executescript(_SCHEMA)
        with database:
            _insert_cities(database)
            database.executemany("INSERT INTO region VALUES (?, ?, ?)", sorted(set(_region_rows())))
        database.executescript(_INDEXES)


def _sweep(folder: Path, current: Path) -> None:
    """Remove what killed builds left, and all finished indexes but the current one and the one before it.

    The one before stays because a process started before the upgrade may still open it.
    """
    for part in folder.glob("places-*.part"):
        if time.time() - part.stat().st_mtime > _ABANDONED_AFTER:
            part.unlink(missing_ok=True)
    finished = [path for path in folder.glob("places-*.sqlite3") if path != current]
    for old in sorted(finished, key=lambda path: path.stat().st_mtime)[:-1]:
        old.unlink(missing_ok=True)


def build_index(folder: Path) -> Path:
    """Return the index of places in *folder*, building it when the folder has none of the present extract.

    Takes some seconds the first time, then some milliseconds. Safe when several processes start at once, and
    when one is killed: a finished file appears under its name in one step or not at all.
    """
    path = folder / f"places-{VERSION}-{extract.digest()[:16]}.sqlite3"
    if path.exists():
        return path
    folder.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix="places-", suffix=".part", dir=folder)
    part = Path(name)
    try:
        _write(part)
        os.fsync(handle)
        part.replace(path)
    finally:
        os.close(handle)
        part.unlink(missing_ok=True)
    _sweep(folder, path)
    return path
