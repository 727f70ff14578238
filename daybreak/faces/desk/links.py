"""The field link of one part: its address to hand on, renewing and revoking it; and the printed letter."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from daybreak.core.lib import clock
from daybreak.core.lib.data_level import Level
from daybreak.core.lib.errors import Refused
from daybreak.domain.letters.models import Copy
from daybreak.domain.letters.services import path_of
from daybreak.domain.people.labels import public_label
from daybreak.domain.pledges.models import FieldLink, PledgePart
from daybreak.domain.pledges.services import make_field_link, renew_field_link, revoke_field_link
from daybreak.domain.pledges.tokens import token_of
from daybreak.faces.desk.access import actor_of
from daybreak.faces.desk.city_page import link_words
from daybreak.faces.desk.pages import CONFLICT, back, changing, reading, show, wall

TYPES = {"pdf": "application/pdf", "txt": "text/plain; charset=utf-8"}


@changing(level=Level.L1)
def link(request: HttpRequest, part: UUID) -> HttpResponse:
    """GET shows the link's address to copy; POST makes, renews or revokes the link."""
    found = get_object_or_404(
        PledgePart.objects.select_related(
            "pledge__city", "pledge__target", "pledge__edition__campaign", "person__organisation", "link"
        ),
        pk=part,
    )
    there: FieldLink | None = getattr(found, "link", None)
    if request.method != "POST":
        return _page(request, found, there)
    actor, at = actor_of(request), clock.now()
    wanted = request.POST.get("do", "")
    try:
        if wanted == "make":
            make_field_link(found, actor=actor, at=at)
            said = _("The link is made. Hand its address to the coordinator alone.")
        elif wanted == "renew" and there is not None:
            renew_field_link(there, actor=actor, at=at)
            said = _("The link has a new address. Every address handed out before is dead.")
        elif wanted == "revoke" and there is not None:
            revoke_field_link(there, actor=actor, at=at)
            said = _("The link is revoked. Its page says so, and to ring the desk.")
        else:
            raise Refused(_("There is no link yet: make it first."))
    except Refused as refused:
        return _page(request, found, there, refused=str(refused), status=CONFLICT)
    return back(request, said, "desk-link", found.pk)


def _page(
    request: HttpRequest, found: PledgePart, there: FieldLink | None, *, refused: str = "", status: int = 200
) -> HttpResponse:
    city, at = found.pledge.city, clock.now()
    is_open = there is not None and there.open_at(at)
    address = reverse("field", args=[token_of(there)]) if there is not None and is_open else ""
    context = {
        "edition": found.pledge.edition,
        "part": found,
        "city": city,
        "door": found.pledge.target.name if found.pledge.target else "",
        "label": public_label(found.person, found.shown_as),
        "role": _(found.get_role_display()),
        "link": there,
        "state": link_words(there, at=at),
        "is_open": is_open,
        "address": settings.DAYBREAK.forms_url + address if address else "",
        "expires": wall(city.local(there.expires_at)) if there is not None and there.expires_at else None,
        "refused": refused,
    }
    return show(request, "link", context, status=status)


@reading()
def letter(request: HttpRequest, copy: UUID, suffix: str) -> HttpResponseBase:
    """Send the letter as it was printed for one pledge."""
    found = get_object_or_404(Copy.objects.select_related("pledge__city"), pk=copy)
    path = path_of(found, f".{suffix}")
    if suffix not in TYPES or not path.is_file():
        raise Http404
    name = f"letter-{found.pledge.city.slug}-v{found.version}.{suffix}"
    return FileResponse(path.open("rb"), content_type=TYPES[suffix], filename=name)
