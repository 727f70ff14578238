"""The edition's home page, at its own address and, while it is the current one, at ``/{lang}/``."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from daybreak.core.look.land import WORLD
from daybreak.core.look.signs import PUBLIC_WORDS
from daybreak.domain.campaigns.states import OrganisationRole
from daybreak.faces.public.drawings import world_of
from daybreak.faces.public.figures import told_by_others
from daybreak.faces.public.horizon import horizon_on
from daybreak.faces.public.lines import Line, figures_of, lands_of, lines_of, news_of
from daybreak.faces.public.meetings import listed, meetings_of
from daybreak.faces.public.organisations import taking_part
from daybreak.faces.public.scope import Scope, page, show
from daybreak.faces.public.sources import said_in
from daybreak.outputs.board.snapshot import snapshot, totals

NEWS, MEETINGS, STATEMENTS = 5, 8, 3
"""How many of each the home page shows before it sends the reader on."""


@page
def home(request: HttpRequest, scope: Scope) -> HttpResponse:
    """The ask, three ways to take part, where the letter is now, the count, the news, why this day."""
    board = snapshot(scope.edition, scope.at, public=True)
    counted = totals(board)
    lines = lines_of(scope, board.rows)
    conveners = taking_part(scope).filter(city=None, role=OrganisationRole.CONVENER)
    context = {
        "lands": lands_of(scope, lines),
        "totals": counted,
        "figures": figures_of(counted),
        "told": told_by_others(scope),
        "news": news_of(lines, limit=NEWS),
        "meetings": meetings_of(scope, board, listed(scope))[:MEETINGS],
        "statements": said_in(scope, limit=STATEMENTS),
        "conveners": [part.organisation for part in conveners],
        "world": world_of(WORLD, lines, counted.as_of, insets=True) if lines else None,
        "key": (*PUBLIC_WORDS, *_facts(lines)),
        "horizon": horizon_on(scope, board.rows, counted.as_of),
        "here": "home",
    }
    return show(request, scope, "home", context, as_of=counted.as_of)


def _facts(lines: list[Line]) -> list[str]:
    """Return the signs beside the states that the list below the key uses."""
    used = {"open now": any(line.row.open_now for line in lines)}
    used["solidarity"] = any(line.row.solidarity and not line.row.open_now for line in lines)
    return [word for word, there in used.items() if there]
