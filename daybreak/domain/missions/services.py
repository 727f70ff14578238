"""Verbs of the directory: read a list, correct a field, say that it was checked, deal with doubts."""

from __future__ import annotations

import csv
import math
import time
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.db import OperationalError, transaction

from daybreak.core.journal.services import record
from daybreak.core.lib.actor import Actor
from daybreak.core.lib.errors import Refused
from daybreak.domain.missions.importers import batches, vanishing
from daybreak.domain.missions.importers.gazetteer import Gazetteer
from daybreak.domain.missions.importers.matching import Index, group_names, note_twins
from daybreak.domain.missions.importers.reading import Line, Sheet, read_list
from daybreak.domain.missions.importers.result import ImportResult
from daybreak.domain.missions.importers.rows import (
    GROUP_REASONS,
    GROUPS,
    PLAIN,
    LineRefused,
    MissionRow,
    clean,
    longest_of,
    read_row,
    usable,
)
from daybreak.domain.missions.importers.words import DESK, OWN, Reason
from daybreak.domain.missions.kinds import MissionKind, MissionStatus, Precision
from daybreak.domain.missions.models import IMPORTED_FIELDS, Correction, FieldSource, Mission
from daybreak.domain.places.models import City
from daybreak.domain.places.services import places

OWN_LIST = Path(__file__).parent / "data" / "chinese_missions.csv"
OWN_SOURCE = "Daybreak's own list of Chinese missions"
OWN_SENDER = "CN"
OWN_AS_OF = "2022"

BREATH = 0.04
"""Seconds between two batches: SQLite's writers do not queue, they knock, and must find the door open once."""

Progress = Callable[[int, int], None]
"""Called after each batch with the lines done and the lines there are."""


class CorrectionRefused(Refused):
    """The correction cannot be taken."""


class ImportInterrupted(Refused):
    """The database could not be written for too long; what was stored before stays."""


def import_missions(
    source: Path | Sequence[Line],
    *,
    family: str = "",
    source_name: str = "",
    actor: Actor,
    at: datetime,
    progress: Progress | None = None,
) -> ImportResult:
    """Read a list of missions into the directory. May be run again at any time; deletes nothing.

    *source* is a CSV file or lines already read. *family* overrides the family named by each line's source,
    *source_name* stands in where a line names none. Commits every 200 lines.

    :raises ListRefused: if the file as a whole cannot be read.
    :raises ImportInterrupted: if the database stays busy or cannot be written; running it again completes the import.
    """
    sheet = read_list(source) if isinstance(source, Path) else Sheet(lines=list(source))
    result = ImportResult(lines=len(sheet.lines) + len(sheet.unread), notes=list(sheet.notes))
    for unread in sheet.unread:
        result.refuse(unread.number, unread.reason, unread.text)
    gazetteer = Gazetteer(places())
    rows, lost_ids, all_known = _read_rows(sheet, gazetteer, result, family, source_name, at.date())
    note_twins(rows)
    run = batches.Run(Index(gazetteer), group_names(rows), actor, at, result)
    done = 0
    try:
        for start in range(0, len(rows), batches.BATCH):
            batches.take_batch(rows[start : start + batches.BATCH], run)
            done = min(start + batches.BATCH, len(rows))
            if progress is not None:
                progress(done, len(rows))
            if done < len(rows):
                time.sleep(BREATH)
        for listing in vanishing.listings_of(rows):
            vanishing.mark_vanished(
                listing, seen=run.seen, unread_ids=lost_ids, is_whole=all_known, result=result, actor=actor, at=at
            )
    except OperationalError as error:
        raise ImportInterrupted(
            f"The database did not take it ({error}). {done} of {len(rows)} lines are stored. Mend that or wait, then "
            "run the import again to complete it."
        ) from error
    return result


