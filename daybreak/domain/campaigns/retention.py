"""What is forgotten of a city's plan after the edition closed."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from daybreak.core.journal.services import record
from daybreak.core.lib.actor import WORKER
from daybreak.core.lib.privacy import CONTACT_DAYS
from daybreak.domain.campaigns.models import CityPlan


@transaction.atomic
def due(at: datetime) -> int:
    """Erase the desk's notes 90 days after closing."""
    done = 0
    for plan in CityPlan.objects.filter(edition__closed_at__lt=at - timedelta(days=CONTACT_DAYS)):
        if plan.desk_note:
            plan.desk_note = ""
            plan.save(update_fields=["desk_note"])
            record("forget_desk_note", plan, actor=WORKER, at=at, fields=["desk_note"])
            done += 1
    return done
