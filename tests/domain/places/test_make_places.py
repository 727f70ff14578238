"""The script that makes the extract."""

from __future__ import annotations

import lzma
from pathlib import Path

import pytest

from daybreak.domain.places import extract
from scripts import make_places

ROW = {
    "geonameid": 9_999_999,
    "name": "Łódź-by-the-Sea",
    "latitude": 1.123456789,
    "longitude": -2.0,
    "countrycode": "ZZ",
    "population": 12,
    "timezone": "Etc/UTC",
    "admin1code": "07",
    "alternatenames": ["LBS", "lodz by the sea", "Lodz by the Sea", "루치", "", "a|b", "Лодзь", "лодзь!"],
}


def test_a_line_holds_five_decimals_and_only_useful_spellings() -> None:
    columns = make_places._city_line(ROW).split("\t")
    assert columns == (
        [
            "9999999",
            "Łódź-by-the-Sea",
            "Lodz-by-the-Sea",
            "ZZ",
            "07",
            "1.12346",
            "-2.00000",
            "Etc/UTC",
            "12",
            "루치|Лодзь",
        ]
    )


def test_the_check_passes_on_the_same_text_packed_otherwise(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(make_places, "CITIES", tmp_path / "cities.tsv.xz")
    monkeypatch.setattr(make_places, "COUNTRIES", tmp_path / "countries.tsv")
    (tmp_path / "cities.tsv.xz").write_bytes(lzma.compress(b"a city\n", preset=1))
    (tmp_path / "countries.tsv").write_bytes(b"a country\n")
    assert make_places.check(b"a city\n", b"a country\n") == 0
    assert make_places.check(b"another city\n", b"a country\n") == 1
    assert "cities.tsv.xz is not what the source gives" in capsys.readouterr().out


def test_an_extract_that_grew_too_large_is_not_written(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(make_places, "CITIES", tmp_path / "cities.tsv.xz")
    monkeypatch.setattr(make_places, "LARGEST", 10)
    monkeypatch.setattr(make_places, "make", lambda: (b"a city\n", b"a country\n"))
    assert make_places.main([]) == 1
    assert not (tmp_path / "cities.tsv.xz").exists()


def test_small_places_are_all_in_the_extract() -> None:
    numbers = {city.geonames_id for city in extract.cities()}
    lines = make_places.SMALL_PLACES.read_text(encoding="utf-8").splitlines()[1:]
    assert len(lines) > 20
    assert [line for line in lines if int(line.split(",")[0]) not in numbers] == []
