"""Answering offers and ending promises."""

import pytest

from daybreak.domain.pledges.models import Pledge
from daybreak.domain.pledges.states import Place, PledgeState
from tests.factories import make_person, make_pledge, make_target


@pytest.fixture
def offer(db) -> Pledge:
    return make_pledge(state=PledgeState.OFFERED, confirmed_at=None)


def press(browser, pledge, button):
    return browser.post(f"/desk/pledges/{pledge.pk}/", {"do": button})


@pytest.mark.parametrize(
    ("button", "state"), [("confirm", "confirmed"), ("decline", "declined"), ("slot", "confirmed")]
)
def test_an_offer_is_answered_with_one_press(dana, offer, button, state):
    answer = press(dana, offer, button)
    assert answer["Location"] == f"/desk/cities/{offer.city_id}/"
    offer.refresh_from_db()
    assert offer.state == state


def test_a_taken_target_offers_the_lead_and_a_slot(dana, offer):
    make_pledge(target=offer.target, person=make_person(name="Bruno Invented"))
    answer = press(dana, offer, "confirm")
    page = answer.content.decode()
    assert answer.status_code == 409
    assert f"{offer.target.name} has a lead already" in page
    assert 'value="join"' in page
    assert 'value="slot"' in page
    assert "Bruno" not in page


def test_joining_makes_a_joiner_of_the_lead(dana, offer):
    lead = make_pledge(target=offer.target)
    press(dana, offer, "join")
    offer.refresh_from_db()
    assert (offer.place, offer.lead_id) == (Place.JOINER, lead.pk)


def test_joining_where_nobody_leads_any_more_is_refused(dana, offer):
    answer = press(dana, offer, "join")
    assert answer.status_code == 409
    assert "Nobody leads at this target any more." in answer.content.decode()


def test_an_answer_given_twice_says_how_it_stands(dana, dora, offer):
    press(dana, offer, "decline")
    answer = press(dora, offer, "confirm")
    assert answer.status_code == 409
    assert "This pledge is declined" in answer.content.decode()


@pytest.mark.parametrize(("button", "state"), [("withdraw", "withdrawn"), ("pass_on", "passed_on")])
def test_a_standing_pledge_ends_and_frees_its_target(dana, button, state):
    pledge = make_pledge(target=make_target())
    press(dana, pledge, button)
    pledge.refresh_from_db()
    assert pledge.state == state
    assert make_pledge(target=pledge.target).state == PledgeState.CONFIRMED


def test_an_unknown_button_does_nothing(dana, offer):
    assert press(dana, offer, "erase").status_code == 409
    offer.refresh_from_db()
    assert offer.state == PledgeState.OFFERED
