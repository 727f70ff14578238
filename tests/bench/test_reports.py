"""A measurement of reports is refused where it would not be true."""

from collections import Counter

import pytest

from bench.reports import ACKNOWLEDGED, BUSY, check


def test_rows_that_nobody_acknowledged_spoil_the_measurement():
    with pytest.raises(RuntimeError, match="10 reports were acknowledged, but there are 11 rows"):
        check(Counter({ACKNOWLEDGED: 10}), rows=11)


def test_a_strange_answer_spoils_the_measurement():
    with pytest.raises(RuntimeError, match="429"):
        check(Counter({ACKNOWLEDGED: 10, "answer 429": 1}), rows=10)


def test_a_busy_server_is_told_and_not_counted(capsys):
    check(Counter({ACKNOWLEDGED: 10, BUSY: 2}), rows=10)
    assert capsys.readouterr().err.startswith("  2 reports were answered")
