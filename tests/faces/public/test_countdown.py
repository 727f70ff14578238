"""How far off the day is, in words, through the fifty hours of a date."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from daybreak.faces.public.countdown import countdown, countdown_changes, is_today
from tests import factories as make
from tests.faces.public.reading import BASE, read

DAY = date(2018, 9, 24)


def at(day: int, hour: int = 12, month: int = 9) -> datetime:
    return datetime(2018, month, day, hour, tzinfo=UTC)


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (at(1, month=8), "in 54 days"),
        (at(11), "in 13 days"),
        (at(12), "in twelve days"),
        (at(22, 23), "in two days"),
        (at(23, 0), "tomorrow"),
        (at(23, 9), "tomorrow"),
        (at(23, 10), "today, somewhere on Earth"),
        (at(25, 11), "today, somewhere on Earth"),
        (at(25, 12), "the day is over"),
        (at(1, month=12), "the day is over"),
    ],
)
def test_the_countdown_says_the_days_in_words_and_figures_from_thirteen_on(moment: datetime, words: str) -> None:
    assert countdown(DAY, moment) == words


def test_an_edition_without_a_date_counts_nothing() -> None:
    assert countdown(None, at(1)) == ""
    assert countdown_changes(None, at(1)) is None
    assert not is_today(None, at(1))


def test_the_words_change_at_the_moment_told_and_at_no_other() -> None:
    moment, told = at(20, 7), []
    for _ in range(20):
        following = countdown_changes(DAY, moment)
        if following is None:
            break
        assert countdown(DAY, following - timedelta(seconds=1)) == countdown(DAY, moment)
        assert countdown(DAY, following) != countdown(DAY, moment)
        told.append(following)
        moment = following
    assert told == [at(21, 0), at(22, 0), at(23, 0), at(23, 10), at(25, 12)]


def test_the_countdown_goes_by_the_moment_and_not_by_its_zone() -> None:
    from zoneinfo import ZoneInfo

    there = at(22, 23).astimezone(ZoneInfo("Asia/Seoul"))
    assert countdown(DAY, there) == countdown(DAY, at(22, 23))
    assert countdown_changes(DAY, there) == at(23, 0)


@pytest.mark.django_db
def test_the_home_page_says_it_beside_the_date_with_the_flame_on_the_day_only() -> None:
    make.make_edition()
    before, during = read(BASE, at=at(12)), read(BASE, at=at(24))
    assert '<span class="off" data-live="countdown">In twelve days</span>' in before
    assert "Today, somewhere on Earth" in during
    assert ['class="off opn"' in page for page in (before, during)] == [False, True]
