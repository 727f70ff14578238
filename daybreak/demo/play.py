"""Playing the day: the clock moves from the first local morning to the last local evening, cities report through
the real form, the desk accepts and checks, and the publisher follows after every step."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from daybreak.core.lib import clock
from daybreak.core.lib.actor import Actor, ActorKind
from daybreak.demo.founding import read
from daybreak.demo.phone import Phone
from daybreak.demo.rehearse import Part
from daybreak.demo.timeline import Does, Step, first_morning, last_evening, steps_of
from daybreak.domain.campaigns.models import Edition
from daybreak.domain.campaigns.services import start_day
from daybreak.domain.campaigns.states import EditionState
from daybreak.domain.deliveries.models import FieldReport, ReportState
from daybreak.domain.deliveries.services import accept_field_report, check_delivery, delivery_of, record_attempt
from daybreak.domain.places.services import find_city

FIRST = Actor(ActorKind.DESK, "invented-first")
SECOND = Actor(ActorKind.DESK, "invented-second")
CHECK_RECORDED = timedelta(minutes=30)

Tell = Callable[[Step, str], None]
Publish = Callable[[datetime], Any]


@dataclass(frozen=True)
class Stage:
    """What a play needs: the edition, its cities, the port of the forms, and who listens."""

    edition: Edition
    parts: Sequence[Part]
    port: int
    publish: Publish
    tell: Tell


def timeline(edition: Edition, parts: Sequence[Part]) -> list[Step]:
    """Return all steps of the day, in order."""
    day = edition.date
    if day is None:
        raise ValueError("The founding edition has a date.")
    steps = [Step(first_morning(day), Does.BEGIN)]
    for part in parts:
        steps.extend(steps_of(part.city.pk, part.city.zone, day, part.reports))
    for line in read("founding.toml")["attempt"]:
        city = find_city(line["city"], line["country"])
        told = datetime.combine(day, line["hour"], tzinfo=city.tz).astimezone(UTC)
        steps += [Step(told, Does.RECORD, city.pk, line), Step(told + CHECK_RECORDED, Does.CHECK, city.pk)]
    steps.append(Step(last_evening(day, [part.city.zone for part in parts]), Does.END))
    return sorted(steps)


def play(stage: Stage, *, until: datetime | None = None) -> datetime:
    """Play the day up to *until* (all of it where none is given). Return the moment the clock stands at."""
    parts = {part.city.pk: part for part in stage.parts}
    at = clock.now()
    for step in timeline(stage.edition, stage.parts):
        if until is not None and step.at > until:
            break
        at = step.at
        clock.move_clock(at, stopped=True)
        words = _do(stage, step, parts.get(step.city))
        stage.publish(at)
        stage.tell(step, words)
    return at


def _do(stage: Stage, step: Step, part: Part | None) -> str:
    """Do one step and return what to tell of it."""
    if step.does is Does.BEGIN:
        if stage.edition.state == EditionState.OPEN:
            start_day(stage.edition, actor=FIRST, at=step.at)
        return ""
    if part is None:
        return ""
    if step.does is Does.REPORT:
        receipt = Phone(stage.port, stage.parts.index(part)).send_report(part.path, step.report)
        return f"{step.report['outcome']}, receipt {receipt}"
    delivery = delivery_of(part.pledge)
    if step.does is Does.ACCEPT:
        report = FieldReport.objects.filter(pledge=part.pledge, state=ReportState.WAITING).order_by("received_at")[0]
        return str(accept_field_report(report, actor=FIRST, at=step.at).get_outcome_display())
    if step.does is Does.CHECK:
        check_delivery(delivery, actor=SECOND, at=step.at)
        return ""
    attempt = record_attempt(
        delivery,
        outcome=step.report["outcome"],
        local_date=stage.edition.date,
        note=step.report["note"],
        source=step.report["source"],
        actor=FIRST,
        at=step.at,
    )
    return str(attempt.get_outcome_display())
