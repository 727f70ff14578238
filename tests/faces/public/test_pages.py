"""Every public page: it renders, its HTML is sound, and it asks no other host for anything."""

from __future__ import annotations

from datetime import time

import pytest

from tests import factories as make
from tests.faces.public.cast import nairobi, statement, tried
from tests.faces.public.reading import BASE, NOON, SECTIONS, Tags, get, read

pytestmark = pytest.mark.django_db

TOLD = {"alternate", "canonical"}
"""Links that are said and not fetched."""
LIVE = {"", "board/", "board/hall/", "map/", "kenya/", "kenya/nairobi/"}
PLACES = ("kenya/", "kenya/nairobi/", "kenya/nairobi/embassy/")


@pytest.fixture
def day() -> None:
    """One edition with something on every page."""
    pledge = nairobi(reveal="now", results_show="at_once", gate_from=time(10), gate_until=time(11))
    tried(pledge, outcome="mailbox", at=make.AT, obstacles=["sound", "guards"], note="The slot beside the gate.")
    make.make_gathering(edition=pledge.edition, title="A vigil by the lake", starts=time(18), public_id="aaaabbbbcc")
    statement(pledge.edition, "The Convention was signed.", source_url="https://example.org/source")


@pytest.mark.parametrize("section", [*SECTIONS, *PLACES, "gatherings/aaaabbbbcc/"])
def test_a_page_has_one_heading_a_language_a_title_and_whole_tags(day: None, section: str) -> None:
    html = Tags(read(BASE + section))
    assert html.faults == []
    assert [html.open, len(list(html.named("h1"))), len(list(html.named("main")))] == [[], 1, 1]
    theme = {"data-theme": "dark"} if section == "board/hall/" else {}
    assert next(html.named("html")) == {"lang": "en", "dir": "ltr", **theme}
    ids = [attrs["id"] for _, attrs in html.tags if attrs.get("id")]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("section", [*SECTIONS, *PLACES, "gatherings/aaaabbbbcc/"])
def test_a_page_loads_nothing_but_its_own_stylesheet_and_a_live_one_its_script(day: None, section: str) -> None:
    html = Tags(read(BASE + section))
    fetched = [a for tag, a in html.tags if tag in {"link", "script", "img", "iframe"} and a.get("rel") not in TOLD]
    loaded = [str(a.get("src") or a.get("href")).split(".")[0] for a in fetched]
    assert loaded == ["/assets/look", "/assets/icon", *(["/assets/live"] if section in LIVE else [])]
    assert not [a for _, a in html.tags if "style" in a or any(name.startswith("on") for name in a)]


def test_every_link_of_the_home_page_to_a_page_of_ours_answers(day: None) -> None:
    links = {str(a["href"]).split("#")[0] for a in Tags(read(BASE)).named("a")}
    ours = {link for link in links if link.startswith("/")}
    assert len(ours) > 10
    assert {link: get(link).status_code for link in ours} == dict.fromkeys(ours, 200)


def test_the_short_address_and_the_bare_host_show_the_current_edition(day: None) -> None:
    assert read("/en/") == read(BASE) == read("/")


def test_a_page_says_the_last_change_and_not_the_time_of_rendering(day: None) -> None:
    later = NOON.replace(hour=13)
    assert read(BASE + "kenya/nairobi/") == read(BASE + "kenya/nairobi/", at=later)
    assert "24 September 2018, 09:00 UTC" in read(BASE + "kenya/nairobi/")


def test_the_rehearsal_notice_is_the_first_thing_in_the_body(day: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("daybreak.core.lib.clock.notice", lambda: "Rehearsal: reports are invented")
    after = read(BASE).split("<body", 1)[1].split(">", 1)[1].strip()
    assert after.startswith('<aside class="rehearsal"')
    assert "Rehearsal: reports are invented" in after[:120]


def test_the_public_pages_set_no_cookie(day: None) -> None:
    assert not get(BASE).cookies


def test_a_page_may_be_kept_only_if_asked_for_again(day: None) -> None:
    assert get(BASE).headers["Cache-Control"] == "no-cache"
