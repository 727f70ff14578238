"""Public pages in Korean and Arabic: language and direction, the same page in the others, dates, fallback."""

from __future__ import annotations

from datetime import time
from typing import Any

import pytest
from django.test import Client

from daybreak.core.lib.routes import PUBLISHER_KEY
from daybreak.domain.campaigns.models import EditionText
from daybreak.domain.gatherings.models import GatheringText
from daybreak.faces.public import tongues
from daybreak.faces.public.scope import published_languages
from tests import factories as make
from tests.faces.public.cast import nairobi, statement, tried
from tests.faces.public.reading import BASE, NOON, SECTIONS, Tags, get, read

pytestmark = pytest.mark.django_db

PLACES = ("kenya/", "kenya/nairobi/", "kenya/nairobi/embassy/", "gatherings/aaaabbbbcc/")
HALL = "board/hall/"
"""A wall with no links about it."""
ALL = [("en", "English"), ("ko", "Korean"), ("ar", "Arabic")]
KO, AR = (BASE.replace("/en/", f"/{tag}/", 1) for tag in ("ko", "ar"))


@pytest.fixture(autouse=True)
def day(settings: Any) -> None:
    """Three languages, and one edition with something on every page."""
    settings.LANGUAGES = ALL
    pledge = nairobi(reveal="now", results_show="at_once", gate_from=time(10), gate_until=time(11))
    tried(pledge, outcome="mailbox", at=make.AT, obstacles=["sound"], note="The slot beside the gate.")
    make.make_gathering(edition=pledge.edition, title="A vigil by the lake", starts=time(18), public_id="aaaabbbbcc")
    statement(pledge.edition, "The Convention was signed.", source_date="2018-09")


def heads(html: Tags) -> dict[str, str]:
    """Return the alternates a page's head names: language → address."""
    links = (attrs for attrs in html.named("link") if "hreflang" in attrs)
    return {str(attrs["hreflang"]): str(attrs["href"]) for attrs in links}


def marked(html: Tags) -> set[tuple[str, str, str]]:
    """Return tag, language and direction of every element that says its language."""
    return {
        (tag, str(a["lang"]), str(a.get("dir")))
        for tag, a in html.tags
        if "lang" in a and tag != "html" and "hreflang" not in a
    }


def test_published_are_the_languages_of_the_settings_in_their_order(settings: Any) -> None:
    settings.LANGUAGES = [("ko", "Korean"), ("en", "English")]
    assert published_languages() == ("ko", "en")
    assert next(Tags(read("/")).named("html")) == {"lang": "ko", "dir": "ltr"}


def test_a_language_that_is_not_published_has_no_page(settings: Any) -> None:
    settings.LANGUAGES = [("en", "English")]
    assert get(KO).status_code == 404 and get("/fr/").status_code == 404


@pytest.mark.parametrize("section", [*SECTIONS, *PLACES])
@pytest.mark.parametrize(("base", "head"), [(KO, ("ko", "ltr")), (AR, ("ar", "rtl"))])
def test_a_page_says_its_language_and_direction_and_is_whole(base: str, head: tuple[str, str], section: str) -> None:
    html = Tags(read(base + section))
    says = next(html.named("html"))
    assert (says["lang"], says["dir"]) == head
    assert (html.faults, html.open) == ([], [])


@pytest.mark.parametrize("section", [one for one in (*SECTIONS, *PLACES) if one != HALL])
def test_the_switch_and_the_head_lead_to_the_same_page_in_the_other_languages(section: str, settings: Any) -> None:
    html = Tags(read(KO + section))
    paths = {tag: f"{base}{section}" for tag, base in (("en", BASE), ("ko", KO), ("ar", AR))}
    switch = {a["hreflang"]: a["href"] for a in html.named("a") if "hreflang" in a}
    assert switch == paths
    whole = {tag: settings.DAYBREAK.public_url + path for tag, path in paths.items()}
    assert heads(html) == {**whole, "x-default": whole["en"]}
    assert {get(path).status_code for path in paths.values()} == {200}


def test_the_page_one_is_on_is_marked_in_the_switch() -> None:
    here = [a["hreflang"] for a in Tags(read(AR)).named("a") if "hreflang" in a and a.get("aria-current")]
    assert set(here) == {"ar"}


