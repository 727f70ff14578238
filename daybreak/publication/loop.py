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

from daybreak.core.lib import clock
from daybreak.core.lib.errors import Refused
from daybreak.core.lib.one_run import one_run
from daybreak.domain.campaigns.hold import PublicationHold
from daybreak.publication.clockwork import next_by_clock
from daybreak.publication.memory import Memory, recall
from daybreak.publication.nightly import is_due
from daybreak.publication.publish import Run, compare, update
from daybreak.publication.store import CURRENT, Release

log = logging.getLogger("daybreak.publisher")

POLL_SECONDS = 0.25
LOOK_SECONDS = 1.0
"""How often a comparison looks whether it is in the way of news."""

FIRST_PAUSE, LONGEST_PAUSE = 2.0, 60.0


class Stopped(Exception):
    """The process was asked to end in the middle of a run."""


class NewsFirst(Exception):
    """Something changed while everything was compared: that goes first."""


class Publisher:
    """The loop of one process. ``problem`` is a sentence while it cannot publish, ``release`` the last one."""

    def __init__(self) -> None:
        self.problem = ""
        self.release: Release | None = None
        self.published_at: datetime | None = None
        self.held = False
        self._memory: Memory | None = None
        self._stop = threading.Event()
        self._tried: frozenset[int] = frozenset()
        self._next: datetime | None = None
        self._retry_at = 0.0
        self._pause = FIRST_PAUSE
        self._looked_at = 0.0

    def stop(self) -> None:
        """End after the page under way. May be called from a signal handler."""
        self._stop.set()

    def run(self, *, published: Callable[[], None] = lambda: None) -> None:
        """Publish whenever something changed, until told to stop. *published* is called after each look."""
        log.info("publisher ready")
        while not self._stop.is_set():
            close_old_connections()
            if not self.turn():
                self.compare_if_due()
            published()
            self._stop.wait(POLL_SECONDS)
        log.info("publisher stopped")

    def turn(self) -> bool:
        """Look once; publish if something may have changed. True if a new release came of it."""
        return self._guarded(self._turn)

    def compare_if_due(self) -> bool:
        """Once a day, when nothing has happened for a while: compare everything. True if it was done to the end."""
        return self._guarded(self._compare)

    def _guarded(self, look: Callable[[], bool]) -> bool:
        try:
            return look()
        except (Stopped, NewsFirst):
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

    def _turn(self) -> bool:
        unread, at = self._unread(), clock.now()
        if not self._due(unread, at):
            return False
        # Remembered even where the run fails: a broken page is tried again after a pause, not in every turn.
        self._tried = unread
        began = time.monotonic()
        with one_run():
            run = update(at, pause=self._end_if_asked)
            self._next = next_by_clock(at)
        self._published(run, at)
        if run.release is None or not run.release.new:
            return False
        self._tell(run, run.release, time.monotonic() - began)
        return True

    def _published(self, run: Run, at: datetime) -> None:
        if self.problem:
            log.info("publishing works again")
        self.problem, self._pause, self._tried = "", FIRST_PAUSE, frozenset()
        if run.held and not self.held:
            log.info("publication is held")
        self.release, self.published_at, self._memory, self.held = run.release, at, run.memory, run.held

    def _tell(self, run: Run, release: Release, took: float) -> None:
        what = "the whole site" if run.whole else f"{run.rendered} pages made anew"
        what += ", for something was withdrawn; all else is held" if run.held else ""
        log.info("release %d published: %s; %d files, %.1f s", release.number, what, len(release.files), took)

    def _unread(self) -> frozenset[int]:
        """Return the journal's lines that are not published yet: none before the first run, which is whole."""
        return self._memory.unread() if self._memory is not None else frozenset()

    def _due(self, unread: frozenset[int], at: datetime) -> bool:
        """Whether the journal has a line we did not publish, the clock passed a change or went back, or no site is."""
        if self.problem:
            return time.monotonic() >= self._retry_at or bool(unread - self._tried)
        if unread or self.published_at is None:
            return True
        if self.held:
            return self._memory is None and PublicationHold.objects.standing() is None
        is_gone = not (settings.DAYBREAK.site / CURRENT).exists()  # moved or removed by hand
        return is_gone or at < self.published_at or (self._next is not None and at >= self._next)

    def _compare(self) -> bool:
        memory = self._memory
        if memory is None or self.problem or self.held or not is_due(memory.compared):
            return False
        compared = compare(clock.now(), pause=self._end_for_news)
        self._memory = recall(settings.DAYBREAK.site)
        if compared is None:
            return False
        if compared.missed:
            shown = ", ".join(compared.missed[:5])
            log.error("%d of %d files were out of date and are mended: %s", len(compared.missed), compared.files, shown)
        else:
            log.info("compared: all %d files are as a whole run makes them", compared.files)
        return True

    def _fail(self, sentence: str) -> None:
        if sentence != self.problem:
            log.error("%s The release before stays; trying again.", sentence)
        self.problem = sentence
        self._retry_at = time.monotonic() + self._pause
        self._pause = min(self._pause * 2, LONGEST_PAUSE)

    def _end_if_asked(self) -> None:
        if self._stop.is_set():
            raise Stopped

    def _end_for_news(self) -> None:
        self._end_if_asked()
        if time.monotonic() - self._looked_at >= LOOK_SECONDS:
            self._looked_at = time.monotonic()
            if self._unread() or (self._next is not None and clock.now() >= self._next):
                raise NewsFirst
