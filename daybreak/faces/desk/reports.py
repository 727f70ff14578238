"""One field report beside what we know already; accepting it, or setting it aside."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from daybreak.core.lib import clock
from daybreak.core.lib.data_level import Level
from daybreak.core.lib.errors import Refused
from daybreak.domain.deliveries.counting import thrown_back
from daybreak.domain.deliveries.models import Attempt, Delivery, FieldReport, ReportState
from daybreak.domain.deliveries.services import accept_field_report, set_aside_field_report
from daybreak.domain.people.labels import public_label
from daybreak.domain.pledges.models import Pledge
from daybreak.faces.desk.access import actor_of
from daybreak.faces.desk.lines import report_line, tried
from daybreak.faces.desk.pages import CONFLICT, back, changing, show

NOTE_MOST = 1000


@changing(level=Level.L1)
def report(request: HttpRequest, report: UUID) -> HttpResponse:
    """GET shows the report; POST accepts it or sets it aside."""
    found = get_object_or_404(
        FieldReport.objects.select_related(
            "pledge__city", "pledge__target", "pledge__edition__campaign", "link__part__person__organisation"
        ),
        pk=report,
    )
    if request.method != "POST":
        return _page(request, found)
    try:
        said = _decide(request, found)
    except Refused as refused:
        return _page(request, found, refused=str(refused), status=CONFLICT)
    following = _next_waiting(found)
    return back(request, said, "desk-report", following.pk) if following else back(request, said, "desk")


def _decide(request: HttpRequest, found: FieldReport) -> str:
    """Carry out the pressed button and return the sentence for the next page."""
    actor, at, city = actor_of(request), clock.now(), found.pledge.city.name
    if request.POST.get("do") == "accept":
        note = request.POST.get("note", "").strip()
        if len(note) > NOTE_MOST:
            raise Refused(_("A public note has at most %s characters. Shorten it.") % NOTE_MOST)
        accept_field_report(found, note=note, actor=actor, at=at)
        return _("%s: accepted. It is an attempt of the delivery now; a second person can check it.") % city
    if request.POST.get("do") == "aside":
        set_aside_field_report(found, reason=request.POST.get("reason", ""), actor=actor, at=at)
        return _("%s: set aside. The report is kept as it was sent.") % city
    raise Refused(_("Press “Accept” or “Set aside”."))


def _next_waiting(decided: FieldReport) -> FieldReport | None:
    waiting = FieldReport.objects.filter(state=ReportState.WAITING, pledge__edition=decided.pledge.edition)
    return waiting.order_by("received_at", "pk").first()


def _page(request: HttpRequest, found: FieldReport, *, refused: str = "", status: int = 200) -> HttpResponse:
    pledge, at = found.pledge, clock.now()
    attempts = attempts_of(pledge)
    others = FieldReport.objects.filter(pledge__in=_same_delivery(pledge), state=ReportState.WAITING)
    part = found.link.part if found.link else None
    context = {
        "edition": pledge.edition,
        "line": report_line(found, at=at),
        "sender": public_label(part.person, part.shown_as) if part else "",
        "attempts": [tried(attempt) for attempt in attempts],
        "thrown_back": thrown_back(attempts),
        "others": [
            report_line(other, at=at)
            for other in others.exclude(pk=found.pk).select_related("pledge__city", "pledge__target")
        ],
        "refused": refused,
        "note": request.POST.get("note", ""),
        "note_most": NOTE_MOST,
        "reason": request.POST.get("reason", ""),
    }
    return show(request, "report", context, status=status)


def owner_of(pledge: Pledge) -> Pledge:
    """Return the pledge that owns the delivery: a joiner's is its lead."""
    return pledge.lead if pledge.lead is not None else pledge


def attempts_of(pledge: Pledge) -> list[Attempt]:
    """Return the attempts of a pledge's delivery so far, in their order. Makes no delivery."""
    delivery = Delivery.objects.filter(pledge=owner_of(pledge)).first()
    return list(delivery.attempts.all()) if delivery else []


def _same_delivery(pledge: Pledge) -> list[Pledge]:
    owner = owner_of(pledge)
    return [owner, *owner.joiners.all()]
