"""The desk's view of the public site: what the world sees, what waits, what a change would do; hold and resume."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import Resolver404, resolve, reverse
from django.utils.translation import gettext as _

from daybreak.core.lib import clock, countries
from daybreak.core.lib.audience import Audience
from daybreak.domain.campaigns.hold import PublicationHold
from daybreak.domain.campaigns.models import Edition
from daybreak.domain.campaigns.services_holding import HoldRefused, hold_publication, resume_publication
from daybreak.domain.places.models import City
from daybreak.faces.desk.access import actor_of
from daybreak.faces.desk.pages import SAID, WRONG, back, changing, edition_of, reading, show
from daybreak.faces.public.scope import published_languages
from daybreak.outputs.board.snapshot import is_public, snapshot
from daybreak.publication import preview
from daybreak.publication.reading import lines_of

MOST_WAITING = 40
DESK = frozenset({Audience.DESK, Audience.OWNER})


@reading()
def world(request: HttpRequest) -> HttpResponse:
    """What the world sees: of one page (``?page=`` or ``?city=``), or the list of what waits to be published."""
    at = clock.now()
    edition = edition_of(request)
    url = _asked(request, edition)
    context: dict[str, Any] = {
        "hold": PublicationHold.objects.standing(),
        "places": _places(edition, at) if edition is not None else [],
        "asked": url,
    }
    if url:
        context |= _of_page(url, at)
    else:
        waiting = preview.waiting(at)
        context |= {"waiting": waiting[:MOST_WAITING], "more": len(waiting[MOST_WAITING:])}
    return show(request, "world", context, here="world")


def _asked(request: HttpRequest, edition: Edition | None) -> str:
    """Return the address asked for: a page's own, or that of a city's page in the edition worked on."""
    city = request.GET.get("city", "")
    if edition is not None and city.isascii() and city.isdigit() and len(city) < 19:
        return _path(edition, get_object_or_404(City, pk=int(city)))
    return request.GET.get("page", "")


def _path(edition: Edition, city: City | None = None) -> str:
    base = f"/{published_languages()[0]}/{edition.campaign.slug}/{edition.slug}/"
    return f"{base}{countries.slug(city.country)}/{city.slug}/" if city is not None else base


def _places(edition: Edition, at: datetime) -> list[tuple[str, str]]:
    """Return the pages one may ask for by name: (address, words)."""
    base = _path(edition)
    found = [(base, _("The home page")), (f"{base}board/", _("The board")), (f"{base}press/", _("The press page"))]
    if not is_public(edition, at):
        return found
    cities = {row.city for row in snapshot(edition, at, public=True).rows}
    return found + [(_path(edition, city), city.name) for city in sorted(cities, key=lambda one: one.name)]


def _of_page(url: str, at: datetime) -> dict[str, Any]:
    page = preview.published(url)
    return {
        "now_lines": lines_of(page) if page is not None else None,
        "link": settings.DAYBREAK.public_url + url if page is not None else "",
        "difference": preview.difference(url, at=at),
    }


@changing()
def hold(request: HttpRequest) -> HttpResponse:
    """GET leads back; POST holds publication."""
    if request.method == "POST":
        try:
            hold_publication(reason=request.POST.get("reason", ""), actor=actor_of(request), at=clock.now())
        except HoldRefused as refused:
            return _world_again(request, str(refused))
        return back(request, _("Publication is held. Only what is withdrawn still goes out."), "desk-world")
    return HttpResponseRedirect(reverse("desk-world"), status=303)


@changing()
def resume(request: HttpRequest) -> HttpResponse:
    """GET leads back; POST lets publication go on."""
    standing = PublicationHold.objects.standing()
    if request.method == "POST" and standing is not None:
        try:
            resume_publication(standing, actor=actor_of(request), at=clock.now())
        except HoldRefused as refused:
            return _world_again(request, str(refused))
        return back(request, _("Publication goes on. What waited is on its way."), "desk-world")
    return HttpResponseRedirect(reverse("desk-world"), status=303)


def _world_again(request: HttpRequest, refused: str) -> HttpResponse:
    edition = edition_of(request)
    context = {
        "hold": PublicationHold.objects.standing(),
        "places": _places(edition, clock.now()) if edition is not None else [],
        "refused": refused,
        "asked": "",
        "waiting": [],
        "more": 0,
    }
    return show(request, "world", context, here="world", status=WRONG)


@changing()
def after(request: HttpRequest) -> HttpResponseBase:
    """POST of another page's form: show what the world would see after it, and change nothing.

    ``form`` is the form's own address; what stands in its query belongs to the fields, as the button's own name.
    """
    form = request.POST.get("form", "")
    parts = urlsplit(form)
    pressed = dict(parse_qsl(parts.query))
    view = _form_of_the_desk(parts.path)
    if request.method != "POST" or view is None:
        return HttpResponseRedirect(reverse("desk-world"), status=303)
    said = request.session.get(SAID)
    fields = _fields(request, pressed)
    tried = preview.after(lambda: _submit(request, parts.path, fields), at=clock.now())
    _unsay(request, said)
    if not 300 <= tried.answer.status_code < 400:
        return tried.answer
    context = {
        "form": parts.path,
        "fields": [(name, value) for name, values in fields.items() for value in values],
        "differences": tried.differences,
        "more": tried.more,
        "hold": PublicationHold.objects.standing(),
    }
    return show(request, "after", context)


def _form_of_the_desk(path: str) -> Any:
    """Return the view behind a form of the desk; None for any other address, and for this one."""
    try:
        view = resolve(path).func
    except Resolver404:
        return None
    declared = getattr(view, "declaration", None)
    is_form = declared is not None and declared.audience in DESK and "POST" in declared.methods
    return view if is_form and view is not after else None


def _fields(request: HttpRequest, pressed: Mapping[str, str]) -> dict[str, list[str]]:
    fields = {name: [str(one) for one in request.POST.getlist(name)] for name in request.POST}
    for name in ("form", "csrfmiddlewaretoken"):
        fields.pop(name, None)
    return fields | {name: [value] for name, value in pressed.items()}


def _submit(request: HttpRequest, path: str, fields: Mapping[str, list[str]]) -> HttpResponseBase:
    """Answer as if *fields* had been sent to *path* by the same person."""
    match = resolve(path)
    post = request.POST.copy()
    post.clear()
    for name, values in fields.items():
        post.setlist(name, values)
    before = request.POST, request.path, request.path_info
    request.POST, request.path, request.path_info = post, path, path  # type: ignore[assignment]
    try:
        return match.func(request, *match.args, **match.kwargs)  # type: ignore[no-any-return]
    finally:
        request.POST, request.path, request.path_info = before


def _unsay(request: HttpRequest, said: object) -> None:
    """Take back what the tried form wanted to say on the next page."""
    if said is None:
        request.session.pop(SAID, None)
    else:
        request.session[SAID] = said
