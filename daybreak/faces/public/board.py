"""The public board: every city and its state, as far as it is released."""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpRequest, HttpResponse

from daybreak.faces.public.horizon import horizon_on
from daybreak.faces.public.lines import lines_of, shared_closed_day
from daybreak.faces.public.scope import Scope, page, show
from daybreak.outputs.board.shape import PUBLIC_STATES, Board
from daybreak.outputs.board.snapshot import snapshot, totals

AROUND_THE_DAY = timedelta(days=2)


@page
def board(request: HttpRequest, scope: Scope) -> HttpResponse:
    """One table, from east to west."""
    shown = snapshot(scope.edition, scope.at, public=True)
    counted = totals(shown)
    closed = shared_closed_day(scope, shown.rows)
    context = {
        "lines": lines_of(scope, shown.rows, said=closed.closed_days[0] if closed else None),
        "closed_day": closed.words if closed else "",
        "totals": counted,
        "states": _states(shown),
        "clocks": _on_the_day(shown),
        "horizon": horizon_on(scope, shown.rows, counted.as_of),
        "here": "board",
    }
    return show(request, scope, "board", context, as_of=shown.as_of)


def _states(shown: Board) -> list[tuple[str, int]]:
    """Count the rows as they are drawn: a solidarity city has no gate, so it stands in no state of one."""
    counted: list[tuple[str, int]] = [
        (state.value, sum(row.state == state and not row.solidarity for row in shown.rows)) for state in PUBLIC_STATES
    ]
    alone = sum(row.solidarity for row in shown.rows)
    return [*counted, ("solidarity", alone)] if alone else counted


def _on_the_day(shown: Board) -> bool:
    """Whether the cities' clocks say anything: only while the date passes round the Earth."""
    date = shown.edition.date
    return date is not None and abs(shown.as_of.date() - date) < AROUND_THE_DAY
