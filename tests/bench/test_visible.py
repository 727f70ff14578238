"""How soon a change shows: the arithmetic, and the watch over a page in a site that switches."""

import pytest

from bench import visible
from daybreak.publication.store import change, store


@pytest.mark.parametrize(("hundredths", "figure"), [(95, 19), (50, 10), (100, 20), (1, 1)])
def test_a_percentile_is_one_of_the_values(hundredths, figure):
    assert visible.percentile(list(range(20, 0, -1)), hundredths) == figure


def test_one_slow_report_in_ten_is_seen_in_the_ninety_fifth_percentile():
    rows = {row["name"]: row for row in visible.rows([0.5] * 9 + [7.0], size="3 cities")}
    assert rows["visible, 3 cities, p50"]["ours"] == 0.5
    assert rows["visible, 3 cities, p95"]["ours"] == 7.0


def test_the_runs_are_ten_reports_each():
    rows = visible.rows([1.0] * 10 + [2.0] * 10, size="3 cities")
    assert [row["runs"] for row in rows] == [[1.0, 2.0], [1.0, 2.0]]


def test_a_page_that_another_page_s_change_left_alone_keeps_its_mark(tmp_path):
    store(tmp_path, {"a/index.html": b"one", "b/index.html": b"one"})
    page = tmp_path / "current/a/index.html"
    mark = visible.mark_of(page)
    change(tmp_path, {"b/index.html": b"two"}, ())
    assert visible.mark_of(page) == mark
    change(tmp_path, {"a/index.html": b"two"}, ())
    assert visible.mark_of(page) != mark
