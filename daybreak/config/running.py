"""One supervisor for each home: a lock the system frees by itself when its holder dies."""

from __future__ import annotations

import fcntl
import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from daybreak.core.lib.errors import Refused

LOCK = "start.lock"


class AlreadyRunning(Refused):
    """This home's Daybreak runs already."""


@contextmanager
def only_one(home: Path) -> Iterator[None]:
    """Hold the home for this process. :raises AlreadyRunning: if another process holds it."""
    descriptor = os.open(home / LOCK, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise _already_running(home, running_process(home)) from error
        os.ftruncate(descriptor, 0)
        os.write(descriptor, str(os.getpid()).encode())
        yield
    finally:
        os.close(descriptor)


def refuse_if_running(home: Path) -> None:
    """Before anything in the home is touched. :raises AlreadyRunning: if another process holds the home."""
    if (process := running_process(home)) is not None:
        raise _already_running(home, process)


def _already_running(home: Path, process: int | None) -> AlreadyRunning:
    return AlreadyRunning(
        f"Daybreak is already running from {home} (process {process}). "
        "`daybreak stop` stops it; another one needs its own DAYBREAK_HOME and DAYBREAK_PORT."
    )


def running_process(home: Path) -> int | None:
    """Return the id of the supervisor that runs this home, or None."""
    try:
        descriptor = os.open(home / LOCK, os.O_RDWR)
    except OSError:
        return None
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        text = os.read(descriptor, 20).decode("ascii", "replace").strip()
        return int(text) if text.isdigit() else None
    finally:
        os.close(descriptor)
    return None


def stop_running(home: Path, *, seconds: float = 15.0) -> bool:
    """Ask the home's supervisor to stop and wait for it. False if none runs. :raises Refused: if it does not stop."""
    process = running_process(home)
    if process is None:
        return False
    os.kill(process, signal.SIGTERM)
    until = time.monotonic() + seconds
    while running_process(home) == process:
        if time.monotonic() > until:
            raise Refused(f"Process {process} was asked to stop and still runs after {seconds:.0f} s. End it by hand.")
        time.sleep(0.1)
    return True
