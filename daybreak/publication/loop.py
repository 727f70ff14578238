"""The publisher: watches the journal and the clock, and publishes when either says that something may have changed.

A failing page does not end it: the old release stays, the sentence is logged and shown by ``doctor``, and it tries
again at the next change, or a little later.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from django.db import DatabaseError, InterfaceError, close_old_connections, connections

from daybreak.core.journal.models import Entry
from daybreak.core.lib import clock
from daybreak.core.lib.errors import Refused
from daybreak.outputs.board.snapshot import one_board
from daybreak.publication.pages import changes_by_clock
from daybreak.publication.publish import publish
from daybreak.publication.store import CURRENT, Release

log = logging.getLogger("daybreak.publisher")

POLL_SECONDS = 0.5
LAST_LINES = 200
"""How many of the journal's last lines are compared. A line that commits late gets a lower number than one already
seen (PostgreSQL counts before it commits), so the highest number alone would miss it."""

FIRST_PAUSE, LONGEST_PAUSE = 2.0, 60.0


class Stopped(Exception):
    """The process was asked to end in the middle of a run."""


class Publisher:
    """The loop of one process. ``problem`` is a sentence while it cannot publish, ``release`` the last one."""

    def __init__(self) -> None:
        self.problem = ""
        self.release: Release | None = None
        self.published_at: datetime | None = None
        self._stop = threading.Event()
        self._seen: frozenset[int] | None = None
        self._next: datetime | None = None
        self._retry_at = 0.0
        self._pause = FIRST_PAUSE

    def stop(self) -> None:
        """End after the page under way. May be called from a signal handler."""
        self._stop.set()

    def run(self, *, published: Callable[[], None] = lambda: None) -> None:
        """Publish whenever something changed, until told to stop. *published* is called after each look."""
        log.info("publisher ready")
        while not self._stop.is_set():
            close_old_connections()
            self.turn()
            published()
            self._stop.wait(POLL_SECONDS)
        log.info("publisher stopped")

    def turn(self) -> bool:
        """Look once; publish if something may have changed. True if a new release came of it."""
        try:
            lines, at = _last_lines(), clock.now()
            if not self._due(lines, at):
                return False
            return self._publish(lines, at)
        except Stopped:
            return False
        except Refused as refused:
            self._fail(str(refused))
        except (DatabaseError, InterfaceError) as error:
            connections.close_all()
            first_line = (str(error).splitlines() or [type(error).__name__])[0]
            self._fail(f"The database does not answer the publisher ({first_line[:160]}).")
        except Exception as error:
            self._fail(f"The publication failed: {type(error).__name__}: {str(error)[:160]}")
        return False

    def _due(self, lines: frozenset[int], at: datetime) -> bool:
        """Whether the journal has a line we did not see, the clock passed a change or was moved back, or no site is."""
        if self.problem:
            return time.monotonic() >= self._retry_at or (self._seen is not None and bool(lines - self._seen))
        if self._seen is None or self.published_at is None or lines - self._seen:
            return True
        is_gone = not (settings.DAYBREAK.site / CURRENT).exists()  # moved or removed by hand
        return is_gone or at < self.published_at or (self._next is not None and at >= self._next)

    def _publish(self, lines: frozenset[int], at: datetime) -> bool:
        # Seen even where the run fails: a broken page is tried again after a pause, not in every turn.
        self._seen = lines
        began = time.monotonic()
        with one_board():
            release = publish(at, pause=self._end_if_asked)
            self.release, self.published_at, self._next = release, at, changes_by_clock(at)
        if self.problem:
            log.info("publishing works again")
        self.problem, self._pause = "", FIRST_PAUSE
        if release.new:
            took = time.monotonic() - began
            log.info("release %d published: %d files in %.1f s", release.number, len(release.files), took)
        return release.new

    def _fail(self, sentence: str) -> None:
        if sentence != self.problem:
            log.error("%s The release before stays; trying again.", sentence)
        self.problem = sentence
        self._retry_at = time.monotonic() + self._pause
        self._pause = min(self._pause * 2, LONGEST_PAUSE)

    def _end_if_asked(self) -> None:
        if self._stop.is_set():
            raise Stopped


def _last_lines() -> frozenset[int]:
    """Return the numbers of the journal's last lines."""
    return frozenset(Entry.objects.order_by("-pk").values_list("pk", flat=True)[:LAST_LINES])
