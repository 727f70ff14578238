"""What is forgotten of field reports: people's own words, 90 days after closing. The attempts stay."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from daybreak.core.journal.services import record
from daybreak.core.lib.actor import WORKER
from daybreak.core.lib.privacy import CONTACT_DAYS
from daybreak.domain.deliveries.models import FieldReport

AT_ONCE = 200


@transaction.atomic
def due(at: datetime) -> int:
    """Erase the words of reports of editions closed 90 days ago, some at a time: sealed text cannot be searched."""
    done = 0
    old = FieldReport.objects.filter(
        pledge__edition__closed_at__lt=at - timedelta(days=CONTACT_DAYS), forgotten_at=None
    )
    for report in old.order_by("received_at")[:AT_ONCE]:
        report.words, report.link, report.forgotten_at = "", None, at
        report.save(update_fields=["words", "link", "forgotten_at"])
        record("forget_words", report, actor=WORKER, at=at, fields=["words", "link"])
        done += 1
    return done
