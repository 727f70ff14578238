"""The page at the gate: one press files a field report. Needs no script, no cookie, no account."""

from __future__ import annotations

from datetime import datetime
from typing import cast

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from daybreak.core.lib import clock
from daybreak.core.lib.actor import Actor, ActorKind
from daybreak.core.lib.audience import Audience
from daybreak.core.lib.cache_class import CacheClass
from daybreak.core.lib.data_level import Level
from daybreak.core.lib.rate_class import RateClass
from daybreak.core.lib.routes import route
from daybreak.domain.deliveries.models import FieldReport
from daybreak.domain.deliveries.refusals import ClaimRefused, NothingToDeliver, PledgeNotStanding, SameKeyOtherBody
from daybreak.domain.deliveries.services import file_field_report
from daybreak.domain.pledges.models import FieldLink
from daybreak.domain.pledges.states import STANDING
from daybreak.domain.pledges.tokens import token_of
from daybreak.faces.coordinator.access import FieldRequest
from daybreak.faces.coordinator.form import FieldReportForm, empty_form
from daybreak.faces.coordinator.gate import earlier_reports, gate_of
from daybreak.faces.coordinator.lines import line_of
from daybreak.faces.coordinator.refusals import refuse
from daybreak.faces.coordinator.words import BUTTONS, NOT_STANDING

RETRY_SECONDS = "15"


# No cookie and no sign-in stand behind this form: whoever knows the token in its address may send it anyway, and
# nobody else can make a browser do so. A CSRF cookie would only lock out phones that refuse cookies.
@csrf_exempt
@route(
    audience=Audience.FIELD_LINK,
    cache=CacheClass.PRIVATE,
    rate=RateClass.REPORT,
    level=Level.L1,
    methods=("GET", "POST"),
)
def field(request: HttpRequest, token: str) -> HttpResponse:
    """GET shows the door and the buttons; POST files the report and goes on to its receipt."""
    link = cast(FieldRequest, request).link
    at = clock.now()
    if request.method == "POST":
        return _send(request, link, at)
    pledge = link.part.pledge
    if pledge.state not in STANDING:
        return refuse(request, 409, _("Nothing to report here"), NOT_STANDING[pledge.state])
    return _page(request, link, empty_form(), at=at)


def _send(request: HttpRequest, link: FieldLink, at: datetime) -> HttpResponse:
    form = FieldReportForm(request.POST)
    if not form.is_valid():
        return _page(request, link, form, at=at, status=422)
    try:
        report = file_field_report(
            link.part.pledge,
            link=link,
            client_key=form.cleaned_data["client_key"],
            actor=Actor(ActorKind.FIELD_LINK, str(link.pk)),
            at=at,
            **form.said(language=link.part.person.language),
        )
    except ClaimRefused as refused:
        form.add_error("other" if refused.field == "outcome" else refused.field, str(refused))
        return _page(request, link, form, at=at, status=422)
    except SameKeyOtherBody as refused:
        return _page(request, link, form, at=at, status=409, other_body=str(refused))
    except (PledgeNotStanding, NothingToDeliver) as refused:
        sentence = NOT_STANDING.get(_state_now(link), str(refused))
        return refuse(request, 409, _("Nothing was saved"), sentence)
    except OperationalError as error:
        return _busy(request, link, form, at, is_full="full" in str(error))
    # The verb's transaction is committed here, and only here is there a receipt.
    return HttpResponseRedirect(reverse("field-receipt", args=[token_of(link), report.receipt]), status=303)


def _state_now(link: FieldLink) -> str:
    link.part.pledge.refresh_from_db(fields=["state"])
    return link.part.pledge.state


def _page(
    request: HttpRequest,
    link: FieldLink,
    form: FieldReportForm,
    *,
    at: datetime,
    status: int = 200,
    other_body: str = "",
    busy: str = "",
) -> HttpResponse:
    """Show the page; with a form that came back, everything typed is still in it."""
    gate = gate_of(link, at=at)
    if gate is None:
        sentence = _("%s takes part in solidarity: there is no office here to bring a letter to.")
        return refuse(request, status, _("No gate in this city"), sentence % link.part.pledge.city.name)
    if form.is_bound:
        form.show_again(new_key=bool(other_body))
    earlier: list[FieldReport] = [] if busy else earlier_reports(link)
    context = {
        "gate": gate,
        "form": form,
        "buttons": BUTTONS,
        "other_body": other_body,
        "busy": busy,
        "earlier": [line_of(report, link) for report in earlier],
    }
    return render(request, "coordinator/field.html", context, status=status)


def _busy(request: HttpRequest, link: FieldLink, form: FieldReportForm, at: datetime, *, is_full: bool) -> HttpResponse:
    """503: nothing was saved, nothing typed is lost. The same key goes out again, so sending twice is safe."""
    response = _page(request, link, form, at=at, status=503, busy="full" if is_full else "busy")
    response.headers["Retry-After"] = RETRY_SECONDS
    return response
