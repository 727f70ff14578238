"""Forty pledges out of a messy spreadsheet in one sitting, without scripts, and by the keyboard alone."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from daybreak.core.lib import clock
from daybreak.core.lib.rate import counter
from daybreak.domain.people.models import Person
from daybreak.domain.people.services import make_sign_in_token
from daybreak.domain.places.services import city_of
from daybreak.domain.pledges.models import FieldLink, Pledge, PledgePart
from tests.domain.pledges.atlas import lend_atlas
from tests.domain.pledges.sheets import as_xlsx
from tests.factories import DANA, make_desk_user, make_edition, make_target

# How forty volunteers write their cities, and which country they add.
WRITTEN = (
    *("서울", "부산", "東京", "大阪", "القاهرة", "عمان", "Москва", "Київ", "Αθήνα", "ירושלים", "Nairobi", "NAIROBI "),
    *("Lima, Peru", "Ciudad de México", "São Paulo", "Buenos Aires", "Bogota", "santiago de chile", "New York City"),
    *("Washington D.C.", "los angeles", "Chicago", "Toronto", "Vancouver, BC", "London, UK", "Paris", "Berlin"),
    *("Den Haag", "Genève", "Roma", "Madrid", "Stockholm", "Helsinki", "Oslo", "Warszawa", "Praha", "Wien"),
    *("Pretoria/Tshwane", "Lilongwe", "Canberra", "Wellington"),
)
LOOK = os.environ.get("LOOK", "")
"""A folder for pictures of the pages, for whoever wants to look."""


def messy_book() -> bytes:
    """Two title lines, a form's long headings, numbers for phones, spare columns, a total, a doubled line."""
    rows: list[tuple[object, ...]] = [("Coordinators, do not share",), ()]
    rows.append(
        ("Timestamp", "What is your name?", "Email Address", "Mobile", "Which city will you go to?", "Comments", "")
    )
    for number, city in enumerate(WRITTEN, start=1):
        phone: object = 254700000000 + number if number % 3 else f"+254 700 {number:06}"
        row = (43360.5 + number, f"Volunteer {_letters(number)} Invented", f" V{number}@example.org", phone, city, "hi")
        rows.append(row)
    rows += [
        rows[3],
        ("", "", "", "", "", "Total:", len(WRITTEN)),
        (1, "Zed Invented", "zed at example", "", "Springfeld", ""),
    ]
    return as_xlsx(rows, merge="A1:G1")


