"""Writing, sealing and checking the journal."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import IntegrityError, models, transaction

from daybreak.core.journal import chain
from daybreak.core.journal.models import Entry, Seal
from daybreak.core.lib.actor import Actor
from daybreak.core.lib.data_level import Level
from daybreak.core.lib.errors import Refused
from daybreak.core.lib.privacy import level_of

SALT_BYTES = 16
BATCH = 500
CHANGED = "changed"


def record(
    verb: str,
    row: models.Model,
    *,
    actor: Actor,
    at: datetime,
    fields: Iterable[str] = (),
    old: Mapping[str, Any] | None = None,
) -> Entry:
    """Write one line, in the caller's transaction.

    *fields* are the names of the fields the verb set; *old* gives the former values it knows. Only level 0 values
    are repeated; anything above says "changed" (design.md §9.9).
    """
    entry = _entry(verb, row, actor=actor, at=at, fields=fields, old=old or {})
    entry.save(force_insert=True)
    return entry


@dataclass(frozen=True, slots=True)
class RowChange:
    """One row of a bulk change: the fields the verb set, and the former values it knows."""

    row: models.Model
    fields: tuple[str, ...]
    old: Mapping[str, Any]


def record_many(verb: str, changes: Iterable[RowChange], *, actor: Actor, at: datetime) -> int:
    """Write one line for each change, in the caller's transaction, as ``record`` does. Return how many."""
    entries = [_entry(verb, one.row, actor=actor, at=at, fields=one.fields, old=one.old) for one in changes]
    Entry.objects.bulk_create(entries)
    return len(entries)


def _entry(
    verb: str, row: models.Model, *, actor: Actor, at: datetime, fields: Iterable[str], old: Mapping[str, Any]
) -> Entry:
    names = sorted(fields)
    changes = {name: _change(row, name, old) for name in names}
    salt = secrets.token_bytes(SALT_BYTES)
    entry = Entry(
        at=at.astimezone(UTC),
        verb=verb,
        row_type=row._meta.label,
        row_id=str(row.pk),
        actor_kind=actor.kind,
        actor_id=actor.id,
        fields=names,
        changes=json.loads(json.dumps(changes, cls=DjangoJSONEncoder)),
        salt=salt,
    )
    entry.commitment = chain.commitment(salt, payload_of(entry))
    return entry


def _change(row: models.Model, name: str, old: Mapping[str, Any]) -> Any:
    if level_of(type(row), name) > Level.L0:
        return CHANGED
    attribute = row._meta.get_field(name).attname  # type: ignore[union-attr]
    return [old.get(name), getattr(row, attribute)]


def payload_of(entry: Entry) -> dict[str, Any]:
    """Return what an entry's commitment binds. The actor is left out: its link dies at retention."""
    return {
        "at": entry.at.astimezone(UTC).isoformat(),
        "verb": entry.verb,
        "row": [entry.row_type, entry.row_id],
        "actor": entry.actor_kind,
        "changes": entry.changes,
    }


def seal_journal(*, at: datetime) -> Seal | None:
    """Seal all entries that are not sealed yet, oldest first, in batches. Return the last seal made, if any.

    Two workers at once are safe: ``position`` and ``first_position`` are unique, the loser's batch is undone.
    """
    last: Seal | None = None
    while (made := _seal_batch(at)) is not None:
        last = made
    return last


def _seal_batch(at: datetime) -> Seal | None:
    try:
        with transaction.atomic():
            previous = Seal.objects.order_by("-last_position").first()
            position = previous.last_position if previous else 0
            head = previous.head if previous else chain.START
            entries = list(Entry.objects.filter(position=None).order_by("id")[:BATCH])
            if not entries:
                return None
            first = position + 1
            for entry in entries:
                position += 1
                head = chain.link(head, position=position, entry_id=entry.pk, commitment=entry.commitment)
                entry.position, entry.link = position, head
            Entry.objects.bulk_update(entries, ["position", "link"])
            return Seal.objects.create(at=at, first_position=first, last_position=position, head=head)
    except IntegrityError:
        return None  # another worker sealed this batch


def erase_payload(entry: Entry, *, at: datetime) -> Entry:
    """Erase what an entry says, and its salt. The chain stays valid. (No line of its own: it *is* the journal.)"""
    entry.changes, entry.fields, entry.salt, entry.erased_at = {}, [], None, at
    entry.save(update_fields=["changes", "fields", "salt", "erased_at"])
    return entry


@dataclass(frozen=True)
class Verified:
    """The result of a whole check. ``broken`` is a sentence naming the first broken entry, or None."""

    entries: int
    unsealed: int
    head: str
    broken: str | None


def head() -> str:
    """Return ``position:link`` of the sealed chain, to be kept apart from the server."""
    last = Seal.objects.order_by("-last_position").first()
    return str(last) if last else f"0:{chain.START}"


def verify_journal(*, exported: str | None = None) -> Verified:
    """Walk the whole chain. *exported* is a head printed earlier: only it can show that the tail was cut off."""
    wanted = _parse_head(exported)
    position, previous, broken = 0, chain.START, None
    seals = dict(Seal.objects.values_list("last_position", "head"))
    for entry in Entry.objects.exclude(position=None).order_by("position").iterator(chunk_size=BATCH):
        position += 1
        broken = _fault(entry, position, previous)
        if broken is None:
            previous = entry.link
            if seals.get(position, previous) != previous:
                broken = f"{_name(entry)} does not match the seal after position {position}."
            elif wanted and wanted[0] == position and wanted[1] != previous:
                broken = f"{_name(entry)} does not match the exported head: the journal was rewritten at or before it."
        if broken:
            break
    last_sealed = max(seals, default=0)
    if not broken and position < last_sealed:
        broken = f"The entry at position {position + 1} is missing: a seal covers positions up to {last_sealed}."
    if not broken and wanted and wanted[0] > position:
        broken = f"The entry at position {position + 1} is missing: the exported head stands at position {wanted[0]}."
    return Verified(position, Entry.objects.filter(position=None).count(), f"{position}:{previous}", broken)


def _name(entry: Entry) -> str:
    return f"Entry {entry.pk} (position {entry.position}, {entry.verb} on {entry.row_type} {entry.row_id})"


def _fault(entry: Entry, position: int, previous: str) -> str | None:
    if entry.position != position:
        return f"The entry at position {position} is missing; the next one there is {_name(entry)}."
    if entry.salt is not None and chain.commitment(bytes(entry.salt), payload_of(entry)) != entry.commitment:
        return f"{_name(entry)} was changed after it was written."
    if entry.salt is None and entry.erased_at is None:
        return f"{_name(entry)} lost its salt, but was never erased."
    if entry.erased_at is not None and (entry.salt is not None or entry.changes or entry.fields):
        return f"{_name(entry)} is marked as erased, but still says something: nothing holds those words to the chain."
    expected = chain.link(previous, position=position, entry_id=entry.pk, commitment=entry.commitment)
    if entry.link != expected:
        return f"{_name(entry)} does not follow from the entry before it: it was changed, moved or replaced."
    return None


def _parse_head(text: str | None) -> tuple[int, str] | None:
    if not text:
        return None
    number, _, value = text.strip().partition(":")
    if not (number.isascii() and number.isdigit() and len(number) <= 18) or len(value) != len(chain.START):
        raise Refused("An exported head looks like 1234:followed by 64 hex digits. Copy the whole line that was kept.")
    return int(number), value
