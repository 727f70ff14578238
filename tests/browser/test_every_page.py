"""Every kind of public page in Chromium: axe, three scripts, two themes, a page 320 pixels wide."""

import functools
import http.server
import threading
from datetime import UTC, datetime, time

import pytest
from axe_playwright_python.sync_playwright import Axe

from daybreak.core.lib import clock
from daybreak.core.look.assets import assets
from daybreak.domain.campaigns.states import ResultsShow
from daybreak.domain.gatherings.models import Stage
from daybreak.publication.render import render
from tests import factories as make
from tests.faces.public.cast import nairobi, statement, tried

EDITION = "save-north-korean-refugees-day/2018/"
SECTIONS = (
    *("", "board/", "board/hall/", "map/", "background/", "gatherings/", "letter/", "thanks/", "press/", "privacy/"),
    *("counting-rule/", "editions/", "kenya/", "kenya/nairobi/", "kenya/nairobi/embassy/", "peru/lima/"),
    *("gatherings/aaaabbbbcc/",),
)
PAGES = (*(EDITION + section for section in SECTIONS), "style/")
HREFS = "all => all.map((one) => one.getAttribute('href'))"
LANGUAGES = ("en", "ko", "ar")


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *words):
        pass


def day():
    """Fill one edition with something on every page."""
    pledge = nairobi(reveal="now", results_show="at_once", gate_from=time(10), gate_until=time(11))
    edition = pledge.edition
    tried(pledge, outcome="mailbox", at=make.AT, obstacles=["sound", "guards"], proofs=["witness"])
    march = make.make_gathering(edition=edition, title="A walk", starts=time(18), public_id="aaaabbbbcc")
    Stage.objects.create(gathering=march, position=1, place="The bridge", starts=time(19))
    statement(edition, "The Convention was signed.", source_url="https://example.org/source")
    lima = make.make_target(edition=edition, mission=make.make_mission(city=make.make_city(**make.LIMA)))
    make.make_plan(edition=edition, city=lima.city, results_show=ResultsShow.AT_ONCE)
    make.make_pledge(target=lima)
    edition.thanked.create(position=1, as_given_name="Kenya", country="KE")
    edition.press_organisation = make.make_organisation(press_contact="press@example.org")
    edition.save()


@pytest.fixture
def site(home, transactional_db, settings, tmp_path):
    settings.LANGUAGES = [(tag, tag) for tag in LANGUAGES]
    clock.move_clock(datetime(2018, 9, 24, 12, tzinfo=UTC), stopped=True)
    day()
    files = {f"assets/{asset.name}": asset.body for asset in assets().values()}
    for language in LANGUAGES:
        files |= {f"{language}/{page}index.html": render(f"/{language}/{page}", at=make.AT) for page in PAGES}
    for name, body in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(body)
    handler = functools.partial(Quiet, directory=str(tmp_path))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing_on_any_kind_of_page(site, open_page, language, theme):
    for path in PAGES:
        results = Axe().run(open_page(f"{site}{language}/{path}", scripts=True, theme=theme))
        assert results.violations_count == 0, f"{path}: {results.generate_report()}"


@pytest.mark.parametrize("language", ["en", "ar"])
def test_nothing_moves_sideways_on_a_page_320_pixels_wide(site, open_page, language):
    for path in PAGES:
        page = open_page(f"{site}{language}/{path}", width=320, scripts=True)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, path


def test_a_keyboard_reaches_the_content_first_and_then_every_link(site, open_page):
    page = open_page(f"{site}en/{EDITION}kenya/nairobi/")
    page.keyboard.press("Tab")
    assert page.locator(":focus").inner_text() == "Skip to the content"
    page.keyboard.press("Enter")
    page.wait_for_url("**#main")
    links = page.locator("a:visible").count()
    reached = set()
    for _ in range(links + 2):
        page.keyboard.press("Tab")
        reached.add(page.locator(":focus").first.get_attribute("href") if page.locator(":focus").count() else None)
    within = page.locator("main a:visible, footer a:visible").evaluate_all(
        "all => all.map(a => a.getAttribute('href'))"
    )
    assert set(within) <= reached


def test_a_hall_of_twenty_two_doors_fits_one_screen(site, chromium):
    page = chromium.new_page(viewport={"width": 1920, "height": 1080})
    page.goto(f"{site}en/{EDITION}board/hall/")
    page.evaluate(
        "const wall = document.querySelector('.wall'), rows = [...wall.children];"
        "for (let i = rows.length; i < 22; i++) wall.append(rows[i % rows.length].cloneNode(true));"
    )
    assert page.evaluate("document.documentElement.scrollHeight") <= 1080
    assert page.locator(".wall b").first.evaluate("one => parseFloat(getComputedStyle(one).fontSize)") >= 36
    page.close()
