"""How long a whole publication takes, and how soon a change shows: with 300 cities, and with 6,000 gatherings.

A whole publication renders and stores every page; its limit is the same run without rendering: the same files, stored
and forced to the disk. How soon a change shows: bench/visible.py.
"""

from __future__ import annotations

import os
import shutil
import statistics
import sys
import time
from collections.abc import Sequence

from django.conf import settings

from bench import visible
from bench.edition import gather, live_through, make_edition, make_home, now, real_cities
from daybreak.domain.pledges.models import Pledge
from daybreak.publication.publish import publish
from daybreak.publication.store import Release, only_publisher, store

CITIES = 300
GATHERINGS = 20
"""Gatherings of each city in the second half: 300 × 20 = 6,000."""

RUNS = 3
MOST_SECONDS = 150.0
"""No further run begins after this long."""


def measure(
    cities: int = CITIES, gatherings: int = GATHERINGS, reports: int = visible.REPORTS
) -> list[dict[str, object]]:
    """Return the figures of both sizes, in the home that the environment names (empty).

    Whole publications in pages/s and s; the time from an accepted field report to a changed page in s.
    """
    make_home()
    at = now()
    made = make_edition(real_cities(cities), at=at)
    live_through(made, at=at)
    found = _both(made.pledges[::4], f"{cities:,} cities", prefix="publication", reports=reports)
    gather(made, each=gatherings, at=now())
    size = f"{cities * gatherings:,} gatherings"
    return found + _both(made.pledges[2::4], size, prefix=f"publication, {size}", reports=reports)


def _both(pledges: Sequence[Pledge], size: str, *, prefix: str, reports: int) -> list[dict[str, object]]:
    """Publish everything, and then field reports of *pledges*."""
    found = _whole(size, prefix)
    seconds = visible.latencies(pledges, reports)
    print(f"  {size}: reports visible after {min(seconds):.2f} to {max(seconds):.2f} s", file=sys.stderr)
    return found + visible.rows(seconds, size=size)


def _whole(size: str, prefix: str) -> list[dict[str, object]]:
    """Publish the whole site into an empty folder, again and again, beside the limit. The last one stays."""
    began = time.monotonic()
    ours: list[float] = []
    limits: list[float] = []
    while len(ours) < RUNS and (not ours or time.monotonic() - began < MOST_SECONDS):
        shutil.rmtree(settings.DAYBREAK.site, ignore_errors=True)
        at = now()
        started = time.perf_counter()
        release = publish(at)
        ours.append(time.perf_counter() - started)
        limits.append(_store_alone(release))
    files = len(release.files)
    print(f"  {size}: {files:,} files", file=sys.stderr)
    paces = [round(files / seconds, 1) for seconds in ours]
    limit = round(files / statistics.median(limits), 1)
    spent = [round(seconds, 1) for seconds in ours]
    return [
        _row(prefix, statistics.median(paces), "pages/s", paces, limit),
        _row(f"{prefix}, whole", round(statistics.median(ours), 1), "s", spent, None),
    ]


def _row(name: str, ours: float, unit: str, runs: list[float], limit: float | None) -> dict[str, object]:
    cores = os.cpu_count()
    return {"name": name, "ours": ours, "peer": None, "limit": limit, "unit": unit, "runs": runs, "cores": cores}


def _store_alone(release: Release) -> float:
    """Return the seconds it takes to store the files of *release* in an empty site."""
    files = {path: (release.folder / path).read_bytes() for path in release.files}
    beside = settings.DAYBREAK.home / "site-limit"
    with only_publisher(beside):
        started = time.perf_counter()
        store(beside, files)
        seconds = time.perf_counter() - started
    shutil.rmtree(beside)
    return seconds
