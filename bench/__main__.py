"""``python -m bench``: figures. ``python -m bench chaos``: proofs by killing processes.

    python -m bench [NAME,NAME…]                 all of them, or those named
    python -m bench chaos [NAME,NAME…] [--n 200]

Some need programs beside ours: ``pages`` nginx and wrk, ``audit`` nginx, Node and Chromium, the ``postgresql`` half of
``reports`` PostgreSQL. pretix (the peer of ``pages``) and Lighthouse install themselves once, under
``~/.cache/daybreak-bench``. Where something cannot be had, a sentence says so.

Prints a table and keeps the figures in ``bench.json`` or ``chaos.json`` in ``DAYBREAK_HOME``. Leaves with 1 if
something could not be measured, or a kill cost or doubled a report; 2 at a wrong word.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from bench.keeping import Row, bench_row, by_name, by_name_and_database, chaos_row, keep, table
from bench.runner import BENCHES, CHAOS, DATABASES, Job, NotMeasured, run

FAILED, WRONG_USE, STOPPED = 1, 2, 130
KILLS = 200


def main(arguments: Sequence[str]) -> int:
    """Run what the words ask for and return the exit code."""
    asked = _parser().parse_args(arguments)
    words = [name for word in asked.words for name in word.split(",") if name]
    chaos = words[:1] == ["chaos"]
    jobs = CHAOS if chaos else BENCHES
    names = (words[1:] if chaos else words) or list(jobs)
    unknown = [name for name in names if name not in jobs]
    if unknown:
        return _say(f"There is no {', '.join(unknown)} to run here; there are: {', '.join(jobs)}.", WRONG_USE)
    if asked.n < 1:
        return _say("--n is the number of kills: give 1 or more.", WRONG_USE)
    databases = [asked.database] if asked.database else list(DATABASES)
    try:
        home = _home()
    except ImproperlyConfigured as error:
        return _say(str(error), WRONG_USE)
    try:
        return _chaos(home, names, databases, asked.n) if chaos else _bench(home, names, databases)
    except KeyboardInterrupt:
        return _say("\nStopped.", STOPPED)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("python -m bench", description="Figures, and proofs by killing processes.")
    parser.add_argument("words", nargs="*", metavar="NAME", help=f"{', '.join(BENCHES)}; or chaos {', '.join(CHAOS)}")
    parser.add_argument("--n", type=int, default=KILLS, help=f"kills of a chaos run ({KILLS})")
    parser.add_argument("--database", choices=DATABASES, help="only this one (all that a measurement knows)")
    return parser


def _home() -> Path:
    from daybreak.config.settings import DAYBREAK

    return DAYBREAK.home


def _bench(home: Path, names: Sequence[str], databases: Sequence[str]) -> int:
    found, failures = _run(BENCHES, names, databases, kills=None)
    failures += [f"{row['name']} stands without a peer: {row['missing']}" for row in found if row.get("missing")]
    rows = [bench_row(row) for row in found]
    if rows:
        keep(home / "bench.json", rows, key=by_name)
        print(table(rows))
        print(f"{os.cpu_count()} cores; kept in {home / 'bench.json'}")
    return _end(failures)


def _chaos(home: Path, names: Sequence[str], databases: Sequence[str], kills: int) -> int:
    found, failures = _run(CHAOS, names, databases, kills=kills)
    rows = [chaos_row(row) for row in found]
    if rows:
        keep(home / "chaos.json", rows, key=by_name_and_database)
        print(table(rows))
        print(f"{os.cpu_count()} cores; kept in {home / 'chaos.json'}")
    for row in found:
        if row["lost"] or row["doubled"]:
            failures.append(f"{row['name']} ({row['database']}): {row['lost']} lost, {row['doubled']} doubled. {row}")
    return _end(failures)


def _run(
    jobs: Mapping[str, Job], names: Sequence[str], databases: Sequence[str], *, kills: int | None
) -> tuple[list[Row], list[str]]:
    """Return the rows found, and a sentence for each measurement that failed."""
    rows: list[Row] = []
    failures: list[str] = []
    for name in names:
        job = jobs[name]
        for database in (known for known in job.databases if known in databases):
            print(f"{name} ({database}) …" if len(job.databases) > 1 else f"{name} …", file=sys.stderr)
            try:
                rows += run(job, database, kills=kills)
            except NotMeasured as error:
                failures.append(f"{name} ({database}) could not be measured: {error}")
    return rows, failures


def _end(failures: Sequence[str]) -> int:
    for failure in failures:
        print(failure, file=sys.stderr)
    return FAILED if failures else 0


def _say(sentence: str, code: int) -> int:
    print(sentence, file=sys.stderr)
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
