"""Look places up: by name in any script, by the first letters, by nearness, by GeoNames id. Reads only.

``Places`` answers from the file that ``build_index`` made. One object serves all threads of a process: each
thread gets a connection of its own.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from daybreak.domain.places.build import COUNTRY_WORD, build_index
from daybreak.domain.places.records import Ambiguous, CityRecord, Exactness, Match, NotFound, Resolved
from daybreak.domain.places.spelling import How, Reading, beginning, readings
from daybreak.domain.places.sphere import Point, kilometres, point, reach

__all__ = ["Ambiguous", "CityRecord", "Exactness", "Match", "NotFound", "Places", "Resolved", "build_index"]

_SAME_SIZE = 5
"""Two cities match about equally when neither has this many times the people of the other."""

_DISTRICT_WITHIN_KM = 60.0
_ONE_PLACE_KM = 15.0  # two cities of one name in one country this near are one place, listed twice
_ROUNDS_KM = (20.0, 60.0, 150.0, 400.0, 1000.0, 2500.0, 5000.0)
_ROUNDS_IN_COUNTRY_KM = _ROUNDS_KM[:4]  # beyond, a look at each of the country's cities is quicker
# Territories with a code of their own that people, and lists of missions, also look for under the state.
_TERRITORIES = {
    "AU": ("CC", "CX", "NF"),
    "CN": ("HK", "MO"),
    "DK": ("FO", "GL"),
    "FI": ("AX",),
    "FR": ("BL", "GF", "GP", "MF", "MQ", "NC", "PF", "PM", "RE", "WF", "YT"),
    "GB": ("AI", "BM", "FK", "GG", "GI", "IM", "JE", "KY", "MS", "PN", "SH", "TC", "VG"),
    "NL": ("AW", "BQ", "CW", "SX"),
    "NO": ("SJ",),
    "NZ": ("CK", "NU", "TK"),
    "US": ("AS", "GU", "MP", "PR", "VI"),
}


_BEGINNINGS = {
    "names": "SELECT keys.names, city.* FROM word JOIN keys ON keys.number = word.rowid"
    " JOIN city ON city.number = word.rowid WHERE word MATCH ? ORDER BY word.rowid LIMIT ?",
    "others": "SELECT keys.others, city.* FROM word JOIN keys ON keys.number = word.rowid"
    " JOIN city ON city.number = word.rowid WHERE word MATCH ? ORDER BY word.rowid LIMIT ?",
}
_Where = dict[str, str | int | None]
_Near = list[tuple[float, int]]
"""Kilometres and the city's row number."""


def _record(row: Iterable[Any]) -> CityRecord:
    """Make a record of a row of the city table, whose first column is the row number."""
    _number, *columns = row
    return CityRecord(*columns)


def _family(country: str) -> tuple[str, ...]:
    return (country, *_TERRITORIES.get(country, ()))


def _quoted(word: str) -> str:
    return '"' + word.replace('"', '""') + '"'


def _order(match: Match) -> tuple[int, int, int]:
    return match.exactness, -match.city.population, match.city.geonames_id


def _without_parts(found: list[Match]) -> list[Match]:
    """Leave out places that are parts of a larger city found as well: Camden Town beside London's Camden."""
    whole = [match.city for match in found if match.exactness is Exactness.DISTRICT]
    return [
        match
        for match in found
        if match.city in whole
        or not any(
            city.population > match.city.population and city.kilometres_to(match.city) <= _ONE_PLACE_KM
            for city in whole
        )
    ]


def _is_rival(other: Match, best: Match, *, country_is_known: bool) -> bool:
    """Tell whether a person must choose between the best match and another one."""
    if best.exactness is Exactness.UNSURE:
        return True
    if other.city.country == best.city.country and other.city.kilometres_to(best.city) <= _ONE_PLACE_KM:
        return False
    if other.exactness is best.exactness:
        return other.city.population * _SAME_SIZE >= best.city.population
    if other.exactness is Exactness.SPELLING:
        return not country_is_known and other.city.population >= best.city.population * _SAME_SIZE
    return other.exactness is Exactness.DISTRICT


