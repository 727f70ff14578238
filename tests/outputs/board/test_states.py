from datetime import UTC, date, datetime, time, timedelta

import pytest

from daybreak.domain.deliveries.outcomes import Count, Outcome
from daybreak.outputs.board.hours import Window
from daybreak.outputs.board.shape import PUBLIC_STATES, BoardState
from daybreak.outputs.board.states import Claim, by_clock, desk_state, in_conflict, public_state

NOON = datetime(2018, 9, 24, 9, 0, tzinfo=UTC)
WINDOW = Window(NOON, NOON + timedelta(hours=1), assumed=True)
DAY = date(2018, 9, 24)


def claim(outcome: Outcome, at: str = "12:10", *, waiting: bool = False, teller: str = "amina") -> Claim:
    return Claim(outcome, DAY, time.fromisoformat(at), waiting, teller)


@pytest.mark.parametrize(
    ("minutes", "state"),
    [
        (-1, BoardState.NOT_YET),
        (30, BoardState.NOT_YET),
        (60, BoardState.DUE),
        (119, BoardState.DUE),
        (120, BoardState.LATE),
    ],
)
def test_silence_goes_from_not_yet_to_due_to_late(minutes, state):
    assert by_clock(WINDOW, NOON + timedelta(minutes=minutes), over=False, solidarity=False) is state


def test_a_solidarity_city_is_due_but_never_late():
    assert by_clock(WINDOW, NOON + timedelta(days=3), over=False, solidarity=True) is BoardState.DUE


def test_refused_and_delivered_by_two_tellers_within_half_an_hour_is_a_conflict():
    told = [claim(Outcome.REFUSED), claim(Outcome.MAILBOX, "12:40", teller="bruno")]
    assert in_conflict(told)
    assert not in_conflict([told[0], claim(Outcome.MAILBOX, "12:41", teller="bruno")])


def test_an_accepted_series_by_one_teller_is_no_conflict():
    assert not in_conflict([claim(Outcome.REFUSED), claim(Outcome.MAILBOX, "12:20")])


def test_a_waiting_report_that_contradicts_an_accepted_one_is_a_conflict():
    assert in_conflict([claim(Outcome.HANDED_OVER), claim(Outcome.REFUSED, "12:20", waiting=True)])


def test_two_outcomes_of_one_group_agree():
    assert not in_conflict([claim(Outcome.RECEIVED), claim(Outcome.MAILBOX, teller="bruno")])


def test_an_unknown_hour_may_be_the_same_try():
    unknown = Claim(Outcome.REFUSED, DAY, None, waiting=True, teller="bruno")
    assert in_conflict([claim(Outcome.RECEIVED), unknown])
    assert not in_conflict([claim(Outcome.RECEIVED), Claim(Outcome.REFUSED, date(2018, 9, 25), None, True, "bruno")])


def of_desk(*claims: Claim, checked: bool = False, counted: Count | None = Count.DELIVERED) -> BoardState:
    word = any(not one.waiting for one in claims)
    return desk_state(claims, counted=counted, checked=checked, word=word, clock=BoardState.LATE)


def test_the_desk_sees_what_waits_before_what_the_clock_says():
    assert of_desk() is BoardState.LATE
    assert of_desk(claim(Outcome.RECEIVED, waiting=True)) is BoardState.NEEDS_CHECKING
    assert of_desk(claim(Outcome.RECEIVED)) is BoardState.REPORTED
    assert of_desk(claim(Outcome.RECEIVED), checked=True) is BoardState.CHECKED


def test_a_waiting_report_against_a_checked_delivery_is_a_conflict():
    late = claim(Outcome.DESTROYED, "18:00", waiting=True)
    assert of_desk(claim(Outcome.RECEIVED), late, checked=True) is BoardState.CONFLICT
    same = claim(Outcome.MAILBOX, "18:00", waiting=True)
    assert of_desk(claim(Outcome.RECEIVED), same, checked=True) is BoardState.NEEDS_CHECKING


@pytest.mark.parametrize("clock", [BoardState.NOT_YET, BoardState.DUE, BoardState.LATE])
@pytest.mark.parametrize("word", [True, False])
@pytest.mark.parametrize("checked", [True, False])
def test_the_public_reads_four_words_only(clock, word, checked):
    assert public_state(checked=checked, word=word, clock=clock) in PUBLIC_STATES


def test_due_and_late_are_both_awaiting_word_in_public():
    for clock in (BoardState.DUE, BoardState.LATE):
        assert public_state(checked=False, word=False, clock=clock) is BoardState.AWAITING
