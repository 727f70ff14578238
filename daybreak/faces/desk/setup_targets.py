"""The targets of an edition: the list, other doors, and one target."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django import forms
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later
from django.utils.translation import ngettext

from daybreak.core.lib import clock
from daybreak.core.lib.errors import Refused
from daybreak.domain.campaigns.models import Edition, Target
from daybreak.domain.campaigns.services import add_target
from daybreak.domain.campaigns.services_editing import change_target, remove_target, remove_targets
from daybreak.domain.campaigns.states import TargetKind
from daybreak.domain.missions.kinds import MissionKind
from daybreak.domain.missions.models import FRESH_DAYS, FieldSource
from daybreak.domain.places.models import City
from daybreak.domain.pledges.models import Pledge
from daybreak.domain.pledges.states import STANDING
from daybreak.faces.desk.access import actor_of
from daybreak.faces.desk.choosing_city import CityField
from daybreak.faces.desk.editing import (
    STRANGE,
    Came,
    EditingForm,
    SeenForm,
    country_name,
    done,
    edition_at,
    one_line,
    tried,
    words_field,
)
from daybreak.faces.desk.pages import back, changing, show
from daybreak.faces.desk.paging import Chip, chip, page_of
from daybreak.faces.desk.setup_checklist import parts_of


@dataclass(frozen=True)
class Door:
    """A target as the list shows it. ``stale``: nobody checked its mission in time."""

    target: Target
    kind: str
    country: str
    taken: bool
    stale: bool


ADDED = "targets-added"
"""Where this browser keeps which targets it added last: they can be taken back in one press."""


@changing()
def targets(request: HttpRequest, edition: int) -> HttpResponse:
    """GET lists the edition's targets: searched, filtered, fifty on a page. POST takes the last added ones back."""
    found, came = edition_at(edition), Came()
    if request.method == "POST":
        number: list[int] = []
        missed = done(lambda: number.append(_take_back(request, found)))
        if missed is None:
            del request.session[ADDED]
            said = ngettext("%s target is taken back.", "%s targets are taken back.", number[0]) % number[0]
            return back(request, said, "desk-targets", found.pk)
        came = missed
    filters = {name: request.GET.get(name, "").strip()[:80] for name in ("q", "kind", "country", "show")}
    since = found.date - timedelta(days=FRESH_DAYS) if found.date else None
    every = _with_facts(Target.objects.filter(edition=found), since)
    chosen = _filtered(every, filters)
    page = page_of(
        request, chosen.select_related("city", "mission").order_by("city__country", "city__name", "pk"), filters=filters
    )
    context = {
        "edition": found,
        "parts": parts_of(found, "targets"),
        "page": page,
        "lines": [_door(one) for one in page.rows],
        "q": filters["q"],
        "filters": {name: value for name, value in filters.items() if name != "q" and value},
        "kinds": _kinds(every, filters),
        "shows": _shows(every, filters),
        "countries": _countries(every, filters),
        "fresh_days": FRESH_DAYS,
        "added": _added(request, found).count(),
        "refused": came.refused,
    }
    return show(request, "setup_targets", context, here="edition", status=came.status)


def _added(request: HttpRequest, found: Edition) -> QuerySet[Target]:
    """Return what this browser added last to this edition, as far as it still stands."""
    last = request.session.get(ADDED) or {}
    keys = last.get("targets", []) if last.get("edition") == found.pk else []
    return Target.objects.filter(edition=found, pk__in=keys)


def _take_back(request: HttpRequest, found: Edition) -> int:
    added = list(_added(request, found))
    if not added:
        raise Refused(_("There is nothing to take back any more."))
    return remove_targets(added, actor=actor_of(request), at=clock.now())


def _with_facts(found: QuerySet[Target], since: date | None) -> QuerySet[Target]:
    standing = Pledge.objects.filter(target=OuterRef("pk"), state__in=STANDING)
    checked = FieldSource.objects.filter(mission=OuterRef("mission"), checked_on__gte=since or date.min)
    return found.annotate(is_taken=Exists(standing), is_fresh=Exists(checked))


_SHOWS = {
    "free": Q(is_taken=False),
    "taken": Q(is_taken=True),
    "stale": Q(is_fresh=False, mission__isnull=False),
    "extra": Q(primary=False),
}


def _filtered(found: QuerySet[Target], filters: dict[str, str]) -> QuerySet[Target]:
    if filters["q"]:
        words = filters["q"]
        found = found.filter(Q(name__icontains=words) | Q(city__name__icontains=words))
    if filters["kind"]:
        by_mission = Q(mission__kind=filters["kind"])
        found = found.filter(Q(kind=filters["kind"]) | by_mission)
    if filters["country"]:
        found = found.filter(city__country=filters["country"])
    return found.filter(_SHOWS.get(filters["show"], Q()))


