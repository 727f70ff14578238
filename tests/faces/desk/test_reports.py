"""A field report on the desk: accepted, set aside, and two people at once."""

import uuid

import pytest

from daybreak.domain.deliveries.models import Attempt, FieldReport, ReportState
from daybreak.domain.deliveries.services import accept_field_report
from tests.factories import AT, DANA, make_link, make_pledge, make_report


@pytest.fixture
def report(db) -> FieldReport:
    pledge = make_pledge()
    return make_report(pledge=pledge, link=make_link(pledge=pledge), words="An officer took it.", people=12)


def page_of(report) -> str:
    return f"/desk/reports/{report.pk}/"


def test_a_report_stands_as_it_was_sent_beside_the_attempts_so_far(dana, report):
    first = make_report(pledge=report.pledge, outcome="refused")
    accept_field_report(first, note="At the intercom.", actor=DANA, at=AT)
    page = dana.get(page_of(report)).content.decode()
    assert "An officer took it." in page
    assert "At the intercom." in page
    assert "a coordinator in this city" in page


def test_accepting_makes_an_attempt_with_the_public_note(dana, report):
    answer = dana.post(page_of(report), {"do": "accept", "note": "Taken by an officer."})
    assert (answer.status_code, answer["Location"]) == (303, "/desk/")
    attempt = Attempt.objects.get()
    assert (attempt.note, attempt.outcome) == ("Taken by an officer.", "handed_over")
    assert "Nairobi: accepted" in dana.get("/desk/").content.decode()
    assert "Nairobi: accepted" not in dana.get("/desk/").content.decode()


def test_the_next_waiting_report_follows(dana, report):
    other = make_report(pledge=report.pledge)
    assert dana.post(page_of(report), {"do": "accept"})["Location"] == page_of(other)


def test_setting_aside_needs_a_reason_and_keeps_what_was_typed(dana, report):
    answer = dana.post(page_of(report), {"do": "aside", "reason": " "})
    assert answer.status_code == 409
    assert "Say why in a sentence" in answer.content.decode()
    too_long = dana.post(page_of(report), {"do": "aside", "reason": "twice " * 60})
    assert "twice twice" in too_long.content.decode()
    report.refresh_from_db()
    assert report.state == ReportState.WAITING


def test_setting_aside_keeps_the_report(dana, report):
    dana.post(page_of(report), {"do": "aside", "reason": "The same report twice."})
    report.refresh_from_db()
    assert (report.state, report.reason) == (ReportState.SET_ASIDE, "The same report twice.")
    assert Attempt.objects.count() == 0


def test_the_second_of_two_people_is_told_what_the_first_decided(dana, dora, report):
    assert dana.get(page_of(report)).status_code == 200
    dora.post(page_of(report), {"do": "aside", "reason": "The same report twice."})
    answer = dana.post(page_of(report), {"do": "accept"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "is decided already: it was set aside" in page
    assert "The same report twice." in page
    assert "by Dora" in page
    assert Attempt.objects.count() == 0


def test_a_decided_report_offers_no_button(dana, report):
    dana.post(page_of(report), {"do": "accept"})
    page = dana.get(page_of(report)).content.decode()
    assert 'value="accept"' not in page
    assert "Decided: accepted" in page


def test_a_press_that_says_nothing_changes_nothing(dana, report):
    assert dana.post(page_of(report)).status_code == 409
    assert FieldReport.objects.get().state == ReportState.WAITING


def test_an_unknown_report_is_not_found(dana):
    answer = dana.get(f"/desk/reports/{uuid.uuid4()}/")
    assert answer.status_code == 404
    assert "There is no such page" in answer.content.decode()


def test_sam_decides_nothing(sam, report):
    assert sam.post(page_of(report), {"do": "accept"}).status_code == 303
    assert Attempt.objects.count() == 0
