"""Verbs that hold publication and let it go on."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from daybreak.core.journal.services import record
from daybreak.core.lib.actor import Actor
from daybreak.core.lib.errors import Refused
from daybreak.domain.campaigns.hold import PublicationHold


class HoldRefused(Refused):
    """Publication is held already, or was resumed by somebody else."""


@transaction.atomic
def hold_publication(*, reason: str, actor: Actor, at: datetime) -> PublicationHold:
    """Hold the whole public site. What is withdrawn meanwhile still goes out (publication/withdrawing.py).

    :raises HoldRefused: without a reason, or where a hold stands already.
    """
    words = reason.strip()
    if not words:
        raise HoldRefused(_("Say why publication is held: whoever takes over from you must know."))
    try:
        with transaction.atomic():
            hold = PublicationHold.objects.create(held_at=at, reason=words[:200])
    except IntegrityError:
        raise HoldRefused(_("Publication is held already.")) from None
    record("hold_publication", hold, actor=actor, at=at, fields=["held_at", "reason"])
    return hold


@transaction.atomic
def resume_publication(hold: PublicationHold, *, actor: Actor, at: datetime) -> PublicationHold:
    """Let publication go on: all that changed meanwhile goes out at the publisher's next look.

    :raises HoldRefused: if it goes on already.
    """
    if not PublicationHold.objects.filter(pk=hold.pk, resumed_at=None).update(resumed_at=at):
        raise HoldRefused(_("Publication goes on already."))
    hold.resumed_at = at
    record("resume_publication", hold, actor=actor, at=at, fields=["resumed_at"])
    return hold
