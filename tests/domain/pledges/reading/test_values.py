"""Cells as values: tidied, never guessed, and with a sentence where they cannot be."""

import pytest

from daybreak.domain.pledges.reading import values


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (" amina@example.org ", "amina@example.org"),
        ("Amina <amina@example.org>", "amina@example.org"),
        ("mailto:amina@example.org", "amina@example.org"),
        ("ａｍｉｎａ＠example.org", "amina@example.org"),
        ("n/a", ""),
        ("", ""),
    ],
)
def test_an_address_is_freed_from_what_programs_put_around_it(cell, text):
    assert (values.email(cell).text, values.email(cell).problem) == (text, "")


def test_of_two_addresses_the_first_is_kept_and_told():
    found = values.email("a@example.org; b@example.org")
    assert (found.text, found.remark) == ("a@example.org", "Only the first of 2 addresses is kept.")


@pytest.mark.parametrize(
    "cell", ["+254 700 000001", "(02) 555-0101", "02/555 01 01", "٠٧٠٠٠٠٠٠٠١", "020 7946 0000 ext 5"]
)
def test_a_number_stays_as_it_was_given(cell):
    found = values.phone(cell)
    assert found.problem == ""
    assert values.digits_of(found.text) == values.digits_of(cell)


def test_a_number_whose_front_is_cut_is_remarked_and_kept():
    found = values.phone("254700000001")
    assert (found.text, bool(found.remark), found.problem) == ("254700000001", True, "")


@pytest.mark.parametrize(
    ("cell", "code"),
    [("Korean", "ko"), ("한국어", "ko"), ("العربية", "ar"), ("pt-BR", "pt-BR"), ("Französisch", "fr"), ("", "en")],
)
def test_a_language_is_known_by_tag_or_name(cell, code):
    assert values.language(cell).text == code


def test_an_unknown_language_becomes_english_and_is_told():
    found = values.language("Klingonese")
    assert found.text == "en"
    assert "English is noted" in found.remark


@pytest.mark.parametrize(
    ("cell", "choice"),
    [
        ("", "city"),
        ("Please show my full name", "name"),
        ("organisation only", "organisation"),
        ("name, but NOT in public", "city"),
        ("anonymous", "city"),
        ("익명", "city"),
        ("yes", "city"),
    ],
)
def test_what_is_not_plainly_said_is_the_most_private(cell, choice):
    assert values.shown_as(cell).text == choice


@pytest.mark.parametrize(
    ("cell", "role"), [("Lead", "lead"), ("co-lead", "co"), ("I can deliver it", "carrier"), ("", "lead")]
)
def test_a_role_is_read_from_words(cell, role):
    assert values.role(cell).text == role


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("Amina Invented", "INVENTED, Amina", True),
        ("A. Invented", "Amina Invented", True),
        ("Amina", "Amina Invented", True),
        ("Amina Invented", "Bruno Invented", False),
        ("Älva Ö", "alva o", True),
        ("김가상", "김가상", True),
        ("", "Amina", False),
    ],
)
def test_names_are_compared_without_case_order_and_accents(one, other, alike):
    assert values.similar(one, other) is alike
