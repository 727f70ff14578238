"""Names in the real lists of missions and in past years' cases. Collected only when DATA names their folder."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from daybreak.domain.places.index import NotFound, Places, Resolved

pytestmark = pytest.mark.data


def _named(path: Path) -> list[tuple[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return [(row["city"], row["country"]) for row in csv.DictReader(file) if row["city"]]


def _cities_of(case: Any) -> Iterator[tuple[str, str]]:
    if isinstance(case, dict) and "city" in case and "country" in case:
        yield case["city"], case["country"]
    for part in case.values() if isinstance(case, dict) else case if isinstance(case, list) else ():
        yield from _cities_of(part)


def _resolved(places: Places, names: set[tuple[str, str]]) -> set[tuple[str, str]]:
    return {name for name in names if isinstance(places.resolve(name[0], name[1] or None), Resolved)}


def test_every_city_of_the_chinese_missions_is_resolved(places: Places, data_dir: Path) -> None:
    names = set(_named(data_dir / "missions-cn.csv"))
    assert len(names) > 270
    assert names - _resolved(places, names) == set()


def test_of_all_missions_in_the_list_98_in_100_have_a_resolved_city(places: Places, data_dir: Path) -> None:
    rows = _named(data_dir / "missions-all.csv")
    resolved = _resolved(places, set(rows))
    assert sum(row in resolved for row in rows) / len(rows) > 0.98


def test_of_all_names_in_their_right_country_95_in_100_are_resolved(places: Places, data_dir: Path) -> None:
    names = set(_named(data_dir / "missions-all.csv"))
    resolved = _resolved(places, names)
    elsewhere = {
        name for name in names - resolved if not places.by_name(*name) and isinstance(places.resolve(name[0]), Resolved)
    }
    assert len(elsewhere) < 60
    assert len(resolved) / len(names - elsewhere) > 0.95


def test_a_mission_under_the_wrong_host_country_is_not_moved_there(places: Places, data_dir: Path) -> None:
    wrong = {("Tokyo", "AU"), ("Dublin", "AU"), ("Lisbon", "AU"), ("Ottawa", "GY"), ("Conakry", "QA")}
    assert wrong <= set(_named(data_dir / "missions-all.csv"))
    assert all(isinstance(places.resolve(*name), NotFound) for name in wrong)


def test_resolved_cities_lie_where_the_missions_do(places: Places, data_dir: Path) -> None:
    with (data_dir / "missions-cn.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["latitude"]]
    far = []
    for row in rows:
        city = places.by_name(row["city"], row["country"])[0]
        near = [one for one, km in places.nearest(float(row["latitude"]), float(row["longitude"]), 500) if km < 40]
        if city not in near:
            far.append((row["city"], row["country"]))
    assert far == []


def test_every_city_of_the_past_cases_is_resolved(places: Places, data_dir: Path) -> None:
    paths = sorted((data_dir / "cases").glob("*.json"))
    names = {name for path in paths for name in _cities_of(json.loads(path.read_text(encoding="utf-8")))}
    assert len(names) > 20
    assert names - _resolved(places, names) == set()
