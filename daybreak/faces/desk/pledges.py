"""One pledge: answering an offer, and ending a promise."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from daybreak.core.lib import clock
from daybreak.core.lib.came_by import CameBy
from daybreak.core.lib.data_level import Level
from daybreak.core.lib.errors import Refused
from daybreak.domain.people.labels import public_label
from daybreak.domain.pledges.models import Pledge, PledgePart
from daybreak.domain.pledges.services import (
    TargetTaken,
    confirm_pledge,
    decline_pledge,
    join_lead,
    pass_on_pledge,
    take_slot,
    withdraw_pledge,
)
from daybreak.domain.pledges.states import Place, PledgeState
from daybreak.faces.desk.access import actor_of
from daybreak.faces.desk.pages import CONFLICT, back, changing, show, wall

Verb = Callable[..., Pledge]

_VERBS: dict[str, Verb] = {
    "confirm": confirm_pledge,
    "slot": take_slot,
    "decline": decline_pledge,
    "withdraw": withdraw_pledge,
    "pass_on": pass_on_pledge,
}


@changing(level=Level.L1)
def pledge(request: HttpRequest, pledge: UUID) -> HttpResponse:
    """GET shows the pledge and what can be done with it; POST does it."""
    found = get_object_or_404(Pledge.objects.select_related("city", "target", "edition__campaign", "lead"), pk=pledge)
    if request.method != "POST":
        return _page(request, found)
    try:
        _do(request, found)
    except TargetTaken:
        sentence = _("%s has a lead already, so this offer cannot lead there. It can join, or take a slot of its own.")
        return _page(request, found, refused=sentence % _door(found), status=CONFLICT)
    except Refused as refused:
        return _page(request, found, refused=str(refused), status=CONFLICT)
    said = _("%(city)s: the pledge is %(state)s now.")
    words = {"city": found.city.name, "state": _(found.get_state_display())}
    return back(request, said % words, "desk-city", found.city_id)


def _do(request: HttpRequest, found: Pledge) -> None:
    actor, at, wanted = actor_of(request), clock.now(), request.POST.get("do", "")
    if wanted == "join":
        lead = lead_at(found)
        if lead is None:
            raise Refused(_("Nobody leads at this target any more. This offer can be confirmed as its lead."))
        join_lead(found, lead=lead, actor=actor, at=at)
    elif wanted in _VERBS:
        _VERBS[wanted](found, actor=actor, at=at)
    else:
        raise Refused(_("Press one of the buttons."))


def lead_at(found: Pledge) -> Pledge | None:
    """Return the confirmed lead at a pledge's target, if another pledge leads there."""
    if found.target_id is None:
        return None
    leads = Pledge.objects.filter(target=found.target_id, state=PledgeState.CONFIRMED, place=Place.LEAD)
    return leads.exclude(pk=found.pk).first()


def _door(found: Pledge) -> str:
    return found.target.name if found.target else found.city.name


def _came(part: PledgePart) -> str:
    """Return how somebody told the desk; empty where nobody noted it."""
    return "" if part.came_by == CameBy.UNKNOWN else _(part.get_came_by_display())


def _page(request: HttpRequest, found: Pledge, *, refused: str = "", status: int = 200) -> HttpResponse:
    found.refresh_from_db()
    lead = lead_at(found)
    parts = found.parts.select_related("person__organisation")
    context = {
        "edition": found.edition,
        "pledge": found,
        "door": found.target.name if found.target else "",
        "city": found.city,
        "state": _(found.get_state_display()),
        "place": _(found.get_place_display()),
        "coordinators": [
            (public_label(part.person, part.shown_as), _(part.get_role_display()), _came(part)) for part in parts
        ],
        "offered": wall(found.city.local(found.offered_at)),
        "lead": lead,
        "lead_since": wall(found.city.local(lead.confirmed_at)) if lead and lead.confirmed_at else None,
        "joiners": found.joiners.filter(state=PledgeState.CONFIRMED).count(),
        "can_answer": found.state == PledgeState.OFFERED,
        "can_decline": found.state in {PledgeState.OFFERED, PledgeState.UNPROVEN},
        "can_end": found.state == PledgeState.CONFIRMED,
        "refused": refused,
    }
    return show(request, "pledge", context, status=status)
