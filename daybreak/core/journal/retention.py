"""What the journal forgets, and when: the link to the actor dies, the entry and the chain stay."""

from __future__ import annotations

from datetime import datetime, timedelta

from daybreak.core.journal.models import ACTOR_DAYS, Entry


def due(at: datetime) -> int:
    """Erase the actor's id of entries older than two years. (It stands outside the commitment for this reason.)"""
    return Entry.objects.filter(at__lt=at - timedelta(days=ACTOR_DAYS)).exclude(actor_id="").update(actor_id="")
