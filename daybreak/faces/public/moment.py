"""The one moment of a publication run, and what happens to a reader who asks Django itself for a public page."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest, HttpResponseRedirect

from daybreak.core.lib.routes import PUBLISHER_KEY


def moment(request: HttpRequest) -> datetime | None:
    """Return the moment the publisher renders for, in UTC; None where a browser asked Django.

    A browser cannot pretend: what it sends arrives under keys that begin with ``HTTP_``.
    """
    at = request.META.get(PUBLISHER_KEY)
    return at if isinstance(at, datetime) else None


def to_public_site(request: HttpRequest) -> HttpResponseRedirect:
    """Send a reader on to the same page of the public site: the path alone, under our own host, no query."""
    return HttpResponseRedirect(settings.DAYBREAK.public_url + quote("/" + request.path.lstrip("/")))