def _read_rows(
    sheet: Sheet, gazetteer: Gazetteer, result: ImportResult, family: str, source_name: str, today: date
) -> tuple[list[MissionRow], frozenset[str], bool]:
    """Return the rows that can be stored, the ids in lines that cannot, and whether all of those have an id."""
    rows: list[MissionRow] = []
    lost = [unread.ids for unread in sheet.unread]
    first_lines: dict[tuple[str, ...], int] = {}
    for line in sheet.lines:
        try:
            row = read_row(line, gazetteer=gazetteer, today=today, family=family, source=source_name)
        except LineRefused as refusal:
            result.refuse(line.number, refusal.reason, f"{clean(line.cells.get('name', ''))}: {refusal.text}")
            lost.append(frozenset())
            continue
        same = (row.source_id,) if row.source_id else (row.family, *row.key, row.kind_given, row.name)
        before = first_lines.setdefault(same, row.line)
        if before != row.line and (row.source_id or row.named):
            what = row.source_id or "the same state, city, kind and name"
            text = f"{row.name}: {what} stands already in line {before}; this line was not taken."
            result.refuse(row.line, Reason.DUPLICATE, text)
        else:
            rows.append(row)
    return rows, frozenset[str]().union(*lost), all(lost)


def load_own_missions(*, actor: Actor, at: datetime) -> ImportResult:
    """Read the project's own list of Chinese missions (host, city, kind, status: facts, no addresses)."""
    return import_missions(_own_lines(), family=OWN, source_name=OWN_SOURCE, actor=actor, at=at)


def _own_lines() -> list[Line]:
    """Return the own list in the columns of any other. Nobody stood at those doors: "open" means not checked."""
    with OWN_LIST.open(encoding="utf-8", newline="") as file:
        return [
            Line(
                number,
                {
                    "sending_country": OWN_SENDER,
                    "country": row["host"],
                    "city": row["city"],
                    "kind": row["kind"],
                    "geonames_id": row["geonames_id"],
                    "status": "unverified" if row["status"] == "open" else row["status"],
                    "as_of": OWN_AS_OF,
                },
            )
            for number, row in enumerate(csv.DictReader(file), start=2)
        ]


@transaction.atomic
def correct_mission(mission: Mission, *, field: str, value: Any, reason: str, actor: Actor, at: datetime) -> Mission:
    """Set one field by a person's word. No import changes it afterwards.

    *value* is a City for ``city``, degrees for half a point, else text.

    :raises CorrectionRefused: if the field cannot be corrected, the value cannot stand in it or stands there already.
    """
    if field not in IMPORTED_FIELDS:
        raise CorrectionRefused(f"{field!r} cannot be corrected. It can be one of: {', '.join(IMPORTED_FIELDS)}.")
    return _correct(mission, {field: _accepted(field, value)}, reason, actor, at, verb="correct_mission")


@transaction.atomic
def correct_point(
    mission: Mission,
    *,
    latitude: float,
    longitude: float,
    precision: Precision = Precision.BUILDING,
    reason: str,
    actor: Actor,
    at: datetime,
) -> Mission:
    """Set the point (degrees, WGS 84) and what it means by a person's word. :raises CorrectionRefused: as above."""
    values = {"latitude": latitude, "longitude": longitude, "precision": precision}
    accepted = {name: _accepted(name, value) for name, value in values.items()}
    return _correct(mission, accepted, reason, actor, at, verb="correct_point")


def _correct(
    mission: Mission, values: dict[str, Any], reason: str, actor: Actor, at: datetime, *, verb: str
) -> Mission:
    mission = Mission.objects.select_for_update().get(pk=mission.pk)
    old = {name: getattr(mission, name) for name in values}
    if old == values:
        raise CorrectionRefused("That is what the directory says already. Mark it as checked instead.")
    for name, value in values.items():
        setattr(mission, name, value)
    if (mission.latitude is None) != (mission.longitude is None):
        raise CorrectionRefused("Half a point is no point: give latitude and longitude together.")
    Correction.objects.bulk_create(
        Correction(mission=mission, field=name, old=_text(old[name]), new=_text(value), reason=reason, at=at)
        for name, value in values.items()
        if old[name] != value
    )
    settled = {Reason.DIFFERS, Reason.BAD_VALUE} if set(values) & set(PLAIN) else {Reason.DIFFERS}
    for group, reasons in GROUP_REASONS.items():
        settled |= reasons if set(values) & set(GROUPS[group]) else set()
    old_review, mission.review = mission.review, [code for code in mission.review if code not in settled]
    mission.save(update_fields=[*values, "review"])
    before = {**old, "review": old_review, "city": old["city"].pk if old.get("city") else None}
    record(verb, mission, actor=actor, at=at, fields=[*values, "review"], old=before)
    _checked(mission, values, by=str(actor.kind), at=at)
    return mission


