"""The page of a city and what its forms do: the plan, the check-out, attempts told by phone, the second check."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from daybreak.core.lib import clock
from daybreak.core.lib.came_by import CameBy
from daybreak.core.lib.data_level import Level
from daybreak.core.lib.errors import Refused
from daybreak.domain.campaigns.models import Edition
from daybreak.domain.campaigns.services import plan_city
from daybreak.domain.deliveries.claims import check_claim, read_claim
from daybreak.domain.deliveries.models import Delivery
from daybreak.domain.deliveries.refusals import ClaimRefused, NotToCheck
from daybreak.domain.deliveries.services import check_delivery, delivery_of, record_attempt
from daybreak.domain.places.models import City
from daybreak.domain.pledges.models import Pledge
from daybreak.domain.pledges.states import STANDING, Place
from daybreak.faces.desk.access import actor_of
from daybreak.faces.desk.attempt_form import AttemptForm
from daybreak.faces.desk.city_page import Came, city_page, plan_of
from daybreak.faces.desk.pages import CONFLICT, WRONG, back, changing, needed_edition
from daybreak.faces.desk.plan_form import PlanForm, fingerprint
from daybreak.faces.desk.reports import attempts_of


@changing(level=Level.L2)
def city(request: HttpRequest, city: int) -> HttpResponse:
    """GET shows the city; POST changes its plan, or says that everybody is home."""
    edition, found = needed_edition(request), get_object_or_404(City, pk=city)
    if request.method != "POST":
        return city_page(request, edition, found)
    if request.POST.get("do") == "home":
        plan_city(edition, city=found, checked_out_at=clock.now(), actor=actor_of(request), at=clock.now())
        return back(request, _("%s: everybody is home. Results may show now.") % found.name, "desk-city", found.pk)
    return _change_plan(request, edition, found)


def _change_plan(request: HttpRequest, edition: Edition, found: City) -> HttpResponse:
    plan = plan_of(edition, found)
    form = PlanForm(request.POST)
    if not form.is_valid():
        return city_page(request, edition, found, Came(_("The plan is not saved. Correct it below."), form, {}, WRONG))
    if form.cleaned_data["seen"] != fingerprint(plan):
        form.data = {**request.POST.dict(), "seen": fingerprint(plan)}
        sentence = _("Somebody changed this plan while you looked. What you typed is still here: compare, then save.")
        return city_page(request, edition, found, Came(sentence, form, {}, CONFLICT))
    changed = form.changed(plan)
    if not changed:
        return back(request, _("%s: nothing was different, nothing was changed.") % found.name, "desk-city", found.pk)
    try:
        plan_city(edition, city=found, actor=actor_of(request), at=clock.now(), **changed)
    except Refused as refused:
        return city_page(request, edition, found, Came(str(refused), form, {}, CONFLICT))
    return back(request, _("%s: the plan is saved.") % found.name, "desk-city", found.pk)


@changing(level=Level.L2, methods=("POST",))
def attempt(request: HttpRequest, pledge: UUID) -> HttpResponse:
    """Record an attempt of somebody who rang."""
    found = get_object_or_404(Pledge.objects.select_related("city", "edition__campaign"), pk=pledge)
    form = AttemptForm(request.POST, auto_id=f"{found.pk.hex[:8]}_%s")
    if not form.is_valid():
        return _told_again(request, found, form, _("Nothing is recorded yet. Correct it below."), WRONG)
    try:
        _record(request, found, form)
    except ClaimRefused as refused:
        form.add_error(refused.field if refused.field in form.fields else None, str(refused))
        return _told_again(request, found, form, _("Nothing is recorded yet. Correct it below."), WRONG)
    except Refused as refused:
        form.data = {**_typed(request), "seen": str(len(attempts_of(found)))}
        return _told_again(request, found, form, str(refused), CONFLICT)
    told = _(str(CameBy(form.cleaned_data["told_by"]).label))
    said = _("%(city)s: recorded, marked “%(told)s”. A second person can check it.")
    said %= {"city": found.city.name, "told": told}
    return back(request, said, "desk-city", found.city_id)


def _typed(request: HttpRequest) -> dict[str, str | list[str]]:
    """Return what was sent, lists as lists where several can be ticked."""
    return {**request.POST.dict(), "obstacles": request.POST.getlist("obstacles")}


def _record(request: HttpRequest, found: Pledge, form: AttemptForm) -> None:
    """Record what the form says. :raises Refused: where nothing can be tried, or somebody was quicker."""
    if found.state not in STANDING or found.target_id is None or found.place == Place.JOINER:
        raise Refused(_("Attempts belong to a standing pledge that owns a delivery."))
    values, at = form.cleaned_data, clock.now()
    claim = read_claim(
        outcome=values["outcome"],
        channel=values["channel"],
        local_date=values["local_date"],
        local_time=values["local_time"],
        obstacles=values["obstacles"],
    )
    check_claim(claim, at=at, tz=found.city.tz)
    if values["seen"] != len(attempts_of(found)):
        raise Refused(
            _("An attempt was added while you wrote. Read it first; if yours is another one, record it again.")
        )
    record_attempt(
        delivery_of(found),
        outcome=claim.outcome,
        channel=claim.channel,
        local_date=claim.local_date,
        local_time=claim.local_time,
        obstacles=claim.obstacles,
        note=values["note"],
        source=str(CameBy(values["told_by"]).label),
        actor=actor_of(request),
        at=at,
    )


def _told_again(request: HttpRequest, found: Pledge, form: AttemptForm, sentence: str, status: int) -> HttpResponse:
    came = Came(sentence, None, {found.pk: form}, status)
    return city_page(request, found.edition, found.city, came)


@changing(level=Level.L2, methods=("POST",))
def check(request: HttpRequest, delivery: UUID) -> HttpResponse:
    """A second person agrees to the attempts that stood on the page."""
    found = get_object_or_404(Delivery.objects.select_related("pledge__city", "pledge__edition__campaign"), pk=delivery)
    pledge, seen = found.pledge, request.POST.get("seen", "")
    try:
        if not seen.isdigit():
            raise NotToCheck(_("This page lost its place. Read the attempts again, then check."))
        check_delivery(found, attempts_seen=int(seen), actor=actor_of(request), at=clock.now())
    except Refused as refused:
        return city_page(request, pledge.edition, pledge.city, Came(str(refused), status=CONFLICT))
    return back(request, _("%s: checked. Two people agree.") % pledge.city.name, "desk-city", pledge.city_id)
