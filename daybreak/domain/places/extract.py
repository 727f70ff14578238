"""The files the index of places is built from: the extract and the two lists kept by hand.

``cities.tsv.xz`` and ``countries.tsv`` are made by ``scripts/make_places.py`` from GeoNames (CC BY 4.0, see
``ATTRIBUTION.md`` beside them). ``spellings.csv`` and ``regions.csv`` are the project's own.
"""

from __future__ import annotations

import csv
import hashlib
import lzma
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

DATA = Path(__file__).parent / "data"
CITIES = DATA / "cities.tsv.xz"
COUNTRIES = DATA / "countries.tsv"
SPELLINGS = DATA / "spellings.csv"
REGIONS = DATA / "regions.csv"
SOURCES = (CITIES, COUNTRIES, SPELLINGS, REGIONS)


@dataclass(frozen=True)
class ExtractedCity:
    """One line of the extract: degrees (WGS 84), population in persons, 0 if unknown."""

    geonames_id: int
    name: str
    ascii_name: str
    country: str
    admin1: str
    latitude: float
    longitude: float
    zone: str
    population: int
    spellings: tuple[str, ...]


@dataclass(frozen=True)
class ExtractedCountry:
    """One line of the countries' table: ISO 3166 codes, English name, GeoNames id of the capital if any."""

    code: str
    code3: str
    name: str
    capital: int | None


@dataclass(frozen=True)
class ExtraSpelling:
    """A spelling the source lacks. ``is_district``: it names a part of the city, not the city."""

    geonames_id: int
    spelling: str
    is_district: bool


@dataclass(frozen=True)
class Region:
    """A first-level region, or with no ``admin1`` a whole country, under the names written after a comma."""

    country: str
    admin1: str
    names: tuple[str, ...]


def cities() -> Iterator[ExtractedCity]:
    """Yield the extract's cities, ordered by country and GeoNames id."""
    with lzma.open(CITIES, "rt", encoding="utf-8", newline="\n") as lines:
        for line in lines:
            number, name, plain, country, admin1, latitude, longitude, zone, people, others = line.rstrip("\n").split(
                "\t"
            )
            yield ExtractedCity(
                geonames_id=int(number),
                name=name,
                ascii_name=plain or name,
                country=country,
                admin1=admin1,
                latitude=float(latitude),
                longitude=float(longitude),
                zone=zone,
                population=int(people),
                spellings=tuple(others.split("|")) if others else (),
            )


def countries() -> Iterator[ExtractedCountry]:
    """Yield the countries and territories, ordered by code."""
    for line in COUNTRIES.read_text(encoding="utf-8").splitlines():
        code, code3, name, capital = line.split("\t")
        yield ExtractedCountry(code, code3, name, int(capital) if capital else None)


def extra_spellings() -> Iterator[ExtraSpelling]:
    """Yield the spellings kept by hand."""
    with SPELLINGS.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            for spelling in row["spellings"].split("|"):
                yield ExtraSpelling(int(row["geonames_id"]), spelling, row["kind"] == "district")


def regions() -> Iterator[Region]:
    """Yield the regions kept by hand."""
    with REGIONS.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield Region(row["country"], row["admin1"], tuple(row["names"].split("|")))


def digest() -> str:
    """Return a SHA-256 in hex over all source files: when it changes, the index must be built again."""
    total = hashlib.sha256()
    for path in SOURCES:
        total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()
