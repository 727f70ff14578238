"""Words the desk sends by hand, and the printed sheet of one person's field links."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

import segno
from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from daybreak.core.lib import clock
from daybreak.core.lib.data_level import Level
from daybreak.domain.campaigns.models import CityPlan
from daybreak.domain.letters.models import Copy
from daybreak.domain.people.models import Person
from daybreak.domain.pledges.models import FieldLink, Pledge, PledgePart
from daybreak.domain.pledges.states import STANDING, WAITING, Place
from daybreak.domain.pledges.tokens import token_of
from daybreak.faces.desk.editing import country_name, language_name
from daybreak.faces.desk.pages import needed_edition, reading, show
from daybreak.faces.desk.words_by_hand import CHECKED, Message, message

QR_ERROR = "m"  # a creased sheet still reads


@dataclass(frozen=True)
class Ready:
    """One part with its words. ``message`` is None where there is no open link."""

    part: PledgePart
    name: str
    contact: list[str]
    role: str
    came_by: str
    note: str
    language: str
    wanted: str
    is_checked: bool
    message: Message | None
    cities: int


@dataclass(frozen=True)
class OnPaper:
    """One field link of the sheet: where it is for, and its address as text and as a code."""

    city: str
    country: str
    door: str
    street: str
    day: date | None
    address: str
    code: SafeString
    is_confirmed: bool


@reading(level=Level.L2)
def words(request: HttpRequest, pledge: UUID) -> HttpResponse:
    """Show for each part of a pledge what to send, where to, and the link in it."""
    found = get_object_or_404(Pledge.objects.select_related("city", "target", "edition__campaign"), pk=pledge)
    at = clock.now()
    parts = found.parts.select_related("person", "link").order_by("role", "pk")
    context = {
        "edition": found.edition,
        "pledge": found,
        "city": found.city,
        "door": found.target.name if found.target else "",
        "state": _(found.get_state_display()),
        "is_confirmed": found.state in STANDING,
        "is_printing": _is_printing(found),
        "ready": [_ready(found, part, at=at) for part in parts],
    }
    return show(request, "words_to_send", context)


def _ready(pledge: Pledge, part: PledgePart, *, at: datetime) -> Ready:
    person, address = part.person, address_of(part, at=at)
    spoken = None
    if address:
        printed = Copy.objects.filter(pledge=pledge, current=True).exists()
        letter = f"{address}letter.pdf" if printed else ""
        day = _day(pledge)
        spoken = message(language=person.language, city=pledge.city.name, day=day, link=address, letter=letter)
    return Ready(
        part=part,
        name=str(person.name) or _("(erased)"),
        contact=[text for text in (str(person.phone), str(person.email)) if text],
        role=_(part.get_role_display()),
        came_by=_(part.get_came_by_display()),
        note=str(part.note or ""),
        language=language_name(spoken.language) if spoken else "",
        wanted=language_name(person.language) if spoken and not _speaks(spoken.language, person.language) else "",
        is_checked=spoken is None or spoken.language in CHECKED,
        message=spoken,
        cities=_open_parts(person, pledge.edition_id).count(),
    )


def _is_printing(pledge: Pledge) -> bool:
    """Whether a letter of its own is on its way: a joiner goes along with the lead's."""
    owns = pledge.state in STANDING and pledge.target_id is not None and pledge.place != Place.JOINER
    return owns and not Copy.objects.filter(pledge=pledge, current=True).exists()


def _speaks(spoken: str, wanted: str) -> bool:
    return spoken.split("-")[0].lower() == wanted.split("-")[0].lower()


def address_of(part: PledgePart, *, at: datetime) -> str:
    """Return the whole address of a part's field link, empty where there is none that opens."""
    link: FieldLink | None = getattr(part, "link", None)
    if link is None or not link.open_at(at):
        return ""
    return str(settings.DAYBREAK.forms_url) + reverse("field", args=[token_of(link)])


def _day(pledge: Pledge) -> date | None:
    plan = CityPlan.objects.filter(edition=pledge.edition_id, city=pledge.city_id).first()
    return (plan.own_date if plan else None) or pledge.edition.date


def _open_parts(person: Person, edition: int) -> QuerySet[PledgePart]:
    """Return the parts somebody has in an edition that have a link, in pledges that wait or stand."""
    return PledgePart.objects.filter(
        person=person, pledge__edition=edition, pledge__state__in=(*STANDING, *WAITING), link__revoked_at=None
    ).exclude(link=None)


def _on_paper(part: PledgePart, *, at: datetime) -> OnPaper:
    pledge, address = part.pledge, address_of(part, at=at)
    target = pledge.target
    code = segno.make(address or "-", error=QR_ERROR, micro=False)
    return OnPaper(
        city=pledge.city.name,
        country=country_name(pledge.city.country),
        door=target.name if target else "",
        street=target.mission.address if target and target.mission else "",
        day=_day(pledge),
        address=address,
        # Made by the library out of an address of ours; its size is the stylesheet's.
        code=SafeString(code.svg_inline(omitsize=True, border=2, svgclass="qr", lineclass=None)),
        is_confirmed=pledge.state in STANDING,
    )


@reading(level=Level.L1)
def sheet(request: HttpRequest, person: UUID) -> HttpResponse:
    """The field links of one person on paper, each with a code for the phone's camera. The sheet names nobody."""
    edition, at = needed_edition(request), clock.now()
    found = get_object_or_404(Person, pk=person, erased_at=None)
    chosen = _open_parts(found, edition.pk).select_related(
        "link", "pledge__city", "pledge__target__mission", "pledge__edition"
    )
    links = [_on_paper(part, at=at) for part in chosen.order_by("pledge__city__name")]
    shown = [one for one in links if one.address]
    if not shown:
        raise Http404
    return show(request, "links_sheet", {"edition": edition, "links": shown, "person": found.pk})
