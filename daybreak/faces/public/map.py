"""The map page: the world, then each region larger, each drawing with the list of its cities."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from daybreak.core.lib.one_run import once
from daybreak.core.look.land import REGIONS, WORLD_FINE, Frame
from daybreak.domain.places.models import City
from daybreak.faces.public.drawings import Drawing, key_of, region_of, world_of
from daybreak.faces.public.lines import Land, Line, lands_of, lines_of
from daybreak.faces.public.live import show_page, show_parts
from daybreak.faces.public.scope import Scope, page
from daybreak.outputs.board.snapshot import snapshot, totals

NAMES = {
    "europe": gettext_noop("Europe"),
    "asia-pacific": gettext_noop("Asia and the Pacific"),
    "africa-middle-east": gettext_noop("Africa and the Middle East"),
    "americas": gettext_noop("The Americas"),
}
ELSEWHERE = "asia-pacific"
COUNTRIES = {
    "europe": "AD AL AM AT AX AZ BA BE BG BY CH CY CZ DE DK EE ES FI FO FR GB GE GG GI GR HR HU IE IM IS IT JE LI LT "
    "LU LV MC MD ME MK MT NL NO PL PT RO RS RU SE SI SJ SK SM TR UA VA XK",
    "africa-middle-east": "AE AO BF BH BI BJ BW CD CF CG CI CM CV DJ DZ EG EH ER ET GA GH GM GN GQ GW IL IQ IR JO KE "
    "KM KW LB LR LS LY MA MG ML MR MU MW MZ NA NE NG OM PS QA RE RW SA SC SD SH SL SN SO SS ST SY SZ TD TG TN TZ UG "
    "YE YT ZA ZM ZW",
    "americas": "AG AI AR AW BB BL BM BO BQ BR BS BZ CA CL CO CR CU CW DM DO EC FK GD GF GL GP GT GY HN HT JM KN KY "
    "LC MF MQ MS MX NI PA PE PM PR PY SR SV SX TC TT US UY VC VE VG VI",
}
"""Which drawing a country's cities stand on; all others on Asia and the Pacific. Nothing else follows from it."""
_REGION = {code: name for name, codes in COUNTRIES.items() for code in codes.split()}
_FRAMES = {frame.name: frame for frame in REGIONS}


@dataclass(frozen=True)
class Region:
    """A part of the world with its drawing and its list."""

    anchor: str
    name: str
    drawing: Drawing
    lands: list[Land]


def frame_of(city: City) -> Frame:
    """Return the region a city is drawn in: its country's, or the first that holds it where that one does not.

    Vladivostok is in a country of Europe's list and does not lie on its drawing.
    """
    own = _FRAMES[_REGION.get(city.country, ELSEWHERE)]
    others = (frame for frame in (_FRAMES[ELSEWHERE], *REGIONS) if frame.holds(city.longitude, city.latitude))
    return own if own.holds(city.longitude, city.latitude) else next(others, own)


def regions_of(scope: Scope, lines: Sequence[Line]) -> list[Region]:
    """Return the regions in which a city takes part."""
    by_frame: dict[str, list[Line]] = {}
    for line in lines:
        by_frame.setdefault(frame_of(line.row.city).name, []).append(line)
    return [
        Region(frame.name, _(NAMES[frame.name]), region_of(frame, found), lands_of(scope, found))
        for frame in REGIONS
        if (found := by_frame.get(frame.name))
    ]


@page
def map_page(request: HttpRequest, scope: Scope) -> HttpResponse:
    """The world and its regions, as far as cities released their states."""
    changing, as_of = once((_changing.__module__, _changing.__name__, scope), lambda: _changing(scope))
    return show_page(request, scope, "map", {**changing, "here": "map"}, as_of=as_of)


@page
def map_live(request: HttpRequest, scope: Scope) -> HttpResponse:
    """What changes on an open map: pins, night and lists; the land stays."""
    changing, as_of = once((_changing.__module__, _changing.__name__, scope), lambda: _changing(scope))
    return show_parts(request, scope, "map", changing, as_of=as_of)


def _changing(scope: Scope) -> tuple[dict[str, Any], datetime]:
    board = snapshot(scope.edition, scope.at, public=True)
    counted = totals(board)
    lines = lines_of(scope, board.rows)
    return {
        "world": world_of(WORLD_FINE, lines, counted.as_of),
        "regions": regions_of(scope, lines),
        "key": key_of(lines, over=scope.over),
    }, counted.as_of
