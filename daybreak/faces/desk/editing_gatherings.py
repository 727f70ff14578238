"""Gatherings: the list with its filters, and announcing one with the defaults of its kind."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from daybreak.core.lib import clock
from daybreak.core.lib.data_level import Level
from daybreak.core.lib.errors import Refused
from daybreak.domain.campaigns.models import Edition
from daybreak.domain.gatherings.kinds import (
    OPEN_PERMITS,
    USUAL,
    GatheringKind,
    GatheringState,
    PermitState,
    Visibility,
)
from daybreak.domain.gatherings.models import Gathering, Permit
from daybreak.domain.gatherings.services import announce_gathering, note_permit
from daybreak.domain.places.models import City
from daybreak.faces.desk.access import actor_of
from daybreak.faces.desk.choosing_city import CityField
from daybreak.faces.desk.editing import (
    NUMBER_LENGTH,
    STRANGE,
    Came,
    EditingForm,
    as_written,
    country_name,
    language_choices,
    one_line,
    tried,
    words_field,
)
from daybreak.faces.desk.pages import back, changing, needed_edition, reading, show
from daybreak.faces.desk.paging import Chip, chip, page_of
from daybreak.faces.desk.plan_form import DATE, TIME, date_field

SOON = timedelta(days=14)
"""A deadline nearer than this is shown as urgent."""


class GatheringForm(EditingForm):
    """A gathering's kind, times and words. Times are the city's own."""

    kind = forms.ChoiceField(label=later("What kind"), error_messages=STRANGE)
    title = words_field(later("Title"), most=200, required=False, hint=later("Empty: its kind and city stand for it."))
    date = date_field(required=False, error_messages=DATE, label=later("Date in the city"))
    starts = forms.TimeField(
        required=False,
        input_formats=["%H:%M", "%H:%M:%S"],
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
        error_messages=TIME,
        label=later("Begins at, local time"),
    )
    ends = forms.TimeField(
        required=False,
        input_formats=["%H:%M", "%H:%M:%S"],
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
        error_messages=TIME,
        label=later("Ends at"),
    )
    place = words_field(
        later("Place"), most=200, required=False, hint=later("Public once the city's plan lets it show.")
    )
    meeting_point = words_field(
        later("Meeting point"), most=500, required=False, hint=later("For the desk alone; it is kept under lock.")
    )
    visibility = forms.ChoiceField(
        label=later("Who may know of it"),
        help_text=later("Listed: it stands on the public pages, and guards read them too."),
        error_messages=STRANGE,
    )
    description = words_field(later("What to expect"), most=4000, rows=4, required=False)
    language = forms.ChoiceField(label=later("Language of title and words"), error_messages=STRANGE)

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        choices = {
            "kind": [(one.value, _(str(one.label))) for one in GatheringKind],
            "visibility": [
                (Visibility.UNLISTED.value, _("not listed: only who is told")),
                (Visibility.PUBLIC.value, _("listed on the public pages")),
            ],
            "language": language_choices(),
        }
        for name, found in choices.items():
            self.fields[name].choices = found  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """An hour has a date; words have a title."""
        values = super().clean() or {}
        if values.get("starts") and not values.get("date") and "date" not in self.errors:
            self.add_error("date", _("An hour needs its date."))
        if str(values.get("description", "")).strip() and not one_line(str(values.get("title", ""))):
            self.add_error("title", _("Words need a title above them."))
        return values

    def facts(self) -> dict[str, Any]:
        """Return the fields of the gathering itself."""
        names = ("kind", "date", "starts", "ends", "visibility")
        lines = {name: one_line(self.cleaned_data[name]) for name in ("place", "meeting_point")}
        return {**{name: self.cleaned_data[name] for name in names}, **lines}

    def words(self) -> dict[str, str]:
        """Return its title and words, and their language."""
        values = self.cleaned_data
        return {
            "language": values["language"],
            "title": one_line(values["title"]),
            "description": as_written(values["description"]),
        }


class NewGatheringForm(GatheringForm):
    """A gathering, its city, and whether a permit must be asked for."""

    city = CityField(label=later("City"))
    authority = words_field(
        later("A permit must be asked of"),
        most=200,
        required=False,
        hint=later("For example: the police, the town hall. Empty: none is needed."),
    )
    field_order = ("kind", "city", "title", "date", "starts", "ends", "place")


@dataclass(frozen=True)
class Line:
    """A gathering of the list. ``permits``: how many wait; ``deadline`` the first of theirs; ``urgent`` if near."""

    gathering: Gathering
    title: str
    kind: str
    country: str
    state: str
    listed: bool
    permits: int
    deadline: date | None
    urgent: bool


@reading(level=Level.L1)
def gatherings(request: HttpRequest) -> HttpResponse:
    """The edition's gatherings by date: searched, filtered with counts, fifty on a page."""
    edition = needed_edition(request)
    filters = {name: request.GET.get(name, "").strip()[:80] for name in ("q", "kind", "state", "only")}
    every = Gathering.objects.filter(edition=edition)
    page = page_of(
        request,
        _matching(every, filters)
        .select_related("city")
        .prefetch_related("texts", "permits")
        .order_by("date", "starts", "city__name", "position", "pk"),
        filters=filters,
    )
    context = {
        "edition": edition,
        "page": page,
        "lines": [_line(one, clock.now()) for one in page.rows],
        "q": filters["q"],
        "hidden": [(name, value) for name, value in filters.items() if name != "q" and value],
        "chips": _chips(every, filters),
        "kinds": [(one.value, _(str(one.label))) for one in GatheringKind],
    }
    return show(request, "gatherings", context, here="gatherings")


