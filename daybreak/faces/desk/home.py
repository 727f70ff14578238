"""The first page of the desk: what needs somebody now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from daybreak.core.lib import clock
from daybreak.core.lib.data_level import Level
from daybreak.domain.campaigns.models import Edition
from daybreak.domain.campaigns.states import EditionState
from daybreak.domain.deliveries.counting import rule_lines
from daybreak.domain.deliveries.models import FieldReport, ReportState
from daybreak.domain.people.labels import public_label
from daybreak.domain.pledges.models import Pledge
from daybreak.domain.pledges.states import Place, PledgeState
from daybreak.faces.desk.lines import report_line
from daybreak.faces.desk.pages import edition_of, reading, show, wall
from daybreak.faces.desk.setup_checklist import beginning, checklist
from daybreak.faces.desk.words import span
from daybreak.outputs.board.shape import Board, BoardState
from daybreak.outputs.board.snapshot import snapshot, totals

MOST = 100
"""Lines of one list on this page; beyond it the page says how many more wait."""

PREPARING = (EditionState.DRAFT, EditionState.OPEN)
"""States in which the checklist stands on this page until it is done."""

SILENT = (BoardState.LATE, BoardState.DUE)


@dataclass(frozen=True)
class Silent:
    """A city whose hour at the gate has ended without word. ``there`` is its clock now."""

    city: str
    city_id: int
    door: str
    state: str
    ended: time | None
    there: datetime


@dataclass(frozen=True)
class Offer:
    """A pledge that waits for an answer. ``taken``: somebody else leads at its target."""

    pk: UUID
    city: str
    city_id: int
    door: str
    who: list[str]
    waiting: str
    taken: bool


@reading(level=Level.L1)
def home(request: HttpRequest) -> HttpResponse:
    """Reports that wait, offers, silent cities, and the figures."""
    edition = edition_of(request)
    if edition is None:
        return beginning(request, here="home")
    at = clock.now()
    board = snapshot(edition, at, public=False)
    counted = totals(board)
    waiting = FieldReport.objects.filter(state=ReportState.WAITING)
    here = waiting.filter(pledge__edition=edition).select_related("pledge__city", "pledge__target")
    context = {
        "edition": edition,
        "reports": [report_line(report, at=at) for report in here.order_by("received_at", "pk")[:MOST]],
        "more": max(0, here.count() - MOST),
        "elsewhere": waiting.exclude(pledge__edition=edition).count(),
        "offers": _offers(edition, at=at),
        "unproven": Pledge.objects.filter(edition=edition, state=PledgeState.UNPROVEN).count(),
        "silent": _silent(board),
        "checklist": checklist(edition) if edition.state in PREPARING else None,
        "totals": counted,
        "rule": [(line, counted.deliveries[line.group]) for line in rule_lines() if line.group in counted.deliveries],
    }
    return show(request, "home", context, here="home")


def _offers(edition: Edition, *, at: datetime) -> list[Offer]:
    """Return what was offered, oldest first."""
    led = set(
        Pledge.objects.filter(
            edition=edition, target__isnull=False, state=PledgeState.CONFIRMED, place=Place.LEAD
        ).values_list("target_id", flat=True)
    )
    offered = (
        Pledge.objects.filter(edition=edition, state=PledgeState.OFFERED)
        .select_related("city", "target")
        .prefetch_related("parts__person__organisation")
        .order_by("offered_at", "pk")
    )
    return [
        Offer(
            pk=pledge.pk,
            city=pledge.city.name,
            city_id=pledge.city_id,
            door=pledge.target.name if pledge.target else "",
            who=[public_label(part.person, part.shown_as) for part in pledge.parts.all()],
            waiting=span(at - pledge.offered_at),
            taken=pledge.target_id in led,
        )
        for pledge in offered
    ]


def _silent(board: Board) -> list[Silent]:
    """Return who has not reported: late before due, each from east to west. Nobody is late who promised nothing."""
    rows = [row for row in board.rows if row.state in SILENT and (row.taken or row.solidarity)]
    rows.sort(key=lambda row: SILENT.index(row.state))
    return [
        Silent(
            city=row.city.name,
            city_id=row.city.pk,
            door=row.target.name if row.target else "",
            state=row.state,
            ended=row.gate.ends if row.gate else None,
            there=wall(row.local_now),
        )
        for row in rows
    ]
