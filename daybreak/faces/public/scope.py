"""What every page of an edition stands on: its language, edition and moment; and the one decorator of all pages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import translation

from daybreak.core.lib import countries
from daybreak.core.lib.audience import Audience
from daybreak.core.lib.cache_class import CacheClass
from daybreak.core.lib.data_level import Level
from daybreak.core.lib.rate_class import RateClass
from daybreak.core.lib.routes import route
from daybreak.domain.campaigns.models import Edition, EditionText
from daybreak.domain.campaigns.states import EditionState
from daybreak.domain.places.models import City
from daybreak.faces.public.moment import moment, to_public_site
from daybreak.faces.public.texts import in_language
from daybreak.faces.public.tongues import is_read_by_natives, tongues_of


def published_languages() -> tuple[str, ...]:
    """The languages that are published, the one that ``/`` shows first."""
    return tuple(code for code, _ in settings.LANGUAGES)


@dataclass(frozen=True)
class Scope:
    """One edition in one language at one moment. ``base`` is the path of the edition's home page."""

    edition: Edition
    language: str
    at: datetime
    text: EditionText | None = field(compare=False)

    @property
    def base(self) -> str:
        """``/en/save-north-korean-refugees-day/2018/``"""
        return f"/{self.language}/{self.edition.campaign.slug}/{self.edition.slug}/"

    @property
    def name(self) -> str:
        """The edition's name, in the page's language where it is written."""
        return self.text.name if self.text else self.edition.campaign.name

    @property
    def text_language(self) -> str:
        """The language the edition's own words are in: it may be another than the page's."""
        return self.text.language if self.text else "en"

    @property
    def over(self) -> bool:
        """Whether the edition is closed: what nobody told by now is no longer awaited."""
        return self.edition.state in {EditionState.CLOSED, EditionState.ARCHIVED}

    @property
    def live(self) -> bool:
        """Whether open pages look for news: an archived edition has none, so its pages have no live file."""
        return self.edition.state != EditionState.ARCHIVED

    def country_path(self, code: str) -> str:
        """Path of a country's page."""
        return f"{self.base}{countries.slug(code)}/"

    def city_path(self, city: City) -> str:
        """Path of a city's page."""
        return f"{self.country_path(city.country)}{city.slug}/"

    def country_name(self, code: str) -> str:
        """A country's name in the page's language."""
        return countries.name(code, self.language)


def scope_of(language: str, at: datetime, campaign: str | None, edition: str | None) -> Scope:
    """Find the public edition of an address, or the current one. :raises Http404: if there is none."""
    public = Edition.objects.public(at).select_related("campaign", "press_organisation")
    if campaign is None:
        current = Edition.objects.current(at)
        found = public.filter(pk=current.pk).first() if current else None
    else:
        found = public.filter(campaign__slug=campaign, slug=edition).first()
    if found is None:
        raise Http404
    return Scope(found, language, at, in_language(found.texts.all(), language))


def page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponseBase]:
    """Make a public page of ``view(request, scope, …)``: declared, in its language, rendered by the publisher only."""

    @route(audience=Audience.ANYONE, cache=CacheClass.PUBLISHED, rate=RateClass.PAGE, level=Level.L0)
    @wraps(view)
    def published(
        request: HttpRequest,
        language: str | None = None,
        campaign: str | None = None,
        edition: str | None = None,
        **kwargs: Any,
    ) -> HttpResponseBase:
        language = published_languages()[0] if language is None else language
        if language not in published_languages():
            raise Http404
        at = moment(request)
        if at is None:
            return to_public_site(request)
        with translation.override(language):
            return view(request, scope_of(language, at, campaign, edition), **kwargs)

    return published


def show(
    request: HttpRequest, scope: Scope, template: str, context: dict[str, Any], *, as_of: datetime | None = None
) -> HttpResponse:
    """Render a page. *as_of* is the last change that touches it, never the time of rendering."""
    known = {"scope": scope, "base": scope.base, "edition": scope.edition, "as_of": as_of or opened(scope)}
    known["path"] = request.path if request.path.startswith(scope.base) else scope.base
    known["tongues"] = tongues_of(request.path, scope.language)
    known["unchecked"] = not is_read_by_natives(scope.language)
    return render(request, f"public/{template}.html", {**known, **context})


def opened(scope: Scope) -> datetime | None:
    """The last change of the edition itself: when it opened, or closed."""
    moments = [m for m in (scope.edition.opened_at, scope.edition.closed_at) if m is not None and m <= scope.at]
    return max(moments, default=None)
