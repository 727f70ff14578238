"""What the doctor asks the machine: versions, folders, key, fonts, clock, port."""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
import stat
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings

from daybreak.config import port as ports
from daybreak.config.catalogues import stale_catalogues
from daybreak.config.databases import wal_is_safe
from daybreak.config.findings import Finding, good, note, wrong
from daybreak.core.lib import clock
from daybreak.core.lib.errors import Refused
from daybreak.core.lib.keys import read_key_file
from daybreak.core.lib.languages import is_checked
from daybreak.core.lib.typst import FontsMissing, fonts

OLDEST_PYTHON = (3, 11)
WARN_BYTES = 500 * 1024 * 1024
STOP_BYTES = 50 * 1024 * 1024
FIRST_YEAR = 2026
"""This program did not exist before: a clock that shows an earlier year is wrong."""


def python() -> Iterator[Finding]:
    """Python and the SQLite it brings."""
    version = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info < OLDEST_PYTHON:
        yield wrong("Python", version, "Install Python 3.11 or newer and make the virtual environment again.")
    else:
        yield good("Python", version)
    if wal_is_safe(sqlite3.sqlite_version_info):
        yield good("SQLite", f"{sqlite3.sqlite_version}: write-ahead log, synchronous=FULL")
    else:
        yield good(
            "SQLite",
            f"{sqlite3.sqlite_version}: rollback journal, synchronous=EXTRA"
            " (its write-ahead log could lose saved reports; 3.51.3 and newer cannot)",
        )


def home() -> Iterator[Finding]:
    """The folder of all state."""
    folder: Path = settings.DAYBREAK.home
    if not folder.is_dir():
        yield wrong("home", f"There is no folder {folder}.", "Run `daybreak setup`, or set DAYBREAK_HOME.")
        return
    trial = folder / f".doctor-{os.getpid()}"
    try:
        trial.write_bytes(b"x")
    except OSError as error:
        is_full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        yield wrong(
            "home",
            f"{folder} cannot be written ({error.strerror}).",
            "Free some space." if is_full else "Give this user the right, or set DAYBREAK_HOME to another folder.",
        )
        return
    finally:
        _remove(trial)
    yield good("home", f"{folder} can be written")


def _remove(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError:
        return  # a read-only folder: then there is nothing to remove


def disk() -> Iterator[Finding]:
    """Room left where the home lies."""
    folder: Path = settings.DAYBREAK.home
    nearest = next(path for path in (folder, *folder.parents) if path.exists())
    free = shutil.disk_usage(nearest).free
    words = f"{free / 1024**2:,.0f} MB free"
    if free < STOP_BYTES:
        yield wrong("disk", f"Only {words}.", "Free some space: with a full disk no report can be kept.")
    elif free < WARN_BYTES:
        yield note(
            "disk", f"Only {words}.", "Free some space before the day: every publication and photograph needs some."
        )
    else:
        yield good("disk", words)


def key_file() -> Iterator[Finding]:
    """The key file: there, whole, and for its owner only. (Settings refuse one inside the home.)"""
    path: Path = settings.DAYBREAK.key_file
    read_key_file.cache_clear()
    try:
        read_key_file(path)
    except Refused as refused:
        yield wrong("key file", str(refused), "Without it no name, address or link can be read.")
        return
    mode = stat.S_IMODE(path.stat().st_mode)
    if mode & 0o077:
        yield wrong("key file", f"{path} can be read by others (mode {mode:o}).", f"Run: chmod 600 {path}")
    else:
        yield good("key file", f"{path}, for its owner only, outside the home")


def letter_fonts() -> Iterator[Finding]:
    """The fonts letters are set in."""
    try:
        families = fonts().families()
    except FontsMissing as missing:
        yield wrong("fonts", str(missing), "Run `make demo` or install requirements.lock again.")
        return
    yield good("fonts", f"{len(families)} families")


def languages() -> Iterator[Finding]:
    """The languages of the pages: compiled, and read by somebody who speaks them."""
    if stale := stale_catalogues(Path(settings.LOCALE_PATHS[0])):
        waiting = ", ".join(path.parts[-3] for path in stale)
        yield wrong("languages", f"Not ready: {waiting}.", "Run `daybreak setup`.")
        return
    tags = [tag for tag, _name in settings.LANGUAGES]
    unread = [tag for tag in tags if not is_checked(tag, Path(settings.LOCALE_PATHS[0]))]
    if unread:
        yield note("languages", f"{', '.join(tags)}. No native reader has checked: {', '.join(unread)}.")
    else:
        yield good("languages", ", ".join(tags))


def places() -> Iterator[Finding]:
    """The index of cities."""
    built = sorted((settings.DAYBREAK.home / "places").glob("places-*.sqlite3"))
    if built:
        yield good("places", f"index of {built[-1].stat().st_size / 1024**2:.0f} MB")
    else:
        yield note(
            "places", "The index of cities is not built yet.", "Run `daybreak setup`; else the first search builds it."
        )


def clocks() -> Iterator[Finding]:
    """The machine's clock, and the home's own where it is a rehearsal."""
    real = datetime.now(UTC)
    words = f"{real:%Y-%m-%d %H:%M} UTC"
    if real.year < FIRST_YEAR:
        yield wrong("clock", f"{words} cannot be right.", "Set this machine's clock, best by the network (NTP).")
    else:
        yield good("clock", words)
    if clock.rehearsal():
        yield note(
            "rehearsal", f"This home's clock is moved: it shows {clock.now():%Y-%m-%d %H:%M} UTC. Reports are invented."
        )


def port() -> Iterator[Finding]:
    """The port: free, or ours."""
    number = settings.DAYBREAK.port
    if ports.answers():
        yield good("port", f"Daybreak answers on port {number}")
    else:
        yield from free_port()


def free_port() -> Iterator[Finding]:
    """The port must be free before a start."""
    number = settings.DAYBREAK.port
    reason = ports.why_not_free(number)
    if reason is None:
        yield good("port", f"{number} is free")
        return
    if reason.errno in (errno.EACCES, errno.EPERM):
        yield wrong("port", f"This user may not use port {number}.", "Choose one above 1023 with DAYBREAK_PORT.")
        return
    if reason.errno != errno.EADDRINUSE:
        bind, words = settings.DAYBREAK.bind, (reason.strerror or "unknown fault").lower()
        yield wrong(
            "address",
            f"DAYBREAK_BIND is {bind!r}: this machine cannot listen there ({words}).",
            "Leave it out for 127.0.0.1, or give an address of this machine.",
        )
        return
    other = ports.free_port_near(number)
    holder = "another Daybreak" if ports.answers() else "another program"
    yield wrong(
        "port",
        f"Port {number} is taken by {holder}.",
        f"Choose another, for example: DAYBREAK_PORT={other}" if other else "Choose another with DAYBREAK_PORT.",
    )
