"""Places as an import asks for them: each (city, country) looked up once."""

from __future__ import annotations

from functools import cache

from daybreak.domain.places import extract, sphere
from daybreak.domain.places.index import Places
from daybreak.domain.places.records import Ambiguous, CityRecord, Resolved

FAR_KM = 300.0
"""A mission farther than this from its city stands under the wrong city, or its point is wrong."""


@cache
def country_codes() -> dict[str, str]:
    """Return lower-case ISO codes of two and three letters and English names → ISO code of two letters."""
    codes: dict[str, str] = {}
    for country in extract.countries():
        for spelling in (country.name, country.code3, country.code):
            codes[spelling.lower()] = country.code
    return codes


@cache
def country_names() -> dict[str, str]:
    """Return ISO code of two letters → English name."""
    return {country.code: country.name for country in extract.countries()}


def kilometres(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Return the great-circle distance between two (latitude, longitude) pairs in degrees."""
    return sphere.kilometres(sphere.point(*one), sphere.point(*other))


class Gazetteer:
    """Answers about places, remembered for one import."""

    def __init__(self, index: Places) -> None:
        self._index = index
        self._named: dict[tuple[str, str], CityRecord | tuple[CityRecord, ...] | None] = {}
        self._numbered: dict[int, CityRecord | None] = {}

    def named(self, name: str, country: str) -> CityRecord | tuple[CityRecord, ...] | None:
        """Return the city, or the several it may be, or None where no city of that country has the name."""
        asked = (name, country)
        if asked not in self._named:
            found = self._index.resolve(name, country)
            several = found.candidates if isinstance(found, Ambiguous) else None
            self._named[asked] = found.city if isinstance(found, Resolved) else several
        return self._named[asked]

    def numbered(self, geonames_id: int) -> CityRecord | None:
        """Return the city with this GeoNames id, if the index has it."""
        if geonames_id not in self._numbered:
            self._numbered[geonames_id] = self._index.get(geonames_id)
        return self._numbered[geonames_id]

    def distance(self, point: tuple[float, float], city: CityRecord | None, country: str) -> float | None:
        """Return the kilometres from a point to its city, else to the next city of its country; None if unknown."""
        if city is not None:
            return kilometres(point, (city.latitude, city.longitude))
        if not country:
            return None
        near = self._index.nearest(*point, 1, country)
        return near[0][1] if near else None

    def town_near(self, point: tuple[float, float]) -> str:
        """Return the larger town next to a point, as "Dublin, IE"; empty where there is none for 2,500 km."""
        near = self._index.nearest(*point, 1, minimum_population=50_000)
        return f"{near[0][0].name}, {near[0][0].country}" if near else ""
