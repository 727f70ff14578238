"""When everything is compared: once a day, in real time, and only when the journal has been quiet for a while."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from daybreak.core.journal.models import Entry
from daybreak.core.lib import clock
from daybreak.publication.memory import Comparison

EVERY = timedelta(hours=24)
QUIET = timedelta(minutes=20)


def is_due(last: Comparison | None) -> bool:
    """Whether it is time to compare the whole site with what updates made of it."""
    if last is not None and datetime.now(UTC) - last.at < EVERY:
        return False
    newest = Entry.objects.order_by("-pk").values_list("at", flat=True).first()
    return newest is None or abs(clock.now() - newest) >= QUIET
