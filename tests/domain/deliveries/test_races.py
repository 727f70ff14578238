"""Two at once, on the database the tests run on. Each guard is also switched off, to see the harm it prevents."""

import threading
import uuid

import pytest
from django.db import connection

from daybreak.domain.deliveries import services
from daybreak.domain.deliveries.models import Attempt, FieldReport
from daybreak.domain.deliveries.refusals import AlreadyDecided
from daybreak.domain.deliveries.services import accept_field_report
from tests.domain.deliveries.factories import at_once, file_report
from tests.factories import AT, DANA, DORA, make_pledge

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def stale_look(monkeypatch):
    """Both look for the key before either has written: the first look of each thread finds nothing."""
    real, seen = services._known, threading.local()

    def known(pledge, client_key):
        first, seen.before = not getattr(seen, "before", False), True
        return None if first else real(pledge, client_key)

    monkeypatch.setattr(services, "_known", known)


@pytest.fixture
def no_constraint():
    """The table without its guard. SQLite makes the table anew from the model, so the model forgets it meanwhile."""
    meta, all_of_them = FieldReport._meta, list(FieldReport._meta.constraints)
    guard = next(constraint for constraint in all_of_them if constraint.name == "one_report_per_client_key")
    meta.constraints = [constraint for constraint in all_of_them if constraint is not guard]
    with connection.schema_editor() as editor:
        editor.remove_constraint(FieldReport, guard)
    yield
    FieldReport.objects.all().delete()
    meta.constraints = all_of_them
    with connection.schema_editor() as editor:
        editor.add_constraint(FieldReport, guard)


def double_tap():
    pledge, key = make_pledge(), uuid.uuid4()
    return at_once(*[lambda: file_report(pledge, client_key=key)] * 2)


def test_a_double_tap_files_one_report_and_both_answers_carry_its_receipt(stale_look):
    one, two = double_tap()
    assert one.receipt == two.receipt == FieldReport.objects.get().receipt


def test_without_the_constraint_a_double_tap_files_two_reports(stale_look, no_constraint):
    one, two = double_tap()
    assert one.receipt != two.receipt
    assert FieldReport.objects.count() == 2


def test_of_two_desk_people_accepting_at_once_one_wins():
    pk = file_report(make_pledge()).pk
    results = at_once(
        *[lambda who=who: accept_field_report(FieldReport.objects.get(pk=pk), actor=who, at=AT) for who in (DANA, DORA)]
    )
    assert {type(result) for result in results} == {Attempt, AlreadyDecided}
    assert Attempt.objects.count() == 1


def test_two_reports_of_one_delivery_accepted_at_once_become_two_attempts():
    pledge = make_pledge()
    reports = [file_report(pledge), file_report(pledge, outcome="refused")]
    at_once(*[lambda report=report: accept_field_report(report, actor=DANA, at=AT) for report in reports])
    assert sorted(Attempt.objects.values_list("position", flat=True)) == [1, 2]
