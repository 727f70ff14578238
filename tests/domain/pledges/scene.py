"""An edition with doors in four cities."""

from __future__ import annotations

from daybreak.domain.campaigns.models import Edition
from tests.factories import LIMA, make_city, make_edition, make_mission, make_target

SEOUL = {
    "geonames_id": 1835848,
    "name": "Seoul",
    "country": "KR",
    "latitude": 37.566,
    "longitude": 126.9784,
    "zone": "Asia/Seoul",
    "slug": "seoul",
}
GENEVA = {
    "geonames_id": 2660646,
    "name": "Geneva",
    "country": "CH",
    "latitude": 46.20222,
    "longitude": 6.14569,
    "zone": "Europe/Zurich",
    "slug": "geneva",
}
MOMBASA = {
    "geonames_id": 186301,
    "name": "Mombasa",
    "country": "KE",
    "latitude": -4.05466,
    "longitude": 39.66359,
    "zone": "Africa/Nairobi",
    "slug": "mombasa",
}


def make_scene() -> Edition:
    """Targets in Nairobi, Lima and Seoul, two in Geneva; an office in Mombasa that is no target."""
    edition = make_edition()
    for place in ({}, LIMA, SEOUL, GENEVA, GENEVA):
        make_target(edition=edition, city=make_city(**place))
    make_mission(city=make_city(**MOMBASA), kind="consulate", name="Consulate of China, Mombasa")
    return edition
