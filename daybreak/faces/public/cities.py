"""Countries, cities and the doors a letter goes to."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from daybreak.core.lib import countries
from daybreak.domain.campaigns.models import Target
from daybreak.domain.places.models import City
from daybreak.faces.public.lines import Line, lines_of, news_of, shared_closed_day
from daybreak.faces.public.meetings import last_word, listed, meetings_of
from daybreak.faces.public.organisations import people_of, taking_part
from daybreak.faces.public.scope import Scope, page, show
from daybreak.outputs.board.snapshot import snapshot


def _code(country: str) -> str:
    code = countries.code_of_slug(country)
    if code is None:
        raise Http404
    return code


@page
def country(request: HttpRequest, scope: Scope, country: str) -> HttpResponse:
    """One country: its cities with their states, and its gatherings."""
    code = _code(country)
    board = snapshot(scope.edition, scope.at, public=True)
    rows = board.of_country(code)
    meetings = meetings_of(scope, board, listed(scope).filter(city__country=code))
    if not rows and not meetings:
        raise Http404
    closed = shared_closed_day(scope, rows)
    said = closed.closed_days[0] if closed else None
    lines = sorted(lines_of(scope, rows, said=said), key=lambda line: (line.row.city.name, line.door))
    context = {
        "name": scope.country_name(code),
        "lines": lines,
        "closed_day": closed.words if closed else "",
        "cities": len({row.city.pk for row in rows} | {meeting.gathering.city.pk for meeting in meetings}),
        "news": news_of(lines),
        "meetings": meetings,
    }
    return show(request, scope, "country", context, as_of=last_word(scope, rows, meetings))


@page
def city(request: HttpRequest, scope: Scope, country: str, city: str) -> HttpResponse:
    """One city: what happens, when, where, who; then what happened at the gate."""
    where = _city(country, city)
    board = snapshot(scope.edition, scope.at, public=True)
    rows = board.of_city(where)
    meetings = meetings_of(scope, board, listed(scope).filter(city=where))
    if not rows and not meetings:
        raise Http404
    lines = lines_of(scope, rows)
    context = {
        **_where(scope, where),
        "lines": lines,
        "meetings": meetings,
        "attempts": _oldest_first(lines),
        "people": people_of(scope, where) if board.plans_shown(where) else [],
        "organisations": [part.organisation for part in taking_part(scope).filter(city=where)],
    }
    return show(request, scope, "city", context, as_of=last_word(scope, rows, meetings))


@page
def target(request: HttpRequest, scope: Scope, country: str, city: str, target: str) -> HttpResponse:
    """One door: the office, what we know of it and from where, and what happened there."""
    where = _city(country, city)
    rows = snapshot(scope.edition, scope.at, public=True).of_city(where)
    mine = [row for row in rows if row.target is not None and row.target.slug == target]
    if not mine:
        raise Http404
    door = Target.objects.select_related("mission").get(pk=mine[0].target.pk)  # type: ignore[union-attr]
    lines = lines_of(scope, mine)
    context = {
        **_where(scope, where),
        "door": door,
        "mission": door.mission,
        "sources": _sources(door),
        "lines": lines,
        "attempts": _oldest_first(lines),
    }
    return show(request, scope, "target", context, as_of=last_word(scope, mine))


def _city(country: str, city: str) -> City:
    found = City.objects.filter(country=_code(country), slug=city).first()
    if found is None:
        raise Http404
    return found


def _where(scope: Scope, city: City) -> dict[str, Any]:
    return {
        "city": city,
        "city_path": scope.city_path(city),
        "country_name": scope.country_name(city.country),
        "country_path": scope.country_path(city.country),
    }


def _oldest_first(lines: list[Line]) -> list[dict[str, Any]]:
    """Return all shown attempts of a city in the order they were made, each with its line."""
    return [
        {"line": line, "attempt": attempt, "counts": attempt is line.row.best_attempt}
        for line in lines
        for attempt in line.row.attempts
    ]


def _sources(door: Target) -> list[dict[str, Any]]:
    """Return where the shown facts of a mission come from: one entry per source."""
    if door.mission is None:
        return []
    grouped: dict[tuple[str, str, str], list[str]] = {}
    shown = ("name", "kind", "city", "address", "website", "status")
    for one in door.mission.sources.filter(field__in=shown).order_by("pk"):
        grouped.setdefault((one.source, one.as_of, one.licence), []).append(one.field)
    return [
        {"source": source, "as_of": as_of, "licence": licence, "fields": fields}
        for (source, as_of, licence), fields in grouped.items()
    ]
