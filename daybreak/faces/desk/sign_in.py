"""Signing in with a one-time token, and signing out. No password anywhere."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.contrib.auth import login, logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from daybreak.core.lib import clock
from daybreak.core.lib.actor import Actor, ActorKind
from daybreak.core.lib.audience import Audience
from daybreak.core.lib.cache_class import CacheClass
from daybreak.core.lib.data_level import Level
from daybreak.core.lib.rate_class import RateClass
from daybreak.core.lib.routes import route
from daybreak.domain.people.services import SignInRefused, use_sign_in_token

BACKEND = "django.contrib.auth.backends.ModelBackend"


@route(audience=Audience.ANYONE, cache=CacheClass.PRIVATE, rate=RateClass.PAGE, level=Level.L0)
def first(request: HttpRequest) -> HttpResponse:
    """Say how one signs in: where a guarded page sends a stranger."""
    return render(request, "desk/sign_in_first.html", {"signed_in": request.user.is_authenticated})


@route(
    audience=Audience.ANYONE,
    cache=CacheClass.PRIVATE,
    rate=RateClass.SIGN_IN,
    level=Level.L0,
    methods=("GET", "POST"),
)
def sign_in(request: HttpRequest, token: str) -> HttpResponse:
    """GET shows one button and looks nothing up: mail scanners open links. POST spends the token."""
    if request.method != "POST":
        return render(request, "desk/sign_in.html")
    try:
        user = use_sign_in_token(token, actor=Actor(ActorKind.OUTSIDE), at=clock.now())
    except SignInRefused as refused:
        return render(request, "desk/sign_in.html", {"refused": str(refused)}, status=403)
    login(request, user, backend=BACKEND)  # gives the session a new key
    # A fixed end: changes of the session do not move it. Real time, never the rehearsal's clock.
    request.session.set_expiry(datetime.now(UTC) + timedelta(seconds=settings.SESSION_COOKIE_AGE))
    return HttpResponseRedirect(reverse("desk"), status=303)


@route(audience=Audience.DESK, cache=CacheClass.PRIVATE, rate=RateClass.FORM, level=Level.L0, methods=("POST",))
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session: its row is gone, not only the cookie."""
    logout(request)
    return HttpResponseRedirect(reverse("desk-sign-in-first"), status=303)
