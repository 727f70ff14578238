"""The project's own list of China's missions."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

from daybreak.domain import missions
from daybreak.domain.places import extract

Row = dict[str, str]


@pytest.fixture(scope="module")
def rows() -> list[Row]:
    """The list."""
    path = Path(missions.__file__).parent / "data" / "chinese_missions.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_mission_stands_in_a_city_of_the_extract_under_its_name(rows: list[Row]) -> None:
    cities = {city.geonames_id: (city.country, city.name) for city in extract.cities()}
    wrong = [row for row in rows if cities.get(int(row["geonames_id"])) != (row["host"], row["city"])]
    assert wrong == []


def test_the_counts_per_kind(rows: list[Row]) -> None:
    assert Counter(row["kind"] for row in rows) == {
        "embassy": 174,
        "consulate_general": 99,
        "permanent_mission": 8,
        "other_office": 3,
        "consulate": 1,
    }


def test_the_list_is_sorted_and_says_whether_each_office_was_open(rows: list[Row]) -> None:
    keys = [(row["host"], row["city"], row["kind"]) for row in rows]
    assert keys == sorted(keys)
    assert [(row["city"], row["status"]) for row in rows if row["status"] != "open"] == [("Houston", "closed")]


def test_only_geneva_has_two_offices_of_one_kind(rows: list[Row]) -> None:
    twice = [office for office, count in Counter((row["city"], row["kind"]) for row in rows).items() if count > 1]

    assert twice == [("Geneva", "permanent_mission")]


def test_a_country_has_at_most_one_embassy(rows: list[Row]) -> None:
    embassies = Counter(row["host"] for row in rows if row["kind"] == "embassy")
    assert [host for host, count in embassies.items() if count > 1] == []


def test_nothing_but_plain_facts_is_listed(rows: list[Row]) -> None:
    assert set(rows[0]) == {"host", "city", "kind", "geonames_id", "status"}
