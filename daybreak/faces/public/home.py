"""The edition's home page, at its own address and, while it is the current one, at ``/{lang}/``."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse

from daybreak.core.lib.one_run import once
from daybreak.core.look.land import WORLD
from daybreak.domain.campaigns.states import OrganisationRole
from daybreak.faces.public.countdown import countdown, is_today
from daybreak.faces.public.drawings import key_of, world_of
from daybreak.faces.public.figures import told_by_others
from daybreak.faces.public.horizon import horizon_on
from daybreak.faces.public.lines import figures_of, lands_of, lines_of, news_of
from daybreak.faces.public.live import show_page, show_parts
from daybreak.faces.public.meetings import all_meetings
from daybreak.faces.public.organisations import taking_part
from daybreak.faces.public.scope import Scope, page
from daybreak.faces.public.sources import said_in
from daybreak.outputs.board.snapshot import snapshot, totals

NEWS, MEETINGS, STATEMENTS = 5, 8, 3
"""How many of each the home page shows before it sends the reader on."""


@page
def home(request: HttpRequest, scope: Scope) -> HttpResponse:
    """The ask, three ways to take part, where the letter is now, the count, the news, why this day, whom to ask."""
    changing, as_of = once((_changing.__module__, _changing.__name__, scope), lambda: _changing(scope))
    conveners = taking_part(scope).filter(city=None, role=OrganisationRole.CONVENER)
    context = {
        **changing,
        "statements": said_in(scope, limit=STATEMENTS),
        "conveners": [part.organisation for part in conveners],
        "press": scope.edition.press_organisation,
        "here": "home",
    }
    return show_page(request, scope, "home", context, as_of=as_of)


@page
def home_live(request: HttpRequest, scope: Scope) -> HttpResponse:
    """What changes on an open home page: where the letter is, the count, the news, how far off the day is."""
    changing, as_of = once((_changing.__module__, _changing.__name__, scope), lambda: _changing(scope))
    return show_parts(request, scope, "home", changing, as_of=as_of)


def _changing(scope: Scope) -> tuple[dict[str, Any], datetime]:
    board = snapshot(scope.edition, scope.at, public=True)
    counted = totals(board)
    lines = lines_of(scope, board.rows)
    return {
        "countdown": countdown(scope.edition.date, scope.at),
        "today": is_today(scope.edition.date, scope.at),
        "lands": lands_of(scope, lines),
        "totals": counted,
        "figures": figures_of(counted, over=scope.over),
        "told": told_by_others(scope),
        "news": news_of(lines, limit=NEWS),
        "meetings": all_meetings(scope, board)[:MEETINGS],
        "world": world_of(WORLD, lines, counted.as_of, insets=True) if lines else None,
        "key": key_of(lines, over=scope.over),
        "horizon": horizon_on(scope, board.rows, counted.as_of),
    }, counted.as_of
