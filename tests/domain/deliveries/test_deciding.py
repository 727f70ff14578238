from datetime import date, timedelta

import pytest

from daybreak.core.journal.models import Entry
from daybreak.core.lib.actor import Actor, ActorKind
from daybreak.domain.deliveries.counting import count_of
from daybreak.domain.deliveries.models import Attempt
from daybreak.domain.deliveries.outcomes import Count
from daybreak.domain.deliveries.refusals import AlreadyDecided, ClaimRefused, NotToCheck, SamePerson
from daybreak.domain.deliveries.services import (
    accept_field_report,
    check_delivery,
    delivery_of,
    record_attempt,
    set_aside_field_report,
)
from tests.domain.deliveries.factories import file_report
from tests.factories import AT, DANA, DORA, make_pledge

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(hours=1)


def test_accepting_makes_an_attempt_of_the_claim():
    report = file_report(make_pledge(), outcome="left", obstacles=["guards"], proofs=["witness"], words="Mine.")
    attempt = accept_field_report(report, actor=DANA, at=LATER, note="Left with the guard.")
    assert (attempt.outcome, attempt.obstacles, attempt.proofs, attempt.position) == (
        "left",
        ["guards"],
        ["witness"],
        1,
    )
    assert attempt.note == "Left with the guard."
    assert (report.state, report.decided_at) == ("accepted", LATER)
    assert count_of(attempt.delivery.attempts.all()) is Count.LEFT


def test_a_report_is_decided_once():
    report = file_report(make_pledge())
    accept_field_report(report, actor=DANA, at=LATER)
    with pytest.raises(AlreadyDecided, match="accepted"):
        accept_field_report(report, actor=DORA, at=LATER)
    with pytest.raises(AlreadyDecided, match="accepted"):
        set_aside_field_report(report, reason="Twice.", actor=DORA, at=LATER)
    assert Attempt.objects.count() == 1


def test_a_report_set_aside_makes_no_attempt_and_keeps_its_reason():
    report = file_report(make_pledge())
    set_aside_field_report(report, reason=" Wrong city. ", actor=DANA, at=LATER)
    report.refresh_from_db()
    assert (report.state, report.reason) == ("set_aside", "Wrong city.")
    assert not Attempt.objects.exists()


@pytest.mark.parametrize("reason", ["", "   ", "x" * 301])
def test_setting_aside_needs_a_reason_that_fits(reason):
    report = file_report(make_pledge())
    with pytest.raises(ClaimRefused):
        set_aside_field_report(report, reason=reason, actor=DANA, at=LATER)
    report.refresh_from_db()
    assert report.state == "waiting"


def test_each_attempt_of_a_delivery_has_its_own_place():
    pledge = make_pledge()
    for outcome in ["refused", "handed_over"]:
        accept_field_report(file_report(pledge, outcome=outcome), actor=DANA, at=LATER)
    told = record_attempt(delivery_of(pledge), outcome="sent", channel="post", source="by phone", actor=DORA, at=LATER)
    assert list(Attempt.objects.values_list("position", flat=True)) == [1, 2, 3]
    assert told.report is None


def test_a_past_attempt_keeps_its_own_words():
    attempt = record_attempt(
        delivery_of(make_pledge()),
        outcome="delivered_unknown",
        outcome_as_given="delivered",
        channel="by_hand",
        local_date=date(2015, 9, 24),
        given={"outcome": "delivered"},
        understood={"outcome": "delivered_unknown"},
        actor=Actor(ActorKind.IMPORT, "2015.json"),
        at=AT,
    )
    attempt.refresh_from_db()
    assert (attempt.outcome_as_given, attempt.given, attempt.local_time) == (
        "delivered",
        {"outcome": "delivered"},
        None,
    )


def test_a_second_person_checks_what_the_first_accepted():
    delivery = accept_field_report(file_report(make_pledge()), actor=DANA, at=AT).delivery
    with pytest.raises(SamePerson):
        check_delivery(delivery, actor=DANA, at=LATER)
    checked = check_delivery(delivery, actor=DORA, at=LATER)
    assert (checked.checked_by, checked.checked_at, checked.checked_attempts) == ("dora", LATER, 1)
    assert Entry.objects.filter(verb="check_delivery").count() == 1


def test_a_new_attempt_asks_for_a_new_check_by_somebody_else():
    pledge = make_pledge()
    delivery = accept_field_report(file_report(pledge), actor=DANA, at=AT).delivery
    check_delivery(delivery, actor=DORA, at=AT)
    accept_field_report(file_report(pledge, outcome="destroyed"), actor=DORA, at=LATER)
    with pytest.raises(SamePerson):
        check_delivery(delivery, actor=DORA, at=LATER)
    assert check_delivery(delivery, actor=DANA, at=LATER).checked_attempts == 2


def test_there_must_be_something_new_to_check():
    delivery = delivery_of(make_pledge())
    with pytest.raises(NotToCheck, match="no attempt"):
        check_delivery(delivery, actor=DORA, at=LATER)
    record_attempt(delivery, outcome="mailbox", actor=DANA, at=AT)
    with pytest.raises(NotToCheck, match="while you looked"):
        check_delivery(delivery, attempts_seen=0, actor=DORA, at=LATER)
    check_delivery(delivery, attempts_seen=1, actor=DORA, at=LATER)
    with pytest.raises(NotToCheck, match="already"):
        check_delivery(delivery, actor=DANA, at=LATER)
