"""What the page at the gate shows of a pledge: the door and nothing else. No people, no plans, no other city."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from daybreak.domain.deliveries.models import FieldReport
from daybreak.domain.letters.models import Copy
from daybreak.domain.letters.services import path_of
from daybreak.domain.missions.kinds import Precision
from daybreak.domain.pledges.models import FieldLink
from daybreak.domain.pledges.tokens import token_of
from daybreak.faces.coordinator.words import Spoken, what_to_say

EARLIER_MOST = 20
LETTER_TYPES = {"pdf": "application/pdf", "txt": "text/plain; charset=utf-8"}


@dataclass(frozen=True)
class Gate:
    """One door, as its page shows it. ``map`` is a ``geo:`` address, or empty.

    ``local_now`` is wall time of the city without a zone: a template would turn an aware moment back into UTC.
    """

    name: str
    address: tuple[str, ...]
    map: str
    city: str
    zone: str
    local_now: datetime
    say: tuple[Spoken, ...]
    letters: tuple[tuple[str, str], ...]
    here: str


def gate_of(link: FieldLink, *, at: datetime) -> Gate | None:
    """Return the door of a link's pledge at the moment *at*; None in a solidarity city."""
    pledge = link.part.pledge
    target = pledge.target
    if target is None:
        return None
    mission = target.mission
    exact = mission is not None and mission.precision == Precision.BUILDING and mission.latitude is not None
    return Gate(
        name=target.name,
        address=tuple(line.strip() for line in mission.address.splitlines() if line.strip()) if mission else (),
        map=f"geo:{mission.latitude},{mission.longitude}" if mission is not None and exact else "",
        city=pledge.city.name,
        zone=pledge.city.zone,
        local_now=pledge.city.local(at).replace(tzinfo=None),
        say=tuple(what_to_say(pledge.edition)),
        letters=tuple(_letters(link)),
        here=reverse("field", args=[token_of(link)]),
    )


def current_copy(link: FieldLink) -> Copy | None:
    """Return the letter printed for the link's own pledge, if there is one."""
    return Copy.objects.filter(pledge_id=link.part.pledge_id, current=True).first()


def _letters(link: FieldLink) -> list[tuple[str, str]]:
    copy = current_copy(link)
    if copy is None:
        return []
    words = {"pdf": _("Letter to print (PDF)"), "txt": _("Letter as plain text")}
    token = token_of(link)
    return [
        (reverse("field-letter", args=[token, suffix]), words[suffix])
        for suffix in LETTER_TYPES
        if path_of(copy, f".{suffix}").is_file()
    ]


def earlier_reports(link: FieldLink) -> list[FieldReport]:
    """Return what this link has reported before for its pledge, newest first."""
    reports = FieldReport.objects.filter(pledge_id=link.part.pledge_id, link=link)
    return list(reports.order_by("-received_at")[:EARLIER_MOST])