_ONLY = {
    "permit": Q(pk__in=Permit.objects.filter(state__in=OPEN_PERMITS).values("gathering")),
    "listed": Q(visibility=Visibility.PUBLIC),
    "unlisted": Q(visibility=Visibility.UNLISTED),
    "undated": Q(date=None),
}


def _matching(every: QuerySet[Gathering], filters: dict[str, str]) -> QuerySet[Gathering]:
    found = every.filter(_ONLY.get(filters["only"], Q()))
    for name in ("kind", "state"):
        if filters[name]:
            found = found.filter(**{name: filters[name]})
    if filters["q"]:
        text = filters["q"]
        titled = Q(pk__in=Gathering.objects.filter(texts__title__icontains=text).values("pk"))
        found = found.filter(Q(city__name__icontains=text) | Q(place__icontains=text) | titled)
    return found


def _chips(every: QuerySet[Gathering], filters: dict[str, str]) -> list[tuple[str, list[Chip]]]:
    words = {
        "permit": _("permit waits"),
        "listed": _("listed"),
        "unlisted": _("not listed"),
        "undated": _("no date yet"),
    }
    counted = every.aggregate(**{name: Count("pk", filter=wanted) for name, wanted in _ONLY.items()})
    only = [chip(filters, "only", name, words[name], number) for name, number in counted.items() if number]
    groups = [(_("Only"), only)]
    for title, name, choices in (
        (_("Kind"), "kind", GatheringKind.choices),
        (_("State"), "state", GatheringState.choices),
    ):
        numbers = dict(every.order_by().values_list(name).annotate(number=Count("pk")))
        groups.append(
            (
                title,
                [
                    chip(filters, name, value, _(str(label)), numbers[value])
                    for value, label in choices
                    if value in numbers
                ],
            )
        )
    return groups


def _line(gathering: Gathering, at: datetime) -> Line:
    waiting = [one for one in gathering.permits.all() if one.state in OPEN_PERMITS]
    deadline = min((one.deadline for one in waiting if one.deadline), default=None)
    today = gathering.city.local(at).date()
    return Line(
        gathering=gathering,
        title=next((text.title for text in gathering.texts.all()), ""),
        kind=_(str(gathering.get_kind_display())),
        country=country_name(gathering.city.country),
        state=_(str(gathering.get_state_display())),
        listed=gathering.visibility == Visibility.PUBLIC,
        permits=len(waiting),
        deadline=deadline,
        urgent=deadline is not None and deadline - today <= SOON,
    )


@changing(level=Level.L2)
def gathering_new(request: HttpRequest) -> HttpResponse:
    """GET asks for a gathering, with what is usual for its kind filled in; POST announces it."""
    edition = needed_edition(request)
    form, came = NewGatheringForm(initial=_usual(request, edition)), Came()
    if request.method == "POST":
        form = NewGatheringForm(request.POST)
        made: list[Gathering] = []
        missed = tried(form, lambda: made.append(_announce(request, form, edition)))
        if missed is None:
            said = _("%s: the gathering is kept. Stages, permits and hosts can be added below.")
            return back(request, said % made[0].city.name, "desk-gathering", made[0].pk)
        came = missed
    kinds = [(one.value, _(str(one.label)), form["kind"].value() == one.value) for one in GatheringKind]
    context = {
        "edition": edition,
        "heading": _("A gathering"),
        "lead": _("It is not listed unless you say so. Choose the kind first: what is usual for it is filled in."),
        "button": _("Keep the gathering"),
        "away": reverse("desk-gatherings"),
        "kinds": kinds,
        "city": request.GET.get("city", ""),
        "form": form,
        "refused": came.refused,
    }
    return show(request, "gathering_new", context, here="gatherings", status=came.status)


def _usual(request: HttpRequest, edition: Edition) -> dict[str, Any]:
    """Return what the form begins with: the day, and what is usual for the kind an address names."""
    asked = request.GET.get("kind", "")
    kind = asked if asked in USUAL else GatheringKind.VIGIL
    usual = USUAL[kind]
    ends = None
    if usual.starts is not None:
        ends = (datetime.combine(date.min, usual.starts) + timedelta(minutes=usual.minutes)).time()
    key = request.GET.get("city", "")
    city = (
        City.objects.filter(pk=int(key)).first()
        if key.isascii() and key.isdigit() and len(key) < NUMBER_LENGTH
        else None
    )
    return {
        "kind": kind,
        "city": city,
        "date": edition.date,
        "starts": usual.starts if edition.date else None,
        "ends": ends if edition.date else None,
        "place": usual.place,
        "visibility": Visibility.UNLISTED,
        "language": "en",
        "authority": _("the police") if usual.permit else "",
    }


def _announce(request: HttpRequest, form: NewGatheringForm, edition: Edition) -> Gathering:
    actor, at = actor_of(request), clock.now()
    _refuse_twice(form, edition)
    words: dict[str, Any] = form.words()
    found = announce_gathering(edition, city=form.cleaned_data["city"], **form.facts(), **words, actor=actor, at=at)
    authority = one_line(form.cleaned_data["authority"])
    if authority:
        note_permit(found, state=PermitState.NEEDED, authority=authority, actor=actor, at=at)
    return found


def _refuse_twice(form: NewGatheringForm, edition: Edition) -> None:
    """Refuse a gathering that stands there already: a form pressed twice. :raises Refused: with a sentence."""
    facts = {name: form.cleaned_data[name] for name in ("city", "kind", "date", "starts", "ends")}
    same = Gathering.objects.filter(edition=edition, place=one_line(form.cleaned_data["place"]), **facts)
    title = one_line(form.cleaned_data["title"])
    titled = same.filter(texts__title=title) if title else same.filter(texts=None)
    if titled.exclude(state=GatheringState.CANCELLED).exists():
        raise Refused(_("The same gathering stands there already: change it in the list of gatherings."))
