"""Recurring work: what the worker asks each noun for, every few seconds. There is no cron.

Each name is a function ``(at: datetime) -> int``: it does what is due at the domain moment ``at`` and returns how
much it did. Doing it twice must do nothing more.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from datetime import datetime

from django.db import InterfaceError, OperationalError
from django.utils.module_loading import import_string

log = logging.getLogger("daybreak.worker")

Due = Callable[[datetime], int]

DUE = (
    "daybreak.config.task_queue.forget_finished",
    "daybreak.core.journal.retention.due",
    "daybreak.domain.people.retention.due",
    "daybreak.domain.missions.retention.due",
    "daybreak.domain.campaigns.retention.due",
    "daybreak.domain.gatherings.retention.due",
    "daybreak.domain.deliveries.retention.due",
    "daybreak.domain.pledges.retention.due",
)
"""Dotted names, in the order they are asked."""


class Recurring:
    """Asks every name in turn. One that fails does not keep the others from their work."""

    def __init__(self, names: Sequence[str] = DUE) -> None:
        self._names = names
        self._said: dict[str, str] = {}

    def run(self, at: datetime) -> int:
        """Do what is due at *at*. Return how much was done. A database that is away ends the round."""
        done = 0
        for name in self._names:
            due: Due = import_string(name)
            try:
                done += due(at)
                self._said.pop(name, None)
            except (OperationalError, InterfaceError):
                raise
            except Exception as error:
                self._complain(name, error)
        return done

    def _complain(self, name: str, error: Exception) -> None:
        """Log a failure once, not every few seconds; the message may repeat what somebody wrote, so it stays out."""
        what = type(error).__qualname__
        if self._said.get(name) != what:
            self._said[name] = what
            places = error.__traceback__
            while places is not None and places.tb_next is not None:
                places = places.tb_next
            line = f"{places.tb_frame.f_code.co_filename}:{places.tb_lineno}" if places else "unknown place"
            log.error("recurring work %s failed with %s at %s; it is tried again", name, what, line)
