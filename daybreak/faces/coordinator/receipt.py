"""The receipt of a field report, and the letter of a pledge: what a field link may read."""

from __future__ import annotations

from typing import cast

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from daybreak.core.lib.audience import Audience
from daybreak.core.lib.cache_class import CacheClass
from daybreak.core.lib.data_level import Level
from daybreak.core.lib.rate_class import RateClass
from daybreak.core.lib.routes import route
from daybreak.domain.deliveries.models import FieldReport
from daybreak.domain.deliveries.receipts import as_stored
from daybreak.domain.letters.services import path_of
from daybreak.domain.pledges.tokens import token_of
from daybreak.faces.coordinator.access import FieldRequest
from daybreak.faces.coordinator.gate import LETTER_TYPES, current_copy
from daybreak.faces.coordinator.lines import line_of
from daybreak.faces.coordinator.refusals import refuse


@route(audience=Audience.FIELD_LINK, cache=CacheClass.PRIVATE, rate=RateClass.PAGE, level=Level.L1)
def receipt(request: HttpRequest, token: str, receipt: str) -> HttpResponse:
    """Show one report this very link has sent. Another link's receipt is not found."""
    link = cast(FieldRequest, request).link
    mine = FieldReport.objects.filter(link=link, pledge_id=link.part.pledge_id)
    report = mine.filter(receipt=as_stored(receipt)).first()
    if report is None:
        return refuse(
            request, 404, _("No such receipt"), _("This link has sent no report with that number. Check its letters.")
        )
    city = link.part.pledge.city
    context = {"line": line_of(report, link), "city": city.name, "zone": city.zone, "token": token_of(link)}
    return render(request, "coordinator/receipt.html", context)


@route(audience=Audience.FIELD_LINK, cache=CacheClass.PRIVATE, rate=RateClass.PAGE, level=Level.L1)
def letter(request: HttpRequest, token: str, suffix: str) -> HttpResponseBase:
    """Send the letter of the link's own pledge, as it was last printed."""
    link = cast(FieldRequest, request).link
    copy = current_copy(link)
    path = path_of(copy, f".{suffix}") if copy is not None else None
    if path is None or not path.is_file():
        return refuse(
            request,
            404,
            _("The letter is not ready"),
            _("No letter has been made for your city yet, or not in this form. Ask the desk for it."),
        )
    name = f"letter-{link.part.pledge.city.slug}.{suffix}"
    return FileResponse(path.open("rb"), content_type=LETTER_TYPES[suffix], filename=name)
