"""The runner: a measurement that fails says why, and the user's own home stays untouched."""

import os
from pathlib import Path

import pytest

from bench import runner
from bench.__main__ import main
from bench.runner import DATABASES, Job, NotMeasured, run

PROBE = "tests.bench.probe"


def test_a_measurement_gets_a_home_of_its_own_that_is_gone_afterwards():
    (row,) = run(Job(PROBE, "say_home"), "sqlite")
    assert row["home"] != os.environ["DAYBREAK_HOME"]
    assert not Path(row["home"]).parent.exists()


def test_kills_are_handed_on_as_the_argument():
    assert run(Job(PROBE, "say_kills"), "sqlite", kills=7) == [{"kills": 7}]


@pytest.mark.parametrize(("function", "words"), [("refuse", "the reason"), ("crash", "ZeroDivisionError")])
def test_a_failure_is_told_with_its_reason(function, words):
    with pytest.raises(NotMeasured, match=words):
        run(Job(PROBE, function), "sqlite")


def test_a_process_that_dies_is_told():
    with pytest.raises(NotMeasured, match="code -9 and no figure"):
        run(Job(PROBE, "die"), "sqlite")


def test_a_measurement_that_hangs_is_stopped():
    with pytest.raises(NotMeasured, match="longer than 3 s"):
        run(Job(PROBE, "hang", seconds=3.0), "sqlite")


def test_one_failure_does_not_hide_the_other_figures(monkeypatch, capsys):
    job = {"bad": Job(PROBE, "refuse", databases=DATABASES[:1]), "good": Job(PROBE, "figure")}
    monkeypatch.setattr("bench.__main__.BENCHES", job)
    assert main(["bad,good"]) == 1
    out, err = capsys.readouterr()
    assert "good" in out
    assert "bad (sqlite) could not be measured: the reason" in err


def test_lost_reports_end_a_chaos_run_with_a_failure(monkeypatch, capsys):
    monkeypatch.setattr("bench.__main__.CHAOS", {"leaky": Job(PROBE, "leak")})
    assert main(["chaos", "leaky", "--n", "1"]) == 1
    assert "1 lost, 0 doubled" in capsys.readouterr().err


@pytest.mark.parametrize("words", [["letter"], ["chaos", "letters"], ["chaos", "reports", "--n", "0"]])
def test_a_wrong_word_is_answered_with_the_right_ones(words, capsys):
    assert main(words) == 2
    assert capsys.readouterr().err


def test_every_name_leads_to_a_function_that_is_there():
    for job in [*runner.BENCHES.values(), *runner.CHAOS.values()]:
        assert (runner.ROOT / Path(*job.module.split("."))).with_suffix(".py").is_file(), job.module
