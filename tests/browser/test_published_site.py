"""The published files in a real browser."""

import functools
import http.server
import threading

import pytest
from axe_playwright_python.sync_playwright import Axe

from daybreak.domain.campaigns.states import ResultsShow
from daybreak.domain.deliveries.services import accept_field_report
from daybreak.publication.publish import publish
from tests.factories import (
    AT,
    DANA,
    LIMA,
    make_city,
    make_edition,
    make_gathering,
    make_mission,
    make_plan,
    make_pledge,
    make_report,
    make_target,
)

BASE = "/en/save-north-korean-refugees-day/2018/"
PAGES = ["/en/", f"{BASE}board/", f"{BASE}kenya/", f"{BASE}kenya/nairobi/", f"{BASE}thanks/", f"{BASE}counting-rule/"]


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *words):
        pass


@pytest.fixture
def site(home, transactional_db):
    """Nairobi has delivered, Lima has not begun; both are on the published site."""
    edition = make_edition()
    nairobi = make_target(edition=edition, mission=make_mission(city=make_city()), slug="embassy")
    lima = make_target(edition=edition, mission=make_mission(city=make_city(**LIMA)), slug="embassy")
    make_plan(edition=edition, city=nairobi.city, results_show=ResultsShow.AT_ONCE)
    make_gathering(edition=edition, city=lima.city)
    accept_field_report(make_report(pledge=make_pledge(target=nairobi)), actor=DANA, at=AT)
    make_pledge(target=lima)
    publish(AT)
    handler = functools.partial(Quiet, directory=str(home / "site" / "current"))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_on_any_page(site, open_page, theme):
    for path in PAGES:
        results = Axe().run(open_page(site + path, scripts=True, theme=theme))
        assert results.violations_count == 0, results.generate_report()


def test_no_page_scrolls_sideways_on_a_small_phone(site, open_page):
    for path in PAGES:
        page = open_page(site + path, width=360, scripts=True)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, path


def test_a_reader_finds_a_city_from_the_home_page_without_scripts(site, open_page):
    page = open_page(f"{site}/en/", width=360)
    page.get_by_role("link", name="Nairobi", exact=True).first.click()
    assert page.get_by_role("heading", level=1).inner_text() == "Nairobi"
    assert "Handed over" in page.get_by_role("main").inner_text()


def test_the_first_view_asks_no_other_host(site, open_page):
    page = open_page("about:blank")
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{site}/en/")
    assert asked and len(asked) <= 4
    assert [url for url in asked if not url.startswith(site)] == []
