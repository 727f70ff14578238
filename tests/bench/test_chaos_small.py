"""The small version of ``make chaos ONLY=reports``: three real kills of the real web process, on SQLite."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from bench.chaos_reports import verdict_of
from bench.ledger import Ledger
from tests.factories import make_report

ROOT = Path(__file__).resolve().parents[2]


def test_three_kills_lose_and_double_nothing(tmp_path):
    command = [sys.executable, "-m", "bench", "chaos", "reports", "--n", "3", "--database", "sqlite"]
    environment = {**os.environ, "DAYBREAK_HOME": str(tmp_path / "home"), "DAYBREAK_KEY_FILE": str(tmp_path / "key")}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    (row,) = json.loads((tmp_path / "home" / "chaos.json").read_text(encoding="utf-8"))
    assert row.pop("acknowledged") > 0
    assert row == {"name": "reports", "database": "sqlite", "kills": 3, "lost": 0, "doubled": 0}


@pytest.mark.django_db
def test_the_verdict_reads_the_real_tables_and_misses_a_row_that_is_gone():
    report = make_report()
    ledger = Ledger(receipts={report.client_key: report.receipt})
    without_its_line = verdict_of([ledger])
    assert (without_its_line.lost, without_its_line.doubled) == (1, 0)
    report.delete()
    assert verdict_of([ledger]).lost == 1
