"""Cancelling a gathering, after reading what follows from it."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from daybreak.core.lib import clock
from daybreak.domain.gatherings.kinds import GatheringState
from daybreak.domain.gatherings.models import Gathering
from daybreak.domain.gatherings.services import cancel_gathering
from daybreak.faces.desk.access import actor_of
from daybreak.faces.desk.pages import back, changing, show


@changing()
def cancel(request: HttpRequest, gathering: UUID) -> HttpResponse:
    """GET asks; POST cancels."""
    found = get_object_or_404(Gathering.objects.select_related("city", "edition__campaign"), pk=gathering)
    if request.method == "POST":
        cancel_gathering(found, actor=actor_of(request), at=clock.now())
        return back(request, _("%s: the gathering is cancelled.") % found.city.name, "desk-city", found.city_id)
    text = found.texts.first()
    context = {
        "edition": found.edition,
        "gathering": found,
        "city": found.city,
        "words": _(found.get_kind_display()),
        "title": text.title if text else "",
        "cancelled": found.state == GatheringState.CANCELLED,
    }
    return show(request, "gathering_cancel", context)
