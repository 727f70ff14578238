"""What every page of the desk shares: its edition, its frame, and the one sentence said after a change."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import partial
from typing import Any

from django.db import models
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from daybreak.core.lib import clock
from daybreak.core.lib.audience import Audience
from daybreak.core.lib.cache_class import CacheClass
from daybreak.core.lib.data_level import Level
from daybreak.core.lib.rate_class import RateClass
from daybreak.core.lib.routes import route
from daybreak.domain.campaigns.models import Edition
from daybreak.domain.campaigns.states import EditionState
from daybreak.faces.desk.access import desk_user

SAID = "said"
EDITION = "edition"
CONFLICT = 409
WRONG = 422

_ORDER = (EditionState.LIVE, EditionState.OPEN, EditionState.DRAFT, EditionState.CLOSED, EditionState.ARCHIVED)

reading = partial(route, audience=Audience.DESK, cache=CacheClass.PRIVATE, rate=RateClass.PAGE, level=Level.L0)
"""``@reading()``: a page of the desk that changes nothing."""

changing = partial(
    route,
    audience=Audience.DESK,
    cache=CacheClass.PRIVATE,
    rate=RateClass.FORM,
    level=Level.L0,
    methods=("GET", "POST"),
)
"""``@changing()``: a page of the desk with a form."""


def editions() -> models.QuerySet[Edition]:
    """Return all editions in the order the desk has use for them: live, open, draft, then what is over."""
    order = models.Case(*(models.When(state=state, then=place) for place, state in enumerate(_ORDER)))
    return Edition.objects.select_related("campaign").order_by(order, "-year", "-date", "-pk")


def edition_of(request: HttpRequest) -> Edition | None:
    """Return the edition this browser works on: the chosen one, else the first of ``editions``."""
    chosen = request.session.get(EDITION)
    return (chosen and editions().filter(pk=chosen).first()) or editions().first()


def needed_edition(request: HttpRequest) -> Edition:
    """Return the edition this browser works on. :raises Http404: before there is any."""
    edition = edition_of(request)
    if edition is None:
        raise Http404
    return edition


def name_of(edition: Edition) -> str:
    """Return what an edition is called at the desk: in English, else as its campaign, with the year."""
    text = edition.texts.filter(language="en").first() or edition.texts.first()
    return f"{text.name if text else edition.campaign.name}, {edition.year}"


def show(
    request: HttpRequest, template: str, context: Mapping[str, Any], *, here: str = "", status: int = 200
) -> HttpResponse:
    """Render a page of the desk, with the sentence said by the change before it."""
    at = clock.now()
    edition = context.get("edition") or edition_of(request)
    frame = {
        "here": here,
        "now": at.astimezone(UTC),
        "said": request.session.pop(SAID, ""),
        "who": desk_user(request).alias,
        "edition": edition,
        "edition_name": name_of(edition) if edition else "",
    }
    return render(request, f"desk/{template}.html", {**frame, **context}, status=status)


def back(request: HttpRequest, said: str, name: str, *arguments: object) -> HttpResponseRedirect:
    """Go to a page after a change and say there what was done."""
    request.session[SAID] = said
    return HttpResponseRedirect(reverse(name, args=arguments), status=303)


def wall(moment: datetime) -> datetime:
    """Return a city's local moment without its zone: a template would turn an aware one back into UTC."""
    return moment.replace(tzinfo=None)