class Places:
    """The index of places at *path*, opened to read. Countries are two-letter ISO 3166 codes in any case."""

    def __init__(self, path: Path) -> None:
        if not path.is_file():
            raise FileNotFoundError(f"There is no index of places at {path}. Start Daybreak once to build it.")
        self._address = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
        self._thread = threading.local()

    def by_name(self, name: str, country: str | None = None) -> list[CityRecord]:
        """Return the cities called *name* in any spelling or script: the best match first, then the largest.

        A tail after a comma ("Portland, Oregon") or in brackets narrows the choice. Nothing found: an empty
        list. A city of a territory (Hong Kong, Réunion) is also found under its state.
        """
        return [match.city for match in self.matches(name, country)]

    def matches(self, name: str, country: str | None = None) -> list[Match]:
        """Return the same cities as ``by_name``, each with how well it matches."""
        wanted = country.upper() if country else None
        for reading in readings(name):
            if found := self._read(reading, wanted):
                return sorted(found, key=_order)
        return []

    def resolve(self, name: str, country: str | None = None) -> Resolved | Ambiguous | NotFound:
        """Return the one city *name* means, or the cities it may mean, or that there is none.

        Ambiguous: two cities match equally well and neither has five times the other's people; or the name is
        also a well-known district elsewhere; or, where no country was given, a far larger city has it as
        another spelling; or a tail we cannot read was left out and several cities remain. To be asked is
        better than a wrong city.
        """
        found = self.matches(name, country)
        if not found:
            return NotFound(name, country.upper() if country else None)
        best, *others = found
        rivals = [match for match in others if _is_rival(match, best, country_is_known=country is not None)]
        if rivals:
            return Ambiguous((best.city, *(match.city for match in rivals)))
        return Resolved(best.city, best.exactness, best.is_loosened)

    def prefix(self, text: str, country: str | None = None, limit: int = 10) -> list[CityRecord]:
        """Return cities with a spelling that begins with *text*, or has a word that does.

        A whole name comes first ("Bo" in Sierra Leone), then names before other spellings, in each of the two
        whole beginnings before later words, and among equals the largest city.
        """
        typed = beginning(text)
        if not typed or limit < 1:
            return []
        wanted = country.upper() if country else None
        named = [match.city for match in self._spelled(typed, wanted) if match.exactness is Exactness.NAME]
        found = sorted((city for city in named if wanted in (None, city.country)), key=lambda city: -city.population)
        found += self._beginning("names", typed, country, limit)
        if len(found) < limit:
            found += self._beginning("others", typed, country, limit)
        return list(dict.fromkeys(found))[:limit]

    def _beginning(self, column: str, typed: str, country: str | None, limit: int) -> list[CityRecord]:
        """Return cities by the beginnings of the keys in one column, whole keys before later words."""
        words = [_quoted(word) for word in typed.split()]
        query = f"{column} : (" + " AND ".join(words) + "*)"
        if country:
            query += f" AND names : {_quoted(COUNTRY_WORD + country.lower())}"
        first: list[CityRecord] = []
        later: list[CityRecord] = []
        for keys, *row in self._ask(_BEGINNINGS[column], (query, max(200, 20 * limit))):
            if f"\n{typed}" in f"\n{keys}":
                first.append(_record(row))
                if len(first) == limit:
                    break
            elif f" {typed}" in keys:
                later.append(_record(row))
        return (first + later)[:limit]

    def nearest(
        self,
        latitude: float,
        longitude: float,
        limit: int = 1,
        country: str | None = None,
        *,
        minimum_population: int = 0,
    ) -> list[tuple[CityRecord, float]]:
        """Return up to *limit* cities nearest to a point (degrees), each with its distance in kilometres.

        Quarters of some big cities are places of their own here (Foggy Bottom in Washington): name a minimum
        population to get the city.
        """
        if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
            raise ValueError(
                f"{latitude}, {longitude} is no point on Earth: latitude runs from -90 to 90, longitude from"
                " -180 to 180."
            )
        here = point(latitude, longitude)
        where: _Where = {"country": country.upper() if country else None, "people": minimum_population}
        for radius in _ROUNDS_IN_COUNTRY_KM if country else _ROUNDS_KM:
            near = self._within(here, radius, where)
            if len(near) >= limit:
                break
        else:
            near = self._anywhere(here, where)
        return [(self._by_number(number), km) for km, number in near[: max(limit, 0)]]

    def get(self, geonames_id: int) -> CityRecord | None:
        """Return the city with this GeoNames id, or None where the index does not have it."""
        row = self._ask("SELECT * FROM city WHERE geonames_id = ?", (geonames_id,)).fetchone()
        return _record(row) if row else None

    def close(self) -> None:
        """Close this thread's connection; the next question opens another."""
        connection = self._thread.__dict__.pop("connection", None)
        if connection is not None:
            connection.close()

    def _ask(self, question: str, values: tuple[str | int, ...] | dict[str, Any]) -> sqlite3.Cursor:
        connection: sqlite3.Connection | None = getattr(self._thread, "connection", None)
        if connection is None:
            connection = self._thread.connection = sqlite3.connect(self._address, uri=True)
        return connection.execute(question, values)

    def _by_number(self, number: int) -> CityRecord:
        return _record(self._ask("SELECT * FROM city WHERE number = ?", (number,)).fetchone())

    def _read(self, reading: Reading, country: str | None) -> list[Match]:
        """Return what one reading of a text gives, in no order."""
        read, unread = self._tails(reading.tails)
        if reading.how is How.REGION_WITHOUT_COMMA and unread:
            return []
        if reading.how is How.TAIL_AS_NAME and self._tails([reading.head])[0]:
            return []
        found = self._spelled(reading.head, country, capitals_only=reading.how is How.CITY_DROPPED)
        for choices in read:
            found = [match for match in found if self._lies_in_one(match.city, choices)]
        if reading.how in (How.AS_WRITTEN, How.REGION_WITHOUT_COMMA):
            return self._with_unread(found, unread, country) if unread and not read else found
        if reading.how is How.TAIL_AS_NAME:
            return [replace(match, exactness=max(match.exactness, Exactness.DISTRICT)) for match in found]
        return [replace(match, is_loosened=True) for match in found]

    def _with_unread(self, found: list[Match], unread: list[str], country: str | None) -> list[Match]:
        """Weigh matches whose tail is no region: near the city the tail names, if any, else unsure."""
        named = [match.city for tail in unread for match in self._spelled(tail, country)]
        if not named:
            return [replace(match, exactness=Exactness.UNSURE) for match in found]
        return [match for match in found if any(one.kilometres_to(match.city) <= _DISTRICT_WITHIN_KM for one in named)]

    def _tails(self, tails: Iterable[str]) -> tuple[list[set[tuple[str, str]]], list[str]]:
        """Return for each known tail its regions as (country, admin1 or ""), and the other tails."""
        read: list[set[tuple[str, str]]] = []
        unread: list[str] = []
        for tail in tails:
            rows = set(self._ask("SELECT country, admin1 FROM region WHERE key = ?", (tail,)))
            if rows:
                read.append(rows)
            else:
                unread.append(tail)
        return read, unread

    @staticmethod
    def _lies_in_one(city: CityRecord, choices: set[tuple[str, str]]) -> bool:
        return any(
            city.country in _family(country) and (not admin1 or city.admin1 == admin1) for country, admin1 in choices
        )

    def _spelled(self, head: str, country: str | None, *, capitals_only: bool = False) -> list[Match]:
        """Return the cities with this key; those of a country's territories only where it has none itself."""
        rows = self._ask(
            "SELECT spelling.grade, capital.number IS NOT NULL, city.* FROM spelling"
            " JOIN city ON city.number = spelling.city LEFT JOIN capital ON capital.number = city.number"
            " WHERE spelling.key = ?",
            (head,),
        )
        found = [
            Match(_record(row), Exactness(grade)) for grade, is_capital, *row in rows if is_capital or not capitals_only
        ]
        found = _without_parts(found)
        if country is None:
            return found
        own = [match for match in found if match.city.country == country]
        return own or [match for match in found if match.city.country in _family(country)]

    def _within(self, here: Point, radius_km: float, where: _Where) -> _Near:
        """Return the cities within a radius, nearest first."""
        # A little more than exact, because the tree rounds to 32 bits.
        side = reach(radius_km) + 1e-6
        x, y, z = here
        box = {"x0": x - side, "x1": x + side, "y0": y - side, "y1": y + side, "z0": z - side, "z1": z + side}
        rows = self._ask(
            "SELECT city.number, latitude, longitude FROM point JOIN city ON city.number = point.number"
            " WHERE x0 >= :x0 AND x1 <= :x1 AND y0 >= :y0 AND y1 <= :y1 AND z0 >= :z0 AND z1 <= :z1"
            " AND (:country IS NULL OR country = :country) AND population >= :people",
            {**box, **where},
        )
        return [(km, number) for km, number in self._by_distance(here, rows) if km <= radius_km]

    def _anywhere(self, here: Point, where: _Where) -> _Near:
        """Return all cities (of one country, where one is named), nearest first."""
        named = "SELECT number, latitude, longitude FROM city WHERE country = :country AND population >= :people"
        every = "SELECT number, latitude, longitude FROM city WHERE population >= :people"
        return self._by_distance(here, self._ask(named if where["country"] else every, where))

    @staticmethod
    def _by_distance(here: Point, rows: Iterable[tuple[int, float, float]]) -> _Near:
        return sorted((kilometres(here, point(latitude, longitude)), number) for number, latitude, longitude in rows)
