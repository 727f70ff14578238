"""What changes on an open page: a small file beside it, made from the same templates.

A template marks such a part with ``data-live="name"``. The file holds these parts and nothing else, so a script
can fetch it and put in what differs (``core/look/assets/live.js``); whoever has no scripts follows a plain link.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from daybreak.faces.public.scope import Scope, show

LIVE = "live.html"
"""The name of the file, below the address of its page."""


def show_page(
    request: HttpRequest, scope: Scope, template: str, context: dict[str, Any], *, as_of: datetime | None
) -> HttpResponse:
    """Render a page with live parts; it names its live file while there may be news."""
    return show(request, scope, template, {**context, "live": LIVE if scope.live else ""}, as_of=as_of)


def show_parts(
    request: HttpRequest, scope: Scope, template: str, context: dict[str, Any], *, as_of: datetime | None
) -> HttpResponse:
    """Render the live parts of a page. :raises Http404: for an archived edition, which has no news."""
    if not scope.live:
        raise Http404
    return show(request, scope, f"live/{template}", context, as_of=as_of)
