"""Starting everything in the foreground: look first, then run. ``daybreak start`` and the demo call it."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable

from django.conf import settings
from django.db import connections

from daybreak.config.doctor import problems_before_start
from daybreak.config.doctor_machine import free_port
from daybreak.config.findings import Finding, Grade
from daybreak.config.port import answers, is_free
from daybreak.config.running import only_one
from daybreak.config.supervisor import Supervisor
from daybreak.core.lib.errors import Refused

LEAVING_SECONDS = 12.0
"""How long the children of a supervisor that was killed may take to leave the port."""

_lock = threading.Lock()


class CannotStart(Refused):
    """Something must be mended first; the text says what."""


def start(on_ready: Callable[[], None] | None = None) -> int:
    """Run all processes until stopped, and return the exit code.

    *on_ready* is called once when the pages answer; without it the two addresses are printed.

    :raises Refused: if it runs already, or something must be mended first.
    """
    _refuse(problems_before_start())
    connections.close_all()  # the supervisor itself must not hold the database open
    with only_one(settings.DAYBREAK.home):
        _wait_for_former_children()
        _refuse([finding for finding in free_port() if finding.grade is Grade.WRONG])
        return Supervisor(say=say).run(on_ready=on_ready or print_addresses)


def _wait_for_former_children() -> None:
    """The supervisor before this one may have been killed: its children are then about to leave."""
    until = time.monotonic() + LEAVING_SECONDS
    if not is_free(settings.DAYBREAK.port) and answers():
        say("Waiting for the Daybreak that runs on this port to leave …")
        while not is_free(settings.DAYBREAK.port) and time.monotonic() < until:
            time.sleep(0.2)


def _refuse(problems: list[Finding]) -> None:
    if problems:
        lines = [f"{problem.found} {problem.to_do}".strip() for problem in problems]
        raise CannotStart("\n".join(["Daybreak cannot start:", *(f"  {line}" for line in lines)]))


def say(line: str) -> None:
    """Write one line to standard error, whole, from any thread."""
    with _lock:
        try:
            sys.stderr.write(f"{line}\n")
            sys.stderr.flush()
        except (OSError, ValueError):
            return  # the terminal is gone; the processes go on until they are stopped


def print_addresses() -> None:
    """Say that it is ready, and where."""
    say("")
    say("Daybreak is ready.")
    say(f"  public site      {settings.DAYBREAK.public_url}")
    say(f"  forms and desk   {settings.DAYBREAK.forms_url}")
    say("Stop it with Ctrl-C.")
    say("")
