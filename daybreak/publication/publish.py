"""One run: what is public → what of it was touched → rendered → stored.

A **whole run** renders every page. An **update** goes on from the release before: it reads the journal since its
cursor, what the clock changed, and renders only pages that read what was touched. On the same rows both make the
same bytes; a nightly comparison says so, or names what an update missed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from django.conf import settings

from daybreak.core.lib.one_run import one_run
from daybreak.domain.campaigns.hold import PublicationHold
from daybreak.domain.campaigns.models import Edition
from daybreak.faces.public.sitemap import ROBOTS, robots, sitemaps
from daybreak.outputs.board.snapshot import snapshot
from daybreak.publication.clockwork import touched_by_clock
from daybreak.publication.cursor import Cursor, Line
from daybreak.publication.errors import PublicationError, ReleaseDamaged
from daybreak.publication.marks import Marks, marks_of, touched_between
from daybreak.publication.memory import Comparison, Memory, program, recall, remember
from daybreak.publication.pages import Page, all_pages, path_of
from daybreak.publication.render import render_page
from daybreak.publication.store import Release, change, current_release, only_publisher, store
from daybreak.publication.subjects import EVERYTHING, Subject
from daybreak.publication.touched import subjects_touched_by
from daybreak.publication.withdrawing import withdraws

Pause = Callable[[], None]
"""Called before every page; may raise, to stop a run that is no longer wanted."""


def _no_pause() -> None:
    return


@dataclass(frozen=True)
class Run:
    """What came of a run: the release, its memory, and how many pages were rendered.

    ``whole``: all of them; ``held``: nothing but what was withdrawn. Without a release, publication is held before
    the first one.
    """

    release: Release | None
    memory: Memory | None
    rendered: int
    whole: bool = False
    held: bool = False


def publish(at: datetime, *, pause: Pause = _no_pause) -> Release:
    """Publish everything as it is at *at*: a whole run. Nothing changed: the current release, with ``new`` False.

    No transaction is held: each page reads what it needs, so the database is never kept waiting by a publication;
    a change in mid-run has its journal line, and with it the next run.

    :raises PublicationError: if a page fails or the disk is full, the release before stays; or while it is held.
    """
    with only_publisher(settings.DAYBREAK.site), one_run():
        hold = PublicationHold.objects.standing()
        if hold is not None:
            raise PublicationError(f"Publication is held ({hold.reason}). Resume it at the desk.")
        return _publish(at, pause)[0]


def update(at: datetime, *, pause: Pause = _no_pause) -> Run:
    """Publish what changed since the last run; everything, where nobody can say what changed.

    :raises PublicationError: as ``publish``.
    """
    with only_publisher(settings.DAYBREAK.site), one_run():
        if PublicationHold.objects.standing() is not None:
            return _withdraw_alone(pause)
        return _update(at, pause)


def _publish(at: datetime, pause: Pause) -> tuple[Release, Memory]:
    site = settings.DAYBREAK.site
    former = recall(site)
    alone = former is None or _withdraws(former.cursor)
    cursor = Cursor.at_end()
    pages = all_pages(at)
    files = {**rendered(pages.values(), at=at, pause=pause), **lists_of(pages)}
    release = store(site, files, alone=alone)
    memory = Memory(at, release.number, program(), cursor, _marks(at), former.compared if former else None)
    remember(site, memory)
    return release, memory


def _whole(at: datetime, pause: Pause) -> Run:
    release, memory = _publish(at, pause)
    return Run(release, memory, len(release.files), whole=True)


def _update(at: datetime, pause: Pause) -> Run:
    site = settings.DAYBREAK.site
    before, memory = current_release(site), recall(site)
    if before is None or memory is None or not memory.fits(before, at):
        return _whole(at, pause)
    numbers = memory.cursor.unread()
    lines = memory.cursor.lines(numbers)
    marks = _marks(at)
    touched = _touched(memory, lines, marks, at)
    if EVERYTHING in touched:
        return _whole(at, pause)
    try:
        release, count = _change(before, all_pages(at), touched, lines, at=at, pause=pause)
    except ReleaseDamaged:
        return _whole(at, pause)
    cursor = memory.cursor.advanced(numbers)
    after = replace(memory, at=at, release=release.number, marks=marks, cursor=cursor, waiting=frozenset())
    remember(site, after)
    return Run(release, after, count)


def _withdraw_alone(pause: Pause) -> Run:
    """While publication is held: carry out what was withdrawn, and leave all else as it is.

    Pages that a withdrawal touches are rendered as of the last moment that was published, so that what was accepted
    since stays unsaid; a page that is not public any more goes; no new page comes.
    """
    site = settings.DAYBREAK.site
    before, memory = current_release(site), recall(site)
    if before is None or memory is None:
        return Run(before, memory, 0, held=True)
    numbers = memory.unread()
    lines = [line for line in memory.cursor.lines(numbers) if withdraws(line)]
    release, count = before, 0
    if lines:
        pages, touched = all_pages(memory.at), subjects_touched_by(lines)
        there = {url: page for url, page in pages.items() if page.path in before.files or page.is_asset}
        due = [page for page in there.values() if _is_due(page, before, touched)]
        files = rendered(due, at=memory.at, pause=pause)
        release = change(site, {**files, **lists_of(there)}, _gone(before, pages), alone=True)
        count = len(files)
    after = replace(memory, release=release.number, waiting=memory.waiting | numbers)
    remember(site, after)
    return Run(release, after, count, held=True)


def compare(at: datetime, *, pause: Pause = _no_pause) -> Comparison | None:
    """Render everything, compare it with what updates made, and mend what they missed. None: the journal moved.

    *pause* should raise when the journal moves: the comparison is worth nothing then, and news cannot wait.

    :raises PublicationError: as ``publish``.
    """
    site = settings.DAYBREAK.site
    with only_publisher(site), one_run():
        run = _update(at, pause)
        before = current_release(site)
        updated = {path: value for path, value in before.files.items() if path in _known(before)} if before else {}
        release, memory = _publish(at, pause)
        whole = {path: value for path, value in release.files.items() if path in _known(release)}
        if run.memory is None or run.memory.unread():
            return None  # a line came in between: nobody can say which of the two had read it
        missed = sorted(path for path in {*whole, *updated} if whole.get(path) != updated.get(path))
        compared = Comparison(datetime.now(UTC), len(whole), tuple(missed))
        remember(site, replace(memory, compared=compared))
        return compared


def due_now(at: datetime) -> list[str]:
    """Return the addresses an update at *at* would render or remove; those of all pages before the first release."""
    before, memory = current_release(settings.DAYBREAK.site), recall(settings.DAYBREAK.site)
    pages = all_pages(at)
    if before is None or memory is None:
        return sorted(pages)
    touched = frozenset({EVERYTHING})
    if memory.fits(before, at):
        touched = _touched(memory, memory.cursor.lines(memory.cursor.unread()), _marks(at), at)
    gone = {"/" + path.removesuffix("index.html") for path in _gone(before, pages)}
    return sorted({page.url for page in pages.values() if _is_due(page, before, touched)} | gone)


def rendered(pages: Iterable[Page], *, at: datetime, pause: Pause = _no_pause) -> dict[str, bytes]:
    """Render *pages*; return file path → bytes. A page that stands at two addresses is made once."""
    files: dict[str, bytes] = {}
    for page in pages:
        pause()
        same = files.get(page.same_as)
        files[page.path] = render_page(page, at=at) if same is None else same
    return files


def _change(
    before: Release,
    pages: Mapping[str, Page],
    touched: frozenset[Subject],
    lines: list[Line],
    *,
    at: datetime,
    pause: Pause,
) -> tuple[Release, int]:
    """Render what was touched or is missing, and store it. Return the release and the number of pages rendered."""
    due = [page for page in pages.values() if _is_due(page, before, touched)]
    files = rendered(due, at=at, pause=pause)
    alone = any(withdraws(line) for line in lines)
    return change(settings.DAYBREAK.site, {**files, **lists_of(pages)}, _gone(before, pages), alone=alone), len(files)


def lists_of(pages: Iterable[str]) -> dict[str, bytes]:
    """Return the lists of what is published, for machines: made of the addresses alone, so made at every run."""
    return {path_of(url): body for url, body in {**sitemaps(pages), ROBOTS: robots()}.items()}


def _gone(before: Release, pages: Mapping[str, Page]) -> frozenset[str]:
    """Return the files of the release before that nothing makes any more."""
    made = {page.path for page in pages.values()} | lists_of(pages).keys()
    return frozenset(path for path in _known(before) if path not in made)


def _known(release: Release) -> frozenset[str]:
    """Return the files that were rendered for a release: without assets of former programs."""
    return frozenset(release.files).difference(release.carried)


def _is_due(page: Page, before: Release, touched: frozenset[Subject]) -> bool:
    if EVERYTHING in touched or page.path not in before.files or page.path in before.carried:
        return True
    return not touched.isdisjoint(page.reads)


def _touched(memory: Memory, lines: list[Line], marks: Mapping[int, Marks], at: datetime) -> frozenset[Subject]:
    touched = set(subjects_touched_by(lines)) | touched_by_clock(memory.at, at)
    for edition, after in marks.items():
        former = memory.marks.get(edition)
        if former is not None:
            touched |= touched_between(edition, former, after)
    return frozenset(touched)


def _marks(at: datetime) -> dict[int, Marks]:
    editions = Edition.objects.public(at).select_related("campaign")
    return {edition.pk: marks_of(snapshot(edition, at, public=True)) for edition in editions}


def _withdraws(cursor: Cursor) -> bool:
    return any(withdraws(line) for line in cursor.lines(cursor.unread()))
