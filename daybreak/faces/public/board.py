"""The public board: every city and its state, as far as it is released; and the same for the wall of a hall."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse

from daybreak.core.lib.one_run import once
from daybreak.core.look.signs import public_words
from daybreak.faces.public.countdown import countdown, is_today
from daybreak.faces.public.horizon import horizon_on
from daybreak.faces.public.lines import Line, figures_of, lines_of, shared_closed_day
from daybreak.faces.public.live import show_page, show_parts
from daybreak.faces.public.scope import Scope, page
from daybreak.outputs.board.shape import Board
from daybreak.outputs.board.snapshot import snapshot, totals

AROUND_THE_DAY = timedelta(days=2)
HALL_SIZES = ((22, "hall-2"), (48, "hall-3"))
"""How many rows a screen of 1920 × 1080 holds, and in how many columns. Longer boards have four."""


@page
def board(request: HttpRequest, scope: Scope) -> HttpResponse:
    """One table, from east to west."""
    changing, as_of = once((_changing.__module__, _changing.__name__, scope), lambda: _changing(scope))
    return show_page(request, scope, "board", {**changing, "here": "board"}, as_of=as_of)


@page
def board_live(request: HttpRequest, scope: Scope) -> HttpResponse:
    """What changes on an open board."""
    changing, as_of = once((_changing.__module__, _changing.__name__, scope), lambda: _changing(scope))
    return show_parts(request, scope, "board", changing, as_of=as_of)


@page
def hall(request: HttpRequest, scope: Scope) -> HttpResponse:
    """The board for a large screen: dark, large, nothing to press."""
    changing, as_of = once((_on_the_wall.__module__, _on_the_wall.__name__, scope), lambda: _on_the_wall(scope))
    return show_page(request, scope, "hall", changing, as_of=as_of)


@page
def hall_live(request: HttpRequest, scope: Scope) -> HttpResponse:
    """What changes on the wall."""
    changing, as_of = once((_on_the_wall.__module__, _on_the_wall.__name__, scope), lambda: _on_the_wall(scope))
    return show_parts(request, scope, "hall", changing, as_of=as_of)


def _changing(scope: Scope) -> tuple[dict[str, Any], datetime]:
    shown = snapshot(scope.edition, scope.at, public=True)
    closed = shared_closed_day(scope, shown.rows)
    lines = lines_of(scope, shown.rows, said=closed.closed_days[0] if closed else None)
    return {
        "lines": lines,
        "closed_day": closed.words if closed else "",
        "totals": totals(shown),
        "states": states_of(lines, over=scope.over),
        "clocks": _on_the_day(shown),
        "horizon": horizon_on(scope, shown.rows, shown.as_of),
    }, shown.as_of


def _on_the_wall(scope: Scope) -> tuple[dict[str, Any], datetime]:
    shown = snapshot(scope.edition, scope.at, public=True)
    counted = totals(shown)
    size = next((name for most, name in HALL_SIZES if len(shown.rows) <= most), "hall-4")
    return {
        "lines": lines_of(scope, shown.rows),
        "size": size,
        "totals": counted,
        "figures": figures_of(counted, over=scope.over),
        "countdown": countdown(scope.edition.date, scope.at),
        "today": is_today(scope.edition.date, scope.at),
        "horizon": horizon_on(scope, shown.rows, shown.as_of),
    }, shown.as_of


def states_of(lines: Iterable[Line], *, over: bool) -> list[tuple[str, int]]:
    """Count the rows as they are drawn: a solidarity city has no gate, so it stands in no state of one."""
    counted = Counter(line.state for line in lines)
    states = [(word, counted[word]) for word in public_words(over=over)]
    return [*states, ("solidarity", counted["solidarity"])] if counted["solidarity"] else states


def _on_the_day(shown: Board) -> bool:
    """Whether the cities' clocks say anything: only while the date passes round the Earth."""
    date = shown.edition.date
    return date is not None and abs(shown.as_of.date() - date) < AROUND_THE_DAY
