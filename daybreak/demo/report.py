"""What the played day came to, as lines for a terminal: the table of cities, the totals, the counting rule."""

from __future__ import annotations

from datetime import datetime

from daybreak.core.lib import clock
from daybreak.domain.campaigns.models import Edition, Figure
from daybreak.domain.deliveries.counting import rule_lines
from daybreak.outputs.board.shape import BoardRow
from daybreak.outputs.board.snapshot import snapshot
from daybreak.outputs.board.totals import totals


def lines_of_day(edition: Edition, at: datetime) -> list[str]:
    """Return the table and the totals of the desk's board at *at*."""
    board = snapshot(edition, at, public=False)
    lines = [f"{clock.notice()}. The board at {at:%d %B %Y %H:%M} UTC:", ""]
    lines.append(f"  {'city':<16} {'country':<7} {'target':<34} {'state':<15} {'counts as':<17} best attempt")
    lines += [_row(row) for row in board.rows]
    figures = totals(board)
    lines += [
        "",
        f"Totals: {figures.cities} cities in {figures.countries} countries, {figures.solidarity} of them in solidarity"
        f" (no mission); {figures.targets} doors.",
        "  " + " · ".join(f"{count.value}: {number}" for count, number in figures.deliveries.items()),
        "Counting rule: a delivery counts once, by its best attempt.",
    ]
    lines += [f"  {count.value}: {words}" for count, words, _outcomes in rule_lines()]
    reported = Figure.objects.filter(edition=edition, kind="reported").order_by("pk")
    lines += [""]
    lines += [
        f"Reported by others, kept apart: {f.value} {f.what} (as of {f.as_of}; {f.source}). {f.note}" for f in reported
    ]
    lines += [""]
    return lines


def _row(row: BoardRow) -> str:
    target = row.target.name if row.target else "solidarity city"
    count = row.count.value if row.count else ""
    best = str(row.best.label) if row.best else ""
    state = row.state.value if row.target and (row.taken or row.attempts) else "no report owed"
    return f"  {row.city.name:<16} {row.country:<7} {target[:34]:<34} {state:<15} {count:<17} {best}".rstrip()
