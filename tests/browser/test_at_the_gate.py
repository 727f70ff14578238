"""Amina at the gate: a small phone, one link, no scripts."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from daybreak.core.lib import clock
from daybreak.core.lib.rate import counter
from daybreak.domain.deliveries.models import FieldReport
from daybreak.domain.pledges.tokens import token_of
from tests.factories import make_desk_user, make_link

PHONE = 360


@pytest.fixture
def gate(monkeypatch, at, home, transactional_db, live_server):
    monkeypatch.setattr(clock, "now", lambda: at)
    counter._seen.clear()
    return live_server.url.replace("127.0.0.1", "localhost") + f"/f/{token_of(make_link())}/"


def test_one_press_files_a_report_and_shows_its_receipt(gate, open_page):
    page = open_page(gate, width=PHONE)
    page.get_by_role("button", name="Mailbox").click()
    report = FieldReport.objects.get()
    assert report.outcome == "mailbox"
    assert report.receipt[:4] in page.get_by_role("main").inner_text()


def test_a_double_press_and_a_reload_give_one_report(gate, open_page):
    page = open_page(gate, width=PHONE)
    page.get_by_role("button", name="Mailbox").dblclick()
    page.wait_for_url("**/r/**")
    page.reload()
    assert FieldReport.objects.count() == 1


def test_the_outcomes_stand_in_the_first_screen_of_a_small_phone(gate, open_page):
    page = open_page(gate, width=PHONE)
    last = page.get_by_role("button", name="A guard kept us away").bounding_box()
    assert last["y"] + last["height"] <= 640
    assert last["height"] >= 56


def test_axe_finds_nothing_on_the_field_page(gate, open_page):
    results = Axe().run(open_page(gate, width=PHONE, scripts=True))
    assert results.violations_count == 0, results.generate_report()


def test_the_desk_signs_in_by_a_form_that_chromium_sends(gate, live_server, open_page, at):
    from daybreak.domain.people.services import make_sign_in_token
    from tests.factories import DANA

    token = make_sign_in_token(make_desk_user(owner=True), actor=DANA, at=at)
    base = live_server.url.replace("127.0.0.1", "localhost")
    page = open_page(f"{base}/desk/sign-in/{token}/")
    page.get_by_role("button").first.click()
    assert page.url == f"{base}/desk/"
    results = Axe().run(open_page(f"{base}/desk/sign-in/", scripts=True))
    assert results.violations_count == 0, results.generate_report()
