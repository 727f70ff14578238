"""The small file beside a page: the same parts, from the same templates, and nothing else."""

from __future__ import annotations

import gzip
import re
from datetime import time, timedelta

import pytest

from daybreak.domain.campaigns.states import EditionState
from daybreak.domain.gatherings.models import Gathering
from tests import factories as make
from tests.faces.public.cast import nairobi, tried
from tests.faces.public.reading import BASE, NOON, SECTIONS, Tags, get, read

pytestmark = pytest.mark.django_db

LIVE = ("", "board/", "board/hall/", "map/", "kenya/", "kenya/nairobi/")


@pytest.fixture
def day() -> Gathering:
    pledge = nairobi(reveal="now", results_show="at_once", gate_from=time(10), gate_until=time(11))
    tried(pledge, outcome="mailbox", at=make.AT, obstacles=["sound"])
    return make.make_gathering(edition=pledge.edition, title="A vigil by the lake", starts=time(18))


def parts(html: str) -> dict[str, str]:
    """Return the live parts of a page or file by name, as written."""
    found = {}
    for begin in re.finditer(r'<(\w+)[^>]*\sdata-live="([^"]+)"', html):
        depth, tag = 0, begin[1]
        for step in re.finditer(rf"<(/?){tag}\b", html[begin.start() :]):
            depth += -1 if step[1] else 1
            if depth == 0:
                found[begin[2]] = html[begin.start() : begin.start() + step.end()]
                break
    return found


@pytest.mark.parametrize("section", LIVE)
def test_every_live_part_of_a_page_is_in_its_file_letter_by_letter(day: Gathering, section: str) -> None:
    page, file = parts(read(BASE + section)), parts(read(f"{BASE}{section}live.html"))
    assert {"as-of"} < page.keys() <= file.keys()
    assert {name: file[name] for name in page} == page


@pytest.mark.parametrize("section", LIVE)
def test_the_file_holds_no_head_no_navigation_no_land_and_is_small(day: Gathering, section: str) -> None:
    file = read(f"{BASE}{section}live.html")
    assert not any(f"<{tag}" in file for tag in ("head", "nav", "header", "footer", "script", "link", "h1"))
    assert 'class="ground"' not in file
    assert len(gzip.compress(file.encode())) < 2_500
    assert Tags(file.replace("<!doctype html>", "")).faults == []


@pytest.mark.parametrize("section", SECTIONS)
def test_only_a_live_page_names_the_script_and_its_file(day: Gathering, section: str) -> None:
    scripts = [attrs.get("data-from") for attrs in Tags(read(BASE + section)).named("script")]
    assert scripts == ([f"{BASE}{section}live.html"] if section in LIVE else [])


def test_without_scripts_a_plain_link_leads_to_a_newer_version(day: Gathering) -> None:
    page = read(f"{BASE}kenya/nairobi/")
    assert f'<a href="{BASE}kenya/nairobi/">Newer version of this page</a>' in page
    assert "http-equiv" not in page


def test_the_short_address_is_kept_true_by_the_file_of_the_edition(day: Gathering) -> None:
    assert f'data-from="{BASE}live.html"' in read("/en/")


@pytest.mark.parametrize("section", LIVE)
def test_an_archived_edition_has_no_news_and_so_no_file(day: Gathering, section: str) -> None:
    day.edition.state, day.edition.closed_at = EditionState.ARCHIVED, NOON
    day.edition.save()
    later = NOON + timedelta(days=40)
    assert get(f"{BASE}{section}live.html", at=later).status_code == 404
    page = read(BASE + section, at=later)
    assert "live.html" not in page and "/assets/live" not in page and "Newer version" not in page


def test_a_gathering_that_is_cancelled_leaves_open_pages(day: Gathering) -> None:
    day.state = "cancelled"
    day.save()
    for section in ("", "kenya/", "kenya/nairobi/"):
        file = read(f"{BASE}{section}live.html")
        assert "vigil" not in file
        assert 'data-live="' in file
    assert '<ol class="log" data-live="meetings">' in read(f"{BASE}live.html")


def test_what_a_city_has_not_released_is_not_in_the_file() -> None:
    pledge = nairobi()
    tried(pledge, outcome="refused", at=make.AT, note="CANARY words")
    assert not any("CANARY" in read(f"{BASE}{section}live.html") for section in LIVE)
    assert "CANARY" in read(f"{BASE}kenya/nairobi/live.html", at=NOON + timedelta(days=1))


def test_a_country_or_city_without_a_page_has_no_file() -> None:
    make.make_edition()
    assert get(f"{BASE}peru/live.html").status_code == 404
    assert get(f"{BASE}kenya/nairobi/live.html").status_code == 404
