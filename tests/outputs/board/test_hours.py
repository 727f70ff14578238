from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from daybreak.outputs.board.hours import gate_window, instant, released_at, whole_day

DAY = date(2018, 9, 24)


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "begins"),
    [
        ("Africa/Nairobi", utc(2018, 9, 24, 9)),
        ("Pacific/Apia", utc(2018, 9, 23, 23)),  # UTC+13
        ("Pacific/Kiritimati", utc(2018, 9, 23, 22)),  # UTC+14
        ("Pacific/Honolulu", utc(2018, 9, 24, 22)),  # UTC-10
        ("Asia/Kathmandu", utc(2018, 9, 24, 6, 15)),  # UTC+5:45
    ],
)
def test_without_a_plan_the_hour_at_the_gate_begins_at_noon_by_the_citys_own_clock(zone, begins):
    window = gate_window(DAY, ZoneInfo(zone))
    assert (window.begins, window.ends) == (begins, begins + timedelta(hours=1))
    assert window.assumed


def test_a_planned_hour_is_kept_as_given():
    window = gate_window(DAY, ZoneInfo("Asia/Tokyo"), time(9, 30), time(11))
    assert (window.begins, window.ends) == (utc(2018, 9, 24, 0, 30), utc(2018, 9, 24, 2))
    assert not window.assumed


def test_half_a_plan_stands_for_one_hour():
    zone = ZoneInfo("Asia/Tokyo")
    assert gate_window(DAY, zone, gate_from=time(9)).ends == utc(2018, 9, 24, 1)
    assert gate_window(DAY, zone, gate_until=time(9)).begins == utc(2018, 9, 23, 23)


def test_an_hour_over_midnight_ends_on_the_next_day():
    window = gate_window(DAY, ZoneInfo("UTC"), time(23, 30), time(0, 30))
    assert window.ends == utc(2018, 9, 25, 0, 30)


def test_an_hour_the_clock_skips_in_spring_still_has_a_begin_and_an_end():
    window = gate_window(date(2018, 3, 25), ZoneInfo("Europe/Berlin"), time(2, 15), time(2, 45))
    assert window.begins == utc(2018, 3, 25, 1, 15)
    assert window.ends == utc(2018, 3, 25, 1, 45)


def test_nobody_is_late_in_an_hour_that_happens_twice_in_autumn():
    window = gate_window(date(2018, 10, 28), ZoneInfo("Europe/Berlin"), time(2, 0), time(2, 30))
    assert window.begins == utc(2018, 10, 28, 0, 0)  # the first 02:00, summer time
    assert window.ends == utc(2018, 10, 28, 1, 30)  # the second 02:30, winter time


def test_a_day_is_twenty_five_hours_long_when_the_clock_goes_back():
    window = whole_day(date(2018, 10, 28), ZoneInfo("Europe/Berlin"))
    assert window.ends - window.begins == timedelta(hours=25)


def test_noon_is_noon_on_both_sides_of_the_change_of_the_clock():
    zone = ZoneInfo("America/Santiago")  # summer time began on 12 August 2018
    assert instant(date(2018, 8, 11), time(12), zone).hour == 16
    assert instant(date(2018, 8, 12), time(12), zone).hour == 15


RELEASE = {"day": DAY, "tried_on": DAY, "tz": ZoneInfo("Africa/Nairobi"), "checked_out_at": None}
ACCEPTED = utc(2018, 9, 24, 9, 20)


def test_results_show_at_once_or_half_an_hour_later():
    assert released_at(ACCEPTED, show="at_once", **RELEASE) == ACCEPTED
    assert released_at(ACCEPTED, show="half_hour", **RELEASE) == utc(2018, 9, 24, 9, 50)


def test_without_a_check_out_results_wait_until_six_in_the_morning():
    assert released_at(ACCEPTED, show="after_check_out", **RELEASE) == utc(2018, 9, 25, 3)


def test_a_check_out_shows_results_earlier_but_never_before_they_were_accepted():
    out = utc(2018, 9, 24, 10)
    assert released_at(ACCEPTED, show="after_check_out", **{**RELEASE, "checked_out_at": out}) == out
    early = {**RELEASE, "checked_out_at": utc(2018, 9, 24, 8)}
    assert released_at(ACCEPTED, show="after_check_out", **early) == ACCEPTED


def test_who_comes_back_on_wednesday_is_not_shown_before_thursday():
    again = {**RELEASE, "tried_on": date(2018, 9, 26)}
    accepted = utc(2018, 9, 26, 9)
    assert released_at(accepted, show="after_check_out", **again) == utc(2018, 9, 27, 3)


def test_a_past_edition_without_any_date_holds_nothing_back():
    undated = {**RELEASE, "day": None, "tried_on": None}
    assert released_at(ACCEPTED, show="after_check_out", **undated) == ACCEPTED
