"""Figures, counted from a board's rows. Nothing is counted in advance (design.md §1.11)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from daybreak.domain.deliveries.outcomes import Count
from daybreak.outputs.board.shape import Board, BoardRow, BoardState, Totals


def totals(board: Board) -> Totals:
    """Count a board by the counting rule.

    A city is counted once, however many doors, slots and joiners it has; a solidarity city is counted, and said
    apart. An open target counts for nothing: nobody has promised it yet. A delivery counts once, by its best try.
    """
    rows = [row for row in board.rows if row.taken or row.attempts or row.solidarity]
    with_target = {row.city.pk for row in rows if row.target is not None}
    delivered = [row for row in rows if row.primary and row.count is Count.DELIVERED]
    return Totals(
        cities=len({row.city.pk for row in rows}),
        countries=len({row.country for row in rows}),
        solidarity=len({row.city.pk for row in rows} - with_target),
        targets=len({row.target.pk for row in rows if row.target is not None}),
        deliveries=_by_count(row for row in rows if row.primary),
        other_doors=_by_count(row for row in rows if row.target is not None and not row.primary),
        delivered_cities=len({row.city.pk for row in delivered}),
        delivered_countries=len({row.country for row in delivered}),
        states=_by_state(rows),
        as_of=board.as_of,
    )


def _by_count(rows: Iterable[BoardRow]) -> Mapping[Count, int]:
    found = Counter(row.count or Count.OPEN for row in rows)
    return {count: found[count] for count in Count if count is not Count.NONE}


def _by_state(rows: list[BoardRow]) -> Mapping[BoardState, int]:
    found = Counter(row.state for row in rows if row.target is not None)  # a solidarity city owes no report
    return {state: found[state] for state in BoardState}