def _letters(number: int) -> str:
    return chr(ord("A") + number // 26) + chr(ord("a") + number % 26)


@pytest.fixture
def desk(monkeypatch, at, home, transactional_db, live_server):
    monkeypatch.setattr(clock, "now", lambda: at)
    counter._seen.clear()
    atlas = lend_atlas(monkeypatch, home)
    edition = make_edition()
    for written in WRITTEN:
        record = next(iter(atlas.by_name(written.strip())))
        if not edition.targets.filter(city__geonames_id=record.geonames_id).exists():
            make_target(edition=edition, city=city_of(record))
    token = make_sign_in_token(make_desk_user(owner=True), actor=DANA, at=at)
    return live_server.url.replace("127.0.0.1", "localhost"), token


@pytest.fixture
def page(desk, open_page):
    base, token = desk
    page = open_page(f"{base}/desk/sign-in/{token}/")
    page.get_by_role("button").first.click()
    return page


def see(page, name: str) -> None:
    """Take pictures where somebody asked for them."""
    for width in (768, 1280) if LOOK else ():
        page.set_viewport_size({"width": width, "height": 900})
        page.screenshot(path=Path(LOOK) / f"{name}-{width}.png", full_page=True)


def bring_in(page) -> None:
    """Go from the desk's first page to the lines of the sheet."""
    page.get_by_role("link", name="Add", exact=True).click()
    page.get_by_role("link", name="A table, a form's export, or e-mails").click()
    see(page, "start")
    sheet = {"name": "people.xlsx", "mimeType": "application/octet-stream", "buffer": messy_book()}
    page.get_by_label("Or choose a file").set_input_files(sheet)
    page.get_by_label("How did these people").select_option("form")
    page.get_by_role("button", name="Read it").click()
    see(page, "columns")
    page.get_by_role("button", name="Look at the lines").click()
    page.wait_for_url("**/lines/")
    see(page, "lines")


def test_forty_pledges_come_out_of_a_messy_spreadsheet_in_one_sitting(page):
    bring_in(page)
    answer_all(page)
    page.get_by_role("button", name=re.compile("Make 4. pledges")).click()
    page.wait_for_url("**/result/")
    see(page, "result")
    assert Pledge.objects.filter(state="confirmed").count() == len(WRITTEN) == 41
    assert PledgePart.objects.count() == FieldLink.objects.count() == Person.objects.count() == 41
    page.get_by_role("link", name=re.compile("Words to send, line")).first.click()
    page.wait_for_url("**/words/*")
    see(page, "words")
    assert "/f/" in page.get_by_label("For SMS").input_value()
    assert page.get_by_role("button", name="Copy").count() == 0, "without scripts nothing is promised"
    page.get_by_role("link", name=re.compile("Print a sheet")).click()
    expect(page.locator("svg.qr")).to_be_visible()
    see(page, "sheet")


def answer_all(page) -> None:
    """Take the first choice of every question, once."""
    for box in page.locator(".asked select").all():
        box.select_option(index=1)
    save = page.get_by_role("button", name="Save the answers")
    if save.count():
        save.click()


def test_a_pledge_is_added_by_the_keyboard_alone(page, desk):
    page.goto(f"{desk[0]}/desk/add/pledge/")
    page.get_by_label("Name, as the desk").focus()
    for typed in ("Amina Invented", "Nairobi", None, "+254 700 000001"):
        if typed:
            page.keyboard.type(typed)
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/words/")
    assert PledgePart.objects.get().came_by == "phone"


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [768, 1280])
def test_axe_finds_nothing_on_the_pages_of_adding(desk, open_page, theme, width):
    base, token = desk
    page = open_page(f"{base}/desk/sign-in/{token}/", scripts=True, theme=theme, width=width)
    page.get_by_role("button").first.click()
    for path, sign in pages_of(page, base):
        expect(sign).to_be_visible()
        results = Axe().run(page)
        assert results.violations_count == 0, f"{path}: {results.generate_report()}"
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide == 0, path


def pages_of(page, base):
    """Walk through every page of adding, each with something that shows it has come."""
    for path in ("add/", "add/pledge/", "add/report/", "add/gathering/", "import/"):
        page.goto(f"{base}/desk/{path}")
        yield path, page.get_by_role("heading", level=1)
    page.get_by_label("Paste it here").fill(
        "Name\tEmail\tPhone\tCity\nAmina\ta@example.org\t8.2E+10\tNairobi\nBruno\tb@example.org\t\tSpringfield\n"
        "Carol\tc@example.org\t\tSeoul\nDan\td@example.org\t\tKisumu\n"
    )
    page.get_by_role("button", name="Read it").click()
    yield "columns", page.get_by_label("Email")
    page.get_by_role("button", name="Look at the lines").click()
    yield "lines", page.locator(".asked").nth(2)
    page.get_by_role("button", name=re.compile("Make this 1 pledge only")).click()
    yield "result", page.get_by_role("link", name="Take these lines")
    page.get_by_role("link", name=re.compile("Words to send, line")).first.click()
    yield "words", page.get_by_role("button", name="Copy the SMS")
    page.get_by_role("link", name=re.compile("Print a sheet")).click()
    yield "sheet", page.locator("svg.qr")
    page.goto(f"{base}/desk/add/report/")
    page.get_by_role("main").get_by_role("link").first.click()
    yield "report", page.get_by_label("How you were told")
