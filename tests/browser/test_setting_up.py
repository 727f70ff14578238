"""From an empty home to an open edition with five targets, in Chromium, without scripts and without a shell."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from daybreak.core.lib import clock
from daybreak.core.lib.rate import counter
from daybreak.domain.campaigns.models import Edition, Target
from daybreak.domain.people.services import make_sign_in_token
from tests.factories import DANA, make_desk_user, make_gathering, make_mission, make_target


@pytest.fixture
def base(monkeypatch, at, home, transactional_db, live_server):
    monkeypatch.setattr(clock, "now", lambda: at)
    monkeypatch.setattr(counter, "allows", lambda *asked: True)
    return live_server.url.replace("127.0.0.1", "localhost")


@pytest.fixture
def desk(base, open_page, at):
    """Return a function that opens a page of the desk as the owner."""

    def open_desk(**options):
        token = make_sign_in_token(make_desk_user(owner=True), actor=DANA, at=at)
        page = open_page(f"{base}/desk/sign-in/{token}/", **options)
        page.get_by_role("button").first.click()
        return page

    return open_desk


def press(page, name):
    page.get_by_role("button", name=name, exact=True).first.click()


def follow(page, name):
    page.get_by_role("link", name=name, exact=True).first.click()


def fill(page, **fields):
    for name, value in fields.items():
        page.locator(f"#id_{name}").fill(value)


def make_campaign_and_edition(page):
    follow(page, "Make your campaign")
    fill(page, name="An Invented Day", contact="desk@example.org")
    page.locator("#id_government").select_option("CN")
    press(page, "Make the campaign")
    fill(page, date="2018-10-24", ask="Deliver a letter.", addressee_office="President of an Invented Republic")
    press(page, "Make the edition")
    assert "Nothing is missing" not in page.content()


def choose_five(page):
    follow(page, "Fill the directory")
    press(page, "Load our list of Chinese missions")
    follow(page, "Choose targets")
    for box in page.get_by_role("checkbox").all()[:5]:
        box.check()
    press(page, "Look at the ticked ones")
    press(page, "Add all 5")


def write_letter_and_press(page):
    follow(page, "Letter")
    press(page, "Write the letter")
    fill(page, paragraphs="We ask you to stop.\n\nWe will come again.")
    press(page, "Try it out first")
    assert "We will come again." in page.locator("pre").inner_text()
    press(page, "Keep the letter")
    follow(page, "Press contact")
    fill(page, name="Invented Coalition", contact="press@example.org")
    press(page, "Save")


def test_an_empty_home_becomes_an_open_edition_with_five_targets(desk):
    page = desk()
    make_campaign_and_edition(page)
    choose_five(page)
    write_letter_and_press(page)
    assert "Nothing is missing" in page.content()
    follow(page, "On to opening the edition")
    follow(page, "Open the edition …")
    press(page, "Open the edition")
    assert Edition.objects.get().state == "open"
    assert Target.objects.count() == 5


def test_the_letter_is_reached_and_kept_by_keyboard_alone(desk):
    page = desk()
    make_campaign_and_edition(page)
    page.goto(page.url.replace("setup/", f"editions/{Edition.objects.get().pk}/letter/en/"))
    page.locator("#id_paragraphs").focus()
    page.keyboard.type("We ask you to stop.")
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent").strip() == "Keep the letter":
            break
    page.keyboard.press("Enter")
    page.get_by_text("version 1").wait_for()


def addresses(edition, gathering, mission):
    parts = ("", "details/", "words/", "words/en/", "statements/", "statements/new/", "targets/", "targets/pick/")
    more = ("targets/door/", "plans/", "letter/", "letter/en/", "press/", "organisations/")
    yield from (f"editions/{edition.pk}/{part}" for part in (*parts, *more))
    yield from ("setup/", "campaigns/new/", "missions/", "missions/load/", "gatherings/", "gatherings/new/")
    yield from (f"gatherings/{gathering.pk}/", f"gatherings/{gathering.pk}/permits/new/", f"missions/{mission.pk}/")
    yield from (f"missions/{mission.pk}/merge/", f"missions/{mission.pk}/correct/address/")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_and_nothing_scrolls_sideways_at_768(desk, base, theme):
    target = make_target()
    make_mission(city=target.city, kind="consulate", review=["same_key"])
    gathering = make_gathering(edition=target.edition, city=target.city)
    page = desk(width=768, scripts=True, theme=theme)
    for path in addresses(target.edition, gathering, target.mission):
        page.goto(f"{base}/desk/{path}")
        results = Axe().run(page)
        assert results.violations_count == 0, f"{path}\n{results.generate_report()}"
        assert page.evaluate("document.documentElement.scrollWidth") <= 768, path
