"""The rehearsal's day in the order of the world's clocks."""

from datetime import UTC, date, datetime, time

from daybreak.demo.timeline import Does, first_morning, last_evening, steps_of

DAY = date(2018, 9, 24)


def test_the_day_begins_at_six_where_it_begins_first_on_earth():
    assert first_morning(DAY) == datetime(2018, 9, 23, 16, tzinfo=UTC)


def test_the_day_ends_at_ten_in_the_last_of_its_zones():
    assert last_evening(DAY, ["Asia/Tokyo", "America/Los_Angeles"]) == datetime(2018, 9, 25, 5, tzinfo=UTC)


def test_a_report_is_sent_at_its_own_local_hour_and_decided_after():
    report = {"hour": time(12), "outcome": "mailbox", "accept": 10, "check": 30}
    steps = list(steps_of(1, "Asia/Tokyo", DAY, [report]))
    assert [step.does for step in steps] == [Does.REPORT, Does.ACCEPT, Does.CHECK]
    assert [step.at.strftime("%H:%M") for step in steps] == ["03:00", "03:10", "03:40"]


def test_a_report_nobody_accepts_stays_waiting():
    assert len(list(steps_of(1, "Asia/Tokyo", DAY, [{"hour": time(12), "outcome": "mailbox"}]))) == 1
