"""What tests of deliveries share."""

from __future__ import annotations

import threading
import uuid
from collections.abc import Callable
from typing import Any

from django.db import connection

from daybreak.core.lib.actor import Actor, ActorKind
from daybreak.domain.deliveries.models import FieldReport
from daybreak.domain.deliveries.services import file_field_report
from daybreak.domain.pledges.models import Pledge
from tests.factories import AT

AMINA = Actor(ActorKind.FIELD_LINK, "amina's link")


def file_report(pledge: Pledge, **fields: Any) -> FieldReport:
    """Amina reports: handed over, just now."""
    defaults = {"link": None, "client_key": uuid.uuid4(), "outcome": "handed_over", "actor": AMINA, "at": AT}
    return file_field_report(pledge, **{**defaults, **fields})


def at_once(*doings: Callable[[], Any]) -> list[Any]:
    """Run all *doings* at the same moment, each with a database connection of its own; return results and errors."""
    barrier = threading.Barrier(len(doings))
    results: list[Any] = [None] * len(doings)

    def run(number: int) -> None:
        barrier.wait(timeout=10)
        try:
            results[number] = doings[number]()
        except Exception as error:
            results[number] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[number]) for number in range(len(doings))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return results
