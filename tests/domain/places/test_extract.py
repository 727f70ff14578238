"""The extract and the lists kept by hand agree with each other."""

from __future__ import annotations

from zoneinfo import available_timezones

import pytest

from daybreak.domain.places import extract
from daybreak.domain.places.extract import ExtractedCity
from daybreak.domain.places.spelling import key


@pytest.fixture(scope="module")
def cities() -> dict[int, ExtractedCity]:
    """All cities of the extract."""
    return {city.geonames_id: city for city in extract.cities()}


def test_the_extract_is_small_enough_for_the_repository() -> None:
    assert 1_000_000 < extract.CITIES.stat().st_size < 4 * 1024 * 1024


def test_every_city_has_a_point_a_country_and_a_zone_that_exist(cities: dict[int, ExtractedCity]) -> None:
    codes = {country.code for country in extract.countries()}
    zones = available_timezones()
    for city in cities.values():
        assert -90 <= city.latitude <= 90
        assert -180 <= city.longitude <= 180
        assert city.country in codes
        assert city.zone in zones
        assert city.ascii_name.isascii()
        assert city.name
        assert city.population >= 0


def test_no_spelling_of_a_city_is_kept_twice(cities: dict[int, ExtractedCity]) -> None:
    for city in cities.values():
        keys = [key(spelling) for spelling in city.spellings]
        assert len(keys) == len(set(keys)), city.name


def test_capitals_are_in_the_extract_and_in_their_country(cities: dict[int, ExtractedCity]) -> None:
    countries = list(extract.countries())
    capitals = [country for country in countries if country.capital]
    assert len(capitals) > len(countries) - 5
    assert all(cities[country.capital or 0].country == country.code for country in capitals)


def test_extra_spellings_name_cities_of_the_extract_by_their_right_name(cities: dict[int, ExtractedCity]) -> None:
    lines = extract.SPELLINGS.read_text(encoding="utf-8").splitlines()[1:]
    for line in lines:
        number, country, name = line.split(",")[:3]
        assert (cities[int(number)].country, cities[int(number)].name) == (country, name)


def test_extra_spellings_are_not_empty_and_not_the_name_itself(cities: dict[int, ExtractedCity]) -> None:
    for extra in extract.extra_spellings():
        assert key(extra.spelling), extra
        assert extra.spelling != cities[extra.geonames_id].name


def test_every_region_kept_by_hand_holds_a_city(cities: dict[int, ExtractedCity]) -> None:
    lived_in = {(city.country, city.admin1) for city in cities.values()}
    lived_in |= {(country, "") for country, _ in lived_in}
    assert [region for region in extract.regions() if (region.country, region.admin1) not in lived_in] == []


@pytest.mark.parametrize(
    ("number", "region"),
    [(5809844, "Washington State"), (6094817, "Ontario"), (2147714, "NSW"), (2650225, "Scotland")],
)
def test_region_codes_belong_to_the_regions_they_are_listed_for(
    cities: dict[int, ExtractedCity], number: int, region: str
) -> None:
    [code] = {one.admin1 for one in extract.regions() if region in one.names}
    assert cities[number].admin1 == code


def test_the_digest_changes_with_any_source_file(monkeypatch: pytest.MonkeyPatch) -> None:
    before = extract.digest()
    monkeypatch.setattr(extract, "SOURCES", extract.SOURCES[:-1])
    assert extract.digest() != before
