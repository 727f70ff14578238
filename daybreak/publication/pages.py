"""Which pages the public site has, and what each of them reads: a function of what is public at one moment.

``SECTIONS`` and the functions below it are the one list of addresses (design.md §9.10): a page that is not here is
published by nobody, a subject that is missing here leaves a page out of date.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from daybreak.core.lib import clock, countries
from daybreak.core.look.assets import assets
from daybreak.domain.campaigns.models import Edition
from daybreak.domain.gatherings.models import Gathering
from daybreak.domain.places.models import City
from daybreak.faces.public.live import LIVE
from daybreak.faces.public.sample import FILES, has_files
from daybreak.faces.public.scope import Scope, published_languages, scope_of
from daybreak.faces.public.site_files import site_paths
from daybreak.outputs.board.snapshot import Board, snapshot
from daybreak.publication.subjects import EDITIONS, Kind, Subject

HOME = (
    *(Kind.BOARD, Kind.MEETINGS, Kind.STATEMENTS, Kind.ORGANISATIONS, Kind.FIGURES, Kind.COUNTDOWN),
    *(Kind.LETTER, Kind.DOORS),
)

SECTIONS: Mapping[str, tuple[Kind, ...]] = {
    "": HOME,
    "board/": (Kind.BOARD,),
    "board/hall/": (Kind.BOARD, Kind.COUNTDOWN),
    "map/": (Kind.BOARD,),
    "background/": (Kind.STATEMENTS,),
    "gatherings/": (Kind.MEETINGS, Kind.BOARD),
    "letter/": (Kind.LETTER, Kind.DOORS),
    "thanks/": (Kind.THANKS, Kind.ORGANISATIONS, Kind.BOARD),
    "press/": (Kind.BOARD, Kind.FIGURES, Kind.ORGANISATIONS, Kind.STATEMENTS),
    "counting-rule/": (),
    "privacy/": (),
    "share.png": (),
    "edition.json": (Kind.BOARD, Kind.MEETINGS, Kind.FIGURES),
    "cities.csv": (Kind.BOARD,),
    "figures.json": (Kind.BOARD, Kind.FIGURES),
    "feed.atom": (Kind.BOARD, Kind.MEETINGS),
    "calendar.ics": (Kind.MEETINGS,),
}
"""The pages and files every edition has below its own address, and what of the edition they read besides its frame."""

LIVE_SECTIONS = ("", "board/", "board/hall/", "map/")
"""Those that have a live file beside them while there may be news."""

ALL_EDITIONS = (Kind.EDITION, Kind.BOARD, Kind.FIGURES)
"""What the page of all editions reads of each of them."""

COUNTRY_FILES = ("", "share.png", "feed.atom", "calendar.ics")
CITY_FILES = ("", "share.png")
GATHERING_FILES = ("", "calendar.ics")

NOT_FOUND = "/404.html"
"""Rendered from an address that does not exist; the server of the files answers with it."""


@dataclass(frozen=True, slots=True)
class Page:
    """One address and the subjects its page reads. ``same_as``: a file that holds the same bytes, if it is due too."""

    url: str
    reads: frozenset[Subject]
    same_as: str = ""

    @property
    def path(self) -> str:
        """The file it lies in."""
        return path_of(self.url)

    @property
    def is_asset(self) -> bool:
        """Whether it is a stylesheet, script or picture of the frame."""
        return self.url.startswith("/assets/")


def all_pages(at: datetime) -> dict[str, Page]:
    """Return everything public at *at* by its URL: pages, data files, assets."""
    found = [Page(NOT_FOUND, frozenset()), *(Page(f"/assets/{one.name}", frozenset()) for one in assets().values())]
    found += [Page(path, frozenset({EDITIONS})) for path in site_paths()]
    editions = list(Edition.objects.public(at).select_related("campaign"))
    current = Edition.objects.current(at)
    every = frozenset({EDITIONS, *(Subject(kind, one.pk) for one in editions for kind in ALL_EDITIONS)})
    for edition in editions:
        board = snapshot(edition, at, public=True)
        gatherings = list(Gathering.objects.public(at).filter(edition=edition).select_related("city"))
        for language in published_languages():
            scope = scope_of(language, at, edition.campaign.slug, edition.slug)
            found += _of_edition(scope, board, gatherings)
            found.append(Page(f"{scope.base}editions/", every | _reads(edition.pk)))
    if current is not None:
        found += _front_doors(current)
    return {page.url: page for page in found}


def _front_doors(current: Edition) -> Iterator[Page]:
    """The current edition's home page at ``/`` and ``/{language}/``, which come last: it is made by then."""
    reads = _reads(current.pk, HOME) | {EDITIONS}
    languages = published_languages()
    if clock.rehearsal() is not None:
        yield from (Page(f"/{language}/style/", frozenset({EDITIONS})) for language in languages)
    for url, language in (("/", languages[0]), *((f"/{language}/", language) for language in languages)):
        yield Page(url, reads, path_of(f"/{language}/{current.campaign.slug}/{current.slug}/"))


def all_urls(at: datetime) -> list[str]:
    """Return the addresses of everything public at *at*, sorted and each once."""
    return sorted(all_pages(at))


def _reads(edition: int, kinds: Iterable[Kind] = (), *subjects: Subject) -> frozenset[Subject]:
    """Return the frame of an edition, *kinds* of it, and *subjects*."""
    return frozenset({Subject(Kind.EDITION, edition), *(Subject(kind, edition) for kind in kinds), *subjects})


def _of_edition(scope: Scope, board: Board, gatherings: list[Gathering]) -> Iterator[Page]:
    edition, base = scope.edition.pk, scope.base
    live = (LIVE,) if scope.live else ()
    for section, kinds in SECTIONS.items():
        files = live if section in LIVE_SECTIONS else ()
        yield from (Page(f"{base}{section}{file}", _reads(edition, kinds)) for file in ("", *files))
    if has_files(scope):
        yield from (Page(f"{base}{file}", _reads(edition, (Kind.LETTER,))) for file in FILES)
    for gathering in gatherings:
        own = Subject(Kind.GATHERING, edition, gathering.public_id)
        reads = _reads(edition, (), own, Subject(Kind.CITY, edition, str(gathering.city_id)))
        yield from (Page(f"{base}gatherings/{gathering.public_id}/{file}", reads) for file in GATHERING_FILES)
    cities = {*(row.city for row in board.rows), *(gathering.city for gathering in gatherings)}
    for country in {city.country for city in cities}:
        reads = _reads(edition, (), Subject(Kind.COUNTRY, edition, country))
        yield from (Page(f"{base}{countries.slug(country)}/{file}", reads) for file in (*COUNTRY_FILES, *live))
    for city in cities:
        yield from (Page(f"{_city(base, city)}{file}", _city_reads(edition, city)) for file in (*CITY_FILES, *live))
    for row in board.rows:
        if row.target is not None:
            yield Page(f"{_city(base, row.city)}{row.target.slug}/", _city_reads(edition, row.city))


def _city(base: str, city: City) -> str:
    return f"{base}{countries.slug(city.country)}/{city.slug}/"


def _city_reads(edition: int, city: City) -> frozenset[Subject]:
    return _reads(edition, (), Subject(Kind.CITY, edition, str(city.pk)))


def path_of(url: str) -> str:
    """Return the file a URL lies in: ``/en/`` → ``en/index.html``."""
    path = url.lstrip("/")
    return f"{path}index.html" if path.endswith("/") or not path else path
