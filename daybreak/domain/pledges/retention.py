"""What is forgotten of coordinators: their parts, links and trust, and themselves, 90 days after closing.

Tables that were read and not made into pledges are forgotten after a week.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from daybreak.core.journal.services import record
from daybreak.core.lib.actor import WORKER
from daybreak.core.lib.privacy import CONTACT_DAYS
from daybreak.domain.people.models import Person
from daybreak.domain.people.services import erase_contact
from daybreak.domain.pledges.models import IMPORT_DAYS, ImportDraft, PledgePart, Trust


@transaction.atomic
def due(at: datetime) -> int:
    """Delete parts and links of editions closed 90 days ago, and erase people who have no part left.

    A person without any part is kept for 90 days after being added: an offer may still follow.
    """
    before = at - timedelta(days=CONTACT_DAYS)
    done = 0
    for part in PledgePart.objects.filter(pledge__edition__closed_at__lt=before):
        record("forget_part", part, actor=WORKER, at=at, fields=["pledge", "person", "role"])
        part.delete()
        done += 1
    for trust in Trust.objects.filter(until__lt=before):
        record("forget_trust", trust, actor=WORKER, at=at, fields=["person"])
        trust.delete()
        done += 1
    for person in Person.objects.filter(parts=None, erased_at=None, added_at__lt=before):
        erase_contact(person, actor=WORKER, at=at)
        done += 1
    for draft in ImportDraft.objects.filter(made_at__lt=at - timedelta(days=IMPORT_DAYS)).defer("content"):
        record("forget_import", draft, actor=WORKER, at=at, fields=["made_at"])
        draft.delete()
        done += 1
    return done
