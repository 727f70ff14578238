"""Refusals as pages: a sentence, the right status, never a traceback."""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation, TooManyFieldsSent
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

log = logging.getLogger("daybreak.web")

RETRY_SECONDS = "15"


def refuse(request: HttpRequest, status: int, title: str, sentence: str) -> HttpResponse:
    """Answer with a page that says what happened and what to do."""
    return render(request, "look/refusal.html", {"title": title, "sentence": sentence}, status=status)


class PlainRefusals:
    """Turns what the framework raises into sentences: a busy or full database, a body that is too large."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Answer for the errors we know; the rest goes to ``server_error``."""
        if isinstance(error, (RequestDataTooBig, TooManyFieldsSent)):
            return too_large(request)
        if isinstance(error, OperationalError):
            return database_busy(request, error)
        if not isinstance(error, (Http404, PermissionDenied, SuspiciousOperation)):
            log.error("%s at %s", type(error).__qualname__, _place(error))
        return None


def _place(error: Exception) -> str:
    """Return file and line of what went wrong. The message and the address stay out: they may say who somebody is."""
    frame = error.__traceback__
    while frame is not None and frame.tb_next is not None:
        frame = frame.tb_next
    return f"{frame.tb_frame.f_code.co_filename}:{frame.tb_lineno}" if frame else "an unknown place"


def too_large(request: HttpRequest) -> HttpResponse:
    """413."""
    return refuse(
        request,
        413,
        _("Too much at once"),
        _("What you sent is too large. Send the words alone; photographs come later."),
    )


def database_busy(request: HttpRequest, error: OperationalError) -> HttpResponse:
    """503 with Retry-After: locked for longer than a person should wait, full disk, or a database that is away."""
    log.error("database refused: %s", str(error).splitlines()[0][:200])
    if "full" in str(error):
        sentence = _(
            "The server's disk is full, so nothing was saved. Keep this page and tell the desk; try again later."
        )
    else:
        sentence = _(
            "Nothing was saved: the server is busy. Keep this page and send it again in a quarter of a minute."
        )
    response = refuse(request, 503, _("Please send it again"), sentence)
    response.headers["Retry-After"] = RETRY_SECONDS
    return response


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the form came without its token, usually because cookies are off or the page is a day old."""
    return refuse(
        request,
        403,
        _("This form has grown old"),
        _("Nothing was saved. Open the page again and send it once more; cookies of this site must be allowed."),
    )


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404."""
    return refuse(request, 404, _("There is no such page"), _("Check the address for a missing or wrong letter."))


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400, or 413 for a body over the limit."""
    if isinstance(exception, (RequestDataTooBig, TooManyFieldsSent)):
        return too_large(request)
    return refuse(request, 400, _("This cannot be read"), _("The request was damaged on its way. Nothing was saved."))


def server_error(request: HttpRequest) -> HttpResponse:
    """500: our mistake. Says so, says nothing else; without the page where the page itself is what fails."""
    sentence = _("Something went wrong here and was written down. Nothing was saved. Please try again.")
    try:
        return refuse(request, 500, _("Our mistake"), sentence)
    except Exception as error:
        log.error("%s at %s", type(error).__qualname__, _place(error))
        return HttpResponse(f"{sentence}\n", status=500, content_type="text/plain; charset=utf-8")
