"""Countries: every code has a name and an address of its own, and documents' wording is found."""

from __future__ import annotations

import pytest

from daybreak.core.lib import countries


def test_every_country_has_a_slug_that_leads_back_to_it() -> None:
    assert len(countries.codes()) > 240
    assert {code: countries.code_of_slug(countries.slug(code)) for code in countries.codes()} == {
        code: code for code in countries.codes()
    }


def test_no_country_is_named_like_a_section_of_the_site() -> None:
    sections = {"board", "map", "background", "gatherings", "letter", "thanks", "press", "privacy", "editions"}
    assert not sections & {countries.slug(code) for code in countries.codes()}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        *(("The Netherlands", "NL"), ("South Korea", "KR"), ("UK", "GB"), ("U.K.", "GB"), ("United States", "US")),
        *(("the United Kingdom", "GB"), ("Cote d’Ivoire", "CI"), ("Bosnia & Herzegovina", "BA"), ("ZA", "ZA")),
        *(("Viet Nam", "VN"), ("Republic of Korea", "KR"), ("  türkiye ", "TR"), ("Hong Kong", "HK")),
    ],
)
def test_a_name_as_documents_write_it_is_found(text: str, code: str) -> None:
    assert countries.from_name(text) == code


@pytest.mark.parametrize("text", ["", "Korea", "Congo", "Atlantis", "ZZ", "EU", "za"])
def test_a_name_of_two_countries_or_of_none_is_not_guessed(text: str) -> None:
    assert countries.from_name(text) is None


def test_a_name_comes_in_the_language_asked_for_and_else_in_english() -> None:
    assert countries.name("KR", "ko") == "대한민국"
    assert countries.name("KR", "xx") == "South Korea"
    with pytest.raises(LookupError):
        countries.name("ZZ")
