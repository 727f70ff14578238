"""iCalendar files: local times with their zone, whole days where no hour is known, nothing a city has not released."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _
from icalendar import Calendar, Component, Event, Journal

from daybreak.core.lib import clock
from daybreak.faces.public.data import link
from daybreak.faces.public.meetings import Meeting, changed_at
from daybreak.faces.public.scope import Scope
from daybreak.outputs.board.shape import Board

PRODUCT = "-//Daybreak//Daybreak//EN"


def edition_calendar(scope: Scope, board: Board, meetings: list[Meeting]) -> bytes:
    """Return the day itself and its listed gatherings as one calendar."""
    return _with_the_day(scope, board, meetings, name=scope.name)


def country_calendar(scope: Scope, board: Board, meetings: list[Meeting], code: str) -> bytes:
    """Return the day itself and the gatherings of one country: entries have the ids they have in the edition's."""
    return _with_the_day(scope, board, meetings, name=f"{scope.country_name(code)}: {scope.name}")


def _with_the_day(scope: Scope, board: Board, meetings: list[Meeting], *, name: str) -> bytes:
    edition = scope.edition
    calendar = _calendar(name)
    opened = edition.opened_at or board.as_of
    key = f"day.{edition.campaign.slug}.{edition.slug}"
    whole = _entry(edition.date, key, scope.name, link(scope.base), opened)
    if clock.notice():  # a calendar program shows the entry, not the words about the file
        whole.add("description", clock.notice())
    calendar.add_component(whole)
    for meeting in meetings:
        calendar.add_component(_of_meeting(meeting, changed_at(scope, meeting.gathering)))
    return _closed(calendar, scope)


def gathering_calendar(scope: Scope, board: Board, meeting: Meeting) -> bytes:
    """Return one gathering as a calendar."""
    calendar = _calendar(meeting.title)
    calendar.add_component(_of_meeting(meeting, changed_at(scope, meeting.gathering)))
    return _closed(calendar, scope)


def _calendar(name: str) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", _one_line(name))
    if clock.notice():
        calendar.add("x-wr-caldesc", clock.notice())
    return calendar


def _closed(calendar: Calendar, scope: Scope) -> bytes:
    """Add the zones the times are in, as far as this year needs them, and return the bytes."""
    year = scope.edition.year
    calendar.add_missing_timezones(first_date=date(year - 1, 1, 1), last_date=date(year + 2, 1, 1))
    return bytes(calendar.to_ical(sorted=True))


def _entry(day: date | None, key: str, title: str, url: str, as_of: datetime) -> Component:
    """Return a whole-day entry; without any date a note, which needs none."""
    entry: Component = Event() if day else Journal()
    host = urlsplit(settings.DAYBREAK.public_url).hostname
    entry.add("uid", f"{key}@{host}")
    entry.add("dtstamp", as_of.astimezone(UTC).replace(microsecond=0))
    entry.add("summary", _one_line(title))
    entry.add("url", url)
    if day:
        entry.add("dtstart", day)
        entry.add("transp", "TRANSPARENT")
    return entry


def _of_meeting(meeting: Meeting, as_of: datetime) -> Component:
    gathering = meeting.gathering
    entry = _entry(meeting.day, f"gathering.{gathering.public_id}", meeting.title, link(meeting.path), as_of)
    if meeting.day and meeting.shown and gathering.starts:
        del entry["dtstart"], entry["transp"]
        begins = datetime.combine(meeting.day, gathering.starts, tzinfo=gathering.city.tz)
        entry.add("dtstart", begins)
        if gathering.ends:
            later = timedelta(days=1) if gathering.ends <= gathering.starts else timedelta()
            entry.add("dtend", datetime.combine(meeting.day + later, gathering.ends, tzinfo=gathering.city.tz))
    place = f"{gathering.place}, " if meeting.shown and gathering.place else ""
    if meeting.day:
        entry.add("location", _one_line(f"{place}{gathering.city.name}, {meeting.country_name}"))
    entry.add("description", _description(meeting))
    return entry


def _description(meeting: Meeting) -> str:
    lines = [clock.notice()]
    if meeting.shown and meeting.text:
        lines.append(meeting.text.description)
    if meeting.shown:
        lines += [_stage(stage.place, str(stage.starts or "")[:5]) for stage in meeting.stages]
    if not meeting.day:
        lines.append(_("The date is not announced."))
    elif not (meeting.shown and meeting.gathering.starts):
        lines.append(_("The hour is not announced."))
    lines.append(link(meeting.path))
    return "\n".join(line for line in lines if line)


def _stage(place: str, starts: str) -> str:
    return f"{starts} {place}".strip()


def _one_line(text: str) -> str:
    return " ".join(text.split())
