"""How long it takes from an accepted field report to a page that says so, in the files of the public site.

The real publisher process watches the journal; this process files and accepts reports by the verbs the faces call,
one at a time after pauses of any length, and looks at the city's page until it has changed.
"""

from __future__ import annotations

import os
import random
import signal
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from django.conf import settings

from bench.edition import OUTCOMES, city_path, now, report
from daybreak.domain.pledges.models import Pledge

REPORTS = 40
PAUSES = (0.1, 1.2)
"""Seconds between a change that shows and the next report, at least and at most."""

SEED = 20180924
READY_SECONDS, SHOWN_SECONDS = 300.0, 120.0
LOOK_SECONDS = 0.004
BLOCK = 10
"""So many reports are one of the figure's runs."""


class NeverShown(RuntimeError):
    """An accepted field report did not come to show; the text holds the publisher's last lines."""


@contextmanager
def publisher() -> Iterator[Path]:
    """Run ``daybreak publisher`` on the home that the environment names. Yield the file with what it says."""
    log = Path(settings.DAYBREAK.home) / "publisher.log"
    environment = {**os.environ, "DAYBREAK_PARENT": str(os.getpid())}
    with log.open("ab") as said:
        process = subprocess.Popen(
            [sys.executable, "-m", "daybreak.config.cli", "publisher"],
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=said,
            start_new_session=True,
        )
    try:
        yield log
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def latencies(pledges: Sequence[Pledge], count: int = REPORTS) -> list[float]:
    """Return the seconds from each of *count* accepted field reports to the changed page of its city, in order.

    One more goes first and is not counted: the publisher has started when it shows. Each report is of another of
    *pledges*. :raises NeverShown: if one does not show.
    """
    chance = random.Random(SEED)
    found = []
    with publisher() as log:
        for number, pledge in enumerate(pledges[: count + 1]):
            outcome = OUTCOMES[number % len(OUTCOMES)]
            patience = SHOWN_SECONDS if number else READY_SECONDS
            found.append(_until_shown(pledge, outcome, patience, log))
            time.sleep(chance.uniform(*PAUSES))
    return found[1:]


def _until_shown(pledge: Pledge, outcome: str, patience: float, log: Path) -> float:
    page: Path = settings.DAYBREAK.site / "current" / city_path(pledge).strip("/") / "index.html"
    before, mark = page.read_bytes(), mark_of(page)
    report(pledge, outcome, at=now())
    began = time.perf_counter()
    while time.perf_counter() - began < patience:
        after = mark_of(page)
        if after != mark:
            mark = after
            if page.read_bytes() != before:
                return time.perf_counter() - began
        time.sleep(LOOK_SECONDS)
    last = "\n".join(log.read_text(encoding="utf-8", errors="replace").splitlines()[-3:])
    raise NeverShown(f"A report of {pledge.city.name} did not show for {patience:.0f} s. {last}")


def mark_of(page: Path) -> tuple[int, int]:
    """Return what tells one version of a file from the next without reading it."""
    try:
        about = page.stat()
    except FileNotFoundError:  # switched and removed between two steps of the look-up
        return 0, 0
    return about.st_ino, about.st_mtime_ns


def rows(seconds: Sequence[float], *, size: str) -> list[dict[str, object]]:
    """Return two figures, the middle and the 95th percentile. Their runs: the middle and the worst of ten each."""
    blocks = [seconds[first : first + BLOCK] for first in range(0, len(seconds), BLOCK)]
    figures = {
        "p50": (statistics.median(seconds), [statistics.median(block) for block in blocks]),
        "p95": (percentile(seconds, 95), [max(block) for block in blocks]),
    }
    return [
        {
            "name": f"visible, {size}, {name}",
            "ours": round(figure, 2),
            "peer": None,
            "limit": None,
            "unit": "s",
            "runs": [round(run, 2) for run in runs],
            "cores": os.cpu_count(),
        }
        for name, (figure, runs) in figures.items()
    ]


def percentile(values: Sequence[float], hundredths: int) -> float:
    """Return the smallest of *values* that so many hundredths of them do not exceed."""
    ordered = sorted(values)
    return ordered[max(0, -(-len(ordered) * hundredths // 100) - 1)]
