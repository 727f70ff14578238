"""Pages of words: the background, the thank-you list, the press page, the counting rule, past editions."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from daybreak.core.lib import countries
from daybreak.core.look.templatetags.look import spelled
from daybreak.domain.campaigns.models import Edition, Thanked
from daybreak.domain.deliveries.counting import rule_lines
from daybreak.domain.deliveries.outcomes import Count
from daybreak.faces.public.feeds import FEEDS
from daybreak.faces.public.figures import told_by_others
from daybreak.faces.public.lines import figures_of
from daybreak.faces.public.organisations import taking_part
from daybreak.faces.public.scope import Scope, page, show
from daybreak.faces.public.sources import said_in, speakers_of
from daybreak.faces.public.texts import in_language
from daybreak.outputs.board.shape import Totals
from daybreak.outputs.board.snapshot import snapshot, totals


@page
def background(request: HttpRequest, scope: Scope) -> HttpResponse:
    """Why this day: numbered statements, each with who says so, when and where."""
    said = said_in(scope)
    context = {"statements": said, "sources": speakers_of(said), "here": "background"}
    return show(request, scope, "background", context)


@page
def thanks(request: HttpRequest, scope: Scope) -> HttpResponse:
    """The thank-you list as it was thanked, and the organisations that took part."""
    board = snapshot(scope.edition, scope.at, public=True)
    with_page = {row.city.pk for row in board.rows}
    nations = {row.country for row in board.rows}
    lines = [_thanked(scope, line, with_page, nations) for line in scope.edition.thanked.select_related("city")]
    context = {
        "countries": [line for line in lines if not line["place"]],
        "places": [line for line in lines if line["place"]],
        "organisations": list({part.organisation: None for part in taking_part(scope)}),
    }
    return show(request, scope, "thanks", context)


def _thanked(scope: Scope, line: Thanked, cities: set[int], nations: set[str]) -> dict[str, Any]:
    """Return a line with the page it leads to: a country's where a country was thanked, else the city's."""
    place = countries.from_name(line.as_given_name) != line.country
    path = ""
    if not place and line.country in nations:
        path = scope.country_path(line.country)
    elif line.city is not None and line.city.pk in cities:
        path = scope.city_path(line.city)
    return {"line": line, "path": path, "place": place}


@page
def press(request: HttpRequest, scope: Scope) -> HttpResponse:
    """For the press: the figures with their moment and rule, whom to ask, what may be quoted."""
    board = snapshot(scope.edition, scope.at, public=True)
    counted = totals(board)
    context = {
        "totals": counted,
        "figures": figures_of(counted, over=scope.over),
        "told": told_by_others(scope),
        "statements": said_in(scope),
        "feeds": FEEDS,
        "contact": scope.edition.press_organisation,
        "here": "press",
    }
    return show(request, scope, "press", context, as_of=counted.as_of)


@page
def counting_rule(request: HttpRequest, scope: Scope) -> HttpResponse:
    """The rule every figure follows, printed from the one table in code."""
    return show(request, scope, "counting_rule", {"rule": rule_lines()})


@page
def editions(request: HttpRequest, scope: Scope) -> HttpResponse:
    """All public editions, newest first, and what became of them."""
    found = Edition.objects.public(scope.at).select_related("campaign", "press_organisation")
    past: list[dict[str, Any]] = []
    for edition in found.order_by("-year", "-date", "-pk").prefetch_related("texts"):
        theirs = Scope(edition, scope.language, scope.at, in_language(edition.texts.all(), scope.language))
        counted = totals(snapshot(edition, scope.at, public=True))
        past.append(
            {
                "scope": theirs,
                "totals": counted,
                "became": became_of(theirs, counted),
                "figures": figures_of(counted, over=theirs.over),
                "told": told_by_others(theirs),
            }
        )
    changed = max((one["totals"].as_of for one in past), default=None)
    return show(request, scope, "editions", {"past": past}, as_of=changed)


def became_of(scope: Scope, counted: Totals) -> list[str]:
    """Return what became of a closed edition, in sentences: how far the letter came, and where word is missing."""
    if not scope.over:
        return []
    delivered, silent = counted.delivered_cities, counted.deliveries[Count.OPEN]
    said = [
        ngettext(
            "The letter was delivered in one city.",
            "The letter was delivered in %(words)s cities.",
            delivered,
        )
        % {"words": spelled(delivered)}
        if delivered
        else _("Of no city is a delivery known to us.")
    ]
    if silent:
        said.append(
            ngettext("Of %(number)d door no word reached us.", "Of %(number)d doors no word reached us.", silent)
            % {"number": silent}
        )
    return said
