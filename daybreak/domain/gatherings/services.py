"""Verbs of gatherings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db import models, transaction

from daybreak.core.journal.changing import locked, set_fields
from daybreak.core.journal.services import record
from daybreak.core.lib.actor import Actor
from daybreak.core.lib.errors import Refused
from daybreak.domain.campaigns.models import Edition, Target
from daybreak.domain.gatherings.kinds import GatheringKind, GatheringState, PermitState
from daybreak.domain.gatherings.models import Attendance, Gathering, GatheringText, Host, Permit, Stage
from daybreak.domain.people.models import Organisation
from daybreak.domain.places.models import City

GATHERING_FIELDS = frozenset(
    {"kind", "kind_as_given", "date", "starts", "ends", "place", "meeting_point", "visibility"}
)
PERMIT_FIELDS = frozenset({"state", "authority", "deadline", "applied_on", "decided_on", "note"})


class GatheringRefused(Refused):
    """The gathering cannot be changed like this."""


@dataclass(frozen=True)
class NewStage:
    """A stage to be made with its gathering."""

    place: str
    starts: time | None = None
    target: Target | None = None


@transaction.atomic
def announce_gathering(
    edition: Edition,
    *,
    city: City,
    kind: str,
    date: date | None = None,
    starts: time | None = None,
    title: str = "",
    description: str = "",
    language: str = "en",
    stages: Sequence[NewStage] = (),
    actor: Actor,
    at: datetime,
    **details: Any,
) -> Gathering:
    """Announce a gathering; not listed unless said so. Times are the city's wall time; a date with no hour is fine.

    *details*: any other field of ``Gathering`` (``ends``, ``place``, ``visibility``, ``came_by`` …).
    """
    if starts is not None and date is None:
        raise Refused("A gathering with an hour needs its date.")
    position = Gathering.objects.filter(edition=edition, city=city).count() + 1
    gathering = Gathering(edition=edition, city=city, kind=kind, date=date, starts=starts, position=position, **details)
    gathering.save(force_insert=True)
    if title:
        GatheringText.objects.create(gathering=gathering, language=language, title=title, description=description)
    for number, stage in enumerate(stages, start=1):
        about = {"place": stage.place, "starts": stage.starts, "target": stage.target}
        Stage.objects.create(gathering=gathering, position=number, **about)
    fields = ["edition", "city", "kind", "date", "starts"]
    record("announce_gathering", gathering, actor=actor, at=at, fields=fields)
    return gathering


@transaction.atomic
def cancel_gathering(gathering: Gathering, *, actor: Actor, at: datetime) -> Gathering:
    """Cancel a gathering: its page goes with the next publication, from every kept release."""
    changed = (
        Gathering.objects.filter(pk=gathering.pk)
        .exclude(state=GatheringState.CANCELLED)
        .update(state=GatheringState.CANCELLED)
    )
    old = gathering.state
    gathering.refresh_from_db()
    if changed:
        record("cancel_gathering", gathering, actor=actor, at=at, fields=["state"], old={"state": old})
    return gathering


@transaction.atomic
def count_attendance(gathering: Gathering, *, people: int, source: str, actor: Actor, at: datetime) -> Attendance:
    """Keep how many came, as a number, and who says so."""
    if people < 0 or people > 10_000_000:
        raise Refused("The number of people must lie between 0 and 10,000,000.")
    attendance = Attendance.objects.create(gathering=gathering, people=people, source=source, as_of=at)
    record("count_attendance", attendance, actor=actor, at=at, fields=["gathering", "people"])
    return attendance


def _planned(gathering: Gathering) -> Gathering:
    """Return the gathering as it stands, held. :raises GatheringRefused: if it is cancelled."""
    held = locked(gathering)
    if held.state == GatheringState.CANCELLED:
        raise GatheringRefused("This gathering is cancelled. Announce it anew if it takes place after all.")
    return held


@transaction.atomic
def change_gathering(gathering: Gathering, *, actor: Actor, at: datetime, **fields: Any) -> Gathering:
    """Change the named fields of a gathering. Its city stays: in another city it is another gathering.

    :raises GatheringRefused: if it is cancelled, has an hour without a date, or is of no known kind.
    """
    unknown = sorted(set(fields) - GATHERING_FIELDS)
    if unknown:
        raise GatheringRefused(f"A gathering has no field {', '.join(unknown)} that can be changed.")
    held = _planned(gathering)
    if fields.get("kind", held.kind) not in GatheringKind.values:
        raise GatheringRefused("Choose the kind of gathering from the list.")
    if fields.get("starts", held.starts) is not None and fields.get("date", held.date) is None:
        raise GatheringRefused("A gathering with an hour needs its date.")
    set_fields(held, fields, verb="change_gathering", actor=actor, at=at)
    gathering.refresh_from_db()
    return gathering


@transaction.atomic
def write_gathering_text(
    gathering: Gathering, *, language: str, title: str, description: str = "", actor: Actor, at: datetime
) -> GatheringText | None:
    """Set a gathering's title and words in one language. No title and no words → they are taken back (None).

    :raises GatheringRefused: if it is cancelled, or there are words without a title.
    """
    held = _planned(gathering)
    title, values = title.strip(), {"title": title.strip(), "description": description.strip()}
    if values["description"] and not title:
        raise GatheringRefused("Words about a gathering need a title above them.")
    text = GatheringText.objects.filter(gathering=held, language=language).first()
    if text is None and title:
        text = GatheringText.objects.create(gathering=held, language=language, **values)
        fields = ["gathering", "language", *values]
        record("write_gathering_text", text, actor=actor, at=at, fields=fields)
    elif text is not None and title:
        set_fields(text, values, verb="write_gathering_text", actor=actor, at=at)
    elif text is not None:
        record("write_gathering_text", text, actor=actor, at=at, fields=["title", "description"])
        text.delete()
        return None
    return text


@transaction.atomic
def hold_gathering(gathering: Gathering, *, actor: Actor, at: datetime) -> Gathering:
    """Say that it took place: planned → held. A city without a target has then taken part.

    :raises GatheringRefused: if it was not planned any more.
    """
    if Gathering.objects.filter(pk=gathering.pk, state=GatheringState.PLANNED).update(state=GatheringState.HELD) != 1:
        raise GatheringRefused("Only a planned gathering can be marked as held.")
    gathering.refresh_from_db()
    record("hold_gathering", gathering, actor=actor, at=at, fields=["state"], old={"state": GatheringState.PLANNED})
    return gathering


@transaction.atomic
def add_stage(
    gathering: Gathering,
    *,
    place: str,
    starts: time | None = None,
    target: Target | None = None,
    actor: Actor,
    at: datetime,
) -> Stage:
    """Add a stop at the end of a gathering that moves. *target* is a door of the same city it stops at.

    :raises GatheringRefused: without a place, or for a target somewhere else.
    """
    held = _planned(gathering)
    if not place.strip():
        raise GatheringRefused("A stage needs its place.")
    if target is not None and (target.edition_id, target.city_id) != (held.edition_id, held.city_id):
        raise GatheringRefused("A stage can stop at a target of its own city only.")
    last = held.stages.aggregate(last=models.Max("position"))["last"] or 0
    stage = Stage.objects.create(gathering=held, position=last + 1, place=place.strip(), starts=starts, target=target)
    record("add_stage", stage, actor=actor, at=at, fields=["gathering", "position", "place", "starts", "target"])
    return stage


@transaction.atomic
def remove_stage(stage: Stage, *, actor: Actor, at: datetime) -> None:
    """Take a stop out. The others keep their order."""
    record("remove_stage", stage, actor=actor, at=at, fields=["gathering", "position", "place", "starts", "target"])
    stage.delete()


@transaction.atomic
def add_host(gathering: Gathering, *, organisation: Organisation, actor: Actor, at: datetime) -> Host:
    """Name an organisation as a host, once. It must have agreed: the desk asks, the software does not."""
    host, made = Host.objects.get_or_create(gathering=_planned(gathering), organisation=organisation)
    if made:
        record("add_host", host, actor=actor, at=at, fields=["gathering", "organisation"])
    return host


@transaction.atomic
def remove_host(host: Host, *, actor: Actor, at: datetime) -> None:
    """Name an organisation as a host no longer."""
    record("remove_host", host, actor=actor, at=at, fields=["gathering", "organisation"])
    host.delete()


@transaction.atomic
def note_permit(gathering: Gathering, *, actor: Actor, at: datetime, **fields: Any) -> Permit:
    """Note whom a gathering must ask, by when, and where that stands (``PERMIT_FIELDS``).

    :raises GatheringRefused: without an authority, or for a field or state that is none.
    """
    permit = Permit(gathering=_planned(gathering))
    for name, value in _permit_fields(permit, fields).items():
        setattr(permit, name, value)
    permit.save(force_insert=True)
    record("note_permit", permit, actor=actor, at=at, fields=["gathering", *sorted(fields)])
    return permit


@transaction.atomic
def change_permit(permit: Permit, *, actor: Actor, at: datetime, **fields: Any) -> Permit:
    """Change the named fields of a permit: applied for, granted, refused …

    :raises GatheringRefused: as ``note_permit``.
    """
    held = locked(permit)
    set_fields(held, _permit_fields(held, fields), verb="change_permit", actor=actor, at=at)
    permit.refresh_from_db()
    return permit


def _permit_fields(permit: Permit, fields: dict[str, Any]) -> dict[str, Any]:
    unknown = sorted(set(fields) - PERMIT_FIELDS)
    if unknown:
        raise GatheringRefused(f"A permit has no field {', '.join(unknown)}.")
    if fields.get("state", permit.state) not in PermitState.values:
        raise GatheringRefused("Choose from the list where the permit stands.")
    if not str(fields.get("authority", permit.authority)).strip():
        raise GatheringRefused("Say whom the permit is asked of: the police, the town hall, the park.")
    return fields
