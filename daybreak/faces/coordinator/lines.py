"""One report as the pages of this face show it: what was recorded, never the words themselves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from django.urls import reverse

from daybreak.domain.deliveries.models import FieldReport
from daybreak.domain.deliveries.outcomes import Channel, Obstacle, Outcome, Proof
from daybreak.domain.deliveries.receipts import in_print
from daybreak.domain.pledges.models import FieldLink
from daybreak.domain.pledges.tokens import token_of
from daybreak.faces.coordinator.words import CHANNELS, OBSTACLES, OUTCOMES, PROOFS, REPORT_STATES


@dataclass(frozen=True)
class Line:
    """A report in print. ``words`` is their length in characters: whoever finds the phone must not read them.

    ``received`` is wall time of the city without a zone (a template would turn an aware moment back into UTC);
    ``received_iso`` has the zone's offset, for machines.
    """

    receipt: str
    url: str
    outcome: str
    channel: str
    obstacles: tuple[str, ...]
    proofs: tuple[str, ...]
    local_date: date
    local_time: time | None
    received: datetime
    received_iso: str
    people: int | None
    words: int
    state: str


def line_of(report: FieldReport, link: FieldLink) -> Line:
    """Return *report* as it is shown to the holder of *link*, its moment on the city's clock."""
    received = link.part.pledge.city.local(report.received_at)
    return Line(
        receipt=in_print(report.receipt),
        url=reverse("field-receipt", args=[token_of(link), report.receipt]),
        outcome=str(OUTCOMES[Outcome(report.outcome)]),
        channel=str(CHANNELS.get(Channel(report.channel), Channel(report.channel).label)),
        obstacles=tuple(str(OBSTACLES[Obstacle(value)]) for value in report.obstacles),
        proofs=tuple(str(PROOFS[Proof(value)]) for value in report.proofs if value != Proof.NONE),
        local_date=report.local_date,
        local_time=report.local_time,
        received=received.replace(tzinfo=None),
        received_iso=received.isoformat(timespec="minutes"),
        people=report.people,
        words=len(report.words),
        state=str(REPORT_STATES[report.state]),
    )
