import re

import pytest

from daybreak.core.look.assets import assets
from daybreak.domain.deliveries.outcomes import FORM_OUTCOMES
from daybreak.domain.pledges.models import Pledge
from daybreak.domain.pledges.states import PledgeState
from daybreak.faces.coordinator.words import NOT_STANDING, OUTCOMES

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(phone):
    return phone.open().content.decode()


def test_the_page_shows_door_street_and_what_to_say(page):
    assert "Embassy of China, Nairobi" in page
    assert "1 Invented Street" in page
    assert "His Excellency Xi Jinping" in page
    assert "Opening hours: we do not know them" in page


def test_an_unknown_street_is_said(phone):
    mission = phone.link.part.pledge.target.mission
    mission.address = ""
    mission.save()
    assert "We do not know the street" in phone.open().content.decode()


def test_the_map_opens_only_at_a_building(phone, page):
    assert "geo:" not in page
    mission = phone.link.part.pledge.target.mission
    mission.latitude, mission.longitude, mission.precision = -1.25, 36.75, "building"
    mission.save()
    assert 'href="geo:-1.25,36.75"' in phone.open().content.decode()


def test_every_outcome_of_the_form_can_be_reached(page):
    radios = set(re.findall(r'name="other" value="(\w+)"', page))
    assert radios == {outcome.value for outcome in FORM_OUTCOMES} == {outcome.value for outcome in OUTCOMES}
    assert len(re.findall(r'<button class="btn" name="outcome"', page)) == 5


def test_the_first_button_of_the_form_does_nothing_so_that_enter_sends_nothing(page):
    form = page[page.index("<form") :]
    assert re.search(r"<button[^>]*>", form).group() == "<button disabled hidden>"


def test_page_and_stylesheet_stay_below_fifty_kilobytes(page):
    assert len(page.encode()) + len(assets()["look.css"].body) <= 50_000


def test_the_page_needs_no_script_no_cookie_and_no_other_host(phone):
    response = phone.open()
    page = response.content.decode()
    assert not response.cookies
    assert "<script" not in page
    assert "style=" not in page
    assert not re.search(r'(src|href|action)="(https?:)?//(?!localhost|127\.0\.0\.1)', page)
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["Referrer-Policy"] == "same-origin"


def test_the_clock_of_the_city_is_shown_with_its_zone(page):
    assert "Times are Nairobi time (Africa/Nairobi). There it is 12:00 on 2018-09-24" in page


def test_every_page_has_a_key_of_its_own(phone):
    assert phone.page_key() != phone.page_key()


@pytest.mark.parametrize("state", list(NOT_STANDING))
def test_a_promise_that_does_not_hold_is_told_in_a_sentence(phone, state):
    Pledge.objects.update(state=state)
    for response in (phone.open(), phone.press()):
        assert response.status_code == 409
        assert str(NOT_STANDING[state])[:30] in response.content.decode()


def test_there_is_a_sentence_for_every_state_that_does_not_hold():
    assert set(NOT_STANDING) == set(PledgeState) - {PledgeState.CONFIRMED}


def test_a_solidarity_city_is_told_that_there_is_no_gate(phone):
    Pledge.objects.update(target=None)
    assert phone.open().status_code == 200
    assert phone.press().status_code == 409
    assert "solidarity" in phone.open().content.decode()


def test_names_from_the_directory_are_escaped(phone):
    target = phone.link.part.pledge.target
    target.name = "<script>alert(1)</script>"
    target.save()
    assert "<script" not in phone.open().content.decode()
