"""What the desk reads for values and spans of time."""

from __future__ import annotations

from datetime import timedelta
from typing import TypeVar

from django.db.models import TextChoices
from django.utils.translation import gettext as _

from daybreak.core.journal.models import Entry
from daybreak.core.lib.actor import ActorKind
from daybreak.domain.deliveries.outcomes import COUNTS, Count, Outcome
from daybreak.domain.people.models import DeskUser

_Choice = TypeVar("_Choice", bound=TextChoices)

_ICONS = {
    Count.DELIVERED: "o-hand",
    Count.LEFT: "o-bar",
    Count.SENT: "o-hand",
    Count.REFUSED: "o-ref",
    Count.OPEN: "s-not",
    Count.NONE: "s-sol",
}


def listed(values: list[str], choices: type[_Choice]) -> list[str]:
    """Return the words of the chosen values, in their order; a value that is on no list stands as it is."""
    return [_(str(choices(value).label)) if value in choices.values else value for value in values]


def icon_of(outcome: str) -> str:
    """Return the symbol of an outcome (a word always stands beside it)."""
    if outcome == Outcome.MAILBOX:
        return "o-box"
    return _ICONS[COUNTS[Outcome(outcome)]]


def span(length: timedelta) -> str:
    """Return a length of time in two units at most: "2 d 3 h", "5 h 20 min", "8 min"."""
    minutes = max(0, int(length.total_seconds() // 60))
    days, hours, minutes = minutes // 1440, minutes // 60 % 24, minutes % 60
    if days:
        return _("%(days)s d %(hours)s h") % {"days": days, "hours": hours}
    if hours:
        return _("%(hours)s h %(minutes)s min") % {"hours": hours, "minutes": minutes}
    return _("%(minutes)s min") % {"minutes": minutes}


def who_did(row_type: str, row_id: object) -> str:
    """Return the alias of the person of the desk behind a row's last line in the journal, or an empty text."""
    entries = Entry.objects.filter(row_type=row_type, row_id=str(row_id), actor_kind=ActorKind.DESK)
    actor = entries.order_by("-pk").values_list("actor_id", flat=True).first()
    user = DeskUser.objects.filter(pk=actor).first() if actor and actor.isdigit() else None
    return user.alias if user else ""
