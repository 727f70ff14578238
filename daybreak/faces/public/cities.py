"""Countries, cities and the doors a letter goes to."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from daybreak.core.lib import countries
from daybreak.domain.campaigns.models import Target
from daybreak.domain.places.models import City
from daybreak.faces.public.lines import lines_of, news_of, shared_closed_day
from daybreak.faces.public.live import show_page, show_parts
from daybreak.faces.public.meetings import CITY, COUNTRY, last_word, meetings_by
from daybreak.faces.public.organisations import people_of, taking_part
from daybreak.faces.public.scope import Scope, page, show
from daybreak.faces.public.story import story_of, unknown_of
from daybreak.outputs.board.snapshot import snapshot

MISSION_FIELDS = {
    **{"name": gettext_noop("name"), "kind": gettext_noop("kind"), "city": gettext_noop("city")},
    **{
        "address": gettext_noop("address"),
        "website": gettext_noop("website"),
        "status": gettext_noop("whether it is open"),
    },
}
"""The facts a door's page shows of a mission, in words: each has a source of its own."""


def _code(country: str) -> str:
    code = countries.code_of_slug(country)
    if code is None:
        raise Http404
    return code


@page
def country(request: HttpRequest, scope: Scope, country: str) -> HttpResponse:
    """One country: its cities with their states, and its gatherings."""
    changing, as_of = _country(scope, _code(country))
    return show_page(request, scope, "country", changing, as_of=as_of)


@page
def country_live(request: HttpRequest, scope: Scope, country: str) -> HttpResponse:
    """What changes on a country's open page."""
    changing, as_of = _country(scope, _code(country))
    return show_parts(request, scope, "country", changing, as_of=as_of)


def _country(scope: Scope, code: str) -> tuple[dict[str, Any], datetime | None]:
    board = snapshot(scope.edition, scope.at, public=True)
    rows = board.of_country(code)
    meetings = meetings_by(scope, board, COUNTRY).get(code, [])
    if not rows and not meetings:
        raise Http404
    closed = shared_closed_day(scope, rows)
    said = closed.closed_days[0] if closed else None
    lines = sorted(lines_of(scope, rows, said=said), key=lambda line: (line.row.city.name, line.door))
    return {
        "name": scope.country_name(code),
        "lines": lines,
        "closed_day": closed.words if closed else "",
        "cities": len({row.city.pk for row in rows} | {meeting.gathering.city.pk for meeting in meetings}),
        "news": news_of(lines),
        "meetings": meetings,
    }, last_word(scope, rows, meetings)


@page
def city(request: HttpRequest, scope: Scope, country: str, city: str) -> HttpResponse:
    """One city: what happens, when, where, who; then the story of the day and what is not known."""
    changing, as_of = _city_page(scope, _city(country, city))
    return show_page(request, scope, "city", changing, as_of=as_of)


@page
def city_live(request: HttpRequest, scope: Scope, country: str, city: str) -> HttpResponse:
    """What changes on a city's open page."""
    changing, as_of = _city_page(scope, _city(country, city))
    return show_parts(request, scope, "city", changing, as_of=as_of)


def _city_page(scope: Scope, where: City) -> tuple[dict[str, Any], datetime | None]:
    board = snapshot(scope.edition, scope.at, public=True)
    rows = board.of_city(where)
    meetings = meetings_by(scope, board, CITY).get(where.pk, [])
    if not rows and not meetings:
        raise Http404
    lines = lines_of(scope, rows)
    return {
        **_where(scope, where),
        "lines": lines,
        "first": lines[0] if lines else None,
        "meetings": meetings,
        "story": story_of(lines, meetings, over=scope.over),
        "reported": any(line.row.attempts for line in lines),
        "unknown": unknown_of(lines, meetings, over=scope.over),
        "people": people_of(scope, where) if board.plans_shown(where) else [],
        "organisations": [part.organisation for part in taking_part(scope).filter(city=where)],
    }, last_word(scope, rows, meetings)


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
        "first": lines[0],
        "story": story_of(lines),
        "reported": any(line.row.attempts for line in lines),
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


def _sources(door: Target) -> list[dict[str, Any]]:
    """Return where the shown facts of a mission come from: one entry per source."""
    if door.mission is None:
        return []
    grouped: dict[tuple[str, str, str], list[str]] = {}
    for one in door.mission.sources.filter(field__in=MISSION_FIELDS).order_by("pk"):
        grouped.setdefault((one.source, one.as_of, one.licence), []).append(_(MISSION_FIELDS[one.field]))
    return [
        {"source": source, "as_of": as_of, "licence": licence, "fields": fields}
        for (source, as_of, licence), fields in grouped.items()
    ]
