"""Taking lines, 200 at a time: one short transaction each, because readers and writers share one file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import connection, transaction

from daybreak.core.journal.services import RowChange, record_many
from daybreak.core.lib.actor import Actor
from daybreak.domain.missions.importers.applying import Held, apply_row, snapshot
from daybreak.domain.missions.importers.matching import Found, Index
from daybreak.domain.missions.importers.result import ImportResult
from daybreak.domain.missions.importers.rows import MissionRow
from daybreak.domain.missions.importers.sources import read_sources, write_sources
from daybreak.domain.missions.importers.words import Reason
from daybreak.domain.missions.models import Correction, Mission
from daybreak.domain.places.models import City
from daybreak.domain.places.records import CityRecord
from daybreak.domain.places.services import city_of

BATCH = 200
VERB = "import_missions"
REVIEW = "review"
"""``Correction.field`` of a person's word that reasons for review are dealt with."""

_IMPORT_LOCK = 7_301_982  # any number, the same in every process


@dataclass(slots=True)
class Run:
    """What one import carries from batch to batch."""

    index: Index
    group_names: Mapping[tuple[str, ...], list[str]]
    actor: Actor
    at: datetime
    result: ImportResult
    seen: set[int] = field(default_factory=set)


def one_import_at_a_time() -> None:
    """Hold up a second import until this transaction ends. SQLite's transactions do so by themselves."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_IMPORT_LOCK])


@transaction.atomic
def take_batch(rows: Sequence[MissionRow], run: Run) -> None:
    """Store up to 200 lines with their sources and journal lines. All or none of them."""
    one_import_at_a_time()
    run.index.refresh()
    _settle_cities(rows)
    found = _match(rows, run)
    held = load(
        pk for one in found.values() for pk in (*one.rivals, *([one.pk] if one.pk is not None else [])) if pk > 0
    )
    for row in rows:
        _take(row, found[row.line], held, run)
    write(held, run.actor, run.at, run.index)
    run.seen.update(held[one.pk].mission.pk for one in found.values() if one.pk is not None)


def _settle_cities(rows: Iterable[MissionRow]) -> None:
    """Put the key of the city's row where the line names a city; rows are made for cities not used before."""
    records: dict[int, CityRecord] = {row.city.geonames_id: row.city for row in rows if row.city}
    keys = dict(City.objects.filter(geonames_id__in=records).values_list("geonames_id", "pk"))
    for geonames_id, record in records.items():
        if geonames_id not in keys:
            keys[geonames_id] = city_of(record).pk
    for row in rows:
        if "city" in row.groups:
            row.groups["city"].values["city"] = keys[row.city.geonames_id] if row.city else None


def _match(rows: Iterable[MissionRow], run: Run) -> dict[int, Found]:
    """Return line → mission it means. New missions get negative numbers; ambiguous lines none, but rivals."""
    found: dict[int, Found] = {}
    for row in rows:
        one = run.index.find(row, run.group_names.get(row.key, []))
        if one.pk is None and (row.source_id or not one.is_ambiguous):
            one.pk = -row.line
            run.index.add(one.pk, row)
        found[row.line] = one
    return found


def load(pks: Iterable[int]) -> dict[int, Held]:
    """Read missions for change, with their sources and what people said. Three queries."""
    wanted = set(pks)
    corrections: dict[int, set[str]] = {}
    reviewed: dict[int, set[str]] = {}
    for pk, name, old in Correction.objects.filter(mission__in=wanted).values_list("mission_id", "field", "old"):
        corrections.setdefault(pk, set()).add(name)
        if name == REVIEW:
            reviewed.setdefault(pk, set()).update(old.split())
    held = {
        mission.pk: Held(
            mission,
            corrected=frozenset(corrections.get(mission.pk, ())),
            reviewed=frozenset(reviewed.get(mission.pk, ())),
        )
        for mission in Mission.objects.select_for_update().filter(pk__in=wanted)
    }
    for pk, name, said in read_sources(held):
        held[pk].sources[name] = said
    return held


def _take(row: MissionRow, found: Found, held: dict[int, Held], run: Run) -> None:
    for reason, text in row.doubts:
        run.result.doubt(row.line, reason, f"{row.name}: {text}")
    if found.pk is None:
        run.result.doubted_lines.discard(row.line)
        text = f"{row.name} may be any of: {_labels(found, held)}. They are marked for review."
        run.result.refuse(row.line, Reason.AMBIGUOUS, text)
    else:
        _store(row, found.pk, held, run)
    if found.rivals:
        reason = Reason.AMBIGUOUS if found.is_ambiguous else Reason.SAME_KEY
        if found.pk is not None and not all(held[pk].mission.source_id in row.twins for pk in found.rivals):
            run.result.doubt(row.line, reason, f"{row.name}: also listed is {_labels(found, held)}.")
        for pk in (*found.rivals, *([] if found.pk is None else [found.pk])):
            if reason not in held[pk].reviewed:
                held[pk].flag([reason])


def _store(row: MissionRow, pk: int, held: dict[int, Held], run: Run) -> None:
    is_created = pk not in held
    if is_created:
        held[pk] = Held(Mission(first_seen_at=run.at, host=""), is_new=True)
    before = snapshot(held[pk].mission)
    for kept in apply_row(held[pk], row):
        run.result.kept += 1
        if kept.by_person:
            text = f"{row.name}: {kept.group}: a person's word stays; the list says {kept.said[:80]!r}."
            run.result.doubt(row.line, Reason.DIFFERS, text)
    after = snapshot(held[pk].mission)
    run.result.returned += before["vanished_at"] is not None and after["vanished_at"] is None
    if is_created:
        run.result.created += 1
    elif after != before:
        run.result.changed += 1
    else:
        run.result.unchanged += 1


def _labels(found: Found, held: Mapping[int, Held]) -> str:
    missions = [held[pk].mission for pk in found.rivals]
    return "; ".join(f"{one.name} ({one.source_id or 'without an id'})" for one in missions)


def write(held: Mapping[int, Held], actor: Actor, at: datetime, index: Index | None = None) -> int:
    """Write what changed: missions, sources, one journal line for each mission. Return how many missions."""
    new = {number: one for number, one in held.items() if one.is_new}
    changed = {one.mission.pk: one for one in held.values() if not one.is_new and one.changed_fields()}
    Mission.objects.bulk_create([one.mission for one in new.values()])
    if index is not None:
        index.written({number: one.mission.pk for number, one in new.items()})
    fields = sorted({name for one in changed.values() for name in one.changed_fields()})
    if changed:
        Mission.objects.bulk_update([one.mission for one in changed.values()], fields)
    write_sources((one.mission.pk, name, one.sources[name]) for one in held.values() for name in one.touched)
    lines = [
        RowChange(one.mission, tuple(one.changed_fields()), one.before) for one in (*new.values(), *changed.values())
    ]
    record_many(VERB, lines, actor=actor, at=at)
    return len(lines)
