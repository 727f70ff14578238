"""Only requests that arrived whole, and under our own name, go any further."""

from __future__ import annotations

import codecs
from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import BadRequest, DisallowedHost
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.utils.translation import gettext as _

from daybreak.config.refusals import refuse, too_large

WITH_BODY = frozenset({"POST", "PUT", "PATCH"})
MISDIRECTED = 421


class WholeRequests:
    """Refuses what would be read wrongly: another host's name, a body of unknown or too great length or cut short.

    A phone that loses its network half-way has sent half a report. The web server hands on what came, and half of it
    can look like a good form: filed under the page's key, it would shut the whole one out.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        refused = _wrong_host(request)
        if refused is None and request.method in WITH_BODY:
            refused = _wrong_body(request)
        return refused or self.get_response(request)


def _wrong_host(request: HttpRequest) -> HttpResponse | None:
    try:
        request.get_host()
    except DisallowedHost:
        sentence = _("Daybreak does not answer under this name. Open %s instead.") % settings.DAYBREAK.forms_url
        return refuse(request, MISDIRECTED, _("Another address"), sentence)
    return None


def _wrong_body(request: HttpRequest) -> HttpResponse | None:
    """411 no length, 413 too long (by the declared length, before a byte is read), 400 cut short or not UTF-8."""
    length = request.META.get("CONTENT_LENGTH") or ""
    if not length and "HTTP_TRANSFER_ENCODING" in request.META:
        sentence = _(
            "What you sent does not say how long it is, so nothing was saved. Send it from an ordinary browser."
        )
        return refuse(request, 411, _("This cannot be read"), sentence)
    declared = int(length) if length.isascii() and length.isdigit() else 0
    # Django itself counts no uploaded file.
    if declared > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
        return too_large(request)
    try:
        is_whole = len(request.body) >= declared
    except UnreadablePostError:
        is_whole = False
    if not is_whole:
        sentence = _("Only a part of it arrived, so nothing was saved. Please send it again.")
        return refuse(request, 400, _("Cut short on its way"), sentence)
    if request.encoding and codecs.lookup(request.encoding).name != "utf-8":
        raise BadRequest("a form is UTF-8")
    return None
