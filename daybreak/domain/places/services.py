"""Verbs of places: cities are taken from the extract when somebody first has use for them."""

from __future__ import annotations

import threading
from pathlib import Path

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.text import slugify

from daybreak.core.lib.errors import Refused
from daybreak.domain.places.index import Ambiguous, CityRecord, NotFound, Places, build_index
from daybreak.domain.places.models import City


class CityNotFound(Refused):
    """No city of that name is known."""


class CityAmbiguous(Refused):
    """Several cities may be meant. ``candidates`` lists them, likeliest first."""

    def __init__(self, sentence: str, candidates: tuple[CityRecord, ...]) -> None:
        self.candidates = candidates
        super().__init__(sentence)


_open: dict[Path, Places] = {}
_lock = threading.Lock()


def places() -> Places:
    """Return the index of this home; it is built on first use (a few seconds)."""
    folder = Path(settings.DAYBREAK.home) / "places"
    with _lock:
        if folder not in _open:
            folder.mkdir(parents=True, exist_ok=True)
            _open[folder] = Places(build_index(folder))
        return _open[folder]


def city_of(record: CityRecord) -> City:
    """Return the row of a place, made on first use. Its slug is frozen then: addresses never move.

    Not journalled: the row repeats a public gazetteer and nobody decided anything.
    """
    there = City.objects.filter(geonames_id=record.geonames_id).first()
    if there is not None:
        return there
    plain = slugify(record.ascii_name) or f"place-{record.geonames_id}"
    with_region = f"{plain}-{slugify(record.admin1)}" if record.admin1 else plain
    for slug in (plain, with_region, f"{plain}-{record.geonames_id}"):
        try:
            with transaction.atomic():
                return City.objects.create(
                    geonames_id=record.geonames_id,
                    name=record.name,
                    country=record.country,
                    region=record.admin1,
                    latitude=record.latitude,
                    longitude=record.longitude,
                    zone=record.zone,
                    slug=slug,
                )
        except IntegrityError:
            there = City.objects.filter(geonames_id=record.geonames_id).first()
            if there is not None:
                return there  # another process was quicker
    raise Refused(f"No address is free for {record.name}, {record.country}.")


def find_city(name: str, country: str | None = None) -> City:
    """Return the one city meant by *name* in any common spelling.

    :raises CityNotFound: if none is known. :raises CityAmbiguous: if several may be meant: asking beats guessing.
    """
    found = places().resolve(name, country)
    where = f" in {country}" if country else ""
    if isinstance(found, NotFound):
        raise CityNotFound(f"No city called {name!r}{where} is known. Check the spelling or give the next larger town.")
    if isinstance(found, Ambiguous):
        several = tuple(found.candidates)
        names = "; ".join(f"{c.name}, {c.admin1} {c.country}" for c in several[:5])
        raise CityAmbiguous(f"{name!r}{where} may be one of: {names}. Say which.", several)
    return city_of(found.city)
