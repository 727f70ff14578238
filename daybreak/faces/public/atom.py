"""``feed.atom``: what came to show lately, newest first. Ids never change; ``updated`` is when it came to show."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit
from xml.etree import ElementTree

from django.conf import settings
from django.utils.translation import gettext as _

from daybreak.core.lib import clock
from daybreak.faces.public.data import link, moment_text
from daybreak.faces.public.meetings import Meeting, changed_at
from daybreak.faces.public.scope import Scope
from daybreak.outputs.board.shape import AttemptLine, Board, BoardRow

LIMIT = 100
NAMESPACE = "http://www.w3.org/2005/Atom"
_NOT_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class News:
    """One entry of the feed."""

    key: str
    title: str
    words: str
    path: str
    updated: datetime


@dataclass(frozen=True)
class Head:
    """What a feed says about itself. ``key`` is the part of its id that stays, ``path`` the page it belongs to."""

    key: str
    title: str
    path: str
    as_of: datetime


def edition_feed(scope: Scope, board: Board, meetings: list[Meeting]) -> bytes:
    """Return the edition's feed: tries that are shown, and listed gatherings."""
    return _feed(scope, Head("feed", scope.name, scope.base, board.as_of), board.rows, meetings)


def country_feed(scope: Scope, board: Board, meetings: list[Meeting], code: str) -> bytes:
    """Return the feed of one country: its entries are those of the edition's feed, with the same ids."""
    rows = board.of_country(code)
    opened = scope.edition.opened_at or board.as_of
    head = Head(
        key=f"feed/{code}",
        title=f"{scope.country_name(code)}: {scope.name}",
        path=scope.country_path(code),
        as_of=max((row.as_of for row in rows), default=opened),
    )
    return _feed(scope, head, rows, meetings)


def _feed(scope: Scope, head: Head, rows: Iterable[BoardRow], meetings: list[Meeting]) -> bytes:
    news = [_of_attempt(scope, row, attempt) for row in rows for attempt in row.attempts]
    news += _of_meetings(scope, meetings)
    news.sort(key=lambda one: (one.updated, one.key), reverse=True)
    updated = max((one.updated for one in news), default=head.as_of)
    root = ElementTree.Element("feed", {"xmlns": NAMESPACE, "xml:lang": scope.language})
    _text(root, "id", _tag(scope, f"{head.key}/{scope.language}"))  # the same entries in other words: another feed
    _text(root, "title", head.title)
    if clock.notice():
        _text(root, "subtitle", clock.notice())
    _text(root, "updated", moment_text(updated))
    _text(ElementTree.SubElement(root, "author"), "name", scope.edition.campaign.name)
    ElementTree.SubElement(root, "link", {"rel": "alternate", "type": "text/html", "href": link(head.path)})
    here = link(f"{head.path}feed.atom")
    ElementTree.SubElement(root, "link", {"rel": "self", "type": "application/atom+xml", "href": here})
    for one in news[:LIMIT]:
        _entry(root, scope, one)
    ElementTree.indent(root, " ")
    body: bytes = ElementTree.tostring(root, encoding="utf-8")
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + body + b"\n"


def _entry(root: ElementTree.Element, scope: Scope, news: News) -> None:
    entry = ElementTree.SubElement(root, "entry")
    _text(entry, "id", _tag(scope, news.key))
    _text(entry, "title", news.title)
    _text(entry, "updated", moment_text(news.updated))
    ElementTree.SubElement(entry, "link", {"rel": "alternate", "type": "text/html", "href": link(news.path)})
    _text(entry, "content", news.words).set("type", "text")


def _text(parent: ElementTree.Element, name: str, text: str) -> ElementTree.Element:
    """Add an element; signs that XML cannot carry become spaces, or the whole feed could not be read."""
    element = ElementTree.SubElement(parent, name)
    element.text = _NOT_XML.sub(" ", text)
    return element


def _tag(scope: Scope, key: str) -> str:
    """Return a tag URI (RFC 4151): host, year of the edition, path, key."""
    host = urlsplit(settings.DAYBREAK.public_url).hostname
    return f"tag:{host},{scope.edition.year}:{scope.edition.campaign.slug}/{scope.edition.slug}/{key}"


def _of_attempt(scope: Scope, row: BoardRow, attempt: AttemptLine) -> News:
    place = f"{row.city.name}, {scope.country_name(row.country)}"
    words = _(attempt.words)
    told = [f"{row.target.name}: {words}" if row.target else words]
    if attempt.local_date:
        hour = f" {attempt.local_time:%H:%M}" if attempt.local_time else ""
        told.append(f"{attempt.local_date.isoformat()}{hour} ({row.city.zone})")
    if attempt.obstacles:
        told.append(_(", ").join(_(one.label) for one in attempt.obstacles))
    told += [attempt.note] if attempt.note else []
    return News(
        key=f"attempt/{attempt.public_id}",
        title=f"{place}: {words}",
        words="\n".join(told),
        path=scope.city_path(row.city),
        updated=attempt.shown_at,
    )


def _of_meetings(scope: Scope, meetings: list[Meeting]) -> Iterable[News]:
    for meeting in meetings:
        gathering = meeting.gathering
        when = meeting.day.isoformat() if meeting.day else _("date not announced")
        if meeting.shown and gathering.starts:
            when += f" {gathering.starts:%H:%M} ({gathering.city.zone})"
        place = f"{gathering.place}, " if meeting.shown and gathering.place else ""
        yield News(
            key=f"gathering/{gathering.public_id}",
            title=f"{meeting.title}: {gathering.city.name}, {meeting.country_name}",
            words=f"{meeting.kind}\n{when}\n{place}{gathering.city.name}, {meeting.country_name}",
            path=meeting.path,
            updated=changed_at(scope, gathering),
        )
