"""The desk's board: everything, by each city's own clock."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from daybreak.domain.campaigns.models import CityPlan
from daybreak.domain.deliveries.outcomes import Count
from daybreak.outputs.board.snapshot import BoardState, snapshot
from tests.factories import AT, make_city, make_edition, make_link, make_mission, make_pledge, make_report, make_target
from tests.outputs.board.factories import APIA, HONOLULU, TOKYO, check, make_attempt

pytestmark = pytest.mark.django_db


def the_row(edition, moment=AT):
    (row,) = snapshot(edition, moment, public=False).rows
    return row


@pytest.fixture
def pledge():
    return make_pledge()


@pytest.mark.parametrize(
    ("clock", "state", "open_now"),
    [("11:59", "not yet", False), ("12:00", "not yet", True), ("13:00", "due", False), ("14:00", "late", False)],
)
def test_a_silent_city_goes_by_its_own_clock(pledge, clock, state, open_now):
    moment = datetime.combine(date(2018, 9, 24), time.fromisoformat(clock), tzinfo=pledge.city.tz)
    row = the_row(pledge.edition, moment)
    assert (row.state, row.open_now, f"{row.local_now:%H:%M}") == (state, open_now, clock)


@pytest.mark.parametrize(
    ("city", "noon"), [(APIA, datetime(2018, 9, 23, 23, tzinfo=UTC)), (HONOLULU, datetime(2018, 9, 24, 22, tzinfo=UTC))]
)
def test_one_date_is_two_days_apart_at_both_ends_of_the_earth(city, noon):
    pledge = make_pledge(target=make_target(city=make_city(**city)))
    assert the_row(pledge.edition, noon - timedelta(seconds=1)).state is BoardState.NOT_YET
    assert the_row(pledge.edition, noon + timedelta(hours=1)).state is BoardState.DUE


def test_an_own_date_moves_the_day_with_its_reason(pledge):
    CityPlan.objects.create(
        edition=pledge.edition, city=pledge.city, own_date=date(2018, 9, 23), own_date_reason="a storm"
    )
    row = the_row(pledge.edition, AT - timedelta(days=1) + timedelta(hours=2))
    assert (row.state, row.day, row.day_reason, row.own_date) == ("late", date(2018, 9, 23), "a storm", True)


def test_an_accepted_try_is_reported_and_a_second_person_checks_it(pledge):
    make_attempt(pledge=pledge)
    row = the_row(pledge.edition)
    assert (row.state, row.count, row.best) == (BoardState.REPORTED, Count.DELIVERED, "handed_over")
    check(pledge)
    assert the_row(pledge.edition, AT + timedelta(hours=1)).state is BoardState.CHECKED


def test_a_try_after_the_check_takes_the_seal_away(pledge):
    make_attempt(pledge=pledge)
    check(pledge)
    make_attempt(pledge=pledge, outcome="destroyed", local_time=time(15), at=AT + timedelta(hours=3))
    row = the_row(pledge.edition, AT + timedelta(hours=4))
    assert row.state is BoardState.REPORTED
    assert (row.count, row.thrown_back) == (Count.DELIVERED, True)


def test_two_reports_of_one_gate_that_contradict_each_other_are_a_conflict(pledge):
    make_report(pledge=pledge, link=make_link(pledge=pledge))
    assert the_row(pledge.edition).state is BoardState.NEEDS_CHECKING
    make_report(pledge=pledge, outcome="refused", local_time=time(12, 25))
    row = the_row(pledge.edition)
    assert (row.state, row.waiting) == (BoardState.CONFLICT, 2)


def test_a_joiners_report_stands_in_its_leads_row(pledge):
    joiner = make_pledge(target=pledge.target, place="joiner", lead=pledge)
    make_report(pledge=joiner)
    row = the_row(pledge.edition)
    assert (row.pledge_id, row.waiting, row.joiners) == (pledge.pk, 1, 1)


def test_a_separate_slot_has_a_row_of_its_own(pledge):
    make_pledge(target=pledge.target, place="slot")
    rows = snapshot(pledge.edition, AT, public=False).rows
    assert sorted(row.place for row in rows) == ["lead", "slot"]


def test_the_desk_sees_open_targets_with_their_offers():
    target = make_target()
    make_pledge(target=target, state="offered", confirmed_at=None)
    row = the_row(target.edition)
    assert (row.taken, row.offers, row.pledge_id) == (False, 1, None)


def test_what_a_pledge_tried_before_it_was_passed_on_stays_in_the_row(pledge):
    make_attempt(pledge=pledge, outcome="refused")
    type(pledge).objects.filter(pk=pledge.pk).update(state="passed_on")
    assert the_row(pledge.edition).gone
    successor = make_pledge(target=pledge.target)
    make_attempt(pledge=successor, local_time=time(16))
    row = the_row(pledge.edition)
    assert [attempt.outcome for attempt in row.attempts] == ["refused", "handed_over"]
    assert (row.pledge_id, row.gone, row.count) == (successor.pk, False, Count.DELIVERED)


def test_a_past_editions_plan_is_no_word_of_the_day(pledge):
    make_attempt(pledge=pledge, outcome="planned", local_time=None)
    row = the_row(pledge.edition, AT + timedelta(days=9))
    assert (row.state, row.count) == (BoardState.LATE, Count.OPEN)


def test_an_edition_without_a_date_is_over_once_it_is_archived():
    edition = make_edition(date=None, state="archived")
    make_pledge(target=make_target(edition=edition))
    row = the_row(edition)
    assert (row.state, row.day, row.gate) == (BoardState.LATE, None, None)


def test_the_board_runs_east_to_west():
    edition = make_edition()
    for city in (HONOLULU, TOKYO, APIA):
        make_pledge(target=make_target(edition=edition, mission=make_mission(city=make_city(**city))))
    make_pledge(target=make_target(edition=edition))
    names = [row.city.name for row in snapshot(edition, AT, public=False).rows]
    assert names == ["Apia", "Tokyo", "Nairobi", "Honolulu"]


@pytest.mark.parametrize("public", [True, False])
def test_the_number_of_queries_does_not_grow_with_the_cities(public, django_assert_max_num_queries):
    edition = make_edition()
    for number in range(12):
        city = make_city(geonames_id=-number - 1, name=f"City {number}", slug=f"city-{number}")
        pledge = make_pledge(target=make_target(edition=edition, city=city))
        make_attempt(pledge=pledge)
        make_report(pledge=pledge)
    with django_assert_max_num_queries(5 if public else 8):
        assert len(snapshot(edition, AT + timedelta(days=2), public=public).rows) == 12
