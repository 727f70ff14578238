"""The guard of the desk: a signed-in person of the desk, or the way to the sign-in page."""

from __future__ import annotations

from typing import Any, cast

from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse

from daybreak.core.lib.actor import Actor, ActorKind
from daybreak.core.lib.routes import Declaration
from daybreak.domain.people.models import DeskUser


def guard(request: HttpRequest, declared: Declaration, **kwargs: Any) -> HttpResponseRedirect | None:
    """Let people of the desk pass; everybody else is sent to the sign-in page, whatever they asked for."""
    if request.user.is_authenticated:
        return None
    return HttpResponseRedirect(reverse("desk-sign-in-first"), status=303)


def desk_user(request: HttpRequest) -> DeskUser:
    """Return who is signed in, on a route the guard stands before."""
    return cast(DeskUser, request.user)


def actor_of(request: HttpRequest) -> Actor:
    """Return the signed-in person as the actor of a verb."""
    return Actor(ActorKind.DESK, str(desk_user(request).pk))
