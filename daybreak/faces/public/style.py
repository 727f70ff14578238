"""The style page of a rehearsal: colours, type, states and components in one place, made from the real partials.

All it shows is invented and stands here; nothing of it is read from rows but the edition's name.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from daybreak.core.lib import clock
from daybreak.core.look.contrast import contrasts, themes
from daybreak.core.look.land import WORLD
from daybreak.core.look.signs import SIGNS
from daybreak.domain.campaigns.models import Target
from daybreak.domain.campaigns.states import FigureKind
from daybreak.domain.deliveries.outcomes import COUNTS, Channel, Count, Obstacle, Outcome, Proof
from daybreak.domain.places.models import City
from daybreak.faces.public.drawings import world_of
from daybreak.faces.public.figures import Told
from daybreak.faces.public.horizon import horizon_of
from daybreak.faces.public.lines import NO_WORD, Line, figures_of, lands_of, lines_of, news_of
from daybreak.faces.public.scope import Scope, page, show
from daybreak.faces.public.story import story_of
from daybreak.outputs.board.shape import AttemptLine, BoardRow, BoardState, Gate, Totals

DAY = date(2018, 9, 24)
WORD = datetime(2018, 9, 24, 15, 50, tzinfo=UTC)
SIZES = ("t5", "t4", "t3", "t2", "t1", "t0", "t-1")
SAMPLES = (
    ("en", "ltr", "On one day, one letter goes to every door."),
    ("ko", "ltr", "하루 동안 한 통의 편지가 모든 문으로 갑니다."),
    ("ar", "rtl", "في يوم واحد تصل رسالة واحدة إلى كل باب."),
)
"""An invented sentence in three scripts: language, direction, words."""


@dataclass(frozen=True)
class _Town:
    """An invented town: name, country, where it lies, its zone, its state, and what came of the letter."""

    name: str
    country: str
    latitude: float
    longitude: float
    zone: str
    state: BoardState
    outcomes: tuple[Outcome, ...] = ()
    open_now: bool = False
    solidarity: bool = False


TOWNS = (
    _Town("Eastharbour", "JP", 36, 140, "Asia/Tokyo", BoardState.CHECKED, (Outcome.MAILBOX, Outcome.DESTROYED)),
    _Town("Southgate", "ZA", -26, 28, "Africa/Johannesburg", BoardState.REPORTED, (Outcome.REFUSED,)),
    _Town("Northbridge", "FI", 60, 25, "Europe/Helsinki", BoardState.AWAITING),
    _Town("Lakeside", "US", 42, -88, "America/Chicago", BoardState.NOT_YET, open_now=True),
    _Town("Westmeadow", "US", 38, -121, "America/Los_Angeles", BoardState.NOT_YET),
    _Town("Highfield", "PE", -12, -76, "America/Lima", BoardState.AWAITING, solidarity=True),
)


@page
def style(request: HttpRequest, scope: Scope) -> HttpResponse:
    """Everything the pages are made of. :raises Http404: outside a rehearsal."""
    if clock.rehearsal() is None:
        raise Http404
    lines = lines_of(scope, [_row(number, town) for number, town in enumerate(TOWNS, 1)])
    day, night = themes()
    context = {
        "tokens": [(name, colour, night[name]) for name, colour in day.items()],
        "contrasts": contrasts(),
        "sizes": SIZES,
        "samples": SAMPLES,
        "signs": tuple(SIGNS),
        **_components(scope, lines),
        **_board(lines),
    }
    return show(request, scope, "style", context, as_of=WORD)


def _components(scope: Scope, lines: list[Line]) -> dict[str, Any]:
    counted = _totals()
    rows = [line.row for line in lines]
    return {
        "countdown": "in twelve days",
        "horizon": horizon_of(DAY, rows, word=WORD, over=False, mirrored=False),
        "totals": counted,
        "figures": figures_of(counted, over=False),
        "told": [_told()],
        "news": news_of(lines, limit=3),
        "story": story_of(lines),
        "lands": lands_of(scope, lines),
        "key": tuple(SIGNS),
        "world": world_of(WORLD, lines, WORD, insets=True),
    }


def _board(lines: list[Line]) -> dict[str, Any]:
    silent = replace(lines[2], state=NO_WORD)
    return {
        "lines": [*lines, silent],
        "states": [(word, 1) for word in ("not yet", "awaiting word", "reported", "checked")],
        "clocks": True,
        "size": "hall-2",
    }


def _row(number: int, town: _Town) -> BoardRow:
    place = {"latitude": town.latitude, "longitude": town.longitude, "zone": town.zone}
    city = City(pk=-number, name=town.name, country=town.country, slug=town.name.lower(), **place)
    attempts = tuple(_attempt(number, position, outcome) for position, outcome in enumerate(town.outcomes))
    best = town.outcomes[0] if town.outcomes else None
    return BoardRow(
        city=city,
        target=None if town.solidarity else Target(pk=-number, name=f"Embassy, {town.name}", slug="embassy", city=city),
        place=None,
        state=town.state,
        open_now=town.open_now,
        count=COUNTS[best] if best else None,
        best=best,
        attempts=attempts,
        thrown_back=Outcome.DESTROYED in town.outcomes,
        day=DAY,
        own_date=number == 5,
        day_reason="a storm is forecast" if number == 5 else "",
        gate=Gate(time(12), time(13), assumed=not town.open_now),
        open_fact=None,
        plans_shown=True,
        assumption="The document names the country only." if number == 3 else "",
        source="",
        joiners=0,
        as_of=WORD,
        local_now=city.local(WORD),
        next_change=None,
    )


def _attempt(number: int, position: int, outcome: Outcome) -> AttemptLine:
    obstacles = (Obstacle.PHOTOGRAPHY, Obstacle.GUARDS) if position == 0 else ()
    proofs = (Proof.PHOTO_LETTER, Proof.WITNESS) if position == 0 else ()
    note = "The slot is beside the gate." if position == 0 else ""
    return AttemptLine(
        public_id=f"{number:08}{position:08}",
        local_date=DAY,
        local_time=time(12, 15 + 20 * position),
        channel=Channel.BY_HAND,
        outcome=outcome,
        outcome_as_given="",
        obstacles=obstacles,
        proofs=proofs,
        note=note,
        source="",
        shown_at=WORD,
    )


def _totals() -> Totals:
    counts = {Count.DELIVERED: 11, Count.LEFT: 2, Count.SENT: 1, Count.REFUSED: 1, Count.OPEN: 0}
    nothing = dict.fromkeys(counts, 0)
    return Totals(
        cities=16,
        countries=12,
        solidarity=1,
        targets=15,
        deliveries=counts,
        other_doors=nothing,
        delivered_cities=11,
        delivered_countries=9,
        states={},
        as_of=WORD,
    )


def _told() -> Told:
    return Told(FigureKind.REPORTED, "An invented partner", "2018-10-01", [(22, "cities with protests")], [])
