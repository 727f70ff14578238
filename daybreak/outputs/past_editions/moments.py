"""Dates and hours as documents write them, and back. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, tzinfo

_DATE = re.compile(r"(\d{4}-\d{2}-\d{2})(?:$|(?=[T\s,]))")
_CLOCK = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2}))?")
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2})?(Z|[+-]\d{2}:\d{2})?")


@dataclass(frozen=True)
class When:
    """A local date and hour as far as they are known. *rest* is the whole text where a part of it stays words."""

    date: date | None = None
    time: time | None = None
    rest: str = ""


def read_date(text: str) -> date | None:
    """Return the date of an ISO text (``2018-09-24``), or None."""
    try:
        return date.fromisoformat(text) if _DATE.fullmatch(text) else None
    except ValueError:
        return None


def read_clock(text: str) -> time | None:
    """Return the hour of ``14:00`` or ``9:30:15``, or None."""
    found = _CLOCK.fullmatch(text.strip())
    try:
        return _time(*found.groups("0")) if found else None
    except ValueError:
        return None


def _time(hour: str, minute: str, second: str) -> time:
    return time(int(hour), int(minute), int(second))


def read_when(text: str, *, day: date | None, zone: tzinfo | None) -> When:
    """Return what *text* says: ``2015-09-24T20:00``, ``2015-09-24``, ``20:00`` (on *day*), or words.

    A moment with an offset is put on the clock of *zone*. Of "2022-09-30 afternoon" the date is understood and
    the whole text kept.
    """
    text = text.strip()
    if _MOMENT.fullmatch(text):
        try:
            moment = datetime.fromisoformat(text)
            local = moment.astimezone(zone) if moment.tzinfo else moment
            return When(local.date(), local.time().replace(tzinfo=None))
        except (ValueError, OverflowError):
            pass  # an hour no clock shows: the date alone may still be good
    if (clock := read_clock(text)) is not None:
        return When(day, clock) if day else When(rest=text)
    found = _DATE.match(text)
    day_given = read_date(found[1]) if found else None
    whole = found is not None and found[0] == text
    return When(day_given, None, "" if day_given and whole else text)


def write_clock(clock: time | None) -> str | None:
    """Return ``14:00``, or ``14:00:30`` where there are seconds."""
    return None if clock is None else clock.isoformat("seconds" if clock.second else "minutes")


def write_when(when: When) -> str | None:
    """Return a text that ``read_when`` reads as the same."""
    if when.rest:
        return when.rest
    if when.date is None:
        return None
    return when.date.isoformat() + (f"T{write_clock(when.time)}" if when.time else "")
