"""The public board: what the cities released, and nothing a guard could use."""

from datetime import date, time, timedelta

import pytest

from daybreak.domain.campaigns.models import CityPlan
from daybreak.domain.pledges.models import PledgePart
from daybreak.outputs.board.snapshot import BoardState, EditionNotPublic, next_change, snapshot
from tests.factories import AT, make_city, make_edition, make_gathering, make_pledge, make_report, make_target
from tests.outputs.board.factories import TOKYO, check, make_attempt

pytestmark = pytest.mark.django_db
NOON = AT  # 12:00 in Nairobi
MORNING_AFTER = AT + timedelta(hours=18)  # 06:00 there on the 25th


@pytest.fixture
def pledge():
    return make_pledge()


def plan(pledge, **fields):
    return CityPlan.objects.create(edition=pledge.edition, city=pledge.city, **fields)


def the_row(pledge, moment):
    (row,) = snapshot(pledge.edition, moment, public=True).rows
    return row


def test_a_draft_has_no_public_board():
    with pytest.raises(EditionNotPublic):
        snapshot(make_edition(state="draft", opened_at=None), AT, public=True)


def test_a_city_shown_as_city_only_keeps_its_result_until_the_next_morning(pledge):
    make_attempt(pledge=pledge)
    before = the_row(pledge, MORNING_AFTER - timedelta(seconds=1))
    assert (before.state, before.count, before.best, before.attempts) == (BoardState.AWAITING, None, None, ())
    assert the_row(pledge, MORNING_AFTER).state is BoardState.REPORTED


def test_where_everybody_is_named_results_show_at_once(pledge):
    part = PledgePart.objects.get(pledge=pledge)
    PledgePart.objects.filter(pk=part.pk).update(shown_as="name")
    make_attempt(pledge=pledge)
    assert the_row(pledge, NOON + timedelta(minutes=21)).state is BoardState.NOT_YET  # the person chose city only
    type(part.person).objects.filter(pk=part.person_id).update(shown_as="name")
    assert the_row(pledge, NOON + timedelta(minutes=21)).state is BoardState.REPORTED


@pytest.mark.parametrize(("show", "minutes"), [("at_once", 20), ("half_hour", 50), ("after_check_out", 75)])
def test_results_show_when_the_city_said(pledge, show, minutes):
    plan(pledge, results_show=show, checked_out_at=NOON + timedelta(minutes=75))
    make_attempt(pledge=pledge)
    shown = NOON + timedelta(minutes=minutes)
    assert the_row(pledge, shown - timedelta(seconds=1)).attempts == ()
    row = the_row(pledge, shown)
    assert (len(row.attempts), row.attempts[0].shown_at, row.as_of) == (1, shown, shown)


def test_a_secret_hour_moves_nothing_on_the_public_board(pledge):
    plan(pledge, gate_from=time(8), gate_until=time(9), own_date=date(2018, 9, 23), own_date_reason="a storm")
    states = {the_row(pledge, NOON + timedelta(minutes=step)).state for step in range(-2000, 60, 20)}
    assert states == {BoardState.NOT_YET}
    row = the_row(pledge, NOON)
    assert (row.gate, row.open_now, row.day, row.day_reason, row.own_date) == (
        None, False, date(2018, 9, 24), "", False,
    )  # fmt: skip


@pytest.mark.parametrize(("reveal", "from_hours"), [("now", -48), ("local_day", -12)])
def test_plans_show_from_the_moment_the_city_chose(pledge, reveal, from_hours):
    plan(pledge, reveal=reveal, gate_from=time(8), gate_until=time(9))
    row = the_row(pledge, NOON + timedelta(hours=from_hours))
    assert (row.plans_shown, row.gate.begins, row.gate.ends) == (True, time(8), time(9))
    if reveal == "local_day":
        assert not the_row(pledge, NOON + timedelta(hours=from_hours, seconds=-1)).plans_shown


