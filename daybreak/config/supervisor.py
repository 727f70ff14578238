"""``daybreak start``: the three processes as children of one that stays in the foreground.

Each child has a process group of its own, so that Ctrl-C reaches the supervisor alone and it can stop them in
order; each leaves by itself when the supervisor is killed (``parent.py``).
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from types import FrameType

from django.conf import settings

from daybreak.config.port import answers

Say = Callable[[str], None]

STOP_SECONDS = 8.0
READY_SECONDS = 60.0
STEADY_SECONDS = 60.0
"""A child that lived this long begins again with the shortest pause."""

PAUSES = (0.5, 1.0, 2.0, 5.0, 10.0, 30.0)
MOST_FAILURES_BEFORE_READY = 3


@dataclass(frozen=True)
class Program:
    """One child: its name in front of its lines, and the words after ``daybreak``."""

    name: str
    arguments: tuple[str, ...]


PROGRAMS = (Program("web", ("web",)), Program("worker", ("worker",)), Program("publisher", ("publisher",)))


class Child:
    """One program, started as often as needed."""

    def __init__(self, program: Program, say: Say) -> None:
        self.program = program
        self.failures = 0
        self._say = say
        self._process: subprocess.Popen[bytes] | None = None
        self._began = 0.0
        self._next_start = 0.0

    def start(self) -> None:
        """Start the process; its lines are passed on with the program's name before them."""
        self._began = time.monotonic()
        self._process = subprocess.Popen(  # noqa: S603  # our own interpreter and our own words
            [sys.executable, "-m", "daybreak.config.cli", *self.program.arguments],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env={**os.environ, "DAYBREAK_PARENT": str(os.getpid()), "PYTHONUNBUFFERED": "1"},
            start_new_session=True,
        )
        threading.Thread(target=self._pass_lines_on, args=(self._process,), daemon=True).start()

    def _pass_lines_on(self, process: subprocess.Popen[bytes]) -> None:
        assert process.stdout is not None
        for line in process.stdout:
            self._say(f"{self.program.name:<9} {line.decode('utf-8', 'replace').rstrip()}")

    def look(self) -> None:
        """Start the process again if it ended, after a pause that grows."""
        if self._process is None:
            if time.monotonic() >= self._next_start:
                self.start()
            return
        code = self._process.poll()
        if code is None:
            return
        self.clear_group()
        self._process = None
        self.failures = 1 if time.monotonic() - self._began > STEADY_SECONDS else self.failures + 1
        pause = PAUSES[min(self.failures, len(PAUSES)) - 1]
        self._next_start = time.monotonic() + pause
        self._say(f"{self.program.name} {_ending(code)}; it is started again in {pause:g} s.")

    def ask_to_stop(self) -> None:
        """Send the polite signal."""
        if self._process is not None and self._process.poll() is None:
            self._process.terminate()

    def wait(self, until: float) -> bool:
        """Wait for the end, to a moment of the monotonic clock. False if it had to be killed."""
        if self._process is None:
            return True
        try:
            self._process.wait(max(0.1, until - time.monotonic()))
            polite = True
        except subprocess.TimeoutExpired:
            polite = False
        self.clear_group()
        self._process.wait()
        return polite

    def clear_group(self) -> None:
        """Kill what the process left behind in its group, and itself if it still runs."""
        if self._process is not None:
            try:
                os.killpg(self._process.pid, signal.SIGKILL)
            except (ProcessLookupError, PermissionError):
                return


def _ending(code: int) -> str:
    if code < 0:
        try:
            return f"was stopped by {signal.Signals(-code).name}"
        except ValueError:
            return f"was stopped by signal {-code}"
    return f"ended with code {code}"


class Supervisor:
    """Starts the programs, keeps them running and stops them. Used by ``daybreak start`` and ``daybreak demo``."""

    def __init__(self, programs: Sequence[Program] = PROGRAMS, *, say: Say) -> None:
        self._say = say
        self._children = [Child(program, say) for program in programs]
        self._stop = threading.Event()

    def stop(self, signum: int = 0, frame: FrameType | None = None) -> None:
        """Stop everything. A signal handler."""
        self._stop.set()

    def run(self, *, on_ready: Callable[[], None]) -> int:
        """Run until stopped; call *on_ready* once, when the web process answers. Return the exit code."""
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, self.stop)
        try:
            return self._run(on_ready)
        finally:
            self._stop_children()

    def _run(self, on_ready: Callable[[], None]) -> int:
        for child in self._children:
            child.start()
        is_ready, began = False, time.monotonic()
        while not self._stop.wait(0.2):
            for child in self._children:
                child.look()
            if is_ready:
                continue
            failing = next((c for c in self._children if c.failures >= MOST_FAILURES_BEFORE_READY), None)
            if failing is not None:
                self._say(f"{failing.program.name} does not start; see its lines above. Everything is stopped.")
                return 1
            if answers():
                is_ready = True
                on_ready()
            elif time.monotonic() - began > READY_SECONDS:
                self._say(
                    f"No answer on port {settings.DAYBREAK.port} for {READY_SECONDS:.0f} s. Everything is stopped."
                )
                return 1
        return 0

    def _stop_children(self) -> None:
        self._say("Stopping …")
        until = time.monotonic() + STOP_SECONDS
        for child in self._children:
            child.ask_to_stop()
        for child in self._children:
            if not child.wait(until):
                self._say(f"{child.program.name} did not stop in time and was ended.")
        self._say("Stopped.")
