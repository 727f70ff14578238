"""Django's part of core/lib/headers.py, on the forms host."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from daybreak.core.lib.headers import FORMS_HEADERS, HSTS


class SecurityHeaders:
    """Adds ``FORMS_HEADERS`` to every answer, refusals included; HSTS where the request came by https."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        for name, value in FORMS_HEADERS.items():
            response.headers.setdefault(name, value)
        response.headers.setdefault("Cache-Control", "no-store")
        if request.is_secure():
            response.headers["Strict-Transport-Security"] = HSTS
        return response
