"""The moment. Only faces and processes ask for it; verbs and queries are given it.

A **rehearsal** is a home whose clock is moved: ``rehearsal.json`` in ``DAYBREAK_HOME`` says which moment was
shown at which real moment. Domain time moves on from there at the pace of real time. Sessions, codes and leases
never use this clock (design.md §9.15).
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext, gettext_noop

from daybreak.core.lib.errors import Refused


@dataclass(frozen=True)
class Rehearsal:
    """A moved clock: at the real moment ``real`` the home showed ``shown``. A stopped clock stays there."""

    real: datetime
    shown: datetime
    stopped: bool = False

    def at(self, real_now: datetime) -> datetime:
        """Return the domain moment that belongs to a real one."""
        return self.shown if self.stopped else self.shown + (real_now - self.real)


NOTICE = gettext_noop("Rehearsal: reports are invented")

_cache: tuple[Path, float, Rehearsal] | None = None


def _path() -> Path:
    return Path(settings.DAYBREAK.home) / "rehearsal.json"


def rehearsal() -> Rehearsal | None:
    """Return the home's moved clock, or None where the clock is the real one."""
    global _cache
    path = _path()
    try:
        changed = path.stat().st_mtime_ns
    except FileNotFoundError:
        return None
    if _cache is not None and _cache[:2] == (path, changed):
        return _cache[2]
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        read = Rehearsal(
            datetime.fromisoformat(data["real"]), datetime.fromisoformat(data["shown"]), bool(data["stopped"])
        )
    except (ValueError, KeyError, TypeError) as error:
        raise Refused(
            f"The rehearsal's clock in {path.name} cannot be read ({error}). Run `make demo-reset` to begin anew."
        ) from error
    _cache = (path, changed, read)
    return read


def move_clock(shown: datetime, *, stopped: bool = False) -> Rehearsal:
    """Make this home a rehearsal whose clock shows *shown* now. Written in one rename."""
    moved = Rehearsal(datetime.now(UTC), shown.astimezone(UTC), stopped)
    path = _path()
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_suffix(".tmp")
    temporary.write_text(
        json.dumps({"real": moved.real.isoformat(), "shown": moved.shown.isoformat(), "stopped": stopped}),
        encoding="utf-8",
    )
    temporary.replace(path)
    return moved


def now() -> datetime:
    """Return the domain moment, in UTC: the real one, or the rehearsal's."""
    real = datetime.now(UTC)
    moved = rehearsal()
    return moved.at(real) if moved else real


def notice() -> str:
    """Return the words every page and file of a rehearsal carries, in its language; an empty text in a real home."""
    return gettext(NOTICE) if rehearsal() else ""
