"""Board rows made ready for pages: with their address, their country, their zone, and their news."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from daybreak.domain.deliveries.outcomes import Count, Obstacle
from daybreak.faces.public.scope import Scope
from daybreak.faces.public.zones import offset_words
from daybreak.outputs.board.closed_days import ClosedDay, OpenFact
from daybreak.outputs.board.shape import AttemptLine, BoardRow, BoardState, Totals

NO_WORD = "no word"
SILENT = frozenset({BoardState.NOT_YET, BoardState.AWAITING})


@dataclass(frozen=True)
class Line:
    """One row of the board with the address of its city's page.

    ``state``: its public state in a word of ``SIGNS``. ``door`` tells two rows of one city apart. ``closed``: one
    sentence per reason to expect a closed door.
    """

    row: BoardRow
    state: str
    path: str
    country_name: str
    zone: str
    door: str
    closed: tuple[str, ...]

    @property
    def word(self) -> str:
        """The word of ``SIGNS`` it stands under: somebody at the gate, solidarity, else its state."""
        return "open now" if self.row.open_now and self.state != NO_WORD else self.state

    @property
    def clock(self) -> datetime:
        """The city's clock at the board's as-of time, without its zone: templates would turn it into UTC."""
        return self.row.local_now.replace(tzinfo=None)

    @property
    def obstacles(self) -> list[Obstacle]:
        """Every obstacle of the shown attempts, once, in their order."""
        return list(dict.fromkeys(one for attempt in self.row.attempts for one in attempt.obstacles))


@dataclass(frozen=True)
class Land:
    """A country and its lines."""

    code: str
    name: str
    path: str
    lines: list[Line]


@dataclass(frozen=True)
class News:
    """One shown attempt. ``moment`` is an instant where the hour is known, else None.

    ``counts``: the delivery counts by this one, so the state's sign stands at it and not at a later "thrown back".
    """

    line: Line
    attempt: AttemptLine
    moment: datetime | None
    counts: bool


@dataclass(frozen=True)
class Fig:
    """One figure under the counting rule."""

    number: int
    words: str


def lines_of(scope: Scope, rows: Iterable[BoardRow], *, said: ClosedDay | None = None) -> list[Line]:
    """Return the rows as lines, in their order. *said* is a closed day the page tells once for all of them."""
    rows = list(rows)
    counted: dict[int, int] = {}
    for row in rows:
        counted[row.city.pk] = counted.get(row.city.pk, 0) + 1
    return [
        Line(
            row=row,
            state=_state(row, over=scope.over),
            path=scope.city_path(row.city),
            country_name=scope.country_name(row.country),
            zone=offset_words(row.city, row.day or scope.edition.date),
            door=row.target.name if row.target and counted[row.city.pk] > 1 else "",
            closed=_closed(row, said),
        )
        for row in rows
    ]


def _state(row: BoardRow, *, over: bool) -> str:
    """Return the state in public words. A closed edition awaits nothing: its silent doors say so."""
    if row.solidarity:
        return "solidarity"
    return NO_WORD if over and row.state in SILENT else row.state.value


def _closed(row: BoardRow, said: ClosedDay | None) -> tuple[str, ...]:
    if row.open_fact is None or row.solidarity:
        return ()
    rest = replace(row.open_fact, closed_days=tuple(one for one in row.open_fact.closed_days if one != said))
    return rest.sentences if rest.closed else ()


def shared_closed_day(scope: Scope, rows: Iterable[BoardRow]) -> OpenFact | None:
    """Return the sender's public holiday on the edition's date, if the rows name one; hosts' are left out."""
    for row in rows:
        fact = row.open_fact
        if fact is None or fact.day != scope.edition.date:
            continue
        theirs = tuple(one for one in fact.closed_days if one.country == scope.edition.campaign.government)
        return replace(fact, weekend=False, closed_days=theirs) if theirs else None
    return None


def lands_of(scope: Scope, lines: Iterable[Line]) -> list[Land]:
    """Return the countries of the lines, by name, each with its lines by city."""
    by_code: dict[str, list[Line]] = {}
    for line in sorted(lines, key=lambda one: (one.row.city.name, one.door)):
        by_code.setdefault(line.row.country, []).append(line)
    lands = [Land(code, scope.country_name(code), scope.country_path(code), found) for code, found in by_code.items()]
    return sorted(lands, key=lambda land: land.name)


def news_of(lines: Iterable[Line], *, limit: int | None = None) -> list[News]:
    """Return the shown attempts, newest first; those without a date last."""
    told = [
        News(line, attempt, _moment(line, attempt), attempt is line.row.best_attempt)
        for line in lines
        for attempt in line.row.attempts
    ]
    told.sort(key=_newest, reverse=True)
    return told[:limit]


def _newest(news: News) -> tuple[bool, datetime, str]:
    attempt = news.attempt
    day = datetime.combine(attempt.local_date or date.min, time(12), tzinfo=UTC)
    return attempt.local_date is not None, news.moment or day, news.line.row.city.name


def _moment(line: Line, attempt: AttemptLine) -> datetime | None:
    if attempt.local_date is None or attempt.local_time is None:
        return None
    return datetime.combine(attempt.local_date, attempt.local_time, tzinfo=line.row.city.tz).astimezone(UTC)


def figures_of(totals: Totals, *, over: bool) -> list[Fig]:
    """Return the five figures of an edition, by the counting rule, in its order. *over*: the edition is closed."""
    counts = totals.deliveries
    delivered, left = counts[Count.DELIVERED], counts[Count.LEFT]
    return [
        Fig(delivered, ngettext("letter delivered", "letters delivered", delivered)),
        Fig(left, _("left at the gate or with a guard")),
        Fig(counts[Count.SENT], _("sent by post, courier, e‑mail or fax")),
        Fig(counts[Count.REFUSED], _("refused")),
        Fig(counts[Count.OPEN], _("open: no word reached us") if over else _("open: still to come, or no word")),
    ]
