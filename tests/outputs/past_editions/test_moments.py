from datetime import date, time
from zoneinfo import ZoneInfo

import pytest

from daybreak.outputs.past_editions.moments import When, read_clock, read_when, write_when

DAY = date(2011, 9, 24)


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("2011-09-23T20:05", When(date(2011, 9, 23), time(20, 5))),
        ("2011-09-23 20:05:30", When(date(2011, 9, 23), time(20, 5, 30))),
        ("2011-09-23", When(date(2011, 9, 23))),
        ("9:30", When(DAY, time(9, 30))),
        ("2011-09-24T01:00:00Z", When(DAY, time(10, 0))),
        ("2011-09-23 afternoon", When(date(2011, 9, 23), None, "2011-09-23 afternoon")),
        ("2011-02-30", When(rest="2011-02-30")),
        ("2011-09-23T25:00", When(date(2011, 9, 23), None, "2011-09-23T25:00")),
        ("at dusk", When(rest="at dusk")),
    ],
)
def test_dates_and_hours_are_read_as_documents_write_them(text, when):
    assert read_when(text, day=DAY, zone=ZoneInfo("Asia/Seoul")) == when


@pytest.mark.parametrize("when", [When(DAY, time(9, 30)), When(DAY), When(DAY, None, "2011-09-24 at noon")])
def test_what_is_written_is_read_as_the_same(when):
    assert read_when(write_when(when), day=None, zone=None) == when


def test_an_hour_alone_needs_a_day():
    assert read_when("20:00", day=None, zone=None) == When(rest="20:00") and read_clock("24:00") is None
