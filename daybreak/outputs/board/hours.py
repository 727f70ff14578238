"""Moments of one city's day: its hour at the gate, when its results and its plans may show. Pure.

Days and hours are the city's wall time; what comes out are instants in UTC.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from daybreak.domain.campaigns.states import ResultsShow

NOON = time(12)
GATE = timedelta(hours=1)
"""How long a city stands at the gate when its plan does not say: noon local time was the classic rule."""

LATE_AFTER = timedelta(minutes=60)
HALF_HOUR = timedelta(minutes=30)
MORNING_AFTER = time(6)
"""When results show without a check-out: by six in the morning of the next day everybody is home."""


@dataclass(frozen=True)
class Window:
    """The hour at the gate: two instants in UTC, and whether we assumed it."""

    begins: datetime
    ends: datetime
    assumed: bool

    @property
    def late(self) -> datetime:
        """From when silence is late."""
        return self.ends + LATE_AFTER


def instant(day: date, hour: time, tz: tzinfo) -> datetime:
    """Return the UTC instant of a wall time; the first one where the clock shows it twice."""
    return datetime.combine(day, hour, tzinfo=tz).astimezone(UTC)


def _latest(day: date, hour: time, tz: tzinfo) -> datetime:
    """Return the last instant a wall time can mean: nobody is late in an hour that happens twice."""
    wall = datetime.combine(day, hour, tzinfo=tz)
    return max(wall.astimezone(UTC), wall.replace(fold=1).astimezone(UTC))


def gate_window(day: date, tz: tzinfo, gate_from: time | None = None, gate_until: time | None = None) -> Window:
    """Return the hour at the gate on *day*; an end before its begin lies on the next day."""
    if gate_from is None and gate_until is None:
        begins = instant(day, NOON, tz)
        return Window(begins, begins + GATE, assumed=True)
    if gate_from is None or gate_until is None or gate_from == gate_until:
        begins = instant(day, gate_from, tz) if gate_from else _latest(day, gate_until or NOON, tz) - GATE
        return Window(begins, begins + GATE, assumed=False)
    until_day = day + timedelta(days=1) if gate_until < gate_from else day
    return Window(instant(day, gate_from, tz), _latest(until_day, gate_until, tz), assumed=False)


def whole_day(day: date, tz: tzinfo) -> Window:
    """Return a city's day from midnight to midnight: a solidarity city has no gate, only a day."""
    return Window(instant(day, time(), tz), instant(day + timedelta(days=1), time(), tz), assumed=True)


def released_at(
    accepted_at: datetime,
    *,
    show: str,
    day: date | None,
    tried_on: date | None,
    tz: tzinfo,
    checked_out_at: datetime | None,
) -> datetime:
    """Return when an accepted attempt may be public, as ``ResultsShow`` says.

    *day* is the city's day, *tried_on* the attempt's own date: who comes back on another day is at the gate on that
    day, so the later of the two counts. Without any date (past editions) nothing holds it back.
    """
    if show == ResultsShow.AT_ONCE:
        return accepted_at
    if show == ResultsShow.HALF_HOUR:
        return accepted_at + HALF_HOUR
    days = [one for one in (day, tried_on) if one is not None]
    if not days:
        return accepted_at
    morning = instant(max(days) + timedelta(days=1), MORNING_AFTER, tz)
    home = min(morning, checked_out_at) if checked_out_at else morning
    return max(accepted_at, home)
