"""The figures' files and tables: ``bench.json`` and ``chaos.json`` in the home, one object a measurement."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

Row = dict[str, Any]
Key = Callable[[Row], object]


def bench_row(found: Row) -> Row:
    """Return a figure in the form it is kept in. A ratio is ours divided by theirs."""
    peer, limit = found.get("peer"), found.get("limit")
    return {
        "name": found["name"],
        "ours": found["ours"],
        "peer": peer,
        "limit": limit,
        "unit": found["unit"],
        "ratio_to_peer": _ratio(found["ours"], peer),
        "ratio_to_limit": _ratio(found["ours"], limit),
        "runs": found["runs"],
        "cores": found.get("cores") or os.cpu_count(),
    }


def _ratio(ours: float, theirs: float | None) -> float | None:
    return round(ours / theirs, 3) if theirs else None


def chaos_row(found: Row) -> Row:
    """Return the counts of one run of kills in the form they are kept in."""
    return {name: found[name] for name in ("name", "database", "kills", "acknowledged", "lost", "doubled")}


def by_name(row: Row) -> object:
    """What makes a row of ``bench.json`` the same figure again."""
    return row.get("name")


def by_name_and_database(row: Row) -> object:
    """What makes a row of ``chaos.json`` the same proof again."""
    return row.get("name"), row.get("database")


def keep(path: Path, rows: Sequence[Row], *, key: Key) -> None:
    """Write *rows* into the list at *path*, in place of older ones of the same *key*; the others stay. One rename."""
    kept = {key(row): row for row in [*_read(path), *rows]}
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_suffix(".tmp")
    temporary.write_text(json.dumps(list(kept.values()), indent=1) + "\n", encoding="utf-8")
    temporary.replace(path)


def _read(path: Path) -> list[Row]:
    """Return the rows of *path*; none where there is no such file, or it holds something else."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return []
    return [row for row in found if isinstance(row, dict)] if isinstance(found, list) else []


def table(rows: Iterable[Row]) -> str:
    """Return the rows as aligned columns: words to the left, numbers to the right."""
    lines = list(rows)
    heads = list(lines[0])
    cells = [[_cell(row[head]) for head in heads] for row in lines]
    widths = [max(len(line[column]) for line in [heads, *cells]) for column in range(len(heads))]
    is_number = [all(not isinstance(row[head], str) for row in lines) for head in heads]
    return "\n".join(
        "  ".join(
            text.rjust(width) if number else text.ljust(width)
            for text, width, number in zip(line, widths, is_number, strict=True)
        ).rstrip()
        for line in [heads, *cells]
    )


def _cell(value: object) -> str:
    if value is None:
        return "-"
    if isinstance(value, list):
        return " ".join(map(_cell, value))
    if isinstance(value, (int, float)):
        return f"{value:,}"
    return str(value)
