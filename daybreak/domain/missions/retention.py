"""What is forgotten of the directory: the words of those who told us that a field is wrong."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from daybreak.core.journal.services import record
from daybreak.core.lib.actor import WORKER
from daybreak.core.lib.privacy import CONTACT_DAYS
from daybreak.domain.missions.models import Dispute


@transaction.atomic
def due(at: datetime) -> int:
    """Erase the words of a dispute 90 days after they were said. That there was one, and how it ended, stays."""
    done = 0
    for dispute in Dispute.objects.filter(flagged_at__lt=at - timedelta(days=CONTACT_DAYS)):
        if dispute.words:
            dispute.words = ""
            dispute.save(update_fields=["words"])
            record("forget_words", dispute, actor=WORKER, at=at, fields=["words"])
            done += 1
    return done