def _accepted(field: str, value: Any) -> Any:
    """Return the value as the field stores it. :raises CorrectionRefused: with a sentence, if it cannot."""
    if field == "city":
        if not isinstance(value, City):
            raise CorrectionRefused("Choose the city from the list of places.")
        return value
    if field in ("latitude", "longitude"):
        return _degrees(field, value)
    text = clean(str(value))
    choices = {"kind": MissionKind, "status": MissionStatus, "precision": Precision}.get(field)
    if choices is not None and text not in choices.values:
        raise CorrectionRefused(f"{text!r} is not one of: {', '.join(choices.values)}.")
    if field == "name" and not text:
        raise CorrectionRefused("A mission needs a name.")
    if text and not usable(field, text):
        raise CorrectionRefused(f"{text!r} cannot be used: a web address begins with https://, an e-mail has one @.")
    longest = longest_of(field)
    if longest and len(text) > longest:
        raise CorrectionRefused(f"That is too long: {len(text)} letters, and {longest} are possible.")
    return text


def _degrees(field: str, value: Any) -> float:
    limit = 90 if field == "latitude" else 180
    try:
        degrees = float(value)
    except (TypeError, ValueError):
        degrees = math.nan
    if not -limit <= degrees <= limit:
        raise CorrectionRefused(f"The {field} must be a number of degrees from -{limit} to {limit}.")
    return degrees


def _text(value: object) -> str:
    return "" if value is None else str(value)


@transaction.atomic
def check_mission(mission: Mission, *, fields: Iterable[str], by: str, actor: Actor, at: datetime) -> Mission:
    """Note that somebody saw that these fields are right. *by* is a role, never a name (at most 40 letters).

    The date is the local one of the mission's city. An import that says otherwise is kept out and marked.

    :raises CorrectionRefused: if a field cannot be checked.
    """
    names = sorted(set(fields))
    strange = [name for name in names if name not in IMPORTED_FIELDS]
    if strange or not names:
        raise CorrectionRefused(f"Only these can be checked: {', '.join(IMPORTED_FIELDS)}.")
    if not by.strip() or len(by) > 40:
        raise CorrectionRefused("Say in at most 40 letters in which role this was checked, for example: coordinator.")
    _checked(mission, names, by=by.strip(), at=at)
    now = {name: mission.city_id if name == "city" else getattr(mission, name) for name in names}
    record("check_mission", mission, actor=actor, at=at, fields=names, old=now)
    return mission


def _checked(mission: Mission, fields: Iterable[str], *, by: str, at: datetime) -> None:
    day = (mission.city.local(at) if mission.city is not None else at).date()
    for name in fields:
        FieldSource.objects.update_or_create(
            mission=mission,
            field=name,
            defaults={"checked_on": day, "checked_by": by},
            create_defaults={
                "family": DESK,
                "source": "a person at the desk",
                "value": _text(getattr(mission, name)),
                "as_of": day.isoformat(),
                "checked_on": day,
                "checked_by": by,
            },
        )


@transaction.atomic
def mark_reviewed(
    mission: Mission, *, codes: Iterable[str] | None = None, reason: str = "", actor: Actor, at: datetime
) -> Mission:
    """Say that reasons for review (all of them, or *codes*) are dealt with. The same list raises them no more.

    :raises CorrectionRefused: if none of them is open.
    """
    mission = Mission.objects.select_for_update().get(pk=mission.pk)
    dealt = [code for code in mission.review if codes is None or code in set(codes)]
    if not dealt:
        raise CorrectionRefused("Nothing of this waits for review here.")
    old = {"review": mission.review, "vanished_at": mission.vanished_at}
    mission.review = [code for code in mission.review if code not in dealt]
    if Reason.VANISHED in dealt:
        mission.vanished_at = None
    mission.save(update_fields=["review", "vanished_at"])
    Correction.objects.create(mission=mission, field=batches.REVIEW, old=" ".join(dealt), reason=reason, at=at)
    record("mark_reviewed", mission, actor=actor, at=at, fields=["review", "vanished_at"], old=old)
    return mission
