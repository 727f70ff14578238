"""The horizon: the fifty hours of one date on Earth as one line, inked as far as the last word on the page.

A date begins at UTC+14 and ends at UTC-12. Positions are hundredths of the line's width, so that it fits any
width; on a page that runs from right to left they are mirrored.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from django.utils.translation import get_language_bidi

from daybreak.faces.public.scope import Scope
from daybreak.outputs.board.shape import BoardRow

FIFTY_HOURS = timedelta(hours=50)
CROWDED, TOUCHING, ROOM = 24.0, 15.0, 8.0
"""Hundredths of the line. A word nearer to an end than this leaves no room for the end's own on a small page, on any
page; and must begin or end at its place instead of standing about it."""
BEFORE_UTC = timedelta(hours=14)


@dataclass(frozen=True)
class Horizon:
    """``inked`` is where the last word stands, None before the date begins. ``burning``: the date is not over.

    ``anchor`` says on which side of its place the word stands. ``crowded``: a class for the label at each end, left and
    right of the line: empty, ``near`` (no room on a small page) or ``over`` (none on any).
    """

    begins: datetime
    ends: datetime
    inked: str | None
    burning: bool
    word: datetime
    noons: list[str]
    midnights: list[str]
    first: str
    last: str
    anchors: tuple[str, str]
    anchor: str
    crowded: tuple[str, str]


def fifty_hours(day: date) -> tuple[datetime, datetime]:
    """Return when *day* begins on Earth (midnight at UTC+14) and when it has ended everywhere (UTC-12), in UTC."""
    begins = datetime.combine(day, time(), tzinfo=UTC) - BEFORE_UTC
    return begins, begins + FIFTY_HOURS


def horizon_of(day: date, rows: Iterable[BoardRow], *, word: datetime, over: bool, mirrored: bool) -> Horizon:
    """Draw the date *day* with the noon of every city that acts on it. *word* is the last change of the page."""
    begins, ends = fifty_hours(day)

    def share(moment: datetime) -> float:
        done = (moment - begins) / FIFTY_HOURS * 100
        return 100 - done if mirrored else done

    def place(moment: datetime) -> str:
        return f"{share(moment):.2f}%"

    noons = {datetime.combine(day, time(12), tzinfo=row.city.tz).astimezone(UTC) for row in rows if row.day == day}
    burning = begins <= word < ends and not over
    inked = ends if over or word >= ends else word
    midnights = [begins + BEFORE_UTC, begins + BEFORE_UTC + timedelta(days=1)]
    left, right = ("end", "start") if mirrored else ("start", "end")
    across = share(word)
    ends_crowded = (_crowded(across), _crowded(100 - across)) if burning else ("", "")
    return Horizon(
        begins=begins,
        ends=ends,
        inked=place(inked) if inked > begins else None,
        burning=burning,
        word=word,
        noons=[place(noon) for noon in sorted(noons)],
        midnights=[place(moment) for moment in midnights],
        first=place(begins),
        last=place(ends),
        anchors=(left, right),
        anchor="start" if across < ROOM else "end" if across > 100 - ROOM else "middle",
        crowded=ends_crowded[::-1] if mirrored else ends_crowded,
    )


def _crowded(apart: float) -> str:
    if apart >= CROWDED:
        return ""
    return "near" if apart >= TOUCHING else "over"


def horizon_on(scope: Scope, rows: Iterable[BoardRow], word: datetime) -> Horizon | None:
    """Return the horizon of the edition's date for a page whose last change is *word*; None without a date."""
    if scope.edition.date is None:
        return None
    return horizon_of(scope.edition.date, rows, word=word, over=scope.over, mirrored=get_language_bidi())
