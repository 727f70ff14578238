"""From parts to the exact words of a letter."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from daybreak.domain.letters.cleaning import LetterError
from daybreak.domain.letters.compose import compose, paper_for
from daybreak.domain.letters.parts import Addressee, LetterParts, MissionHead, Signatory
from daybreak.domain.letters.text import render_text
from tests.domain.letters.samples import (
    ADDRESSEE,
    ARABIC,
    ENGLISH,
    KOREAN,
    SENDER,
    with_mission,
    with_paragraph,
    with_template,
)


def test_every_merge_field_is_filled() -> None:
    first = compose(ENGLISH).paragraphs[0]
    assert first.startswith("Today, 24 September 2018, is the 36th anniversary of the day on which Sample State")
    assert "here in Pretoria" in first


def test_an_unknown_field_is_refused_with_its_place_and_the_nearest_name() -> None:
    with pytest.raises(LetterError, match=r"\{campaign.yaer\} in paragraph 1 .* Did you mean \{campaign.year\}"):
        compose(with_paragraph("In {campaign.yaer} we write."))


def test_a_field_without_a_value_is_refused_with_its_place() -> None:
    with pytest.raises(LetterError, match=r"\{mission.head_name\} in paragraph 1 cannot be filled"):
        compose(with_template(with_mission(head=None), paragraphs=("To {mission.head_name}.",)))


@pytest.mark.parametrize("text", ["A brace { alone.", "A brace } alone.", "Two {{mission.city}} braces."])
def test_a_brace_without_a_field_is_refused(text: str) -> None:
    with pytest.raises(LetterError, match="single brace"):
        compose(with_paragraph(text))


def test_a_value_is_never_searched_for_fields_again() -> None:
    document = compose(with_template(with_mission(city="{sender.seat}"), paragraphs=("From {mission.city}.",)))
    assert document.paragraphs == ("From {sender.seat}.",)


@pytest.mark.parametrize("text", ["{mission.__class__}", "{mission.name.upper}", "{0}", "{}", "{mission.name!r}"])
def test_format_tricks_are_only_unknown_fields(text: str) -> None:
    with pytest.raises(LetterError, match="not a merge field"):
        compose(with_paragraph(text))


def test_the_letter_goes_care_of_the_named_head_of_mission() -> None:
    assert compose(ENGLISH).mission_lines[:3] == (
        "c/o Her Excellency Invented Envoy",
        "Ambassador",
        "Embassy of Sample State",
    )


def test_a_head_without_a_known_style_gets_none() -> None:
    document = compose(with_mission(head=MissionHead(name="Invented Envoy", title="Ambassador")))
    assert document.mission_lines[0] == "c/o Invented Envoy"


@pytest.mark.parametrize(
    ("kind", "line"),
    [
        ("embassy", "c/o The Ambassador"),
        ("consulate_general", "c/o The Consul General"),
        ("permanent_mission", "c/o The Permanent Representative"),
        ("other_office", "c/o Embassy of Sample State"),
    ],
)
def test_a_vacant_post_is_addressed_by_its_title(kind: str, line: str) -> None:
    assert compose(with_mission(kind=kind, head=None)).mission_lines[0] == line


def test_an_unknown_address_prints_only_city_and_country() -> None:
    document = compose(with_mission(head=None, address_lines=()))
    assert document.mission_lines == ("c/o The Ambassador", "Embassy of Sample State", "Pretoria", "South Africa")


def test_a_city_that_the_address_names_is_not_printed_twice() -> None:
    assert compose(ENGLISH).mission_lines[-2:] == ("0000 Pretoria", "South Africa")


def test_a_letter_to_the_ambassador_is_not_care_of_anybody() -> None:
    to = Addressee(style="Her Excellency", name="Invented Envoy", office="Ambassador", at_mission=True)
    document = compose(replace(ENGLISH, addressee=to, template=replace(ENGLISH.template, paragraphs=("Yes.",))))
    assert document.mission_lines[0] == "Embassy of Sample State"


def test_korean_puts_the_style_after_the_name_and_care_of_after_the_office() -> None:
    document = compose(KOREAN)
    assert document.addressee_lines == ("견본국", "국가주석", "홍견본 각하")
    assert document.mission_lines[0] == "주한 견본국 대사관 전교"


def test_korean_says_date_and_anniversary_its_own_way() -> None:
    assert compose(KOREAN).paragraphs == ("오늘 2018년 9월 24일은 36주년이 되는 날입니다.",)


def test_arabic_runs_right_to_left_with_its_own_digits() -> None:
    document = compose(ARABIC)
    assert document.direction == "rtl"
    assert document.date == "٢٤ سبتمبر ٢٠١٨"
    assert "الـ٣٦" in document.paragraphs[0]
    assert document.demands[0].number == "١."


def test_a_latin_name_in_an_arabic_sentence_is_fenced() -> None:
    parts = replace(ARABIC, mission=replace(ARABIC.mission, city="Pretoria 4"))  # type: ignore[type-var]
    assert "\u2068Pretoria 4\u2069" in compose(parts).paragraphs[0]


@pytest.mark.parametrize(
    ("country", "paper", "printed"),
    [
        ("ZA", "a4", "24 September 2018"),
        ("US", "us-letter", "September 24, 2018"),
        ("MX", "us-letter", "24 September 2018"),
    ],
)
def test_paper_and_date_follow_the_host_country(country: str, paper: str, printed: str) -> None:
    document = compose(with_mission(country_code=country))
    assert (document.paper, document.date) == (paper, printed)
    assert paper_for(country.lower()) == paper


def test_a_city_with_its_own_day_dates_the_letter_so_and_keeps_the_anniversary() -> None:
    occasion = replace(ENGLISH.occasion, letter_date=date(2018, 9, 22))
    document = compose(replace(ENGLISH, occasion=occasion))
    assert document.date == "22 September 2018"
    assert document.paragraphs[0].startswith("Today, 24 September 2018, is the 36th")


def test_an_invented_sender_makes_a_specimen_that_says_so() -> None:
    document = compose(ENGLISH)
    assert document.specimen == "SPECIMEN"
    assert "invented" in document.note
    assert compose(replace(ENGLISH, sender=replace(SENDER, invented=False))).specimen == ""


def test_an_unnamed_organiser_leaves_no_trace() -> None:
    parts = replace(with_template(paragraphs=("We ask you to stop.",)), sender=None, signatories=())
    assert "Open Shore" not in render_text(compose(parts))


def test_a_last_paragraph_with_a_colon_leads_to_the_demands_after_the_law() -> None:
    document = compose(with_template(law=("The law forbids it.",), paragraphs=("One.", "We ask you:")))
    assert (document.paragraphs, document.demands_intro) == (("One.",), "We ask you:")


def test_more_than_four_signatories_are_listed() -> None:
    people = tuple(Signatory(name=f"Sample Signer {number}") for number in range(9))
    document = compose(replace(ENGLISH, signatories=people))
    assert (len(document.signatories), len(document.also_signed)) == (4, 5)
    assert document.also_signed_label == "Also signed by"


@pytest.mark.parametrize(
    ("parts", "sentence"),
    [
        (with_template(paragraphs=()), "no paragraphs"),
        (with_template(salutation=" "), "The salutation is empty"),
        (with_template(demands=("Yes.", "")), "Demand 2 is empty"),
        (with_template(demands=("Yes.",) * 21), "21 demands; at most 20"),
        (replace(ENGLISH, language="xx-nowhere"), "not known"),
        (replace(ENGLISH, addressee=replace(ADDRESSEE, office="")), "the addressee's office is missing"),
        (replace(ENGLISH, signatories=(Signatory(name="x" * 10_000),)), "The name of signatory 1 is 10,000"),
        (with_mission(name="\u202eyssabmE"), "The mission's name contains a hidden character"),
        (with_mission(kind="castle"), "castle"),
        (replace(ENGLISH, occasion=replace(ENGLISH.occasion, anniversary_of=None)), "which day is remembered"),
    ],
)
def test_what_cannot_be_printed_is_refused_with_a_sentence(parts: LetterParts, sentence: str) -> None:
    with pytest.raises(LetterError, match=sentence):
        compose(parts)


def test_an_anniversary_nobody_mentions_is_not_needed() -> None:
    parts = replace(with_paragraph("We ask you to stop."), occasion=replace(ENGLISH.occasion, anniversary_of=None))
    assert compose(parts).paragraphs == ("We ask you to stop.",)


@settings(max_examples=60)
@given(words=st.lists(st.text(max_size=60), min_size=6, max_size=6))
def test_hostile_words_are_printed_or_refused_never_anything_else(words: list[str]) -> None:
    city, name, text, style, org, language = words
    parts = replace(
        with_template(with_mission(city=city, name=name), paragraphs=(text, "{mission.city}")),
        addressee=replace(ADDRESSEE, style=style),
        sender=replace(SENDER, organisation=org),
        language=language if len(language) > 3 else "en",
    )
    try:
        document = compose(parts)
    except LetterError:
        return
    assert render_text(document)
    assert len(document.paragraphs) == 2
