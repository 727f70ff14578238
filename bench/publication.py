"""How long a whole publication takes: every page of an edition with 300 cities, rendered and stored.

The limit is the same run without rendering: the same files, stored and forced to the disk.
"""

from __future__ import annotations

import os
import shutil
import statistics
import sys
import time

from django.conf import settings

from bench.edition import live_through, make_edition, make_home, now, real_cities
from daybreak.publication.publish import publish
from daybreak.publication.store import Release, only_publisher, store

CITIES = 300
RUNS = 3
MOST_SECONDS = 150.0
"""No further run begins after this long."""


def measure(cities: int = CITIES) -> list[dict[str, object]]:
    """Return seconds and pages per second of a first publication, in the home that the environment names (empty)."""
    make_home()
    at = now()
    live_through(make_edition(real_cities(cities), at=at), at=at)
    began = time.monotonic()
    ours: list[float] = []
    limits: list[float] = []
    while len(ours) < RUNS and (not ours or time.monotonic() - began < MOST_SECONDS):
        shutil.rmtree(settings.DAYBREAK.site, ignore_errors=True)
        started = time.perf_counter()
        release = publish(at)
        ours.append(time.perf_counter() - started)
        limits.append(_store_alone(release))
    files, cores = len(release.files), os.cpu_count()
    print(f"  {cities} cities, {files} files", file=sys.stderr)
    paces = [round(files / seconds, 1) for seconds in ours]
    return [
        {
            "name": "publication",
            "ours": statistics.median(paces),
            "peer": None,
            "limit": round(files / statistics.median(limits), 1),
            "unit": "pages/s",
            "runs": paces,
            "cores": cores,
        },
        {
            "name": "publication, whole",
            "ours": round(statistics.median(ours), 1),
            "peer": None,
            "limit": None,
            "unit": "s",
            "runs": [round(seconds, 1) for seconds in ours],
            "cores": cores,
        },
    ]


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
