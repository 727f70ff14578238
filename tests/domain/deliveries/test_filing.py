import uuid
from datetime import date, time, timedelta

import pytest
from django.db import connection

from daybreak.core.journal.models import Entry
from daybreak.domain.deliveries import services
from daybreak.domain.deliveries.models import Delivery, FieldReport
from daybreak.domain.deliveries.refusals import ClaimRefused, NothingToDeliver, PledgeNotStanding, SameKeyOtherBody
from daybreak.domain.deliveries.services import accept_field_report, delivery_of
from daybreak.domain.pledges.states import PledgeState
from tests.domain.deliveries.factories import file_report
from tests.factories import AT, DANA, make_pledge, make_target

pytestmark = pytest.mark.django_db


def test_a_report_is_a_claim_and_leaves_the_facts_alone():
    pledge = make_pledge()
    report = file_report(pledge, outcome="mailbox")
    assert report.state == "waiting"
    assert Delivery.objects.count() == 0
    assert Entry.objects.get().verb == "file_field_report"


def test_no_date_and_no_time_mean_now_on_the_clock_of_the_city():
    report = file_report(make_pledge())
    assert (report.local_date, report.local_time) == (date(2018, 9, 24), time(12, 0))


def test_a_date_without_an_hour_keeps_the_hour_unknown():
    report = file_report(make_pledge(), local_date=date(2018, 9, 23))
    assert (report.local_date, report.local_time) == (date(2018, 9, 23), None)


def test_sending_the_same_again_gives_the_same_receipt_even_minutes_later():
    pledge, key = make_pledge(), uuid.uuid4()
    first = file_report(pledge, client_key=key)
    again = file_report(pledge, client_key=key, at=AT + timedelta(minutes=7))
    assert again.receipt == first.receipt
    assert FieldReport.objects.count() == 1
    assert Entry.objects.count() == 1


def test_sending_again_after_the_desk_decided_and_the_pledge_ended_gives_the_same_receipt():
    pledge, key = make_pledge(), uuid.uuid4()
    first = file_report(pledge, client_key=key)
    accept_field_report(first, actor=DANA, at=AT)
    type(pledge).objects.update(state=PledgeState.WITHDRAWN)
    assert file_report(pledge, client_key=key).receipt == first.receipt


def test_the_same_key_with_another_body_is_refused_and_names_the_first_receipt():
    pledge, key = make_pledge(), uuid.uuid4()
    first = file_report(pledge, client_key=key)
    with pytest.raises(SameKeyOtherBody) as refused:
        file_report(pledge, client_key=key, outcome="refused")
    assert refused.value.receipt == first.receipt
    assert FieldReport.objects.get().outcome == "handed_over"


def test_another_pledge_may_use_the_same_key():
    key = uuid.uuid4()
    one, two = file_report(make_pledge(), client_key=key), None
    two = file_report(make_pledge(target=make_target(edition=one.pledge.edition)), client_key=key)
    assert one.receipt != two.receipt


def test_a_receipt_number_that_is_taken_is_drawn_again(monkeypatch):
    draws = iter(["AAAAAAAA", "AAAAAAAA", "CCCCCCCC"])
    monkeypatch.setattr(services, "new_receipt", lambda: next(draws))
    pledge = make_pledge()
    assert [file_report(pledge).receipt for _ in range(2)] == ["AAAAAAAA", "CCCCCCCC"]


@pytest.mark.parametrize("state", [state for state in PledgeState if state != PledgeState.CONFIRMED])
def test_a_promise_that_does_not_hold_takes_no_report(state):
    pledge = make_pledge(state=state)
    with pytest.raises(PledgeNotStanding):
        file_report(pledge)
    assert not FieldReport.objects.exists()


def test_a_solidarity_city_has_nothing_to_deliver():
    pledge = make_pledge()
    pledge.target = None
    with pytest.raises(NothingToDeliver, match="solidarity"):
        file_report(pledge)


def test_a_refused_claim_leaves_nothing_behind():
    with pytest.raises(ClaimRefused):
        file_report(make_pledge(), local_time=time(23, 0))
    assert not FieldReport.objects.exists()
    assert not Entry.objects.exists()


def test_the_words_are_sealed_in_the_database_and_absent_from_the_journal():
    file_report(make_pledge(), words="The canary sang at the gate.")
    with connection.cursor() as cursor:
        cursor.execute("SELECT words FROM deliveries_fieldreport")
        raw = bytes(cursor.fetchone()[0])
    assert raw
    assert b"canary" not in raw
    assert Entry.objects.get().changes["words"] == "changed"
    assert FieldReport.objects.get().words == "The canary sang at the gate."


def test_what_a_joiner_reports_belongs_to_the_delivery_of_the_lead():
    lead = make_pledge()
    joiner = make_pledge(target=lead.target, place="joiner", lead=lead)
    attempt = accept_field_report(file_report(joiner), actor=DANA, at=AT)
    assert attempt.delivery == delivery_of(lead) == delivery_of(joiner)
    assert attempt.report.pledge == joiner
    assert Delivery.objects.count() == 1


def test_a_separate_slot_owns_a_delivery():
    lead = make_pledge()
    slot = make_pledge(target=lead.target, place="slot")
    assert delivery_of(slot) != delivery_of(lead)
