"""Looking places up."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from daybreak.domain.places.index import Ambiguous, Exactness, NotFound, Places, Resolved


def _one(places: Places, name: str, country: str | None = None) -> tuple[str, str]:
    found = places.resolve(name, country)
    assert isinstance(found, Resolved), found
    return found.city.name, found.city.country


@pytest.mark.parametrize(
    ("spellings", "country", "name"),
    [
        (("Pretoria", "Tshwane", "Pretoria/Tshwane", "PRETORIA", "比勒陀利亚"), "ZA", "Pretoria"),
        (("Kiev", "Kyiv", "Київ", "Киев"), "UA", "Kyiv"),
        (("The Hague", "Den Haag", "'s-Gravenhage", "’s-Gravenhage", "La Haye", "ハーグ"), "NL", "The Hague"),
        (("Washington", "Washington, D.C.", "Washington DC", "Washington D. C."), "US", "Washington"),
        (("Seoul", "서울", "서울특별시", "首尔", "Сеул"), "KR", "Seoul"),
        (("St. John's", "Saint Johns", "Saint John’s"), "AG", "Saint John’s"),
        (("Zamyn-Uud", "Замын-Үүд"), "MN", "Zamiin Uud"),
        (("New York", "NYC", "New York City", "New York, NY"), "US", "New York City"),
    ],
)
def test_one_city_is_found_under_all_its_spellings(
    places: Places, spellings: tuple[str, ...], country: str, name: str
) -> None:
    assert {_one(places, spelling, country) for spelling in spellings} == {(name, country)}


@pytest.mark.parametrize(
    ("text", "region"),
    [
        ("Portland, Oregon", "OR"),
        ("Portland, ME", "ME"),
        ("Portland Maine", "ME"),
        ("Springfield, Illinois, USA", "IL"),
        ("Paris, Texas", "TX"),
    ],
)
def test_a_region_after_the_name_chooses_between_cities(places: Places, text: str, region: str) -> None:
    found = places.resolve(text, "US")
    assert isinstance(found, Resolved)
    assert found.city.admin1 == region


def test_a_country_after_the_name_chooses_between_cities(places: Places) -> None:
    assert _one(places, "London, Canada") == ("London", "CA")
    assert _one(places, "Tbilisi, Georgia") == ("Tbilisi", "GE")


def test_a_region_of_another_country_is_not_ignored(places: Places) -> None:
    assert places.by_name("Paris, Texas", "FR") == []
    assert places.by_name("Paris, France", "US") == []


def test_a_city_listed_under_the_wrong_country_is_not_found_there(places: Places) -> None:
    assert places.resolve("Tokyo", "AU") == NotFound("Tokyo", "AU")
    assert places.by_name("Nowhere-on-Sea") == []


def test_cities_of_about_equal_size_have_to_be_chosen_by_a_person(places: Places) -> None:
    found = places.resolve("Springfield", "US")
    assert isinstance(found, Ambiguous)
    assert [city.admin1 for city in found.candidates[:3]] == ["MO", "MA", "IL"]


def test_a_city_five_times_as_large_needs_no_question(places: Places) -> None:
    found = places.resolve("Portland", "US")
    assert isinstance(found, Resolved)
    assert found.city.admin1 == "OR"


def test_by_name_gives_exact_names_before_other_spellings_and_large_before_small(places: Places) -> None:
    found = places.matches("San José")
    order = [(match.exactness, -match.city.population) for match in found]
    assert len(order) > 3
    assert order == sorted(order)


def test_a_tail_that_names_no_region_is_doubted(places: Places) -> None:
    assert {match.exactness for match in places.matches("Portland, Atlantis", "US")} == {Exactness.UNSURE}
    assert isinstance(places.resolve("Portland, Atlantis", "US"), Ambiguous)


def test_a_district_leads_to_its_city(places: Places) -> None:
    assert _one(places, "Hatfield, Pretoria", "ZA") == ("Pretoria", "ZA")
    assert _one(places, "Mayfair", "GB") == ("London", "GB")
    assert _one(places, "London Borough of Camden", "GB") == ("London", "GB")


def test_a_name_that_is_also_a_district_of_a_far_city_is_asked(places: Places) -> None:
    found = places.resolve("Kensington", "GB")
    assert isinstance(found, Ambiguous)
    assert "London" in {city.name for city in found.candidates}


def test_the_word_city_is_dropped_only_for_capitals(places: Places) -> None:
    assert _one(places, "Vienna City", "AT") == ("Vienna", "AT")
    assert _one(places, "Kansas City", "US")[0] == "Kansas City"
    assert places.by_name("Hamburg City", "DE") == []


def test_a_territory_is_found_under_its_state_and_keeps_its_own_code(places: Places) -> None:
    assert _one(places, "Hong Kong", "CN") == ("Hong Kong", "HK")
    assert _one(places, "Saint-Denis", "RE") == ("Saint-Denis", "RE")
    assert _one(places, "Saint-Denis", "FR")[1] == "FR"


def test_a_region_read_with_a_city_leaves_no_city_of_another_region(places: Places) -> None:
    assert places.by_name("Chicago, Ontario") == []


@pytest.mark.parametrize(
    ("text", "first"),
    [("Los Ang", "Los Angeles"), ("St. Joh", "St. John's"), ("stockh", "Stockholm"), ("서우", "Seoul"), ("Bo", "Bo")],
)
def test_the_first_letters_find_the_city(places: Places, text: str, first: str) -> None:
    assert places.prefix(text)[0].name == first


def test_a_later_word_is_found_after_the_beginnings(places: Places) -> None:
    names = [city.name for city in places.prefix("angel", limit=5)]
    assert "Los Angeles" in names
    assert names[0].lower().startswith("angel")


def test_a_prefix_keeps_to_its_country_and_its_limit(places: Places) -> None:
    found = places.prefix("s", "za", limit=7)
    assert len(found) == 7
    assert {city.country for city in found} == {"ZA"}
    assert (
        places.prefix("za", "SE", limit=3) == [city for city in places.prefix("za", "SE") if city.country == "SE"][:3]
    )


@pytest.mark.parametrize("text", ["", '"', "*", "a* OR b", "NEAR(", "names:", "' OR 1=1 --", "\ue000us"])
def test_search_signs_are_only_letters_to_look_for(places: Places, text: str) -> None:
    assert isinstance(places.prefix(text), list)
    assert isinstance(places.by_name(text), list)


def test_the_nearest_city_and_its_distance(places: Places) -> None:
    [(city, km)] = places.nearest(-25.7461, 28.1881)
    assert city.name == "Pretoria"
    assert km < 1


def test_a_minimum_population_steps_over_quarters_of_a_city(places: Places) -> None:
    [(city, _)] = places.nearest(38.9417, -77.0660, minimum_population=200_000)
    assert (city.name, city.admin1) == ("Washington", "DC")


def test_nearness_crosses_the_date_line_and_the_pole(places: Places) -> None:
    [(west, km_west)] = places.nearest(-16.5, -179.9)
    [(east, km_east)] = places.nearest(-16.5, 179.9)
    assert west == east
    assert abs(km_west - km_east) < 25
    assert places.nearest(90, 0) == places.nearest(90, 0, limit=3)[:1]


def test_the_nearest_of_a_country_may_be_on_the_other_side(places: Places) -> None:
    [(city, km)] = places.nearest(40.4, -3.7, country="nz")
    assert city.country == "NZ"
    assert 17_000 < km < 20_020


def test_nearest_agrees_with_looking_at_every_city(places: Places) -> None:
    found = places.nearest(48.2, 16.37, limit=12)
    distances = [km for _, km in found]
    assert distances == sorted(distances)
    assert {city.geonames_id for city, _ in found} == {
        city.geonames_id for city, _ in places.nearest(48.2, 16.37, limit=40_000)[:12]
    }


@pytest.mark.parametrize(("latitude", "longitude"), [(91, 0), (0, 181), (float("nan"), 0)])
def test_a_point_off_the_earth_is_refused(places: Places, latitude: float, longitude: float) -> None:
    with pytest.raises(ValueError, match="no point on Earth"):
        places.nearest(latitude, longitude)


def test_a_city_is_got_by_its_number(places: Places) -> None:
    city = places.get(1835848)
    assert city is not None
    assert (city.name, city.country, city.zone) == ("Seoul", "KR", "Asia/Seoul")
    assert places.get(1) is None


def test_threads_share_one_object(index_path: Path) -> None:
    shared = Places(index_path)
    answers: list[str] = []
    threads = [threading.Thread(target=lambda: answers.append(shared.by_name("Seoul")[0].name)) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == ["Seoul"] * 6


def test_a_closed_index_opens_again_and_a_missing_one_says_what_to_do(index_path: Path, tmp_path: Path) -> None:
    places = Places(index_path)
    places.close()
    assert places.by_name("Seoul")
    with pytest.raises(FileNotFoundError, match="Start Daybreak once"):
        Places(tmp_path / "none.sqlite3")
