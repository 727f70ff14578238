"""The letter as plain text."""

from __future__ import annotations

from dataclasses import replace

import pytest

from daybreak.domain.letters.compose import compose
from daybreak.domain.letters.parts import LetterParts
from daybreak.domain.letters.text import COLUMNS, render_text, width, wrap
from tests.domain.letters.samples import ARABIC, ENGLISH, KOREAN, with_template


def squeezed(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("parts", [ENGLISH, KOREAN, ARABIC], ids=["en", "ko", "ar"])
def test_the_text_holds_every_word_of_the_document(parts: LetterParts) -> None:
    document = compose(replace(parts, note="A note."))
    text = squeezed(render_text(document))
    for place, words in document.walk():
        assert all(squeezed(word) in text for word in words.split("\n")) or place.startswith("signatory"), place
    for person in document.signatories:
        assert squeezed(person.name) in text


@pytest.mark.parametrize("parts", [ENGLISH, KOREAN, ARABIC], ids=["en", "ko", "ar"])
def test_no_line_is_wider_than_72_columns(parts: LetterParts) -> None:
    lines = render_text(compose(parts)).split("\n")
    assert max(map(width, lines)) <= COLUMNS
    assert not any(line != line.rstrip() for line in lines)


def test_a_specimen_says_so_first_and_last() -> None:
    lines = render_text(compose(ENGLISH)).strip().split("\n")
    assert (lines[0], lines[-1]) == ("SPECIMEN", "SPECIMEN")


def test_korean_breaks_between_words_only() -> None:
    words = "강제송환을 " * 30
    assert set(wrap(words).split()) == {"강제송환을"}


def test_chinese_breaks_anywhere_but_before_a_full_stop() -> None:
    lines = wrap("字" * 36 + "。" + "字" * 40).split("\n")
    assert len(lines) > 1
    assert all(width(line) <= COLUMNS and not line.startswith("。") for line in lines)


def test_a_long_web_address_is_left_whole() -> None:
    address = "https://sample.example/" + "x" * 90
    assert address in wrap(f"See {address} for more.").split("\n")


def test_several_enclosures_stand_under_one_label() -> None:
    text = render_text(compose(with_template(enclosures=("The first.", "The second."))))
    assert "Enclosures:\n- The first.\n- The second." in text


def test_a_letter_nobody_signs_yet_has_a_line_to_sign() -> None:
    assert "_" * 32 in render_text(compose(replace(ENGLISH, signatories=())))
