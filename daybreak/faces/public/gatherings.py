"""The list of gatherings and one page for each."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse

from daybreak.faces.public.meetings import last_word, listed, meetings_of
from daybreak.faces.public.scope import Scope, page, show
from daybreak.outputs.board.snapshot import snapshot


@page
def gatherings(request: HttpRequest, scope: Scope) -> HttpResponse:
    """All listed gatherings, by date and hour."""
    board = snapshot(scope.edition, scope.at, public=True)
    meetings = meetings_of(scope, board, listed(scope))
    context = {"meetings": meetings, "here": "gatherings"}
    cities = {meeting.gathering.city_id for meeting in meetings}
    rows = [row for row in board.rows if row.city.pk in cities]
    return show(request, scope, "gatherings", context, as_of=last_word(scope, rows, meetings))


@page
def gathering(request: HttpRequest, scope: Scope, public_id: str) -> HttpResponse:
    """One gathering. Unlisted, cancelled or of another edition: there is no such page."""
    board = snapshot(scope.edition, scope.at, public=True)
    found = meetings_of(scope, board, listed(scope).filter(public_id=public_id))
    if not found:
        raise Http404
    rows = board.of_city(found[0].gathering.city)
    return show(request, scope, "gathering", {"meeting": found[0]}, as_of=last_word(scope, rows, found))
