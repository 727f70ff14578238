"""The rehearsal's day as a list of steps, in the order of the world's clocks. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

FIRST_ZONE = ZoneInfo("Pacific/Kiritimati")
"""Where the day begins: UTC+14."""

MORNING = time(6)
EVENING = time(22)


class Does(StrEnum):
    """What happens at a step."""

    BEGIN = "the first morning"
    REPORT = "a coordinator reports from the gate"
    ACCEPT = "the desk accepts the report"
    CHECK = "a second person of the desk agrees"
    RECORD = "the desk records what a document tells"
    END = "the last evening"


@dataclass(frozen=True, order=True)
class Step:
    """One moment (UTC) of the play. ``city`` is the pledge's city id; ``report`` what the phone sends."""

    at: datetime
    does: Does = field(compare=False)
    city: int = field(default=0)
    report: Mapping[str, Any] = field(default_factory=dict, compare=False)


def steps_of(city: int, zone: str, day: date, reports: Sequence[Mapping[str, Any]]) -> Iterator[Step]:
    """Yield the steps of one city: each report at its local hour, then the desk's, by the minutes it takes."""
    for report in reports:
        sent = datetime.combine(day, report["hour"], tzinfo=ZoneInfo(zone)).astimezone(UTC)
        yield Step(sent, Does.REPORT, city, report)
        if "accept" in report:
            accepted = sent + timedelta(minutes=report["accept"])
            yield Step(accepted, Does.ACCEPT, city)
            if "check" in report:
                yield Step(accepted + timedelta(minutes=report["check"]), Does.CHECK, city)


def first_morning(day: date) -> datetime:
    """Return 06:00 of *day* where it begins first on Earth."""
    return datetime.combine(day, MORNING, tzinfo=FIRST_ZONE).astimezone(UTC)


def last_evening(day: date, zones: Sequence[str]) -> datetime:
    """Return 22:00 of *day* in the last of *zones*."""
    return max(datetime.combine(day, EVENING, tzinfo=ZoneInfo(zone)).astimezone(UTC) for zone in zones)
