"""``scripts/with_postgres.py``: a PostgreSQL for one command, gone afterwards."""

import os
import runpy
import subprocess
import sys
from pathlib import Path

from bench.runner import NO_POSTGRES

SCRIPT = Path(__file__).resolve().parents[2] / "scripts" / "with_postgres.py"
ASK = """
import os, psycopg, sys
url = os.environ["DAYBREAK_DATABASE"]
with psycopg.connect(url) as there:
    print(url.partition("host=")[2], there.execute("SHOW fsync").fetchone()[0])
sys.exit(7)
"""


def with_postgres(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(SCRIPT), *words],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_the_command_finds_a_database_its_code_comes_back_and_the_cluster_goes():
    done = with_postgres(sys.executable, "-c", ASK)
    assert done.returncode == 7, done.stderr
    folder, fsync = done.stdout.split()
    assert fsync == "off"
    assert not Path(folder).exists()


def test_a_durable_cluster_forces_to_the_disk():
    done = with_postgres("--durable", sys.executable, "-c", ASK)
    assert done.stdout.split()[1:] == ["on"], done.stderr


def test_where_nothing_is_installed_it_says_what_to_do(monkeypatch, capsys):
    script = runpy.run_path(str(SCRIPT))
    monkeypatch.setitem(script["main"].__globals__, "folder_of_programs", lambda: None)
    assert script["main"](["true"]) == NO_POSTGRES
    assert "apt-get install postgresql" in capsys.readouterr().err
