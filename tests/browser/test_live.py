"""An open page keeps itself true, quietly; without scripts or without a network it stays as it was."""

import functools
import http.server
import threading

import pytest
from playwright.sync_api import expect

from daybreak.core.look.assets import assets
from daybreak.domain.campaigns.states import ResultsShow
from daybreak.domain.deliveries.services import delivery_of, record_attempt
from daybreak.publication.render import render
from tests.factories import AT, DANA, LIMA, make_city, make_edition, make_mission, make_plan, make_pledge, make_target

BASE = "/en/save-north-korean-refugees-day/2018/"
PAGES = ("", "board/", "board/hall/", "map/", "kenya/", "kenya/nairobi/", "peru/lima/")
SOON = 20_000  # milliseconds; a busy machine draws slowly
"""Milliseconds in which a change must show once the page looks; the page itself looks after 15 to 25 seconds."""
REPORTED = "[data-live] .st.rep:visible"
HURRY = "const real = setTimeout; window.setTimeout = (what, after, ...rest) => real(what, after / 50, ...rest);"


class Headers(http.server.SimpleHTTPRequestHandler):
    """Files with the headers of the public host."""

    asked: list[str] = []

    def do_GET(self):
        self.asked.append(self.path)
        super().do_GET()

    def end_headers(self):
        from daybreak.core.lib.headers import HEADERS

        for name, value in HEADERS.items():
            self.send_header(name, value)
        self.send_header("Cache-Control", "no-cache")
        super().end_headers()

    def log_message(self, *words):
        pass


class Site:
    """The live pages of one edition as files, rendered anew when something changed."""

    def __init__(self, folder):
        self.folder = folder
        self.asked = Headers.asked = []
        edition = make_edition()
        nairobi = make_target(edition=edition, mission=make_mission(city=make_city()), slug="embassy")
        lima = make_target(edition=edition, mission=make_mission(city=make_city(**LIMA)), slug="embassy")
        for target in (nairobi, lima):
            make_plan(edition=edition, city=target.city, results_show=ResultsShow.AT_ONCE)
        self.nairobi, self.lima = (delivery_of(make_pledge(target=target)) for target in (nairobi, lima))
        for asset in assets().values():
            self.write(f"/assets/{asset.name}", asset.body)
        self.publish()
        handler = functools.partial(Headers, directory=str(folder))
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}{BASE}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def write(self, path, body):
        file = self.folder / path.lstrip("/")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(body)

    def file(self, name):
        return self.folder / f"{BASE}{name}".lstrip("/")

    def publish(self):
        for page in PAGES:
            self.write(f"{BASE}{page}index.html", render(f"{BASE}{page}", at=AT))
            self.write(f"{BASE}{page}live.html", render(f"{BASE}{page}live.html", at=AT))

    def tell(self, delivery, outcome, note=""):
        day = {"local_date": AT.date(), "local_time": None, "note": note}
        record_attempt(delivery, outcome=outcome, **day, actor=DANA, at=AT)
        self.publish()

    def stop(self):
        self.server.shutdown()
        self.server.server_close()


@pytest.fixture
def site(tmp_path, home, transactional_db):
    made = Site(tmp_path / "files")
    yield made
    made.stop()


@pytest.fixture
def opened(chromium, site):
    """Return a function that opens a live page whose clock runs fifty times as fast."""
    contexts = []

    def open_it(path, *, scripts=True):
        context = chromium.new_context(java_script_enabled=scripts, viewport={"width": 1280, "height": 700})
        contexts.append(context)
        page = context.new_page()
        page.faults = []
        page.on("pageerror", lambda error: page.faults.append(str(error)))
        page.on("console", lambda line: page.faults.append(line.text) if "Content Security" in line.text else None)
        page.add_init_script(HURRY)
        page.goto(site.address + path)
        return page

    yield open_it
    for context in contexts:
        context.close()


