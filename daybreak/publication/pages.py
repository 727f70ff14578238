"""Which pages the public site has: a pure function of what is public at one moment (design.md §9.10)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Q

from daybreak.core.lib import countries
from daybreak.core.look.assets import assets
from daybreak.domain.campaigns.models import Edition, Participation
from daybreak.domain.gatherings.models import Gathering
from daybreak.domain.places.models import City
from daybreak.faces.public.feeds import FEEDS
from daybreak.faces.public.scope import LANGUAGES
from daybreak.outputs.board.snapshot import Board, next_change, snapshot

SECTIONS = (
    *("board", "map", "background", "gatherings", "letter", "thanks", "press", "counting-rule", "privacy"),
    "editions",
)
"""The pages every edition has, below its own."""

NOT_FOUND = "/404.html"
"""Rendered from an address that does not exist; the server of the files answers with it."""


def all_urls(at: datetime) -> list[str]:
    """Return the paths of everything public at *at*, sorted and each once: pages, feeds, assets."""
    urls = {NOT_FOUND, *(f"/assets/{asset.name}" for asset in assets().values())}
    current = Edition.objects.current(at)
    if current is not None:
        urls |= {"/", *(f"/{language}/" for language in LANGUAGES)}
    for edition in Edition.objects.public(at).select_related("campaign"):
        board = snapshot(edition, at, public=True)
        gatherings = list(Gathering.objects.public(at).filter(edition=edition).select_related("city"))
        for language in LANGUAGES:
            base = f"/{language}/{edition.campaign.slug}/{edition.slug}/"
            urls |= set(_of_edition(base, board, gatherings))
    return sorted(urls)


def _of_edition(base: str, board: Board, gatherings: list[Gathering]) -> Iterator[str]:
    yield base
    yield from (f"{base}{section}/" for section in SECTIONS)
    yield from (f"{base}{feed}" for feed in FEEDS)
    for gathering in gatherings:
        yield f"{base}gatherings/{gathering.public_id}/"
        yield f"{base}gatherings/{gathering.public_id}/calendar.ics"
    for city in {*(row.city for row in board.rows), *(gathering.city for gathering in gatherings)}:
        yield from _of_city(base, city)
    for row in board.rows:
        if row.target is not None:
            yield f"{base}{countries.slug(row.country)}/{row.city.slug}/{row.target.slug}/"


def _of_city(base: str, city: City) -> Iterator[str]:
    yield f"{base}{countries.slug(city.country)}/"
    yield f"{base}{countries.slug(city.country)}/{city.slug}/"


def changes_by_clock(at: datetime) -> datetime | None:
    """Return the next moment after *at* at which a public page changes though nobody does anything."""
    moments = [next_change(edition, at) for edition in Edition.objects.public(at)]
    moments += Edition.objects.filter(opened_at__gt=at).values_list("opened_at", flat=True)
    parts = Participation.objects.filter(Q(listed_from__gt=at) | Q(withdrawn_at__gt=at))
    moments += [moment for pair in parts.values_list("listed_from", "withdrawn_at") for moment in pair]
    return min((moment for moment in moments if moment is not None and moment > at), default=None)


def path_of(url: str) -> str:
    """Return the file a URL lies in: ``/en/`` → ``en/index.html``."""
    path = url.lstrip("/")
    return f"{path}index.html" if path.endswith("/") or not path else path
