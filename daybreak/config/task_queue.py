"""Taking tasks from the table of django-tasks-db, and giving back those of workers that died.

Everything is a conditional UPDATE on one row: right on both databases, and on SQLite it never holds the lock
longer than one write. (The package's own worker takes BEGIN EXCLUSIVE for every look, also when there is no work.)

A taken row's ``run_after`` is its **lease**: the owner keeps moving it forward. Who looks on gives the row back
only after having seen the same lease for ``LEASE_SECONDS`` of its own monotonic clock, so that neither a wrong
wall clock nor a laptop that slept can make two workers run one task.
"""

from __future__ import annotations

import random
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from daybreak.core.lib.errors import Refused

LEASE_SECONDS = 15.0
MOST_ATTEMPTS = 3
BACKOFF_SECONDS = (10.0, 60.0)
"""Waiting time after the first and the second failure, each up to a fifth longer so that tasks do not march in step."""

FINISHED_DAYS = 30
"""How long a finished row stays to be looked at (privacy registry: 30 days)."""

_CANDIDATES = 5
_FINISHED = (TaskResultStatus.SUCCESSFUL, TaskResultStatus.FAILED)


class WorkerLost(Exception):
    """The worker that ran the task died. Only its name is ever used, as the reason of a failure."""


@dataclass(frozen=True)
class Taken:
    """A row this worker owns. ``began`` is the moment of taking and the proof of ownership."""

    id: UUID
    path: str
    attempt: int
    began: datetime
    row: DBTaskResult[Any, Any]

    def is_final(self, error: BaseException) -> bool:
        """Whether this failure is the last: a verb that refused will refuse again."""
        return isinstance(error, Refused) or self.attempt >= MOST_ATTEMPTS

    def _mine(self) -> QuerySet[DBTaskResult[Any, Any]]:
        return DBTaskResult.objects.filter(pk=self.id, status=TaskResultStatus.RUNNING, started_at=self.began)

    def renew(self, *, now: datetime) -> bool:
        """Move the lease forward. False if the row is no longer ours."""
        return bool(self._mine().update(run_after=now + timedelta(seconds=LEASE_SECONDS)))

    def succeed(self, *, now: datetime) -> bool:
        """Mark the task as done. What it returned is not kept: results are rows of the nouns."""
        return bool(
            self._mine().update(
                status=TaskResultStatus.SUCCESSFUL, finished_at=now, exception_class_path="", traceback=""
            )
        )

    def fail(self, error: BaseException, *, now: datetime) -> bool:
        """Queue the task again, or mark it as failed after the last attempt, or at once if a verb refused.

        Only the exception's class and the places in the code are kept: a message may repeat what somebody wrote.
        """
        what = {
            "exception_class_path": f"{type(error).__module__}.{type(error).__qualname__}",
            "traceback": "".join(traceback.format_tb(error.__traceback__)),
        }
        if self.is_final(error):
            return bool(self._mine().update(status=TaskResultStatus.FAILED, finished_at=now, **what))
        wait = BACKOFF_SECONDS[self.attempt - 1] * random.uniform(1.0, 1.2)  # noqa: S311  # not a secret
        later = now + timedelta(seconds=wait)
        return bool(self._mine().update(status=TaskResultStatus.READY, run_after=later, **what))


def take(worker: str, *, now: datetime) -> Taken | None:
    """Take the next task that is ready, or None. Two workers never get the same one."""
    for row in DBTaskResult.objects.ready()[:_CANDIDATES]:
        unchanged = DBTaskResult.objects.filter(
            pk=row.pk, status=TaskResultStatus.READY, run_after=row.run_after, started_at=row.started_at
        )
        row.status, row.started_at, row.worker_ids = TaskResultStatus.RUNNING, now, [*row.worker_ids, worker]
        row.run_after = now + timedelta(seconds=LEASE_SECONDS)
        if unchanged.update(status=row.status, started_at=now, worker_ids=row.worker_ids, run_after=row.run_after):
            return Taken(row.pk, row.task_path, len(row.worker_ids), now, row)
    return None


def oldest_waiting_seconds(*, now: datetime) -> float:
    """Return for how long the oldest task that could run has waited; 0 if none waits."""
    oldest = DBTaskResult.objects.ready().order_by("enqueued_at").values_list("enqueued_at", "run_after").first()
    if oldest is None:
        return 0.0
    enqueued_at, run_after = oldest
    since = enqueued_at if run_after > now else max(enqueued_at, run_after)
    return max(0.0, float((now - since).total_seconds()))


def forget_finished(at: datetime) -> int:
    """Delete rows that finished ``FINISHED_DAYS`` ago, by real time: a rehearsal's clock may be years away."""
    before = datetime.now(UTC) - timedelta(days=FINISHED_DAYS)
    old = DBTaskResult.objects.filter(status__in=_FINISHED, finished_at__lt=before)
    return old.delete()[0] if old.exists() else 0


class Reaper:
    """Gives back the tasks of dead workers. It remembers which lease it saw since when."""

    def __init__(
        self, *, lease_seconds: float = LEASE_SECONDS, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        self._lease_seconds = lease_seconds
        self._monotonic = monotonic
        self._seen: dict[UUID, tuple[datetime, float]] = {}

    def reap(self, *, now: datetime) -> int:
        """Look once. Return how many tasks were given back or marked as failed."""
        moment = self._monotonic()
        seen: dict[UUID, tuple[datetime, float]] = {}
        given_back = 0
        for row in DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING):
            lease, since = self._seen.get(row.pk, (row.run_after, moment))
            if lease != row.run_after:
                lease, since = row.run_after, moment
            if moment - since >= self._lease_seconds:
                given_back += self._give_back(row, now)
            else:
                seen[row.pk] = (lease, since)
        self._seen = seen
        return given_back

    @staticmethod
    def _give_back(row: DBTaskResult[Any, Any], now: datetime) -> int:
        lost = {"exception_class_path": f"{WorkerLost.__module__}.{WorkerLost.__qualname__}", "traceback": ""}
        unchanged = DBTaskResult.objects.filter(
            pk=row.pk, status=TaskResultStatus.RUNNING, started_at=row.started_at, run_after=row.run_after
        )
        if len(row.worker_ids) >= MOST_ATTEMPTS:
            return unchanged.update(status=TaskResultStatus.FAILED, finished_at=now, **lost)
        return unchanged.update(status=TaskResultStatus.READY, run_after=now, **lost)
