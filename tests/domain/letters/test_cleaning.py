"""What strangers type, before it is printed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from daybreak.domain.letters.cleaning import LetterError, clean_line, paragraphs_of


def test_line_breaks_and_runs_of_space_become_one_space() -> None:
    assert clean_line(" Sample\r\n\tPerson\u2028the  Third ", where="the name") == "Sample Person the Third"


def test_letters_are_composed_so_that_korean_from_a_mac_is_whole() -> None:
    assert clean_line("\u1112\u1161\u11ab", where="the name") == "한"


def test_marks_that_carry_no_word_disappear() -> None:
    assert clean_line("Sam\u200b\u00adple\ufeff", where="the name") == "Sample"


@pytest.mark.parametrize("char", "\u202a\u202b\u202d\u202e\u2066\u2067\u2068")
def test_a_direction_override_is_refused_by_name(char: str) -> None:
    with pytest.raises(LetterError, match=rf"The name contains a hidden character \(U\+{ord(char):04X}"):
        clean_line(f"Sample {char}nosreP", where="the name")


@pytest.mark.parametrize("char", ["\x00", "\x1b", "\x7f", "\ud800", "\ue000"])
def test_a_character_without_a_shape_is_refused(char: str) -> None:
    with pytest.raises(LetterError, match=rf"U\+{ord(char):04X}"):
        clean_line(f"Sample{char}", where="the name")


def test_accents_piled_on_one_letter_are_refused() -> None:
    with pytest.raises(LetterError, match="accents"):
        clean_line("a" + "\u0336\u0317" * 10, where="the name")


def test_a_name_of_ten_thousand_letters_is_refused_with_both_numbers() -> None:
    with pytest.raises(LetterError, match=r"The name is 10,000 characters long; at most 200"):
        clean_line("x" * 10_000, where="the name")


def test_one_box_of_text_becomes_paragraphs_at_blank_lines() -> None:
    assert paragraphs_of("One\r\nstill one.\r\n \r\n\nTwo.\n") == ("One\nstill one.", "Two.")


@given(st.text(max_size=300))
def test_a_cleaned_line_is_one_line_and_cleaning_it_again_changes_nothing(text: str) -> None:
    try:
        line = clean_line(text, where="the name")
    except LetterError:
        return
    assert len(line.splitlines()) <= 1
    assert clean_line(line, where="the name") == line