def test_the_bare_host_has_the_addresses_of_the_first_languages_home() -> None:
    assert [one.path for one in tongues.tongues_of("/", "en")] == ["/en/", "/ko/", "/ar/"]
    assert heads(Tags(read("/"))) == heads(Tags(read("/en/")))


def test_one_language_alone_has_no_switch_and_no_alternates(settings: Any) -> None:
    settings.LANGUAGES = [("en", "English")]
    html = Tags(read(BASE))
    assert not heads(html) and not [a for a in html.named("a") if "hreflang" in a]


def test_what_a_browser_asks_for_changes_nothing_of_a_page() -> None:
    asked = Client().get(KO, headers={"accept-language": "ar"}, **{PUBLISHER_KEY: NOON})
    assert asked.content == get(KO).content


@pytest.mark.parametrize(("base", "words"), [(KO, "원어민이 확인하지 않았습니다"), (AR, "لم يراجعها بعدُ ناطق باللغة")])
def test_a_language_nobody_checked_says_so_in_its_footer(base: str, words: str) -> None:
    assert words in read(base).split("<footer", 1)[1]


def test_english_and_a_checked_language_do_not_say_so(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "checked it yet" not in read(BASE)
    monkeypatch.setattr(tongues, "is_checked", lambda language, folder: True)
    assert "원어민" not in read(KO)


@pytest.mark.parametrize(
    ("base", "words"),
    [
        (BASE, ["24 September 2018, 09:00 UTC", "September 2018"]),
        (KO, ["2018년 9월 24일 09:00 UTC", "2018년 9월", "월요일"]),
        (AR, ["24 سبتمبر 2018، 09:00 UTC", "سبتمبر 2018", "الاثنين"]),
    ],
)
def test_dates_are_written_as_the_language_writes_them(base: str, words: list[str]) -> None:
    page = read(f"{base}kenya/nairobi/") + read(f"{base}background/")
    assert [one for one in words if one not in page] == []


@pytest.mark.parametrize("section", [*SECTIONS, *PLACES])
@pytest.mark.parametrize("base", [KO, AR])
def test_no_english_date_stands_on_a_page_of_another_language(base: str, section: str) -> None:
    assert not {"September", "Monday", "Mon "} & set(read(base + section).replace("<", " ").replace(">", " ").split())


def test_english_words_on_an_arabic_page_say_their_language_and_direction() -> None:
    assert ("div", "en", "ltr") in marked(Tags(read(AR)))
    assert {"en ltr"} == {f"{language} {way}" for _, language, way in marked(Tags(read(f"{AR}background/")))}
    assert ("div", "en", "ltr") in marked(Tags(read(f"{AR}gatherings/aaaabbbbcc/")))
    assert ("a", "en", "ltr") in marked(Tags(read(f"{AR}gatherings/")))


def test_an_english_page_marks_nothing() -> None:
    for section in ("", "background/", "gatherings/", "letter/", "gatherings/aaaabbbbcc/"):
        assert marked(Tags(read(BASE + section))) == set()


def test_words_there_are_in_the_language_are_shown_in_it_and_not_marked() -> None:
    edition = EditionText.objects.get().edition
    EditionText.objects.create(edition=edition, language="ko", name="가상의 날", ask="편지를 전해 주십시오.")
    GatheringText.objects.create(gathering=edition.gatherings.get(), language="ko", title="호숫가의 밤")
    assert "가상의 날" in read(KO) and "호숫가의 밤" in read(f"{KO}gatherings/")
    assert marked(Tags(read(f"{KO}gatherings/"))) == set()


def test_labels_of_closed_lists_are_translated() -> None:
    page = read(f"{KO}kenya/nairobi/")
    assert "촛불 추모" in page and "보고됨" in page
    rule = read(f"{KO}counting-rule/")
    assert "우편함" in rule and "<dt>미정</dt>" in rule
    assert "이 회차의 상태: 진행 중" in read(f"{KO}editions/")


def test_a_comma_between_two_names_is_the_languages_own() -> None:
    assert "Nairobi</a>، كينيا" in read(f"{AR}gatherings/aaaabbbbcc/")


def test_free_text_of_rows_keeps_its_own_direction_in_a_sentence_of_another() -> None:
    assert "<bdi>The slot beside the gate.</bdi>" in read(f"{AR}kenya/nairobi/")
