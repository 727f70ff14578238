"""Setting fields of one row and writing its line: what every ``change_…`` verb does."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, TypeVar

from django.db import models

from daybreak.core.journal.services import record
from daybreak.core.lib.actor import Actor

_Row = TypeVar("_Row", bound=models.Model)


def locked(row: _Row) -> _Row:
    """Return *row* as it stands now, held until the caller's transaction ends."""
    return type(row)._base_manager.select_for_update().get(pk=row.pk)


def set_fields(row: _Row, values: Mapping[str, Any], *, verb: str, actor: Actor, at: datetime) -> tuple[str, ...]:
    """Set those of *values* that differ, and write one line of the journal, in the caller's transaction.

    Return the names of the fields that changed, in their order. Where nothing differs, nothing is written.
    """
    changed = tuple(name for name, value in values.items() if getattr(row, name) != value)
    if not changed:
        return ()
    plain = {name: getattr(row, row._meta.get_field(name).attname) for name in changed}  # type: ignore[union-attr]
    for name in changed:
        setattr(row, name, values[name])
    row.save(update_fields=list(changed))
    record(verb, row, actor=actor, at=at, fields=changed, old=plain)
    return changed
