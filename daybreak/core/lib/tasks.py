"""Queueing work for the worker, as a row of the caller's transaction.

A verb names the task by its dotted path: tasks import services, so services cannot import tasks. The test
``tests/config/test_recurring.py`` resolves every path that stands in the source.
"""

from __future__ import annotations

from datetime import datetime

from django.utils.module_loading import import_string
from django_tasks.base import Task


class NotATask(TypeError):
    """The dotted path names something that is not decorated with ``@task``."""


def enqueue(path: str, *ids: str | int, run_after: datetime | None = None) -> None:
    """Queue the task at *path* with row ids as its arguments; never with anything that says who somebody is.

    ``run_after`` is real time. The task may run more than once (a worker can die): it must be idempotent.
    """
    task = import_string(path)
    if not isinstance(task, Task):
        raise NotATask(f"{path} is no task: decorate it with @task.")
    (task.using(run_after=run_after) if run_after else task).enqueue(*ids)
