"""One index of places for all tests of imports: building it takes some seconds."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path

from daybreak.domain.places import services
from daybreak.domain.places.index import Places, build_index


@cache
def atlas() -> Places:
    """The index of the real extract, built once a process."""
    return Places(build_index(Path(tempfile.mkdtemp(prefix="daybreak-places-"))))


def lend_atlas(monkeypatch, home: Path) -> Places:
    """Let a home use the one index instead of building its own."""
    monkeypatch.setitem(services._open, home / "places", atlas())
    return atlas()
