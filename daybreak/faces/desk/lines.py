"""Rows made ready for pages of the desk: words instead of values, hours on the city's clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from django.utils.translation import gettext as _

from daybreak.domain.deliveries.models import Attempt, FieldReport, ReportState
from daybreak.domain.deliveries.outcomes import COUNTS, Channel, Obstacle, Outcome, Proof
from daybreak.domain.deliveries.receipts import in_print
from daybreak.faces.desk.pages import wall
from daybreak.faces.desk.words import icon_of, listed, span, who_did


@dataclass(frozen=True)
class ReportLine:
    """A field report as it was sent. ``received`` and ``there`` are wall time of the city."""

    pk: UUID
    receipt: str
    city: str
    city_id: int
    zone: str
    door: str
    icon: str
    outcome: str
    count: str
    channel: str
    obstacles: list[str]
    proofs: list[str]
    local_date: date
    local_time: time | None
    received: datetime
    received_utc: datetime
    there: datetime
    waiting: str
    people: int | None
    words: str
    language: str
    state: str
    is_waiting: bool
    reason: str
    decided: datetime | None
    by: str


def report_line(report: FieldReport, *, at: datetime) -> ReportLine:
    """Return *report* as it is read at the moment *at*. Its pledge, city and target should be loaded."""
    pledge = report.pledge
    waiting = report.state == ReportState.WAITING
    return ReportLine(
        pk=report.pk,
        receipt=in_print(report.receipt),
        city=pledge.city.name,
        city_id=pledge.city_id,
        zone=pledge.city.zone,
        door=pledge.target.name if pledge.target else "",
        icon=icon_of(report.outcome),
        outcome=_(report.get_outcome_display()),
        count=COUNTS[Outcome(report.outcome)],
        channel=_(str(Channel(report.channel).label)),
        obstacles=listed(report.obstacles, Obstacle),
        proofs=listed(report.proofs, Proof),
        local_date=report.local_date,
        local_time=report.local_time,
        received=wall(pledge.city.local(report.received_at)),
        received_utc=report.received_at,
        there=wall(pledge.city.local(at)),
        waiting=span(at - report.received_at) if waiting else "",
        people=report.people,
        words=report.words,
        language=report.language,
        state=_(report.get_state_display()),
        is_waiting=waiting,
        reason=report.reason,
        decided=report.decided_at,
        by="" if waiting else _decided_by(report),
    )


def _decided_by(report: FieldReport) -> str:
    attempt = Attempt.objects.filter(report=report).values_list("pk", flat=True).first()
    if attempt is not None:
        return who_did(Attempt._meta.label, attempt)
    return who_did(FieldReport._meta.label, report.pk)


@dataclass(frozen=True)
class Tried:
    """An attempt of a delivery in words."""

    position: int
    local_date: date | None
    local_time: time | None
    channel: str
    outcome: str
    count: str
    obstacles: list[str]
    proofs: list[str]
    note: str
    source: str


def tried(attempt: Attempt) -> Tried:
    """Return *attempt* in words; an outcome we could not place stands as it was given."""
    unplaced = attempt.outcome == Outcome.UNKNOWN and attempt.outcome_as_given
    return Tried(
        position=attempt.position,
        local_date=attempt.local_date,
        local_time=attempt.local_time,
        channel=_(str(Channel(attempt.channel).label)),
        outcome=attempt.outcome_as_given if unplaced else _(attempt.get_outcome_display()),
        count=COUNTS[Outcome(attempt.outcome)],
        obstacles=listed(attempt.obstacles, Obstacle),
        proofs=listed(attempt.proofs, Proof),
        note=attempt.note,
        source=attempt.source,
    )
