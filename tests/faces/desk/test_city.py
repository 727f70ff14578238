"""The page of a city: plan, attempts by phone, the second check."""

from datetime import date, time

import pytest

from daybreak.domain.campaigns.models import CityPlan
from daybreak.domain.deliveries.models import Attempt, Delivery
from daybreak.domain.deliveries.services import accept_field_report
from daybreak.domain.pledges.models import Pledge
from daybreak.domain.pledges.states import PledgeState
from tests.factories import AT, DANA, make_edition, make_pledge, make_report, make_target


@pytest.fixture
def pledge(db) -> Pledge:
    return make_pledge()


def city_path(pledge) -> str:
    return f"/desk/cities/{pledge.city_id}/"


def plan_fields(browser, pledge, **fields):
    """What a browser sends: the form as the page showed it, with some fields changed."""
    shown = browser.get(city_path(pledge)).context["plan_form"]
    values = {name: shown[name].value() for name in shown.fields}
    return {name: value for name, value in {**values, **fields}.items() if value not in (None, False)}


def test_the_name_stands_here_beside_what_the_public_reads(dana, pledge):
    page = dana.get(city_path(pledge)).content.decode()
    assert "Amina Invented" in page
    assert "a coordinator in this city" in page


def test_a_plan_is_saved_field_by_field(dana, pledge):
    answer = dana.post(city_path(pledge), plan_fields(dana, pledge, gate_from="11:30", desk_note="Ring first."))
    assert answer.status_code == 303
    plan = CityPlan.objects.get()
    assert (plan.gate_from, plan.desk_note, plan.own_date) == (time(11, 30), "Ring first.", None)


def test_an_own_date_needs_its_reason_and_what_was_typed_stays(dana, pledge):
    body = plan_fields(dana, pledge, own_date="2018-09-22", desk_note="Typed with care")
    answer = dana.post(city_path(pledge), body)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Give the reason for the date" in page
    assert "Typed with care" in page
    assert 'value="2018-09-22"' in page


def test_an_own_date_with_its_reason_is_saved(dana, pledge):
    body = plan_fields(dana, pledge, own_date="2018-09-22", own_date_reason="A storm\r\n is coming")
    dana.post(city_path(pledge), body)
    plan = CityPlan.objects.get()
    assert (plan.own_date, plan.own_date_reason) == (date(2018, 9, 22), "A storm is coming")


def test_who_is_second_does_not_undo_the_plan_of_the_first(dana, dora, pledge):
    stale = plan_fields(dora, pledge, desk_note="Dora's words")
    dana.post(city_path(pledge), plan_fields(dana, pledge, reveal="now"))
    answer = dora.post(city_path(pledge), stale)
    assert answer.status_code == 409
    assert "Dora&#x27;s words" in answer.content.decode()
    assert CityPlan.objects.get().reveal == "now"


def test_everybody_home_is_said_once(dana, pledge):
    dana.post(city_path(pledge), {"do": "home"})
    assert CityPlan.objects.get().checked_out_at == AT
    assert "everybody was home at 24 September, 12:00" in dana.get(city_path(pledge)).content.decode()


def told(seen=0, **fields):
    said = {"seen": seen, "outcome": "mailbox", "channel": "by_hand", "local_date": "2018-09-24"}
    return {**said, "local_time": "11:40", "obstacles": ["guards"], "note": "Through the slot.", **fields}


def test_an_attempt_by_phone_is_marked_as_such(dana, pledge):
    answer = dana.post(f"/desk/pledges/{pledge.pk}/attempt/", told())
    assert answer.status_code == 303
    attempt = Attempt.objects.get()
    assert (attempt.source, attempt.local_time, attempt.obstacles) == ("by phone", time(11, 40), ["guards"])
    assert attempt.report is None


def test_pressing_twice_records_once(dana, pledge):
    dana.post(f"/desk/pledges/{pledge.pk}/attempt/", told())
    answer = dana.post(f"/desk/pledges/{pledge.pk}/attempt/", told())
    assert answer.status_code == 409
    assert "Through the slot." in answer.content.decode()
    assert Attempt.objects.count() == 1


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"outcome": ""}, "Choose what happened."),
        ({"local_date": "2018-09-26"}, "That date has not come yet."),
        ({"local_date": "soon"}, "Write the date like 2018-09-24"),
        ({"outcome": "sent"}, "Say how it was sent"),
    ],
)
def test_what_cannot_be_true_is_said_and_nothing_typed_is_lost(dana, pledge, wrong, sentence):
    answer = dana.post(f"/desk/pledges/{pledge.pk}/attempt/", told(**wrong))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page
    assert "Through the slot." in page
    assert Attempt.objects.count() == 0


def test_nothing_is_recorded_on_an_offer(dana):
    offer = make_pledge(state=PledgeState.OFFERED, confirmed_at=None)
    assert dana.post(f"/desk/pledges/{offer.pk}/attempt/", told()).status_code == 409
    assert Delivery.objects.count() == 0


def check(browser, pledge, seen=1):
    return browser.post(f"/desk/deliveries/{pledge.delivery.pk}/check/", {"seen": seen})


def test_one_person_cannot_check_what_they_accepted(dana, pledge):
    dana.post(f"/desk/reports/{make_report(pledge=pledge).pk}/", {"do": "accept"})
    answer = check(dana, pledge)
    assert answer.status_code == 409
    assert "A second person of the desk has to check it." in answer.content.decode()
    assert Delivery.objects.get().checked_at is None


def test_a_second_person_checks_a_delivery(dana, dora, pledge):
    dana.post(f"/desk/reports/{make_report(pledge=pledge).pk}/", {"do": "accept"})
    assert check(dora, pledge).status_code == 303
    assert Delivery.objects.get().checked_attempts == 1
    assert "Two people of the desk agree" in dora.get(city_path(pledge)).content.decode()


@pytest.mark.parametrize("seen", ["0", "", "one"])
def test_a_check_of_something_else_than_was_seen_is_refused(dora, pledge, seen):
    accept_field_report(make_report(pledge=pledge), actor=DANA, at=AT)
    assert check(dora, pledge, seen).status_code == 409
    assert Delivery.objects.get().checked_at is None


def test_a_city_of_no_edition_and_an_unknown_one(dana, pledge):
    make_target(edition=make_edition(slug="2019", year=2019, state="draft", opened_at=None))
    assert dana.get("/desk/cities/999999/").status_code == 404
    assert dana.get(city_path(pledge)).context["edition"] == pledge.edition
