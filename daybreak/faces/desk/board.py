"""The desk's board: every target, taken or open, with all seven states."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

from daybreak.core.lib import clock, countries
from daybreak.faces.desk.pages import needed_edition, reading, show, wall
from daybreak.outputs.board.shape import BoardRow, BoardState
from daybreak.outputs.board.snapshot import snapshot, totals

STATES = tuple(state for state in BoardState if state is not BoardState.AWAITING)


@reading()
def board(request: HttpRequest) -> HttpResponse:
    """One table, from east to west, each city by its own clock."""
    edition = needed_edition(request)
    shown = snapshot(edition, clock.now(), public=False)
    counted = totals(shown)
    context = {
        "edition": edition,
        "lines": [(row, wall(row.local_now), _country(row)) for row in shown.rows],
        "totals": counted,
        "states": [(str(state), counted.states[state]) for state in STATES],
    }
    return show(request, "board", context, here="board")


def _country(row: BoardRow) -> str:
    return countries.name(row.country, get_language() or "en")
