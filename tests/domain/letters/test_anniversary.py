"""Anniversary numbers in many languages."""

from __future__ import annotations

from datetime import date

import pytest

from daybreak.domain.letters.anniversary import digits_of, local_digits, ordinal, years_between
from daybreak.domain.letters.cleaning import LetterError

SIGNED = date(1982, 9, 24)


@pytest.mark.parametrize(
    ("language", "printed"),
    [
        ("en", "36th"),
        ("en-GB", "36th"),
        ("ko", "36주년"),
        ("ja", "36周年"),
        ("zh-Hans", "36周年"),
        ("fr", "36e"),
        ("es", "36.º"),
        ("de", "36."),
        ("nl", "36e"),
        ("it", "36º"),
        ("sv", "36:e"),
        ("ar", "٣٦"),
    ],
)
def test_each_language_has_its_own_ending(language: str, printed: str) -> None:
    assert ordinal(36, language) == printed


@pytest.mark.parametrize(
    ("years", "printed"),
    [
        (1, "1st"),
        (2, "2nd"),
        (3, "3rd"),
        (4, "4th"),
        (11, "11th"),
        (12, "12th"),
        (13, "13th"),
        (21, "21st"),
        (42, "42nd"),
    ],
)
def test_english_knows_the_teens(years: int, printed: str) -> None:
    assert ordinal(years, "en") == printed


@pytest.mark.parametrize(("years", "printed"), [(1, "1.er"), (11, "11.º"), (13, "13.er"), (42, "42.º"), (43, "43.er")])
def test_spanish_shortens_first_and_third(years: int, printed: str) -> None:
    assert ordinal(years, "es") == printed


def test_the_first_french_and_swedish_ones_differ() -> None:
    assert (ordinal(1, "fr"), ordinal(2, "fr")) == ("1er", "2e")
    assert (ordinal(1, "sv"), ordinal(3, "sv"), ordinal(11, "sv")) == ("1:a", "3:e", "11:e")


def test_a_language_without_a_known_rule_is_refused_with_the_way_out() -> None:
    with pytest.raises(LetterError, match=r"campaign\.years"):
        ordinal(36, "th")


@pytest.mark.parametrize("years", [0, -1])
def test_no_ordinal_below_one(years: int) -> None:
    with pytest.raises(LetterError, match="counted from one"):
        ordinal(years, "en")


def test_a_city_two_days_early_keeps_the_same_anniversary() -> None:
    assert years_between(SIGNED, date(2018, 9, 22)) == 36


@pytest.mark.parametrize(("day", "words"), [(date(1982, 12, 1), "next year"), (date(1981, 9, 24), "lies after")])
def test_dates_in_the_wrong_order_are_refused(day: date, words: str) -> None:
    with pytest.raises(LetterError, match=words):
        years_between(SIGNED, day)


def test_arabic_has_its_own_digits_and_others_have_not() -> None:
    assert local_digits("24 of 2018", "ar") == "٢٤ of ٢٠١٨"
    assert digits_of("ko") == "0123456789"
