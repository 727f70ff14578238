"""Time zones as readers meet them: an offset from UTC on one day."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from daybreak.domain.places.models import City

MINUS = "\N{MINUS SIGN}"


def offset_words(city: City, day: date | None) -> str:
    """Return a city's offset at noon of *day* (``UTC+2``, ``UTC−3:30``); the zone's name without a day."""
    if day is None:
        return city.zone.replace("_", " ")
    offset = datetime.combine(day, time(12), tzinfo=city.tz).utcoffset() or timedelta()
    minutes = round(offset.total_seconds() / 60)
    if minutes == 0:
        return "UTC"
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'+' if minutes > 0 else MINUS}{hours}" + (f":{rest:02}" if rest else "")
