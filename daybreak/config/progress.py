"""Progress of a command, step by step: a line for each step, at once for one that takes longer than a second.

A command writes ``with Progress().step("index of cities") as step:`` and, in a long loop,
``step.tell("12,000 of 34,000")``.
"""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

QUIET_SECONDS = 1.0
"""A step shorter than this shows one line only: that it is done."""


class Step:
    """One step under way."""

    def __init__(self, progress: Progress, doing: str) -> None:
        self._progress = progress
        self._doing = doing
        self._began = self._told = time.monotonic()
        self._shown = False
        self._lock = threading.Lock()
        self._timer = threading.Timer(QUIET_SECONDS, self._show)
        self._timer.daemon = True
        self._timer.start()

    def tell(self, how_far: str) -> None:
        """Say how far the step is. Shown at most once a second."""
        moment = time.monotonic()
        if moment - self._told >= QUIET_SECONDS:
            self._told = moment
            self._show(how_far)

    def _show(self, how_far: str = "") -> None:
        with self._lock:
            self._shown = True
            self._progress.write_passing(f"{self._doing} {how_far}".rstrip())

    def end(self, sign: str) -> None:
        """Write the step's last line."""
        self._timer.cancel()
        took = time.monotonic() - self._began
        with self._lock:
            seconds = f" ({took:.1f} s)" if took >= QUIET_SECONDS or self._shown else ""
            self._progress.write_last(f"{sign} {self._doing}{seconds}")


class Progress:
    """Writes the steps of one command to *stream* (standard output where none is given)."""

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = stream or sys.stdout
        self._can_rewrite = self._stream.isatty()
        encoding = (getattr(self._stream, "encoding", "") or "").casefold().replace("-", "")
        self._signs = ("…", "✓", "✗") if self._can_rewrite and encoding == "utf8" else ("..", "ok", "!!")
        self._passing = 0

    @contextmanager
    def step(self, doing: str) -> Iterator[Step]:
        """Show one step; an exception passes through, with a line that says which step failed."""
        step = Step(self, doing)
        try:
            yield step
        except BaseException:
            step.end(self._signs[2])
            raise
        step.end(self._signs[1])

    def write_passing(self, text: str) -> None:
        """Write a line that the next one replaces where the stream is a terminal."""
        line = f"  {self._signs[0]} {text}"
        self._write(line, "" if self._can_rewrite else "\n")
        self._passing = len(line) if self._can_rewrite else 0

    def write_last(self, text: str) -> None:
        """Write a line that stays."""
        self._write(f"  {text}", "\n")
        self._passing = 0

    def _write(self, line: str, ending: str) -> None:
        start = "\r" if self._passing else ""
        self._stream.write(f"{start}{line:<{self._passing}}{ending}")
        self._stream.flush()
