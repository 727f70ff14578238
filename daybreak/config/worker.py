"""The worker: runs queued tasks, seals the journal and asks each noun what is due."""

from __future__ import annotations

import logging
import os
import signal
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from types import FrameType
from typing import Any, cast

from django.conf import settings
from django.db import DatabaseError, InterfaceError, close_old_connections, connections
from django_tasks.base import TaskContext, TaskResult

from daybreak.config import heartbeats
from daybreak.config.recurring import Recurring
from daybreak.config.sentences import sentence_of
from daybreak.config.task_queue import LEASE_SECONDS, Reaper, Taken, oldest_waiting_seconds, take
from daybreak.core.journal.services import seal_journal
from daybreak.core.lib import clock

log = logging.getLogger("daybreak.worker")

IDLE_SECONDS = 0.5
RECURRING_SECONDS = 5.0
BEATS_PER_LEASE = 4
DEADLINE_SECONDS = 300.0
"""A task that runs longer is stopped and counts as failed."""

LONGEST_PAUSE = 30.0


class TookTooLong(Exception):
    """A task ran over its deadline."""


class Worker:
    """One worker process. ``lease_seconds`` and ``deadline`` are shorter in tests only."""

    def __init__(self, *, lease_seconds: float = LEASE_SECONDS, deadline: float = DEADLINE_SECONDS) -> None:
        self.name = f"{socket.gethostname()}-{os.getpid()}-{os.urandom(4).hex()}"[:64]
        self._lease_seconds = lease_seconds
        self._deadline = deadline
        self._stop = threading.Event()
        self._current: Taken | None = None
        self._reaper = Reaper(lease_seconds=lease_seconds)
        self._recurring = Recurring()
        self._next_round = 0.0
        self._problem = ""

    def stop(self, signum: int = 0, frame: FrameType | None = None) -> None:
        """Finish the current task, then end. A signal handler."""
        self._stop.set()

    def run(self) -> None:
        """Work until told to stop."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self.stop)
        beating = threading.Thread(target=self._keep_beating, name="heartbeat", daemon=True)
        beating.start()
        log.info("worker ready")
        pause = IDLE_SECONDS
        while not self._stop.is_set():
            close_old_connections()
            try:
                busy = self.turn()
                pause, self._problem = IDLE_SECONDS, ""
            except (DatabaseError, InterfaceError) as error:
                busy, pause = False, min(pause * 2, LONGEST_PAUSE)
                self._away(error)
            if not busy:
                self._stop.wait(pause)
        beating.join(timeout=5.0)
        log.info("worker stopped")

    def run_until_idle(self) -> int:
        """Do everything that is ready and due, then return how many tasks were run."""
        count = 0
        while self.turn():
            count += 1
        return count

    def turn(self) -> bool:
        """Do the recurring work if its time has come, then at most one task. True if a task was run."""
        moment = time.monotonic()
        if moment >= self._next_round:
            self._round()
            self._next_round = time.monotonic() + RECURRING_SECONDS
        taken = take(self.name, now=datetime.now(UTC))
        if taken is None:
            return False
        self._current = taken
        try:
            self._perform(taken)
        finally:
            self._current = None
        return True

    def _round(self) -> None:
        real = datetime.now(UTC)
        if lost := self._reaper.reap(now=real):
            log.warning("%d task(s) of a worker that died are run again", lost)
        at = clock.now()
        self._recurring.run(at)
        seal_journal(at=at)

    def _perform(self, taken: Taken) -> None:
        try:
            with _deadline(self._deadline):
                _call(taken)
        except Exception as error:
            if not taken.fail(error, now=datetime.now(UTC)):
                log.warning("task %s failed after another worker had taken it over", taken.path)
            elif taken.is_final(error):
                log.error("task %s failed for good: %s", taken.path, type(error).__qualname__)
            else:
                log.warning("task %s failed (%s); attempt %d", taken.path, type(error).__qualname__, taken.attempt)
            return
        if not taken.succeed(now=datetime.now(UTC)):
            log.warning("task %s ended after another worker had taken it over", taken.path)

    def _away(self, error: Exception) -> None:
        problem = sentence_of(error) or f"The database refused: {type(error).__qualname__}."
        if problem != self._problem:
            log.error("%s", problem)
        self._problem = problem
        connections.close_all()

    def _keep_beating(self) -> None:
        """The heartbeat's thread: a sign of life in the home, and the lease of the task under way."""
        every = self._lease_seconds / BEATS_PER_LEASE
        while True:
            self._beat()
            if self._stop.wait(every) and self._current is None:
                break
            if self._stop.is_set():
                time.sleep(min(every, 0.5))  # the last task is still running: its lease must live
        connections.close_all()

    def _beat(self) -> None:
        words: dict[str, object] = {"worker": self.name, "at": datetime.now(UTC).isoformat(), "problem": self._problem}
        current = self._current
        try:
            if current is not None:
                current.renew(now=datetime.now(UTC))
            words["oldest waiting seconds"] = round(oldest_waiting_seconds(now=datetime.now(UTC)))
        except (DatabaseError, InterfaceError):
            connections.close_all()  # the working thread says what is wrong; this one tries again
        heartbeats.beat(settings.DAYBREAK.home, heartbeats.WORKER, words)


def _call(taken: Taken) -> None:
    task, result = taken.row.task, taken.row.task_result
    call: Callable[..., object] = task.call
    if task.takes_context:
        call(TaskContext(task_result=cast(TaskResult[Any], result)), *result.args, **result.kwargs)
    else:
        call(*result.args, **result.kwargs)


@contextmanager
def _deadline(seconds: float) -> Iterator[None]:
    """Raise ``TookTooLong`` in the main thread after so many seconds. Elsewhere signals cannot reach: no deadline."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def ring(signum: int, frame: FrameType | None) -> None:
        raise TookTooLong

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
