"""The list of gatherings and one page for each."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse

from daybreak.faces.public.meetings import COUNTRY, PUBLIC_ID, all_meetings, last_word, meetings_by
from daybreak.faces.public.scope import Scope, page, show
from daybreak.outputs.board.snapshot import Board, snapshot

MOST = 200
"""So many gatherings stand on one page; where there are more, each country's page lists its own."""


@page
def gatherings(request: HttpRequest, scope: Scope) -> HttpResponse:
    """All listed gatherings, by date and hour; the countries that list theirs, where they are too many."""
    board = snapshot(scope.edition, scope.at, public=True)
    meetings = all_meetings(scope, board)
    context: dict[str, object] = {"here": "gatherings"}
    if len(meetings) > MOST:
        context["lands"] = _lands(scope, board)
    else:
        context["meetings"] = meetings
    cities = {meeting.gathering.city_id for meeting in meetings}
    rows = [row for row in board.rows if row.city.pk in cities]
    return show(request, scope, "gatherings", context, as_of=last_word(scope, rows, meetings))


@page
def gathering(request: HttpRequest, scope: Scope, public_id: str) -> HttpResponse:
    """One gathering. Unlisted, cancelled or of another edition: there is no such page."""
    board = snapshot(scope.edition, scope.at, public=True)
    found = meetings_by(scope, board, PUBLIC_ID).get(public_id, [])
    if not found:
        raise Http404
    rows = board.of_city(found[0].gathering.city)
    return show(request, scope, "gathering", {"meeting": found[0]}, as_of=last_word(scope, rows, found))


def _lands(scope: Scope, board: Board) -> list[tuple[str, str, int]]:
    """Return name, path and number of gatherings of each country, by name."""
    found = meetings_by(scope, board, COUNTRY)
    lands = [(scope.country_name(str(code)), scope.country_path(str(code)), len(some)) for code, some in found.items()]
    return sorted(lands)
