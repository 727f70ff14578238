"""Every route declares its audience, cache class, rate class and data level; this decorator holds it to them.

``tests/test_routes.py`` walks the URL patterns and fails on a view without a declaration, and generates the
role × route matrix from what is declared here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import wraps
from typing import Any, TypeVar, cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from daybreak.core.lib.audience import Audience
from daybreak.core.lib.cache_class import CacheClass
from daybreak.core.lib.data_level import Level
from daybreak.core.lib.rate import counter
from daybreak.core.lib.rate_class import RateClass

PUBLISHER_KEY = "daybreak.at"
"""Where the publisher puts the moment it renders for. No caller can set it: headers arrive as ``HTTP_…``. Its pages
are not counted: one run asks for more of them than any caller may."""

View = TypeVar("View", bound=Callable[..., HttpResponseBase])
Guard = Callable[..., HttpResponseBase | None]
"""Called with the request and the URL's arguments; answers with a refusal, or None to let the view run."""


@dataclass(frozen=True)
class Declaration:
    """What a route promises."""

    audience: Audience
    cache: CacheClass
    rate: RateClass
    level: Level
    methods: tuple[str, ...]


def route(
    *,
    audience: Audience,
    cache: CacheClass,
    rate: RateClass,
    level: Level,
    methods: tuple[str, ...] = ("GET",),
) -> Callable[[View], View]:
    """Declare a view and guard it: method, rate, audience, in this order; then the cache header on any answer."""
    declared = Declaration(audience, cache, rate, level, methods)
    allowed = (*methods, "HEAD") if "GET" in methods else methods

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            response = _refusal(request, declared, allowed, kwargs)
            if response is None:
                response = view(request, *args, **kwargs)
            response.headers["Cache-Control"] = cache.header
            return response

        guarded.declaration = declared  # type: ignore[attr-defined]
        return cast(View, guarded)

    return decorate


def _refusal(
    request: HttpRequest, declared: Declaration, allowed: Sequence[str], kwargs: dict[str, Any]
) -> HttpResponseBase | None:
    if request.method not in allowed:
        return _not_allowed(request, allowed)
    if PUBLISHER_KEY not in request.META and not counter.allows(declared.rate, request.META.get("REMOTE_ADDR", "")):
        response: HttpResponse = render(request, "look/too_many.html", status=429)
        response.headers["Retry-After"] = "30"
        return response
    if declared.audience is Audience.ANYONE:
        return None
    guard: Guard = import_string(settings.AUDIENCE_GUARDS[declared.audience])
    return guard(request, declared, **kwargs)


def _not_allowed(request: HttpRequest, allowed: Sequence[str]) -> HttpResponse:
    context = {
        "title": _("This address works another way"),
        "sentence": _("It only takes a form that was sent. Go back to the page before and press its button."),
    }
    response: HttpResponse = render(request, "look/refusal.html", context, status=405)
    response.headers["Allow"] = ", ".join(allowed)
    return response


@dataclass(frozen=True)
class Route:
    """One URL pattern with its declaration (None where a view forgot)."""

    pattern: str
    name: str
    declaration: Declaration | None


def all_routes() -> Iterator[Route]:
    """Walk the project's URL patterns, in order."""
    yield from _walk(get_resolver(), "")


def _walk(resolver: URLResolver, prefix: str) -> Iterator[Route]:
    for entry in resolver.url_patterns:
        pattern = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from _walk(entry, pattern)
        elif isinstance(entry, URLPattern):
            callback: Any = entry.callback
            yield Route("/" + pattern, entry.name or "", getattr(callback, "declaration", None))
