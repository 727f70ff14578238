"""Whole runs: what is public becomes files, and nothing else does."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from django.conf import settings

from daybreak.domain.gatherings.models import Gathering
from daybreak.domain.gatherings.services import cancel_gathering
from daybreak.faces.public import feeds
from daybreak.publication import publish as publishing
from daybreak.publication.clockwork import next_by_clock
from daybreak.publication.errors import PublicationError
from daybreak.publication.pages import Page, all_urls
from daybreak.publication.publish import publish
from daybreak.publication.render import render
from daybreak.publication.store import current_release
from tests.factories import AT, DANA, make_city, make_edition, make_gathering, make_plan, make_pledge, make_target
from tests.outputs.board.factories import TOKYO, make_attempt

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("home")]
LATER = AT + timedelta(minutes=7)


@pytest.fixture
def edition():
    edition = make_edition()
    make_attempt(pledge=make_pledge(target=make_target(edition=edition)))
    make_gathering(edition=edition)
    return edition


def everything(release):
    return {path: (release.folder / path).read_bytes() for path in [*release.files, "manifest.json"]}


def test_a_run_publishes_pages_feeds_assets_and_a_page_for_wrong_addresses(edition):
    release = publish(AT)
    base = "en/save-north-korean-refugees-day/2018/"
    wanted = {"404.html", "index.html", "en/index.html", f"{base}index.html", f"{base}kenya/nairobi/index.html"}
    wanted |= {f"{base}{name}" for name in ("edition.json", "cities.csv", "figures.json", "feed.atom", "calendar.ics")}
    assert wanted <= set(release.files)
    assert any(path.startswith("assets/look.") for path in release.files)


def test_two_runs_on_a_quiet_database_agree_byte_for_byte(edition, settings, tmp_path):
    first = everything(publish(AT))
    assert next_by_clock(AT) > LATER
    settings.DAYBREAK = replace(settings.DAYBREAK, home=tmp_path / "another")
    assert everything(publish(LATER)) == first


def test_a_run_that_changes_nothing_makes_no_release(edition):
    first, again = publish(AT), publish(LATER)
    assert (first.new, again.new, again.number) == (True, False, first.number)


def test_a_change_makes_a_new_release_that_shares_what_stayed_the_same(edition):
    first = publish(AT)
    make_plan(edition=edition, city=make_city(), results_show="at_once")
    second = publish(AT + timedelta(minutes=30))
    changed = {path for path in second.files if second.files[path] != first.files.get(path)}
    assert "en/save-north-korean-refugees-day/2018/board/index.html" in changed
    same = "en/save-north-korean-refugees-day/2018/privacy/index.html"
    assert (second.folder / same).stat().st_ino == (first.folder / same).stat().st_ino


def test_an_edition_that_is_not_published_leaves_no_byte(edition):
    sibling = make_edition(slug="2019-canary", year=2019, state="draft", opened_at=None)
    target = make_target(edition=sibling, city=make_city(**TOKYO), name="canary-door", slug="canary-door")
    make_attempt(pledge=make_pledge(target=target), note="canary-note")
    make_gathering(edition=sibling, city=target.city, title="canary-title")
    release = publish(AT)
    leaks = [path for path, body in everything(release).items() if re.search(rb"canary|[Tt]okyo", body)]
    assert (leaks, [path for path in release.files if "2019" in path]) == ([], [])


def test_an_unlisted_gathering_leaves_no_byte(edition):
    hidden = make_gathering(edition=edition, title="canary-title", visibility="unlisted")
    found = [path for path, body in everything(publish(AT)).items() if b"canary" in body]
    assert found == []
    assert not any(hidden.public_id in url for url in all_urls(AT))


def test_a_cancelled_gathering_answers_404_and_leaves_every_kept_release(edition):
    old = publish(AT)
    gathering = Gathering.objects.get()
    cancel_gathering(gathering, actor=DANA, at=LATER)
    new = publish(LATER)
    assert not any(gathering.public_id in path for path in new.files)
    url = f"/en/save-north-korean-refugees-day/2018/gatherings/{gathering.public_id}/"
    with pytest.raises(PublicationError, match=f"{url} answered 404"):
        render(url, at=LATER)
    assert not old.folder.exists()
    assert [folder.name for folder in new.folder.parent.iterdir()] == [new.folder.name]


def test_a_failing_page_names_its_address_and_the_old_release_stays(edition, monkeypatch):
    old = publish(AT)
    nowhere = {url: Page(url, frozenset()) for url in ("/en/", "/en/nowhere/")}
    monkeypatch.setattr(publishing, "all_pages", lambda at: nowhere)
    with pytest.raises(PublicationError, match="/en/nowhere/ answered 404"):
        publish(LATER)
    assert current_release(settings.DAYBREAK.site).number == old.number


def test_every_link_of_a_page_leads_to_a_published_file_or_to_the_forms_host(edition):
    files = publish(AT).files
    wrong = set()
    for path, body in everything(current_release(settings.DAYBREAK.site)).items():
        for link in re.findall(rb'(?:href|src)="(/[^"#?]*)', body) if path.endswith(".html") else ():
            asked = link.decode().removeprefix("/")
            if (asked + "index.html" if asked.endswith("/") or not asked else asked) not in files:
                wrong.add((path, asked))
    assert wrong == set()


def test_the_publisher_asks_for_more_pages_than_any_caller_may(edition, monkeypatch, client):
    monkeypatch.setattr("daybreak.core.lib.routes.counter.allows", lambda *of: False)
    assert b"<h1" in render("/en/", at=AT)
    assert client.get("/en/", headers={"host": "localhost"}).status_code == 429


def test_a_page_that_sets_a_cookie_is_not_published(edition, monkeypatch):
    class Answer(feeds.HttpResponse):
        def __init__(self, *args, **kwargs):
            super().__init__(*args, **kwargs)
            self.set_cookie("who", "reader")

    monkeypatch.setattr("daybreak.faces.public.feeds.HttpResponse", Answer)
    with pytest.raises(PublicationError, match=r"figures\.json sets a cookie"):
        render("/en/save-north-korean-refugees-day/2018/figures.json", at=AT)


def test_a_page_that_breaks_says_why(edition, monkeypatch):
    monkeypatch.setattr("daybreak.faces.public.feeds.figures_data", lambda *of: {}["missing"])
    with pytest.raises(PublicationError, match=r"answered 500 instead of 200 \(KeyError: 'missing'\)"):
        render("/en/save-north-korean-refugees-day/2018/figures.json", at=AT)


def test_pages_change_by_the_clock_when_a_row_of_the_board_does(edition):
    assert next_by_clock(AT) == AT + timedelta(hours=1)
    make_edition(slug="2019", year=2019, state="open", opened_at=AT + timedelta(minutes=5))
    assert next_by_clock(AT) == AT + timedelta(minutes=5)
