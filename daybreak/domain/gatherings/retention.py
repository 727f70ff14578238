"""What is forgotten of a gathering after it was held."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from daybreak.core.journal.services import record
from daybreak.core.lib.actor import WORKER
from daybreak.core.lib.privacy import CONTACT_DAYS
from daybreak.domain.gatherings.models import Gathering, Permit

MEETING_POINT_DAYS = 30


@transaction.atomic
def due(at: datetime) -> int:
    """Erase meeting points thirty days after the gathering's date (or the closing, where it has none).

    Permits are deleted ninety days after the closing.
    """
    before = at - timedelta(days=MEETING_POINT_DAYS)
    past = Gathering.objects.filter(date__lt=before.date()) | Gathering.objects.filter(
        date=None, edition__closed_at__lt=before
    )
    done = 0
    for gathering in past:
        if gathering.meeting_point:
            gathering.meeting_point = ""
            gathering.save(update_fields=["meeting_point"])
            record("forget_meeting_point", gathering, actor=WORKER, at=at, fields=["meeting_point"])
            done += 1
    for permit in Permit.objects.filter(gathering__edition__closed_at__lt=at - timedelta(days=CONTACT_DAYS)):
        record("forget_permit", permit, actor=WORKER, at=at, fields=["gathering", "state"])
        permit.delete()
        done += 1
    return done