@pytest.mark.parametrize("path", PAGES[:-1])
def test_a_report_shows_on_an_open_page_without_a_reload(site, opened, path):
    page = opened(path)
    page.evaluate("window.stayed = true")
    before = page.locator(REPORTED).count()
    site.tell(site.nairobi, "mailbox")
    expect(page.locator(REPORTED).nth(before)).to_be_visible(timeout=SOON)
    assert page.evaluate("window.stayed") is True
    assert page.faults == []


def test_the_new_moment_is_said_once_in_a_polite_place(site, opened):
    page = opened("kenya/nairobi/")
    said = page.get_by_role("status")
    expect(said).to_be_empty()
    site.tell(site.nairobi, "mailbox")
    expect(said).to_have_text("As of 24 September 2018, 09:00 UTC", timeout=SOON)
    assert page.locator("[aria-live]").count() == 0


def test_focus_an_open_list_and_the_scroll_stay_where_they_are(site, opened):
    page = opened("board/")
    link = page.get_by_role("link", name="Lima")
    link.focus()
    page.evaluate("document.body.style.minBlockSize = '3000px'; scrollTo(0, 120)")
    site.tell(site.nairobi, "mailbox")
    expect(page.locator("tr.w-rep")).to_have_count(1, timeout=SOON)
    assert page.evaluate("[document.activeElement.textContent, scrollY]") == ["Lima", 120]


def test_what_a_reader_opened_stays_open(site, opened):
    page = opened("kenya/nairobi/")
    fold, part = "<details><summary>More</summary>Old words</details>", '<div data-live="gate">'
    for name in ("index.html", "live.html"):
        file = site.file(f"kenya/nairobi/{name}")
        file.write_text(file.read_text().replace(part, part + fold))
    page.reload()
    page.locator("summary").click()
    file.write_text(file.read_text().replace("Old words", "New words"))
    expect(page.locator("details")).to_contain_text("New words", timeout=SOON)
    assert page.locator("details[open]").count() == 1


def test_a_part_that_did_not_change_is_left_alone(site, opened):
    page = opened("board/")
    page.evaluate("document.querySelector('[data-live=rows]').marked = true")
    asked = len(site.asked)
    page.wait_for_timeout(1500)
    assert len(site.asked) > asked
    assert page.evaluate("document.querySelector('[data-live=rows]').marked") is True


def test_the_page_stays_when_the_web_server_is_gone(site, opened):
    page = opened("kenya/nairobi/")
    before = page.locator("main").inner_text()
    site.stop()
    page.wait_for_timeout(2500)
    assert page.locator("main").inner_text() == before
    assert page.faults == []


def test_a_file_that_is_gone_or_something_else_changes_nothing(site, opened):
    page = opened("kenya/nairobi/")
    before = page.locator("main").inner_text()
    file = site.file("kenya/nairobi/live.html")
    file.write_text("<!doctype html><h1>Sign in to this network</h1><div data-live=gate>Nothing</div>")
    page.wait_for_timeout(1000)
    file.unlink()
    page.wait_for_timeout(1000)
    assert page.locator("main").inner_text() == before


def test_a_hidden_page_asks_for_nothing_and_a_failing_one_ever_more_seldom(site, opened):
    page = opened("board/")
    site.file("board/live.html").unlink()
    page.wait_for_timeout(4000)
    asked = sum(path.endswith("board/live.html") for path in site.asked)
    assert 1 <= asked <= 5, "every time the wait is doubled: 0.4, 0.8, 1.6, 3.2 seconds at fifty times the pace"
    page.evaluate(
        "Object.defineProperty(document, 'hidden', { value: true });"
        "document.dispatchEvent(new Event('visibilitychange'))"
    )
    asked = len(site.asked)
    page.wait_for_timeout(1500)
    assert len(site.asked) == asked


def test_without_scripts_a_plain_link_shows_the_newer_page(site, opened):
    page = opened("kenya/nairobi/", scripts=False)
    site.tell(site.nairobi, "mailbox")
    assert "Left in the mailbox" not in page.locator("main").inner_text()
    page.get_by_role("link", name="Newer version of this page").click()
    assert "Left in the mailbox" in page.locator("main").inner_text()