def _kinds(every: QuerySet[Target], filters: dict[str, str]) -> list[Chip]:
    """Return the kinds of doors there are: missions by their own kind."""
    counted = every.order_by().values_list("kind", "mission__kind").annotate(number=Count("pk"))
    words = dict(TargetKind.choices)
    found = []
    for kind, of_mission, number in counted:
        label = _mission_kind(of_mission) if of_mission else _(str(words.get(kind, kind)))
        found.append(chip(filters, "kind", of_mission or kind, label, number))
    return sorted(found, key=lambda one: -one.number)


def _mission_kind(value: str) -> str:
    return _(str(MissionKind(value).label))


def _shows(every: QuerySet[Target], filters: dict[str, str]) -> list[Chip]:
    words = {
        "free": _("nobody has taken it"),
        "taken": _("taken"),
        "stale": _("address not checked"),
        "extra": _("beside the figures"),
    }
    counted = every.aggregate(**{name: Count("pk", filter=wanted) for name, wanted in _SHOWS.items()})
    return [chip(filters, "show", name, words[name], counted[name]) for name in _SHOWS if counted[name]]


def _countries(every: QuerySet[Target], filters: dict[str, str]) -> list[tuple[str, str, bool]]:
    counted = every.order_by().values_list("city__country").annotate(number=Count("pk"))
    named = [(code, f"{country_name(code)} ({number})", code == filters["country"]) for code, number in counted]
    return sorted(named, key=lambda one: one[1])


def _door(target: Any) -> Door:
    mission = target.mission
    return Door(
        target=target,
        kind=_(str(mission.get_kind_display() if mission else target.get_kind_display())),
        country=country_name(target.city.country),
        taken=target.is_taken,
        stale=mission is not None and not target.is_fresh,
    )


class DoorForm(EditingForm):
    """A door that is no mission."""

    kind = forms.ChoiceField(label=later("What kind of door"), error_messages=STRANGE)
    name = words_field(later("Its name"), most=300)
    city = CityField(label=later("City"))

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["kind"].choices = [  # type: ignore[attr-defined]
            (value, _(str(label))) for value, label in TargetKind.choices if value != TargetKind.MISSION
        ]

    def clean_name(self) -> str:
        """One line."""
        return one_line(self.cleaned_data["name"])


@changing()
def door(request: HttpRequest, edition: int) -> HttpResponse:
    """GET asks for another door: a broadcaster, a parliament, a friendly embassy; POST adds it."""
    found = edition_at(edition)
    form, came = DoorForm(), Came()
    if request.method == "POST":
        form = DoorForm(request.POST)
        missed = tried(form, lambda: _add_door(request, form, found))
        if missed is None:
            said = _("%s is added. It stands beside the figure of deliveries.") % form.cleaned_data["name"]
            return back(request, said, "desk-targets", found.pk)
        came = missed
    context = {
        "edition": found,
        "parts": parts_of(found, "targets"),
        "heading": _("Another door"),
        "lead": _(
            "A letter can go to other doors too. They are shown, and counted apart: only missions are delivered to."
        ),
        "button": _("Add the door"),
        "away": reverse("desk-targets", args=[found.pk]),
        "form": form,
        "refused": came.refused,
    }
    return show(request, "editing", context, here="edition", status=came.status)


def _add_door(request: HttpRequest, form: DoorForm, found: Edition) -> Target:
    values = form.cleaned_data
    place: City = values["city"]
    return add_target(
        found,
        city=place,
        kind=values["kind"],
        name=values["name"],
        primary=False,
        actor=actor_of(request),
        at=clock.now(),
    )


class TargetForm(SeenForm):
    """How a door is called and counted."""

    ROW = ("name", "primary")

    name = words_field(later("How it is called"), most=300)
    primary = forms.BooleanField(
        required=False, label=later("A letter brought here counts as delivered (missions only)")
    )


@changing()
def target(request: HttpRequest, target: int) -> HttpResponse:
    """GET shows a target; POST changes or removes it."""
    found = get_object_or_404(Target.objects.select_related("edition__campaign", "city", "mission"), pk=target)
    form, came = TargetForm.of(found), Came()
    if request.method == "POST":
        actor, at = actor_of(request), clock.now()
        if request.POST.get("do") == "remove":
            missed = done(lambda: remove_target(found, actor=actor, at=at))
            if missed is None:
                return back(request, _("%s is no target any more.") % found.name, "desk-targets", found.edition_id)
        else:
            form = TargetForm(request.POST)

            def save() -> None:
                form.guard(found)
                change_target(found, **form.values(), actor=actor, at=at)

            missed = tried(form, save)
            if missed is None:
                return back(request, _("%s is saved.") % found.name, "desk-targets", found.edition_id)
        came = missed
    context = {
        "edition": found.edition,
        "parts": parts_of(found.edition, "targets"),
        "target": found,
        "kind": _(str(found.mission.get_kind_display() if found.mission else found.get_kind_display())),
        "country": country_name(found.city.country),
        "pledges": Pledge.objects.filter(target=found).count(),
        "form": form,
        "refused": came.refused,
    }
    return show(request, "setup_target", context, here="edition", status=came.status)
