"""Lists of the desk: pages of fifty, and filters that stay in the address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar
from urllib.parse import urlencode

from django.db import models
from django.http import HttpRequest

PAGE = 50
_Row = TypeVar("_Row", bound=models.Model)


@dataclass(frozen=True)
class Chip:
    """One choice of a filter: its words, how many rows it has, and the address that chooses it."""

    words: str
    number: int
    address: str
    chosen: bool


@dataclass(frozen=True)
class Page(Generic[_Row]):
    """Some rows of a longer list. ``number`` counts from 1; addresses are empty where there is no such page."""

    rows: list[_Row]
    number: int
    last: int
    total: int
    before: str
    after: str

    @property
    def first_row(self) -> int:
        """The place of the first row in the whole list, from 1; 0 in an empty one."""
        return (self.number - 1) * PAGE + 1 if self.total else 0

    @property
    def last_row(self) -> int:
        """The place of the last row of this page in the whole list."""
        return min(self.number * PAGE, self.total)


def asked_page(request: HttpRequest) -> int:
    """Return the page an address asks for, 1 where it asks for none or for nonsense."""
    text = request.GET.get("page", "1")
    return max(1, int(text)) if text.isascii() and text.isdigit() and len(text) < 7 else 1


def page_of(
    request: HttpRequest, found: models.QuerySet[_Row], *, filters: Mapping[str, Any], total: int | None = None
) -> Page[_Row]:
    """Return the asked page of *found*. *total* saves counting where it is known."""
    total = found.count() if total is None else total
    last = max(1, -(-total // PAGE))
    number = min(asked_page(request), last)
    # Keys first: a database sorts ten thousand numbers faster than ten thousand wide rows.
    keys = list(found.values_list("pk", flat=True)[(number - 1) * PAGE : number * PAGE])
    there = {row.pk: row for row in found.filter(pk__in=keys)}
    rows = [there[key] for key in keys if key in there]
    before = address(filters, page=number - 1) if number > 1 else ""
    after = address(filters, page=number + 1) if number < last else ""
    return Page(rows, number, last, total, before, after)


def address(filters: Mapping[str, Any], **changes: Any) -> str:
    """Return the query of an address with *changes*; empty values are left out."""
    values = {name: value for name, value in {**filters, **changes}.items() if value not in ("", None)}
    return "?" + urlencode(values)


def chip(filters: Mapping[str, Any], name: str, value: str, words: str, number: int) -> Chip:
    """Return a filter's choice; choosing the chosen one again takes it back."""
    chosen = filters.get(name) == value
    return Chip(words, number, address(filters, **{name: "" if chosen else value}), chosen)
