"""One run: what is public → rendered → stored. Every run is whole: all pages, at one moment.

The three steps are functions of their own, so that a later run may render only what was touched.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

from django.conf import settings

from daybreak.outputs.board.snapshot import one_board
from daybreak.publication.pages import NOT_FOUND, all_urls, path_of
from daybreak.publication.render import render
from daybreak.publication.store import Release, only_publisher, store

MISSING = "/there-is-no-such-page/"
"""An address nobody gives out: its answer is the site's page for every wrong address."""


def publish(at: datetime, *, pause: Callable[[], None] = lambda: None) -> Release:
    """Publish everything as it is at *at*. Nothing changed: the current release, with ``new`` False.

    No transaction is held: each page reads what it needs, so the database is never kept waiting by a publication;
    a change in mid-run has its journal line, and with it the next run. *pause* is called before every page and may
    raise, to stop a run that is no longer wanted.

    :raises PublicationError: if a page fails or the disk is full; the release before stays.
    """
    with only_publisher(settings.DAYBREAK.site), one_board():
        return store(settings.DAYBREAK.site, rendered(all_urls(at), at=at, pause=pause))


def rendered(urls: Iterable[str], *, at: datetime, pause: Callable[[], None] = lambda: None) -> dict[str, bytes]:
    """Render *urls*; return file path → bytes."""
    files = {}
    for url in urls:
        pause()
        body = render(MISSING, at=at, expected=404) if url == NOT_FOUND else render(url, at=at)
        files[path_of(url)] = body
    return files
