"""The guard of the field link: the token in the address is the key, and the only one."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from daybreak.core.lib import clock
from daybreak.core.lib.routes import Declaration
from daybreak.domain.pledges.models import FieldLink
from daybreak.domain.pledges.tokens import LinkUnknown, link_of
from daybreak.faces.coordinator.refusals import refuse


class FieldRequest(HttpRequest):
    """A request the guard let through: ``link`` is open, with its pledge, city and target loaded."""

    link: FieldLink


def guard(request: HttpRequest, declared: Declaration, *, token: str, **kwargs: Any) -> HttpResponse | None:
    """Set ``request.link``, or refuse: 403 a form sent from another site, 404 no such link, 410 a link that has ended.

    A malformed, an unknown and a superseded token get the same page.
    """
    if request.method == "POST" and not sent_from_here(request):
        return refuse(
            request,
            403,
            _("Sent from another page"),
            _("This did not come from our own page, so nothing was saved. Open your link again and send it there."),
        )
    try:
        link = link_of(token)
    except LinkUnknown:
        return refuse(
            request,
            404,
            _("This link is not known"),
            _("Check that the whole address was copied. If it was, ring the desk: they will give you a new link."),
        )
    if not link.open_at(clock.now()):
        return refuse(request, 410, *_ended(link))
    request.link = link  # type: ignore[attr-defined]
    return None


def _ended(link: FieldLink) -> tuple[str, str]:
    if link.revoked_at is not None:
        return (
            _("This link was ended"),
            _("The desk ended it, perhaps because a phone was lost. Ring the desk to report, or to get a new link."),
        )
    return (
        _("This link has run out"),
        _("Field reports of this day are closed. If you still have something to tell, ring the desk."),
    )


def sent_from_here(request: HttpRequest) -> bool:
    """Whether a form came from our own pages, as far as the browser says.

    A browser that hides where it comes from sends ``Origin: null``; ``Sec-Fetch-Site`` then decides.
    A client that sends neither is let through: the token in the address is what it has to know.
    """
    fetched = request.headers.get("Sec-Fetch-Site")
    if fetched is not None:
        return fetched in {"same-origin", "none"}
    origin = request.headers.get("Origin", "null")
    try:
        return origin == "null" or urlsplit(origin).netloc == request.get_host()
    except ValueError:  # no address at all
        return False
