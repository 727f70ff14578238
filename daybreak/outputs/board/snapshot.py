"""The board: every target of an edition and its state at one moment, by each city's own clock. No tables, nothing
stored.

``snapshot(edition, moment, public=True)`` is the only source of states, counts and results for pages, feeds and
figures; what a city has not released is not in it. States of the public board: not yet · awaiting word · reported ·
checked. The desk's board (``public=False``) adds what waits, what contradicts, and open targets.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from daybreak.core.lib.errors import Refused
from daybreak.core.lib.one_run import once
from daybreak.domain.campaigns.models import Edition
from daybreak.domain.campaigns.states import PUBLIC_STATES
from daybreak.outputs.board.gathered import Gathered, gather
from daybreak.outputs.board.hours import Window
from daybreak.outputs.board.making import CityRules, make_row
from daybreak.outputs.board.shape import AttemptLine, Board, BoardRow, BoardState, Gate, Totals
from daybreak.outputs.board.totals import totals

__all__ = [
    "AttemptLine",
    "Board",
    "BoardRow",
    "BoardState",
    "EditionNotPublic",
    "Gate",
    "Totals",
    "next_change",
    "snapshot",
    "totals",
]

FAR = datetime.max.replace(tzinfo=UTC)


class EditionNotPublic(Refused):
    """A draft has no public board."""


def snapshot(edition: Edition, moment: datetime, *, public: bool) -> Board:
    """Return the board of *edition* at *moment*, for the public or for the desk, east to west.

    :raises EditionNotPublic: for the public board of an edition the world may not know of.
    """
    if public and not is_public(edition, moment):
        raise EditionNotPublic("This edition is not public, so it has no public board.")
    if not public:
        return _make(edition, moment, public=False)
    return once(("public board", edition.pk, moment), lambda: _make(edition, moment, public=True))


def _make(edition: Edition, moment: datetime, *, public: bool) -> Board:
    gathered = gather(edition, public=public)
    made = [make_row(gathered, group, moment=moment, public=public) for group in gathered.groups]
    made.sort(key=_east_to_west)
    rows = tuple(row for row, _ in made)
    as_of = max((row.as_of for row in rows), default=edition.opened_at or moment)
    if public:
        # A public page may not tell the moment it was made: two runs on the same rows must agree byte for byte.
        rows = tuple(replace(row, local_now=row.city.local(as_of)) for row in rows)
    hidden, changes = _hidden(gathered, rows, moment)
    changes += [row.next_change for row in rows if row.next_change is not None]
    return Board(edition, moment, public, rows, as_of, min(changes, default=None), hidden)


def is_public(edition: Edition, moment: datetime) -> bool:
    """Whether the world may know of *edition*; the same rule as ``EditionQuerySet.public``."""
    return edition.state in PUBLIC_STATES and edition.opened_at is not None and edition.opened_at <= moment


def next_change(edition: Edition, at: datetime) -> datetime | None:
    """Return the next moment after *at* at which the clock alone changes the public board; None if never."""
    if not is_public(edition, at):
        return None
    return snapshot(edition, at, public=True).next_change


def _east_to_west(made: tuple[BoardRow, Window | None]) -> tuple[datetime, str, str, str]:
    row, window = made
    # A time zone can span a continent; the day itself goes by longitude within one hour at the gate.
    return (
        window.begins if window is not None and not row.solidarity else _noon(row, window),
        f"{180 - row.city.longitude:08.3f}",
        row.city.slug,
        row.target.slug if row.target else "",
    )


def _noon(row: BoardRow, window: Window | None) -> datetime:
    """Place a solidarity city where its noon lies; rows without a date come last."""
    return window.begins + (window.ends - window.begins) / 2 if window is not None else FAR


def _hidden(gathered: Gathered, rows: tuple[BoardRow, ...], moment: datetime) -> tuple[frozenset[int], list[datetime]]:
    """Return the cities whose plans may not show, and when plans of cities without a row come to show."""
    shown = {row.city.pk for row in rows if row.plans_shown}
    hidden = {row.city.pk for row in rows} - shown
    changes = []
    for city_id, plan in gathered.plans.items():
        if city_id in shown | hidden:
            continue
        reveal_from = CityRules(plan.city, gathered.edition, plan, plan.results_show, over=False).revealed(())
        if reveal_from is None or reveal_from > moment:
            hidden.add(city_id)
            changes += [reveal_from] if reveal_from else []
    return frozenset(hidden), changes
