"""Tasks for the tests of the worker. Each writes what happened into a file of the home."""

import time
from pathlib import Path

from django.conf import settings
from django_tasks import task

from daybreak.core.lib.errors import Refused


def marks(name: str) -> Path:
    return Path(settings.DAYBREAK.home) / f"{name}.marks"


@task
def mark(name: str) -> None:
    with marks(name).open("a") as file:
        file.write("done\n")


@task
def slow_at_first(name: str) -> None:
    """The first attempt takes a minute, every later one no time."""
    is_first = not marks(name).exists()
    with marks(name).open("a") as file:
        file.write("begun\n")
    if is_first:
        time.sleep(60)


@task
def rather_slow(name: str) -> None:
    marks(name).write_text("begun\n")
    time.sleep(2)
    marks(name).write_text("done\n")


@task
def fail(name: str) -> None:
    raise ValueError(f"a secret of {name}")


@task
def refuse(name: str) -> None:
    raise Refused("No.")


@task(takes_context=True)
def count_attempts(context, name: str) -> None:
    marks(name).write_text(str(context.attempt))


def no_task() -> None:
    """Not decorated."""
