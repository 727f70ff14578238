"""URL → bytes, through Django's own handler in this process: the same code that would answer a browser."""

from __future__ import annotations

import io
from datetime import datetime
from functools import cache
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from django.conf import settings
from django.core.handlers.base import BaseHandler
from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpRequest, HttpResponse

from daybreak.core.lib.routes import PUBLISHER_KEY
from daybreak.publication.errors import PublicationError
from daybreak.publication.pages import NOT_FOUND, Page

ERROR_KEY = "daybreak.error"
NOWHERE = "/there-is-no-such-page/"
"""An address nobody gives out: its answer is the site's page for every wrong address."""


class _Handler(BaseHandler):
    """Django's handler, which turns an exception into a page for the reader; the publisher wants to know it."""

    def process_exception_by_middleware(self, exception: Exception, request: HttpRequest) -> HttpResponse:
        request.META.setdefault(ERROR_KEY, f"{type(exception).__name__}: {exception}")
        return super().process_exception_by_middleware(exception, request)


@cache
def _handler() -> _Handler:
    handler = _Handler()
    handler.load_middleware()
    return handler


def render_page(page: Page, *, at: datetime) -> bytes:
    """Return the bytes of *page* as it is at *at*. :raises PublicationError: as ``render``."""
    if page.url == NOT_FOUND:
        return render(NOWHERE, at=at, expected=404)
    return render(page.url, at=at)


def render(url: str, *, at: datetime, expected: int = 200) -> bytes:
    """Return the body Django answers *url* (an absolute path) with at the moment *at*.

    The handler is asked for a response, not called as a WSGI application: that would announce a web request's begin
    and end, at which Django lets go of database connections.

    :raises PublicationError: naming the URL, if the answer is not *expected*, sets a cookie, or never comes.
    """
    environ = _environ(url, at)
    try:
        response = _handler().get_response(WSGIRequest(environ))
        body = b"".join(response)
    except Exception as error:
        raise PublicationError(f"{url} cannot be rendered: {type(error).__name__}: {error}") from error
    if response.status_code != expected:
        reason = f" ({environ[ERROR_KEY]})" if environ.get(ERROR_KEY) else ""
        raise PublicationError(f"{url} answered {response.status_code} instead of {expected}{reason}.")
    if response.cookies or response.has_header("Set-Cookie"):
        raise PublicationError(f"{url} sets a cookie; the public site sets none.")
    return body


def _environ(url: str, at: datetime) -> dict[str, Any]:
    forms = urlsplit(settings.DAYBREAK.forms_url)
    return {
        "REQUEST_METHOD": "GET",
        "SCRIPT_NAME": "",
        # WSGI hands a path on as bytes in latin-1 clothing.
        "PATH_INFO": unquote(quote(url, safe="/%")).encode().decode("latin-1"),
        "QUERY_STRING": "",
        "SERVER_NAME": forms.hostname,
        "SERVER_PORT": str(forms.port or (443 if forms.scheme == "https" else 80)),
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": forms.netloc,
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": forms.scheme,
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": io.StringIO(),
        "wsgi.multithread": False,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
        PUBLISHER_KEY: at,
    }
