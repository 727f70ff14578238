"""Where a document speaks of a row, and which parts of it the row keeps.

A *mention* is a place of a document that speaks of a row. For each field of its form it keeps what the row held
when it was read (``values``) and where the document says so (``paths``); a row may be mentioned more than once.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, TypeAlias

from daybreak.domain.campaigns.as_given import AsGiven
from daybreak.outputs.past_editions.tree import Json, Path, Piece

Row: TypeAlias = AsGiven
RowKey: TypeAlias = "tuple[str, str]"


def key_of(row: Row) -> RowKey:
    """Return what tells a row from all others: its table and its key."""
    return row._meta.label, str(row.pk)


@dataclass
class Mention:
    """A place of a document that speaks of a row."""

    form: str
    base: Path
    paths: dict[str, Path] = field(default_factory=dict)
    values: dict[str, Json] = field(default_factory=dict)

    def stored(self) -> dict[str, Any]:
        """Return the mention for a JSON column."""
        paths = {name: list(path) for name, path in self.paths.items()}
        return {"form": self.form, "base": list(self.base), "paths": paths, "values": self.values}

    @classmethod
    def restored(cls, stored: dict[str, Any]) -> Mention:
        """Return the mention that ``stored`` made."""
        paths = {name: tuple(path) for name, path in stored["paths"].items()}
        return cls(stored["form"], tuple(stored["base"]), paths, stored["values"])


def mentions_of(row: Row) -> list[Mention]:
    """Return where a document speaks of *row*; nothing for a row made here."""
    return [Mention.restored(stored) for stored in row.understood.get("mentions", [])]


def pieces_of(row: Row) -> list[Piece]:
    """Return the parts of a document that *row* keeps."""
    return [Piece.restored(stored) for stored in row.given.get("pieces", [])]
