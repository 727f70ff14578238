"""What the world sees now, and what it would see: of what waits to be published, or after one change of the desk.

A change is tried: made in a transaction, its pages rendered there, and undone before anybody could see it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.http import HttpResponseBase

from daybreak.core.journal.models import Entry
from daybreak.core.lib.one_run import one_run
from daybreak.publication.cursor import COLUMNS
from daybreak.publication.cursor import Line as JournalLine
from daybreak.publication.pages import Page, all_pages, path_of
from daybreak.publication.publish import due_now
from daybreak.publication.reading import Line, lines_of, side_by_side
from daybreak.publication.render import render_page
from daybreak.publication.store import current_release
from daybreak.publication.subjects import EVERYTHING
from daybreak.publication.touched import subjects_touched_by

MOST_PAGES = 24
"""So many pages of a change are rendered, the others only counted: nobody else can write meanwhile."""


@dataclass(frozen=True)
class Difference:
    """One page before and after. ``state``: ``changed``, ``new``, ``gone`` or ``same``."""

    url: str
    state: str
    lines: list[Line]


@dataclass(frozen=True)
class After:
    """What a change would do: the answer of its form, and the pages it would change. ``more``: pages not looked at."""

    answer: HttpResponseBase
    differences: list[Difference]
    more: int


def published(url: str) -> bytes | None:
    """Return what the world reads at *url* now; None where there is no such page."""
    release = current_release(settings.DAYBREAK.site)
    path = path_of(url)
    if release is None or path not in release.files:
        return None
    return (release.folder / path).read_bytes()


def difference(url: str, *, at: datetime) -> Difference:
    """Return what would change on one page if everything were published at *at*."""
    with one_run():
        return _difference(url, all_pages(at).get(url), at)


def waiting(at: datetime) -> list[str]:
    """Return the pages that the next update would render, remove or add, by address."""
    with one_run():
        return due_now(at)


def after(change: Callable[[], HttpResponseBase], *, at: datetime) -> After:
    """Try *change*, see which pages it would change, and undo it.

    Where the change itself answers with anything but a redirect (a form that is not right yet), that is all.
    """
    with transaction.atomic():
        known = Entry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        answer = change()
        found: list[Difference] = []
        more = 0
        if 300 <= answer.status_code < 400:
            with one_run():
                due = _due_after(known, at)
                found = [_difference(url, page, at) for url, page in due[:MOST_PAGES]]
                more = len(due[MOST_PAGES:])
        transaction.set_rollback(True)
    return After(answer, [one for one in found if one.state != "same"], more)


def _due_after(known: int, at: datetime) -> list[tuple[str, Page | None]]:
    """Return the pages that lines of the journal after *known* touch, without data files; None for those that go."""
    rows = Entry.objects.filter(pk__gt=known).values_list(*COLUMNS)
    touched = subjects_touched_by(JournalLine(*row) for row in rows)
    release = current_release(settings.DAYBREAK.site)
    files = release.files if release is not None else {}
    pages = {page.path: page for page in all_pages(at).values() if page.url.endswith("/") and not page.same_as}
    due: list[tuple[str, Page | None]] = [
        (page.url, page)
        for path, page in pages.items()
        if path not in files or EVERYTHING in touched or not touched.isdisjoint(page.reads)
    ]
    read = {path for path in files if path.endswith("/index.html") and path.count("/") > 1}
    due += [(f"/{path.removesuffix('index.html')}", None) for path in read if path not in pages]
    return sorted(due, key=_order)


def _order(due: tuple[str, Page | None]) -> tuple[int, str]:
    """The pages of a city first: what the world reads of the place is what the desk asks about."""
    return -due[0].count("/"), due[0]


def _difference(url: str, page: Page | None, at: datetime) -> Difference:
    before = published(url)
    now = render_page(page, at=at) if page is not None else None
    if now is None:
        return Difference(url, "gone" if before is not None else "same", _all(before, "gone"))
    if before is None:
        return Difference(url, "new", _all(now, "new"))
    lines = side_by_side(lines_of(before), lines_of(now))
    return Difference(url, "changed" if lines else "same", lines)


def _all(page: bytes | None, change: str) -> list[Line]:
    return [Line(change, text) for text in lines_of(page)] if page is not None else []
