"""Everything of one city on one page. The only page of the desk that shows a coordinator's name."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from daybreak.core.lib import clock, countries
from daybreak.core.lib.came_by import CameBy
from daybreak.domain.campaigns.models import CityPlan, Edition
from daybreak.domain.deliveries.counting import thrown_back
from daybreak.domain.deliveries.models import Delivery, FieldReport
from daybreak.domain.deliveries.outcomes import Channel
from daybreak.domain.gatherings.kinds import GatheringState
from daybreak.domain.gatherings.models import Gathering
from daybreak.domain.letters.models import Copy
from daybreak.domain.people.labels import public_label
from daybreak.domain.places.models import City
from daybreak.domain.pledges.models import FieldLink, Pledge, PledgePart
from daybreak.domain.pledges.states import STANDING, WAITING, Place
from daybreak.faces.desk.attempt_form import AttemptForm
from daybreak.faces.desk.lines import ReportLine, Tried, report_line, tried
from daybreak.faces.desk.pages import show, wall
from daybreak.faces.desk.plan_form import RESULTS, REVEAL, PlanForm, form_of
from daybreak.outputs.board.snapshot import snapshot


@dataclass(frozen=True)
class Part:
    """Somebody's part in a pledge: what the public may read, and whom the desk knows. ``link`` in words."""

    pk: UUID
    label: str
    real_name: str
    role: str
    link: str


@dataclass(frozen=True)
class Promise:
    """A pledge with its parts, its letter and its delivery. ``attempt_form`` is None where nothing can be told."""

    pk: UUID
    door: str
    state: str
    place: str
    standing: bool
    waiting: bool
    parts: list[Part]
    copy: Copy | None
    delivery: Delivery | None
    attempts: list[Tried]
    thrown_back: bool
    checked: bool
    attempt_form: AttemptForm | None


@dataclass(frozen=True)
class Meeting:
    """A gathering in words. ``spot`` is the meeting point, which nobody reads before its time."""

    pk: UUID
    words: str
    title: str
    gathering: Gathering
    spot: str
    can_cancel: bool


@dataclass(frozen=True)
class Came:
    """What came back from a form of this page: the sentence of a refusal, and the forms as they were typed."""

    refused: str = ""
    plan_form: PlanForm | None = None
    attempt_forms: dict[UUID, AttemptForm] = field(default_factory=dict)
    status: int = 200


def city_page(request: HttpRequest, edition: Edition, city: City, came: Came | None = None) -> HttpResponse:
    """Render the page of *city* in *edition*."""
    at, came = clock.now(), came or Came()
    plan = plan_of(edition, city)
    context = {
        "edition": edition,
        "city": city,
        "country": countries.name(city.country, get_language() or "en"),
        "there": wall(city.local(at)),
        "day": plan.own_date or edition.date,
        "rows": snapshot(edition, at, public=False).of_city(city),
        "plan": plan,
        "reveal": REVEAL[plan.reveal],  # type: ignore[index]
        "results": RESULTS[plan.results_show],  # type: ignore[index]
        "checked_out": wall(city.local(plan.checked_out_at)) if plan.checked_out_at else None,
        "plan_form": came.plan_form or form_of(plan),
        "promises": _promises(edition, city, at=at, forms=came.attempt_forms),
        "reports": _reports(edition, city, at=at),
        "meetings": _meetings(edition, city),
        "refused": came.refused,
    }
    return show(request, "city", context, status=came.status)


def plan_of(edition: Edition, city: City) -> CityPlan:
    """Return the city's plan, or an unsaved one with the defaults."""
    return CityPlan.objects.filter(edition=edition, city=city).first() or CityPlan(edition=edition, city=city)


def _promises(edition: Edition, city: City, *, at: datetime, forms: dict[UUID, AttemptForm]) -> list[Promise]:
    """Return the pledges: standing ones first, then those that wait, then what has ended."""
    found = (
        Pledge.objects.filter(edition=edition, city=city)
        .select_related("target", "delivery", "city")
        .prefetch_related("parts__person__organisation", "parts__link", "delivery__attempts")
        .order_by("-confirmed_at", "offered_at")
    )
    copies = {copy.pledge_id: copy for copy in Copy.objects.filter(pledge__in=found, current=True)}
    order = sorted(found, key=lambda pledge: (pledge.state not in STANDING, pledge.state not in WAITING))
    return [_promise(pledge, copies.get(pledge.pk), forms.get(pledge.pk), at=at) for pledge in order]


def _promise(pledge: Pledge, copy: Copy | None, form: AttemptForm | None, *, at: datetime) -> Promise:
    delivery: Delivery | None = getattr(pledge, "delivery", None)
    attempts = list(delivery.attempts.all()) if delivery else []
    standing = pledge.state in STANDING
    can_tell = standing and pledge.target_id is not None and pledge.place != Place.JOINER
    return Promise(
        pk=pledge.pk,
        door=pledge.target.name if pledge.target else "",
        state=_(pledge.get_state_display()),
        place=_(pledge.get_place_display()),
        standing=standing,
        waiting=pledge.state in WAITING,
        parts=[_part(part, at=at) for part in pledge.parts.all()],
        copy=copy,
        delivery=delivery,
        attempts=[tried(attempt) for attempt in attempts],
        thrown_back=thrown_back(attempts),
        checked=delivery is not None and delivery.checked_attempts == len(attempts) > 0,
        attempt_form=(form or blank_attempt(pledge, len(attempts), at=at)) if can_tell else None,
    )


def blank_attempt(pledge: Pledge, attempts: int, *, at: datetime) -> AttemptForm:
    """Return the form for an attempt told by phone, on the city's date today."""
    day = pledge.city.local(at).date()
    initial = {"seen": attempts, "local_date": day, "channel": Channel.BY_HAND, "told_by": CameBy.PHONE}
    return AttemptForm(initial=initial, auto_id=f"{pledge.pk.hex[:8]}_%s")


def _part(part: PledgePart, *, at: datetime) -> Part:
    link: FieldLink | None = getattr(part, "link", None)
    return Part(
        pk=part.pk,
        label=public_label(part.person, part.shown_as),
        real_name=str(part.person.name) or _("(erased)"),
        role=_(part.get_role_display()),
        link=link_words(link, at=at),
    )


def link_words(link: FieldLink | None, *, at: datetime) -> str:
    """Return how a field link stands, in words; empty where there is none."""
    if link is None:
        return ""
    if link.revoked_at is not None:
        return _("revoked")
    return _("open") if link.open_at(at) else _("run out")


def _reports(edition: Edition, city: City, *, at: datetime) -> list[ReportLine]:
    found = FieldReport.objects.filter(pledge__edition=edition, pledge__city=city)
    loaded = found.select_related("pledge__city", "pledge__target").order_by("-received_at")
    return [report_line(report, at=at) for report in loaded]


def _meetings(edition: Edition, city: City) -> list[Meeting]:
    found = Gathering.objects.filter(edition=edition, city=city).prefetch_related("texts", "stages")
    return [
        Meeting(
            pk=one.pk,
            words=_(one.get_kind_display()),
            title=next((text.title for text in one.texts.all()), ""),
            gathering=one,
            spot=str(one.meeting_point),
            can_cancel=one.state == GatheringState.PLANNED,
        )
        for one in found
    ]
