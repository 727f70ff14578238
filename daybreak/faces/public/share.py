"""The pictures that go with a link to the edition, a country or a city, and what the head of a page says of them.

A picture is kept for days by those who show it: it says name, date, place and ask, and nothing that reports change.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, tzinfo
from urllib.parse import urlsplit

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _

from daybreak.core.lib import clock, countries
from daybreak.core.look.dates import day_words
from daybreak.domain.places.models import City
from daybreak.faces.public.data import link
from daybreak.faces.public.horizon import fifty_hours
from daybreak.faces.public.lines import Line
from daybreak.faces.public.meetings import listed
from daybreak.faces.public.pictures import Text, Words, picture
from daybreak.faces.public.scope import Scope, page
from daybreak.outputs.board.shape import BoardRow
from daybreak.outputs.board.snapshot import snapshot

NAME = "share.png"
WIDTH, HEIGHT = 1200, 630
HOMES = frozenset({"root", "home", "edition"})
CITY_PAGES = frozenset({"city", "target"})


@dataclass(frozen=True)
class Shared:
    """What a page's head says: whole addresses of page and picture, the picture's words and its size in pixels."""

    url: str
    image: str
    alt: str
    width: int = WIDTH
    height: int = HEIGHT


@page
def edition_picture(request: HttpRequest, scope: Scope) -> HttpResponse:
    """The picture of the edition."""
    return _answer(edition_words(scope))


@page
def country_picture(request: HttpRequest, scope: Scope, country: str) -> HttpResponse:
    """The picture of a country that has a page."""
    code = countries.code_of_slug(country)
    if code is None:
        raise Http404
    rows = snapshot(scope.edition, scope.at, public=True).of_country(code)
    meetings = listed(scope).filter(city__country=code).prefetch_related(None)
    cities = [*(row.city for row in rows), *(gathering.city for gathering in meetings)]
    if not cities:
        raise Http404
    return _answer(country_words(scope, code, cities))


@page
def city_picture(request: HttpRequest, scope: Scope, country: str, city: str) -> HttpResponse:
    """The picture of a city that has a page."""
    where = City.objects.filter(country=countries.code_of_slug(country) or "", slug=city).first()
    if where is None:
        raise Http404
    rows = snapshot(scope.edition, scope.at, public=True).of_city(where)
    if not rows and not listed(scope).filter(city=where).exists():
        raise Http404
    return _answer(city_words(scope, where, rows))


def _answer(words: Words) -> HttpResponse:
    return HttpResponse(picture(words), content_type="image/png")


def edition_words(scope: Scope) -> Words:
    """Say the edition: its name is the large word, and its noon is that of UTC."""
    noons = [_noon(scope.edition.date, UTC)] if scope.edition.date else []
    return _words(scope, large=_name(scope), day=scope.edition.date, noon="12:00 UTC", flames=noons)


def country_words(scope: Scope, code: str, cities: Iterable[City] = ()) -> Words:
    """Say a country: a flame for each noon its cities have on the date."""
    day = scope.edition.date
    noons = {_noon(day, city.tz) for city in cities} if day else set()
    large = Text(scope.country_name(code), scope.language, countries.name(code))
    return _words(scope, large=large, name=_name(scope), day=day, noon=_("Noon"), flames=noons)


def city_words(scope: Scope, city: City, rows: Iterable[BoardRow]) -> Words:
    """Say a city, on the day its plan released, else on the edition's."""
    day = next((row.day for row in rows if row.day is not None), None) or scope.edition.date
    return _words(
        scope,
        large=Text(city.name, "en", _from_slug(city.slug)),
        under=Text(scope.country_name(city.country), scope.language, countries.name(city.country)),
        name=_name(scope),
        day=day,
        noon=_("Noon"),
        flames=[_noon(day, city.tz)] if day else [],
    )


def _words(
    scope: Scope,
    *,
    large: Text,
    day: date | None,
    noon: str,
    flames: Iterable[float],
    name: Text | None = None,
    under: Text | None = None,
) -> Words:
    ask = " ".join(scope.text.ask.split()) if scope.text else ""
    host = _host()
    return Words(
        language=scope.language,
        direction="rtl" if get_language_bidi() else "ltr",
        large=large,
        name=name,
        under=under,
        date=_date(day, scope),
        ask=Text(ask, scope.text_language) if ask else None,
        noon=Text(noon, scope.language, "12:00"),
        flames=tuple(sorted(flames)),
        host=Text(host, "en") if host else None,
        notice=Text(clock.notice(), "en", clock.NOTICE) if clock.notice() else None,
    )


def _name(scope: Scope) -> Text:
    return Text(scope.name, scope.text_language, _from_slug(scope.edition.campaign.slug))


def _from_slug(slug: str) -> str:
    return slug.replace("-", " ").title()


def _date(day: date | None, scope: Scope) -> Text:
    """Return the date in words with its weekday, as the pages write it; the year alone where no more is known."""
    if day is None:
        return Text(str(scope.edition.year), scope.language)
    return Text(day_words(day, "full", scope.language), scope.language, day.isoformat())


def _noon(day: date, zone: tzinfo) -> float:
    """Return where noon in a zone stands on the fifty hours of a date: 0 where the date begins, 1 where it ends."""
    begins, ends = fifty_hours(day)
    return round((datetime.combine(day, time(12), tzinfo=zone) - begins) / (ends - begins), 4)


def _host() -> str:
    """Return the site's host for the eye; "" where it is this machine alone, which helps nobody else."""
    host = urlsplit(settings.DAYBREAK.public_url).hostname or ""
    return host if "." in host and not host.replace(".", "").isdigit() else ""


def shared(scope: Scope, route: str, path: str, city: City | None, lines: Iterable[Line]) -> Shared:
    """Return what the head of the page at *path* says. *city* and *lines*: what a city's page shows."""
    if route in CITY_PAGES and city is not None:
        words = city_words(scope, city, [line.row for line in lines])
        folder = scope.city_path(city)
    elif route == "country":
        code = countries.code_of_slug(path.removeprefix(scope.base).strip("/")) or ""
        words, folder = country_words(scope, code), path
    else:
        words, folder = edition_words(scope), scope.base
    return Shared(
        url=link(scope.base if route in HOMES else path),
        image=link(f"{folder}{NAME}"),
        alt=alt(words),
    )


def alt(words: Words) -> str:
    """Say in sentences what a picture says, in the order it is read."""
    place = ", ".join(line.text for line in (words.large, words.under) if line is not None)
    said = [words.notice, words.name, Text(place, words.language), words.date, words.ask]
    return " ".join(f"{line.text.rstrip('.')}." for line in said if line is not None)
