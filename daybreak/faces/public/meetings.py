"""Gatherings made ready for pages: what is listed, and how much of it may show yet."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from operator import attrgetter

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from daybreak.core.journal.models import Entry
from daybreak.core.lib.one_run import once
from daybreak.domain.gatherings.models import Attendance, Gathering, GatheringText, Stage
from daybreak.faces.public.scope import Scope, opened
from daybreak.faces.public.texts import in_language
from daybreak.faces.public.zones import offset_words
from daybreak.outputs.board.shape import Board, BoardRow

PUBLIC_ID, CITY, COUNTRY = attrgetter("public_id"), attrgetter("city_id"), attrgetter("city.country")


@dataclass(frozen=True)
class Meeting:
    """A listed gathering. ``shown``: the city released its plans, so hour, place, stages and words may show."""

    gathering: Gathering
    text: GatheringText | None
    path: str
    city_path: str
    country_name: str
    zone: str
    day: date | None
    shown: bool
    stages: list[Stage]
    attendance: Attendance | None

    @property
    def kind(self) -> str:
        """The kind in words: as it was given where we could not place it."""
        given = self.gathering.kind_as_given
        return given if self.gathering.kind == "other" and given else _(str(self.gathering.get_kind_display()))

    @property
    def names_city(self) -> bool:
        """Whether the title names the city already, in any language, so that a list need not say it again."""
        titles = {self.title, *(text.title for text in self.gathering.texts.all())}
        return any(self.gathering.city.name in title for title in titles)

    @property
    def title(self) -> str:
        """The gathering's own title, else its kind and city."""
        if self.text and self.text.title:
            return self.text.title
        return f"{self.kind[:1].upper()}{self.kind[1:]}{_(', ')}{self.gathering.city.name}"


def listed(scope: Scope) -> QuerySet[Gathering]:
    """Return the gatherings of the edition that the world may know of, with all that pages read."""
    found = Gathering.objects.public(scope.at).filter(edition=scope.edition)
    return found.select_related("city").prefetch_related("texts", "stages__target", "attendances")


def all_meetings(scope: Scope, board: Board) -> list[Meeting]:
    """Return every listed gathering of the edition, in the order of ``meetings_of``: read once in a run."""
    return once(("all meetings", scope), lambda: meetings_of(scope, board, listed(scope)))


def meetings_by(scope: Scope, board: Board, of: Callable[[Gathering], Hashable]) -> Mapping[Hashable, list[Meeting]]:
    """Return every listed gathering in groups: *of* is one of ``PUBLIC_ID``, ``CITY``, ``COUNTRY``. Once in a run."""

    def group() -> dict[Hashable, list[Meeting]]:
        found: dict[Hashable, list[Meeting]] = {}
        for meeting in all_meetings(scope, board):
            found.setdefault(of(meeting.gathering), []).append(meeting)
        return found

    return once(("meetings by", of, scope), group)


def changes_of(scope: Scope) -> Mapping[str, datetime]:
    """Return when gatherings last changed, as the journal has it: gathering's number → moment. Once in a run."""

    def read() -> dict[str, datetime]:
        found: dict[str, datetime] = {}
        lines = Entry.objects.filter(row_type=Gathering._meta.label, at__lte=scope.at).order_by("at")
        found.update(lines.values_list("row_id", "at"))
        return found

    return once(("changes of gatherings", scope.at), read)


def changed_at(scope: Scope, gathering: Gathering) -> datetime:
    """Return when a gathering last changed; at the earliest when the edition opened."""
    opened_at = scope.edition.opened_at or scope.at
    return max(opened_at, changes_of(scope).get(str(gathering.pk), opened_at))


def meetings_of(scope: Scope, board: Board, gatherings: Iterable[Gathering]) -> list[Meeting]:
    """Return gatherings as pages show them, by date, hour, then city."""
    found = [_meeting(scope, board, gathering) for gathering in gatherings]
    return sorted(found, key=_order)


def _order(meeting: Meeting) -> tuple[str, str, str, int, str]:
    starts = meeting.gathering.starts if meeting.shown else None
    return (
        str(meeting.day or "9999"),
        str(starts or "99"),
        meeting.gathering.city.name,
        meeting.gathering.position,
        meeting.gathering.public_id,
    )


def _meeting(scope: Scope, board: Board, gathering: Gathering) -> Meeting:
    shown = board.plans_shown(gathering.city)
    # A day of its own is part of a plan; the edition's day is known to everybody.
    day = gathering.date if shown or gathering.date == scope.edition.date else None
    counted = [one for one in gathering.attendances.all() if one.as_of <= scope.at] if shown else []
    return Meeting(
        gathering=gathering,
        text=in_language(gathering.texts.all(), scope.language),
        path=f"{scope.base}gatherings/{gathering.public_id}/",
        city_path=scope.city_path(gathering.city),
        country_name=scope.country_name(gathering.city.country),
        zone=offset_words(gathering.city, gathering.date or scope.edition.date),
        day=day,
        shown=shown,
        stages=list(gathering.stages.all()) if shown else [],
        attendance=max(counted, key=lambda one: (one.as_of, one.pk), default=None),
    )


def last_word(scope: Scope, rows: Iterable[BoardRow], meetings: Iterable[Meeting] = ()) -> datetime | None:
    """Return the latest change that a page of these rows and gatherings shows, else the edition's own."""
    moments = [row.as_of for row in rows]
    moments += [meeting.attendance.as_of for meeting in meetings if meeting.attendance]
    return max(moments, default=opened(scope))