def test_by_default_plans_show_after_a_released_delivery_and_not_after_a_refusal(pledge):
    plan(pledge, results_show="at_once", gate_from=time(12), gate_until=time(14))
    make_attempt(pledge=pledge, outcome="refused")
    assert not the_row(pledge, NOON + timedelta(hours=1)).plans_shown
    make_attempt(pledge=pledge, at=NOON + timedelta(hours=1))
    assert the_row(pledge, NOON + timedelta(hours=1)).gate.ends == time(14)


def test_a_report_that_waits_changes_nothing_in_public(pledge):
    plan(pledge, results_show="at_once")
    make_attempt(pledge=pledge)
    check(pledge)
    before = the_row(pledge, NOON + timedelta(hours=1))
    make_report(pledge=pledge, outcome="refused")
    assert the_row(pledge, NOON + timedelta(hours=1)) == before
    assert before.state is BoardState.CHECKED


def test_a_second_try_that_is_not_released_yet_leaves_the_seal(pledge):
    plan(pledge, results_show="half_hour")
    make_attempt(pledge=pledge)
    check(pledge)
    make_attempt(pledge=pledge, outcome="destroyed", at=NOON + timedelta(hours=2))
    assert the_row(pledge, NOON + timedelta(minutes=149)).state is BoardState.CHECKED
    assert the_row(pledge, NOON + timedelta(minutes=150)).state is BoardState.REPORTED


def test_the_public_board_names_no_pledge_no_offer_and_no_open_target(pledge):
    make_target(edition=pledge.edition, city=make_city(**TOKYO))
    make_pledge(target=pledge.target, place="joiner", lead=pledge)
    row = the_row(pledge, NOON)
    assert (row.pledge_id, row.waiting, row.offers, row.joiners) == (None, 0, 0, 0)


def test_a_solidarity_city_has_a_day_and_no_gate():
    edition = make_edition()
    pledge = make_pledge(target=make_target(edition=edition))
    type(pledge).objects.filter(pk=pledge.pk).update(target=None)
    assert the_row(pledge, NOON + timedelta(hours=11)).state is BoardState.NOT_YET
    assert the_row(pledge, NOON + timedelta(hours=12)).state is BoardState.AWAITING
    make_gathering(edition=edition, state="held")
    row = the_row(pledge, NOON + timedelta(hours=12))
    assert (row.state, row.solidarity, row.gate, row.open_fact) == (BoardState.REPORTED, True, None, None)


def test_the_public_board_does_not_tell_the_moment_it_was_made(pledge):
    one, other = (snapshot(pledge.edition, NOON + timedelta(minutes=m), public=True) for m in (70, 95))
    assert one.rows == other.rows
    assert one.as_of == NOON + timedelta(hours=1)


def test_between_two_changes_of_the_clock_the_public_board_stays_the_same(pledge):
    plan(pledge, reveal="local_day", results_show="half_hour", gate_from=time(11, 30))
    make_attempt(pledge=pledge)
    moment, end = NOON - timedelta(days=2), NOON + timedelta(days=3)
    while (change := next_change(pledge.edition, moment)) is not None and change < end:
        at_first, at_last = (the_row(pledge, when) for when in (moment, change - timedelta(microseconds=1)))
        assert (at_first.state, at_first.open_now, at_first.attempts, at_first.gate) == (
            at_last.state, at_last.open_now, at_last.attempts, at_last.gate,
        )  # fmt: skip
        moment = change
    assert moment == NOON + timedelta(minutes=50)


def test_cities_whose_plans_may_not_show_are_named_even_without_a_row(pledge):
    tokyo = make_city(**TOKYO)
    CityPlan.objects.create(edition=pledge.edition, city=tokyo)
    board = snapshot(pledge.edition, NOON, public=True)
    assert not board.plans_shown(tokyo)
    assert not board.plans_shown(pledge.city)
    CityPlan.objects.filter(city=tokyo).update(reveal="now")
    assert snapshot(pledge.edition, NOON, public=True).plans_shown(tokyo)
