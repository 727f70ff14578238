"""Marks of a public board: one per city, so that two boards can be compared without keeping the first.

The clock changes boards without a line in the journal: a result comes to show, an hour at the gate ends. Whatever a
row would say differently changes the mark of its city.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from django.db.models import Model

from daybreak.domain.places.models import City
from daybreak.outputs.board.shape import Board, BoardRow
from daybreak.publication.subjects import Kind, Subject, of_city

NOT_SHOWN = frozenset({"local_now", "next_change"})
"""Fields of a row that follow from the board's moment, or that no page prints."""


@dataclass(frozen=True)
class Marks:
    """``cities``: city number → mark of all its rows. ``hidden``: the cities whose plans may not show."""

    cities: Mapping[str, str]
    hidden: frozenset[int]

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Marks:
        """Read marks from ``as_data``. :raises KeyError, TypeError, ValueError: if they are none."""
        return cls(dict(data["cities"]), frozenset(int(number) for number in data["hidden"]))

    def as_data(self) -> dict[str, Any]:
        """Return the marks as plain data."""
        return {"cities": dict(self.cities), "hidden": sorted(self.hidden)}


def marks_of(board: Board) -> Marks:
    """Return the marks of a public board."""
    by_city: dict[str, Any] = {}
    for row in board.rows:
        by_city.setdefault(str(row.city.pk), hashlib.sha256()).update(_words(row).encode())
    return Marks({city: mark.hexdigest()[:16] for city, mark in by_city.items()}, board.hidden)


def _words(row: BoardRow) -> str:
    return repr([_plain(getattr(row, field.name)) for field in fields(row) if field.name not in NOT_SHOWN])


def _plain(value: Any) -> Any:
    return (type(value).__name__, str(value.pk)) if isinstance(value, Model) else value


def touched_between(edition: int, before: Marks, after: Marks) -> set[Subject]:
    """Return what differs between two boards of an edition."""
    changed = {city for city in {*before.cities, *after.cities} if before.cities.get(city) != after.cities.get(city)}
    plans = {str(city) for city in before.hidden ^ after.hidden}
    touched: set[Subject] = set()
    for city, country in City.objects.filter(pk__in=changed | plans).values_list("pk", "country"):
        touched |= of_city(edition, city, country)
    return touched | ({Subject(Kind.MEETINGS, edition)} if plans else set())
