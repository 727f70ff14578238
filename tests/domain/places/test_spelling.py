"""Keys and readings of written place names."""

from __future__ import annotations

import pytest

from daybreak.domain.places.spelling import How, Reading, ascii_name, beginning, key, readings


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Québec", "QUEBEC"),
        ("St. John’s", "Saint Johns"),
        ("St.Petersburg", "Saint Petersburg"),
        ("N'Djaména", "ndjamena"),
        ("Washington, D.C.", "washington dc"),
        ("Washington D. C.", "Washington DC"),
        ("Saint-Étienne", "saint etienne"),
        ("İzmir", "izmir"),
        ("Großenhain", "grossenhain"),
        ("Łódź", "lodz"),
        ("Đà Nẵng", "da nang"),
        ("Ｔｏｋｙｏ", "tokyo"),
        ("إربد", "اربد"),
        ("تهران", "تهران"),
        ("Кіровоград\u00ad", "кіровоград"),
        ("Port-au-Prince", "port au prince"),
    ],
)
def test_spellings_that_mean_one_name_have_one_key(one: str, other: str) -> None:
    assert key(one) == key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("カキ", "ガギ"), ("मुंबई", "मबई"), ("Washington", "Washington City"), ("York", "New York"), ("수원", "수언")],
)
def test_names_that_differ_keep_different_keys(one: str, other: str) -> None:
    assert key(one) != key(other)


@pytest.mark.parametrize("text", ["", "  ", "...", "—", "'"])
def test_a_text_without_letters_has_no_key_and_no_reading(text: str) -> None:
    assert key(text) == ""
    assert readings(text) == []


def test_a_half_typed_korean_syllable_begins_the_whole_one() -> None:
    assert key("서울").startswith(beginning("서우"))


def test_a_last_st_may_still_become_stockholm() -> None:
    assert beginning("st") == "st"
    assert beginning("St.") == "saint"
    assert beginning("St J") == "saint j"
    assert beginning("") == ""


@pytest.mark.parametrize(
    ("name", "plain"),
    [("São Tomé", "Sao Tome"), ("Saint John’s", "Saint John's"), ("Ærøskøbing", "AEroskobing"), ("Łódź", "Lodz")],
)
def test_the_plain_name_keeps_its_capitals(name: str, plain: str) -> None:
    assert ascii_name(name).casefold() == plain.casefold()
    assert ascii_name(name)[0].isupper()


def test_a_comma_gives_a_head_and_its_tails() -> None:
    assert Reading("london", ("ontario", "canada"), How.AS_WRITTEN) in readings("London, Ontario, Canada")


def test_the_whole_text_is_always_the_first_reading() -> None:
    assert readings("Washington, D.C.")[0] == Reading("washington dc", (), How.AS_WRITTEN)


@pytest.mark.parametrize(
    ("text", "head", "how"),
    [
        ("Pretoria/Tshwane", "tshwane", How.ONE_OF_TWO),
        ("16th arrondissement of Paris", "paris", How.AREA_WORD_DROPPED),
        ("Budapest District XII", "budapest", How.AREA_WORD_DROPPED),
        ("Greater Accra Region", "accra", How.AREA_WORD_DROPPED),
        ("Prague 1", "prague", How.AREA_WORD_DROPPED),
        ("Luxembourg City", "luxembourg", How.CITY_DROPPED),
        ("Malecón (Havana)", "havana", How.TAIL_AS_NAME),
    ],
)
def test_freer_readings_say_how_they_were_won(text: str, head: str, how: How) -> None:
    assert (head, how) in {(reading.head, reading.how) for reading in readings(text)}


def test_no_reading_comes_twice() -> None:
    found = readings("New York, New York")
    assert len(found) == len(set(found))
