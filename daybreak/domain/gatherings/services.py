"""Verbs of gatherings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db import transaction

from daybreak.core.journal.services import record
from daybreak.core.lib.actor import Actor
from daybreak.core.lib.errors import Refused
from daybreak.domain.campaigns.models import Edition, Target
from daybreak.domain.gatherings.kinds import GatheringState, Visibility
from daybreak.domain.gatherings.models import Attendance, Gathering, GatheringText, Stage
from daybreak.domain.places.models import City


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
    kind_as_given: str = "",
    date: date | None = None,
    starts: time | None = None,
    ends: time | None = None,
    when_as_given: str = "",
    title: str = "",
    description: str = "",
    language: str = "en",
    place: str = "",
    meeting_point: str = "",
    visibility: str = Visibility.UNLISTED,
    stages: Sequence[NewStage] = (),
    source: str = "",
    actor: Actor,
    at: datetime,
) -> Gathering:
    """Announce a gathering; not listed unless said so. Times are the city's wall time; a date with no hour is fine."""
    if starts is not None and date is None:
        raise Refused("A gathering with an hour needs its date.")
    gathering = Gathering(
        edition=edition,
        city=city,
        kind=kind,
        kind_as_given=kind_as_given,
        date=date,
        starts=starts,
        ends=ends,
        when_as_given=when_as_given,
        place=place,
        meeting_point=meeting_point,
        visibility=visibility,
        source=source,
        position=Gathering.objects.filter(edition=edition, city=city).count() + 1,
    )
    gathering.save(force_insert=True)
    if title:
        GatheringText.objects.create(gathering=gathering, language=language, title=title, description=description)
    for position, stage in enumerate(stages, start=1):
        Stage.objects.create(
            gathering=gathering,
            position=position,
            place=stage.place,
            starts=stage.starts,
            target=stage.target,
        )
    record(
        "announce_gathering",
        gathering,
        actor=actor,
        at=at,
        fields=["edition", "city", "kind", "date", "starts"],
    )
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
