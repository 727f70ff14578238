"""The edition's steps, choosing an edition, and the page of health."""

import json
import os
import time

import pytest

from daybreak.domain.campaigns.models import Edition
from tests.factories import AT, make_edition, make_link, make_pledge, make_target

DRAFT = {"state": "draft", "opened_at": None}


def take(browser, edition, start):
    return browser.post("/desk/edition/next/", {"from": start, "edition": edition.pk})


def test_an_edition_goes_its_way_one_press_at_a_time(dana):
    edition = make_edition(**DRAFT)
    seen = []
    for start in ("draft", "open", "live", "closed"):
        assert take(dana, edition, start).status_code == 303
        edition.refresh_from_db()
        seen.append(edition.state)
    assert seen == ["open", "live", "closed", "archived"]


def test_the_page_before_a_step_says_what_becomes_public_and_takes_none(dana):
    edition = make_edition(**DRAFT)
    assert "become public with the next run" in dana.get("/desk/edition/next/").content.decode()
    edition.refresh_from_db()
    assert edition.state == "draft"


def test_pressing_twice_takes_one_step(dana):
    edition = make_edition(**DRAFT)
    take(dana, edition, "draft")
    assert take(dana, edition, "draft").status_code == 409
    edition.refresh_from_db()
    assert edition.state == "open"


def test_only_the_owner_takes_the_next_step(dora):
    edition = make_edition(**DRAFT)
    answer = take(dora, edition, "draft")
    assert answer.status_code == 403
    assert "Only the owner" in answer.content.decode()
    edition.refresh_from_db()
    assert edition.state == "draft"


def test_a_step_meant_for_another_edition_is_not_taken(dana):
    """Chosen in another tab meanwhile: the page still speaks of the edition it was made for."""
    spoken_of, chosen = make_edition(**DRAFT), make_edition(slug="2019", year=2019, **DRAFT)
    dana.post(f"/desk/edition/{chosen.pk}/choose/")
    assert take(dana, spoken_of, "draft").status_code == 409
    assert set(Edition.objects.values_list("state", flat=True)) == {"draft"}


def test_an_edition_without_a_date_says_why_it_does_not_open(dana):
    answer = take(dana, make_edition(date=None, **DRAFT), "draft")
    assert answer.status_code == 409
    assert "needs its date" in answer.content.decode()


def test_closing_tells_field_links_when_they_end(dana):
    link = make_link(pledge=make_pledge())
    take(dana, link.part.pledge.edition, "live")
    link.refresh_from_db()
    assert (link.expires_at - AT).days == 60


def test_another_edition_is_chosen_for_this_browser_alone(dana, dora):
    make_target()
    older = make_edition(slug="2017", year=2017, state="archived")
    dana.post(f"/desk/edition/{older.pk}/choose/")
    assert dana.get("/desk/").context["edition"] == older
    assert dora.get("/desk/").context["edition"] != older


@pytest.mark.parametrize(("age", "problem", "good"), [(1, "", True), (300, "", False), (1, "The disk is full.", False)])
def test_health_reads_the_signs_of_life(dana, home, age, problem, good):
    path = home / "worker.json"
    path.write_text(json.dumps({"problem": problem}))
    os.utime(path, (time.time() - age,) * 2)
    worker, publisher = dana.get("/desk/health/").context["signs"]
    assert worker.good is good
    assert problem in worker.problem
    assert not publisher.good


def test_health_shows_the_head_of_the_journal(dana):
    assert "0:" + "0" * 64 in dana.get("/desk/health/").content.decode().replace("</span>", "")


def test_the_owner_is_offered_the_next_step_and_the_others_are_told_who_takes_it(dana, dora):
    make_edition(**DRAFT)
    assert 'href="/desk/edition/next/"' in dana.get("/desk/edition/").content.decode()
    page = dora.get("/desk/edition/").content.decode()
    assert 'href="/desk/edition/next/"' not in page
    assert "Only the owner" in page
