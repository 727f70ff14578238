"""A closed edition awaits nothing: what nobody told by then is said so, on every page alike."""

from __future__ import annotations

from datetime import timedelta

import pytest

from daybreak.domain.campaigns.models import Edition
from tests import factories as make
from tests.faces.public.cast import nairobi, tried
from tests.faces.public.reading import BASE, NOON, read
from tests.faces.public.test_words import told

pytestmark = pytest.mark.django_db

LATER = NOON + timedelta(days=30)
PAGES = ("", "board/", "board/hall/", "map/", "kenya/", "kenya/nairobi/", "kenya/nairobi/embassy/")


def close(edition: Edition, state: str = "closed") -> None:
    edition.state, edition.closed_at = state, NOON + timedelta(days=7)
    edition.save()


@pytest.mark.parametrize("state", ["closed", "archived"])
@pytest.mark.parametrize("path", PAGES)
def test_a_silent_city_no_longer_awaits_word(path: str, state: str) -> None:
    close(nairobi().edition, state)
    page = told(read(BASE + path, at=LATER)).lower()
    assert "no word reached us" in page
    assert "awaiting word" not in page and "not yet" not in page


@pytest.mark.parametrize("path", PAGES)
def test_an_open_edition_still_awaits_it(path: str) -> None:
    nairobi()
    page = told(read(BASE + path, at=LATER))
    assert "Awaiting word" in page
    assert "reached us" not in page


def test_a_city_whose_day_never_came_before_the_closing_is_silent_too() -> None:
    close(nairobi().edition)
    assert "No word reached us" in read(BASE + "board/", at=NOON - timedelta(days=5))


def test_a_reported_city_stays_reported_after_the_closing() -> None:
    pledge = nairobi()
    tried(pledge, outcome="mailbox", at=make.AT)
    close(pledge.edition)
    assert 'class="w-rep"' in read(BASE + "board/", at=LATER)


def test_a_city_s_page_says_whom_to_tell_what_happened() -> None:
    edition = nairobi().edition
    edition.campaign.contact = "desk@example.org"
    edition.campaign.save()
    close(edition)
    page = told(read(BASE + "kenya/nairobi/", at=LATER))
    assert "If you were there, please tell us: <bdi>desk@example.org</bdi>" in page


def test_the_list_of_editions_says_what_became_of_a_closed_one() -> None:
    pledge = nairobi()
    assert "reached us" not in told(read(BASE + "editions/", at=LATER))
    lima = make.make_target(edition=pledge.edition, city=make.make_city(**make.LIMA))
    make.make_pledge(target=lima)
    tried(pledge, outcome="mailbox", at=make.AT)
    close(pledge.edition)
    page = told(read(BASE + "editions/", at=LATER))
    assert "The letter was delivered in one city. Of 1 door no word reached us." in page
