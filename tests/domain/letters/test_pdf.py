"""The printed letter."""

from __future__ import annotations

import hashlib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from daybreak.core.lib import typst
from daybreak.domain.letters.cleaning import LetterError
from daybreak.domain.letters.compose import compose
from daybreak.domain.letters.parts import LetterParts, Signatory
from daybreak.domain.letters.pdf import RenderedPdf, render_pdf
from tests.domain.letters.reading import opened, pages_of, tags_under
from tests.domain.letters.samples import (
    ARABIC,
    ENGLISH,
    KOREAN,
    SENDER,
    in_two_pages,
    with_mission,
    with_paragraph,
    with_template,
)

AT = datetime(2018, 9, 20, 9, tzinfo=UTC)
HOSTILE = st.one_of(
    st.sampled_from("#[]\\$`'\"<>@*_=-/~ \n"), st.sampled_from("aé한字ا٣ก😀{}\u202e\x00"), st.characters()
)


def printed(parts: LetterParts) -> RenderedPdf:
    return render_pdf(compose(parts), at=AT)


def test_the_file_says_it_is_tagged_archival_and_accessible() -> None:
    pdf = opened(printed(ENGLISH).content)
    assert pdf.Root.MarkInfo.Marked
    assert str(pdf.Root.Lang) == "en"
    assert pdf.Root.ViewerPreferences.DisplayDocTitle
    with pdf.open_metadata() as about:
        assert (about["pdfaid:part"], about["pdfaid:conformance"]) == ("2", "A")
        assert about["{http://www.aiim.org/pdfua/ns/id/}part"] == "1"
        assert about["dc:title"] == "SPECIMEN · Open Shore Committee · His Excellency Sample Person"


def test_demands_are_tagged_as_a_list() -> None:
    pdf = opened(printed(ENGLISH).content)
    assert list(tags_under(pdf.Root.StructTreeRoot)).count("/LI") == 3


def test_addressee_ordinal_and_demands_can_be_read() -> None:
    (page,) = pages_of(printed(ENGLISH).content)
    for words in ("His Excellency Sample Person", "c/o Her Excellency Invented Envoy", "36th", "travel on in safety"):
        assert words in page


def test_300_words_three_demands_and_four_signatories_stand_on_one_page() -> None:
    document = compose(ENGLISH)
    texts = (*document.paragraphs, document.demands_intro, *(demand.text for demand in document.demands))
    assert sum(len(text.split()) for text in texts) >= 300
    assert (len(document.demands), len(document.signatories), printed(ENGLISH).pages) == (3, 4, 1)


@pytest.mark.parametrize("country", ["ZA", "US"])
def test_the_page_has_the_size_of_the_host_country(country: str) -> None:
    pdf = opened(printed(with_mission(country_code=country)).content)
    assert [round(float(side)) for side in pdf.pages[0].mediabox[2:]] == ([595, 842] if country == "ZA" else [612, 792])


def test_the_same_letter_on_the_same_day_is_the_same_file() -> None:
    document = compose(ENGLISH)
    evening = datetime(2018, 9, 20, 23, tzinfo=timezone(timedelta(hours=3)))
    first, second = render_pdf(document, at=AT), render_pdf(document, at=evening)
    assert first == second
    assert first.sha256 == hashlib.sha256(first.content).hexdigest()
    assert render_pdf(document, at=AT + timedelta(days=1)).sha256 != first.sha256


def test_specimen_stands_on_every_page_with_its_number() -> None:
    rendered = printed(in_two_pages())
    pages = pages_of(rendered.content)
    assert rendered.pages == len(pages) == 2
    assert all("SPECIMEN" in page for page in pages)
    assert "1 of 2" in pages[0]
    assert "2 of 2" in pages[1]


def test_a_real_letter_of_one_page_has_no_specimen_and_no_number() -> None:
    (page,) = pages_of(printed(replace(ENGLISH, sender=replace(SENDER, invented=False))).content)
    assert "SPECIMEN" not in page
    assert "1 of 1" not in page


@pytest.mark.parametrize("count", range(21, 26))
def test_signatures_never_stand_alone_on_a_page(count: int) -> None:
    short = with_template(paragraphs=("A short paragraph.",) * count + ("The end.",), demands=())
    assert "The end." in pages_of(printed(short).content)[-1]


def test_the_note_stands_at_the_foot_of_every_page() -> None:
    pages = pages_of(printed(replace(in_two_pages(), note="Rehearsal: reports are invented.")).content)
    assert all("Rehearsal: reports are invented." in page for page in pages)


def test_a_korean_letter_can_be_read() -> None:
    rendered = printed(KOREAN)
    (page,) = pages_of(rendered.content)
    assert str(opened(rendered.content).Root.Lang).startswith("ko")
    for words in ("홍견본 각하", "36주년", "강제 송환을 멈추어", "견본"):
        assert words.replace(" ", "") in page.replace(" ", "")


def test_an_arabic_letter_runs_from_the_right() -> None:
    rendered = printed(ARABIC)
    (page,) = pages_of(rendered.content)
    assert str(opened(rendered.content).Root.ViewerPreferences.Direction) == "/R2L"
    assert "٣٦" in page
    assert "14 Sample Street" in page


@pytest.mark.parametrize("language", ["ja", "zh-Hans", "zh-Hant", "fr", "es", "de", "pt"])
def test_the_fixed_words_of_every_language_can_be_printed(language: str) -> None:
    parts = replace(with_template(enclosures=("A.",), cc=("B.",)), language=language, note="A note.")
    people = tuple(Signatory(name=f"Sample {number}") for number in range(6))
    assert printed(replace(parts, signatories=people)).pages >= 1


def test_a_missing_glyph_is_named_with_its_place() -> None:
    with pytest.raises(LetterError, match=r"The character ก \(U\+0E01 THAI CHARACTER KO KAI\) in paragraph 1"):
        printed(with_paragraph("A Thai letter ก here."))


@pytest.mark.parametrize(
    "text", ['#import "x.typ"', '#read("/etc/passwd")', "\\u0041 \\ $x^2$ *b* _i_", "\"'`@<a>[]//"]
)
def test_typesetting_commands_stay_text(text: str) -> None:
    (page,) = pages_of(printed(with_paragraph(text)).content)
    assert text in page


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(text=st.text(HOSTILE, min_size=1, max_size=80), name=st.text(HOSTILE, max_size=40))
def test_hostile_strings_are_printed_or_refused_never_anything_else(text: str, name: str) -> None:
    parts = replace(with_paragraph(text), signatories=(Signatory(name=name),))
    try:
        content = printed(parts).content
    except LetterError:
        return
    assert content.startswith(b"%PDF")


def test_a_missing_font_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typst, "FONT_PACKAGES", {"no_such_font_module": "fontpkg-none"})
    typst.fonts.cache_clear()
    try:
        with pytest.raises(typst.FontsMissing, match="fontpkg-none is not installed"):
            typst.fonts()
    finally:
        typst.fonts.cache_clear()


def test_only_the_pinned_fonts_are_used() -> None:
    families = set(typst.fonts().families())
    assert {"Noto Serif", "Noto Sans Arabic", "Noto Sans CJK KR"} <= families
    assert all(family.startswith("Noto") for family in families)


def test_letters_printed_at_the_same_time_do_not_mix() -> None:
    documents = [compose(with_mission(city=f"Sample City {number}")) for number in range(6)]
    alone = [render_pdf(document, at=AT).sha256 for document in documents]
    with ThreadPoolExecutor(3) as pool:
        together = list(pool.map(lambda document: render_pdf(document, at=AT), documents))
    assert [rendered.sha256 for rendered in together] == alone
