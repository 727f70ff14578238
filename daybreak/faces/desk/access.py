"""The guard of the desk: a signed-in person of the desk, or the way to the sign-in page."""

from __future__ import annotations

from typing import Any, cast

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from daybreak.core.lib.actor import Actor, ActorKind
from daybreak.core.lib.audience import Audience
from daybreak.core.lib.routes import Declaration
from daybreak.domain.people.models import DeskUser


def guard(request: HttpRequest, declared: Declaration, **kwargs: Any) -> HttpResponse | None:
    """Let people of the desk pass; everybody else is sent to the sign-in page, whatever they asked for.

    What only the owner may do is refused to the others with a sentence.
    """
    if request.user.is_authenticated:
        if declared.audience is Audience.OWNER and not desk_user(request).owner:
            context = {
                "title": _("The owner does this"),
                "sentence": _("Only the owner of this Daybreak opens and closes an edition. Ask them."),
            }
            return render(request, "look/refusal.html", context, status=403)
        return None
    return HttpResponseRedirect(reverse("desk-sign-in-first"), status=303)


def desk_user(request: HttpRequest) -> DeskUser:
    """Return who is signed in, on a route the guard stands before."""
    return cast(DeskUser, request.user)


def actor_of(request: HttpRequest) -> Actor:
    """Return the signed-in person as the actor of a verb."""
    return Actor(ActorKind.DESK, str(desk_user(request).pk))
