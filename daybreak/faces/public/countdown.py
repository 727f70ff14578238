"""How far off the day is, in words, and when these words change. Pure: a date and a moment, no clock.

A date lasts fifty hours on Earth: while it is that date anywhere, it is "today, somewhere on Earth".
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from daybreak.core.look.templatetags.look import spelled
from daybreak.faces.public.horizon import fifty_hours

ONE_DAY = timedelta(days=1)


def countdown(day: date | None, at: datetime) -> str:
    """Return *in twelve days*, *tomorrow*, *today, somewhere on Earth* or *the day is over*; "" without a date."""
    if day is None:
        return ""
    begins, ends = fifty_hours(day)
    if at >= ends:
        return _("the day is over")
    if at >= begins:
        return _("today, somewhere on Earth")
    days = (day - at.astimezone(UTC).date()).days
    if days <= 1:
        return _("tomorrow")
    return ngettext("in %(number)s day", "in %(number)s days", days) % {"number": spelled(days)}


def countdown_changes(day: date | None, at: datetime) -> datetime | None:
    """Return the next moment after *at* at which ``countdown`` says something else; None when it never will.

    Days are counted by the date in UTC; the last of them ends where the date begins, fourteen hours before UTC.
    """
    if day is None:
        return None
    begins, ends = fifty_hours(day)
    if at >= begins:
        return ends if at < ends else None
    midnight = datetime.combine(at.astimezone(UTC).date(), time(), tzinfo=UTC) + ONE_DAY
    return min(midnight, begins)


def is_today(day: date | None, at: datetime) -> bool:
    """Whether it is that date somewhere on Earth."""
    if day is None:
        return False
    begins, ends = fifty_hours(day)
    return begins <= at < ends
