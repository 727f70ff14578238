"""What a board is made of: plain, frozen, no table behind it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from uuid import UUID

from daybreak.domain.campaigns.models import Edition, Target
from daybreak.domain.deliveries.outcomes import COUNTS, Channel, Count, Obstacle, Outcome, Proof
from daybreak.domain.places.models import City
from daybreak.domain.pledges.states import Place
from daybreak.outputs.board.closed_days import OpenFact


class BoardState(StrEnum):
    """The words of the board. The public reads four of them: lateness is the desk's worry, not a reproach."""

    NOT_YET = "not yet"
    DUE = "due"
    LATE = "late"
    AWAITING = "awaiting word"  # public only: due and late
    REPORTED = "reported"
    NEEDS_CHECKING = "needs checking"
    CONFLICT = "conflict"
    CHECKED = "checked"


PUBLIC_STATES = (BoardState.NOT_YET, BoardState.AWAITING, BoardState.REPORTED, BoardState.CHECKED)


@dataclass(frozen=True)
class AttemptLine:
    """One accepted try. ``shown_at``: when it became public, or was accepted on the desk's board.

    ``public_id`` names the try in feeds, always the same; it tells neither a number nor an order.
    """

    public_id: str
    local_date: date | None
    local_time: time | None
    channel: Channel
    outcome: Outcome
    outcome_as_given: str
    obstacles: tuple[Obstacle, ...]
    proofs: tuple[Proof, ...]
    note: str
    source: str
    shown_at: datetime

    @property
    def count(self) -> Count:
        """The group of the counting rule this try falls in."""
        return COUNTS[self.outcome]

    @property
    def words(self) -> str:
        """The outcome in words: as it was given where we could not place it."""
        if self.outcome is Outcome.UNKNOWN and self.outcome_as_given:
            return self.outcome_as_given
        return str(self.outcome.label)


@dataclass(frozen=True)
class Gate:
    """The hour at the gate in local wall time. ``assumed``: nobody said; noon was the classic rule."""

    begins: time
    ends: time
    assumed: bool


@dataclass(frozen=True)
class BoardRow:
    """One target (or one solidarity city, then ``target`` is None) and where it stands.

    Desk only, else empty: ``pledge_id``, ``waiting``, ``offers``. On the public board ``day``, ``day_reason``,
    ``gate``, ``open_now`` and ``joiners`` say no more than the city's plan released (``plans_shown``), and ``count``,
    ``best`` and ``attempts`` hold released results only. ``as_of`` is the last change of this row, by a person or
    by the clock; ``local_now`` is the city's clock at the desk's moment, or at the public board's ``as_of``.
    """

    city: City
    target: Target | None
    place: Place | None
    state: BoardState
    open_now: bool
    count: Count | None
    best: Outcome | None
    attempts: tuple[AttemptLine, ...]
    thrown_back: bool
    day: date | None
    own_date: bool
    day_reason: str
    gate: Gate | None
    open_fact: OpenFact | None
    plans_shown: bool
    assumption: str
    source: str
    joiners: int
    as_of: datetime
    local_now: datetime
    next_change: datetime | None
    pledge_id: UUID | None = None
    waiting: int = 0
    offers: int = 0
    taken: bool = True

    @property
    def country(self) -> str:
        """The city's country (ISO code)."""
        return self.city.country

    @property
    def solidarity(self) -> bool:
        """Whether there is no door in this city: people take part all the same."""
        return self.target is None

    @property
    def gone(self) -> bool:
        """Whether the pledge ended; what it tried stays true."""
        return not self.taken and bool(self.attempts)

    @property
    def primary(self) -> bool:
        """Whether its delivery enters the figures."""
        return self.target is not None and self.target.primary

    @property
    def best_attempt(self) -> AttemptLine | None:
        """The try the delivery counts by: the first of the best ones."""
        return next((one for one in self.attempts if one.outcome is self.best), None)

    @property
    def last_attempt(self) -> AttemptLine | None:
        """The latest try that is shown."""
        return self.attempts[-1] if self.attempts else None


@dataclass(frozen=True)
class Board:
    """Every target of an edition at one moment, east to west. ``hidden``: cities whose plans may not show yet."""

    edition: Edition
    moment: datetime
    public: bool
    rows: tuple[BoardRow, ...]
    as_of: datetime
    next_change: datetime | None
    hidden: frozenset[int]

    def of_city(self, city: City) -> tuple[BoardRow, ...]:
        """Return the rows of one city."""
        return tuple(row for row in self.rows if row.city.pk == city.pk)

    def of_country(self, country: str) -> tuple[BoardRow, ...]:
        """Return the rows of one country (ISO code)."""
        return tuple(row for row in self.rows if row.country == country)

    def plans_shown(self, city: City) -> bool:
        """Whether the hour and place of what a city plans may show."""
        return city.pk not in self.hidden


@dataclass(frozen=True)
class Totals:
    """Figures counted from a board's rows, by the counting rule.

    ``cities`` and ``countries`` count every city taking part once, solidarity cities among them; ``solidarity``
    says how many of them have no target. ``deliveries`` counts primary targets only, ``other_doors`` the rest.
    """

    cities: int
    countries: int
    solidarity: int
    targets: int
    deliveries: Mapping[Count, int]
    other_doors: Mapping[Count, int]
    delivered_cities: int
    delivered_countries: int
    states: Mapping[BoardState, int]
    as_of: datetime

    @property
    def delivered(self) -> int:
        """Delivered, without those left at the gate: these are printed apart."""
        return self.deliveries[Count.DELIVERED]

    @property
    def left(self) -> int:
        """Left at the gate or with a guard."""
        return self.deliveries[Count.LEFT]
