"""The data files of an edition: JSON, CSV, Atom, iCalendar. Made from the same board as the pages."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse

from daybreak.core.lib import clock, countries
from daybreak.core.lib.spreadsheet import csv_text
from daybreak.faces.public import atom, calendars
from daybreak.faces.public.data import Data, edition_data, figures_data, json_text, link, moment_text
from daybreak.faces.public.meetings import COUNTRY, PUBLIC_ID, Meeting, all_meetings, meetings_by
from daybreak.faces.public.scope import Scope, page
from daybreak.outputs.board.snapshot import Board, BoardRow, snapshot, totals

FEEDS = ("edition.json", "cities.csv", "figures.json", "feed.atom", "calendar.ics")
"""The files below an edition's address; each gathering has a ``calendar.ics`` of its own besides."""

COUNTRY_FEEDS = ("feed.atom", "calendar.ics")
"""The files below the address of each country that has a page."""

COLUMNS = (
    *("notice", "city", "country_code", "country", "latitude", "longitude", "time_zone", "date", "date_reason"),
    *("target", "target_kind", "primary", "solidarity", "state", "count", "outcome", "attempts"),
    *("last_attempt_date", "last_attempt_local_time", "assumption", "as_of", "url"),
)


def _board(scope: Scope) -> Board:
    return snapshot(scope.edition, scope.at, public=True)


def _json(data: Data) -> HttpResponse:
    return HttpResponse(json_text(data), content_type="application/json")


@page
def edition_json(request: HttpRequest, scope: Scope) -> HttpResponse:
    """Everything public of an edition in one file."""
    board = _board(scope)
    return _json(edition_data(scope, board, totals(board), all_meetings(scope, board)))


@page
def figures_json(request: HttpRequest, scope: Scope) -> HttpResponse:
    """The figures alone."""
    return _json(figures_data(scope, totals(_board(scope))))


@page
def cities_csv(request: HttpRequest, scope: Scope) -> HttpResponse:
    """One line per target or solidarity city."""
    text = csv_text(COLUMNS, [_cells(scope, row) for row in _board(scope).rows])
    return HttpResponse(text, content_type="text/csv; charset=utf-8")


def _cells(scope: Scope, row: BoardRow) -> list[str | int | float | None]:
    last, target = row.last_attempt, row.target
    return [
        *(clock.notice(), row.city.name, row.country, scope.country_name(row.country)),
        *(row.city.latitude, row.city.longitude, row.city.zone),
        *(row.day.isoformat() if row.day else "", row.day_reason),
        *(target.name if target else "", target.kind if target else "", "yes" if row.primary else "no"),
        *("yes" if row.solidarity else "no", str(row.state), str(row.count or ""), str(row.best or "")),
        *(len(row.attempts), last.local_date.isoformat() if last and last.local_date else ""),
        *(f"{last.local_time:%H:%M}" if last and last.local_time else "", row.assumption),
        *(moment_text(row.as_of), link(scope.city_path(row.city))),
    ]


@page
def feed_atom(request: HttpRequest, scope: Scope) -> HttpResponse:
    """The latest changes."""
    board = _board(scope)
    return _atom(atom.edition_feed(scope, board, all_meetings(scope, board)))


@page
def country_atom(request: HttpRequest, scope: Scope, country: str) -> HttpResponse:
    """The latest changes in one country."""
    code, board, meetings = _of_country(scope, country)
    return _atom(atom.country_feed(scope, board, meetings, code))


def _atom(body: bytes) -> HttpResponse:
    return HttpResponse(body, content_type="application/atom+xml; charset=utf-8")


def _of_country(scope: Scope, country: str) -> tuple[str, Board, list[Meeting]]:
    """Return a country's code, the board and the country's gatherings. :raises Http404: if it takes no part."""
    code = countries.code_of_slug(country)
    board = _board(scope)
    meetings = meetings_by(scope, board, COUNTRY).get(code, [])
    if code is None or not (board.of_country(code) or meetings):
        raise Http404
    return code, board, meetings


@page
def calendar_ics(request: HttpRequest, scope: Scope) -> HttpResponse:
    """The day and its gatherings."""
    board = _board(scope)
    return _calendar(calendars.edition_calendar(scope, board, all_meetings(scope, board)))


@page
def country_ics(request: HttpRequest, scope: Scope, country: str) -> HttpResponse:
    """The day and the gatherings of one country."""
    code, board, meetings = _of_country(scope, country)
    return _calendar(calendars.country_calendar(scope, board, meetings, code))


@page
def gathering_ics(request: HttpRequest, scope: Scope, public_id: str) -> HttpResponse:
    """One gathering."""
    board = _board(scope)
    meetings = meetings_by(scope, board, PUBLIC_ID).get(public_id, [])
    if not meetings:
        raise Http404
    return _calendar(calendars.gathering_calendar(scope, board, meetings[0]))


def _calendar(body: bytes) -> HttpResponse:
    return HttpResponse(body, content_type="text/calendar; charset=utf-8")
