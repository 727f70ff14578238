"""The horizon: the fifty hours of one date on Earth as one line, inked as far as the last word on the page.

A date begins at UTC+14 and ends at UTC-12. Positions are hundredths of the line's width, so that it fits any
width; on a page that runs from right to left they are mirrored.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from django.utils.translation import get_language_bidi

from daybreak.domain.campaigns.states import EditionState
from daybreak.faces.public.scope import Scope
from daybreak.outputs.board.shape import BoardRow

FIFTY_HOURS = timedelta(hours=50)
BEFORE_UTC = timedelta(hours=14)


@dataclass(frozen=True)
class Horizon:
    """``inked`` is where the last word stands, None before the date begins. ``burning``: the date is not over."""

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


def horizon_of(day: date, rows: Iterable[BoardRow], *, word: datetime, over: bool, mirrored: bool) -> Horizon:
    """Draw the date *day* with the noon of every city that acts on it. *word* is the last change of the page."""
    begins = datetime.combine(day, time(), tzinfo=UTC) - BEFORE_UTC
    ends = begins + FIFTY_HOURS

    def place(moment: datetime) -> str:
        share = (moment - begins) / FIFTY_HOURS * 100
        return f"{100 - share if mirrored else share:.2f}%"

    noons = {datetime.combine(day, time(12), tzinfo=row.city.tz).astimezone(UTC) for row in rows if row.day == day}
    burning = begins <= word < ends and not over
    inked = ends if over or word >= ends else word
    midnights = [begins + BEFORE_UTC, begins + BEFORE_UTC + timedelta(days=1)]
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
        anchors=("end", "start") if mirrored else ("start", "end"),
    )


def horizon_on(scope: Scope, rows: Iterable[BoardRow], word: datetime) -> Horizon | None:
    """Return the horizon of the edition's date for a page whose last change is *word*; None without a date."""
    if scope.edition.date is None:
        return None
    over = scope.edition.state in {EditionState.CLOSED, EditionState.ARCHIVED}
    return horizon_of(scope.edition.date, rows, word=word, over=over, mirrored=get_language_bidi())
