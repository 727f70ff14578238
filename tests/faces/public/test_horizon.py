"""The line of fifty hours: where noon, midnight and the last word stand."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from daybreak.faces.public.horizon import horizon_of
from daybreak.outputs.board.snapshot import snapshot
from tests import factories as make
from tests.faces.public.cast import nairobi
from tests.faces.public.reading import BASE, NOON, read

DAY = date(2018, 9, 24)


def test_a_date_lasts_fifty_hours_on_earth() -> None:
    line = horizon_of(DAY, [], word=NOON, over=False, mirrored=False)
    assert line.begins == datetime(2018, 9, 23, 10, tzinfo=UTC)
    assert line.ends == datetime(2018, 9, 25, 12, tzinfo=UTC)
    assert line.midnights == ["28.00%", "76.00%"]


def test_the_line_is_inked_as_far_as_the_last_word_and_mirrored_where_the_page_is() -> None:
    assert horizon_of(DAY, [], word=NOON, over=False, mirrored=False).inked == "52.00%"
    assert horizon_of(DAY, [], word=NOON, over=False, mirrored=True).inked == "48.00%"


@pytest.mark.parametrize(
    ("days", "over", "inked", "burning"),
    [(-3, False, None, False), (0, False, "52.00%", True), (3, False, "100.00%", False), (0, True, "100.00%", False)],
)
def test_the_flame_burns_only_while_the_date_lasts(days: int, over: bool, inked: str | None, burning: bool) -> None:
    line = horizon_of(DAY, [], word=NOON + timedelta(days=days), over=over, mirrored=False)
    assert (line.inked, line.burning) == (inked, burning)


@pytest.mark.django_db
def test_a_city_with_a_day_of_its_own_has_no_noon_on_the_line() -> None:
    pledge = nairobi()
    rows = snapshot(pledge.edition, NOON, public=True).rows
    assert horizon_of(DAY, rows, word=NOON, over=False, mirrored=False).noons == ["46.00%"]
    make.make_plan(
        edition=pledge.edition, city=pledge.city, own_date=date(2018, 9, 25), own_date_reason="a storm", reveal="now"
    )
    rows = snapshot(pledge.edition, NOON, public=True).rows
    assert horizon_of(DAY, rows, word=NOON, over=False, mirrored=False).noons == []


@pytest.mark.django_db
def test_the_home_page_draws_it_only_for_an_edition_with_a_date() -> None:
    edition = make.make_edition()
    assert 'class="hor"' in read(BASE)
    edition.date, edition.state = None, "archived"
    edition.save()
    assert 'class="hor"' not in read(BASE)


@pytest.mark.parametrize(
    ("hours", "anchor", "crowded"),
    [
        (1, "start", ("over", "")),
        (10, "middle", ("near", "")),
        (25, "middle", ("", "")),
        (40, "middle", ("", "near")),
        (49, "end", ("", "over")),
    ],
)
def test_the_last_word_stays_on_the_line_and_off_the_words_at_its_ends(
    hours: int, anchor: str, crowded: tuple[str, str]
) -> None:
    word = datetime(2018, 9, 23, 10, tzinfo=UTC) + timedelta(hours=hours)
    line = horizon_of(DAY, [], word=word, over=False, mirrored=False)
    assert (line.anchor, line.crowded) == (anchor, crowded)
    mirror = horizon_of(DAY, [], word=word, over=False, mirrored=True)
    assert mirror.anchor == {"start": "end", "end": "start"}.get(anchor, anchor)
    assert mirror.crowded == crowded, "the first label stays the day's begin, which lies on the right"
