"""What the index of places answers with."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from daybreak.domain.places import sphere


@dataclass(frozen=True)
class CityRecord:
    """A city as GeoNames has it: degrees (WGS 84), an IANA zone, persons (0 if unknown), ISO 3166 country."""

    geonames_id: int
    name: str
    ascii_name: str
    country: str
    admin1: str
    latitude: float
    longitude: float
    zone: str
    population: int

    def kilometres_to(self, other: CityRecord) -> float:
        """Return the great-circle distance to another city."""
        here = sphere.point(self.latitude, self.longitude)
        return sphere.kilometres(here, sphere.point(other.latitude, other.longitude))


class Exactness(IntEnum):
    """How well a text matches a city, the best first."""

    NAME = 0
    """The city's own or best-known name."""
    SPELLING = 1
    """Another spelling of it."""
    DISTRICT = 2
    """A part of the city."""
    UNSURE = 3
    """Found by leaving out a tail that names no region we know."""


@dataclass(frozen=True)
class Match:
    """A city and how well the text matches it.

    ``is_loosened``: only without a word of the text, such as "province", or on one side of a slash.
    """

    city: CityRecord
    exactness: Exactness
    is_loosened: bool = False


@dataclass(frozen=True)
class Resolved:
    """The text means this one city (``is_loosened`` as in Match)."""

    city: CityRecord
    exactness: Exactness
    is_loosened: bool = False


@dataclass(frozen=True)
class Ambiguous:
    """The text may mean any of these cities, the likeliest first: a person has to choose."""

    candidates: tuple[CityRecord, ...]


@dataclass(frozen=True)
class NotFound:
    """No city of this name is known (in this country, where one was given)."""

    name: str
    country: str | None
