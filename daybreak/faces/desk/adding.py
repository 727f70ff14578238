"""Adding one thing in thirty seconds, on behalf of somebody who wrote, rang, or sent a chat message."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast
from uuid import UUID

from django import forms
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from daybreak.core.lib import clock
from daybreak.core.lib.came_by import CameBy
from daybreak.core.lib.data_level import Level
from daybreak.core.lib.errors import Refused
from daybreak.domain.campaigns.models import Edition
from daybreak.domain.campaigns.services import add_target
from daybreak.domain.gatherings.kinds import GatheringKind
from daybreak.domain.gatherings.services import announce_gathering
from daybreak.domain.places.services import places
from daybreak.domain.pledges.importing.doors import Door, DoorQuestion, Doors
from daybreak.domain.pledges.models import Pledge
from daybreak.domain.pledges.reading import values
from daybreak.domain.pledges.services_import import add_pledge
from daybreak.domain.pledges.states import STANDING, Place
from daybreak.faces.desk.access import actor_of
from daybreak.faces.desk.choosing_city import CityField
from daybreak.faces.desk.city_page import blank_attempt
from daybreak.faces.desk.editing import EditingForm, language_choices
from daybreak.faces.desk.importing import told_choices
from daybreak.faces.desk.importing_lines import choice_in_words
from daybreak.faces.desk.pages import CONFLICT, WRONG, back, changing, needed_edition, reading, show
from daybreak.faces.desk.plan_form import date_field, time_field
from daybreak.faces.desk.reports import attempts_of

DATE = {"invalid": later("Write the date like 2018-09-24 (year, month, day), or leave it empty.")}


@reading()
def add(request: HttpRequest) -> HttpResponse:
    """The four things that can be added."""
    return show(request, "add", {"edition": needed_edition(request)}, here="add")


class PledgeForm(EditingForm):
    """Who promises which city, and how they told us. ``door`` is asked only where the city does not decide."""

    name = forms.CharField(max_length=values.NAME_MOST, label=later("Name, as the desk knows them"))
    city = CityField(label=later("City"))
    door = forms.CharField(required=False, widget=forms.Select, label=later("Where the letter goes"))
    came_by = forms.ChoiceField(label=later("How they told you"), initial=CameBy.PHONE)
    phone = forms.CharField(required=False, max_length=values.PHONE_MOST, label=later("Phone"))
    email = forms.CharField(required=False, max_length=254, label=later("E-mail"))
    language = forms.ChoiceField(label=later("Language we write to them in"), initial="en")
    note = forms.CharField(
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        label=later("Note for the desk alone; it is kept under lock"),
    )

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        for name in ("name", "phone", "email"):
            self.fields[name].widget.attrs |= {"autocomplete": "off", "class": "long"}
        cast(forms.ChoiceField, self.fields["came_by"]).choices = told_choices()
        cast(forms.ChoiceField, self.fields["language"]).choices = language_choices()
        self.asked: DoorQuestion | None = None

    def _read(self, name: str) -> str:
        value = getattr(values, name)(self.cleaned_data[name])
        if value.problem:
            raise forms.ValidationError(value.problem[0].upper() + value.problem[1:])
        return str(value.text)

    def clean_name(self) -> str:
        """A name has letters, and is no address."""
        return self._read("name")

    def clean_email(self) -> str:
        """One address, or none."""
        return self._read("email")

    def clean_phone(self) -> str:
        """One number as it was given, or none."""
        return self._read("phone")

    def ask(self, asked: DoorQuestion) -> None:
        """Offer the doors the city leaves open."""
        self.asked = asked
        chosen = [("", _("choose")), *((one.value, choice_in_words(one)) for one in asked.choices)]
        cast(forms.Select, self.fields["door"].widget).choices = chosen

    def find_door(self, edition: Edition) -> Door | None:
        """Return the door of the city, or None where it has yet to be chosen: then the form asks."""
        record = places().get(self.cleaned_data["city"].geonames_id)
        if record is None:
            raise Refused(_("This city is in no list of places any more. Write it in another way."))
        undecided = Doors(edition, {}).find(record)
        if isinstance(undecided, Door):
            return undecided
        self.ask(undecided)
        if self.cleaned_data["door"] not in {one.value for one in undecided.choices}:
            return None
        found = Doors(edition, {str(record.geonames_id): self.cleaned_data["door"]}).find(record)
        return found if isinstance(found, Door) else None


@changing(level=Level.L2)
def pledge(request: HttpRequest) -> HttpResponse:
    """GET shows a short form; POST makes person, pledge and field link, and leads to the words to send."""
    edition = needed_edition(request)
    if request.method != "POST":
        return _pledge_page(request, edition, PledgeForm())
    form = PledgeForm(request.POST)
    if not form.is_valid():
        return _pledge_page(request, edition, form, _("Nothing is saved yet. Correct it below."), WRONG)
    try:
        door = form.find_door(edition)
        if door is None:
            form.add_error("door", _("Say where this letter goes."))
            return _pledge_page(request, edition, form, _("One question more, then it is saved."), WRONG)
        part = _make(request, edition, form.cleaned_data, door)
    except Refused as refused:
        return _pledge_page(request, edition, form, str(refused), CONFLICT)
    said = _("%s: the pledge is there, with its field link. Nothing was sent.") % part.pledge.city.name
    return back(request, said, "desk-words", part.pledge_id)


def _make(request: HttpRequest, edition: Edition, cleaned: dict[str, Any], door: Door) -> Any:
    actor, at = actor_of(request), clock.now()
    target, city = door.target, cleaned["city"]
    if door.mission is not None and door.mission.city is not None:
        city = door.mission.city
        target = add_target(edition, city=city, mission=door.mission, actor=actor, at=at)
    if target is not None:
        city = target.city
    wanted = {name: cleaned[name] for name in ("name", "email", "phone", "language", "note", "came_by")}
    return add_pledge(edition, city=city, target=target, actor=actor, at=at, **wanted)


def _pledge_page(
    request: HttpRequest, edition: Edition, form: PledgeForm, refused: str = "", status: int = 200
) -> HttpResponse:
    context = {"edition": edition, "form": form, "refused": refused}
    return show(request, "add_pledge", context, here="add", status=status)


@dataclass(frozen=True)
class Told:
    """A standing pledge that a field report can be told for."""

    pk: UUID
    city: str
    door: str
    attempts: int


@reading()
def report(request: HttpRequest) -> HttpResponse:
    """The cities somebody can have rung from."""
    edition = needed_edition(request)
    found = (
        _tellable().filter(edition=edition).select_related("city", "target").annotate(tried=Count("delivery__attempts"))
    )
    ordered = found.order_by("city__name", "pk")
    lines = [Told(one.pk, one.city.name, one.target.name, one.tried) for one in ordered]
    return show(request, "add_report", {"edition": edition, "lines": lines}, here="add")


@reading()
def report_for(request: HttpRequest, pledge: UUID) -> HttpResponse:
    """The form of an attempt for one pledge; its own page records it, and says what is wrong."""
    found = get_object_or_404(_tellable().select_related("city", "target", "edition__campaign"), pk=pledge)
    attempts = attempts_of(found)
    context = {
        "edition": found.edition,
        "pledge": found,
        "city": found.city,
        "door": found.target.name if found.target else "",
        "attempts": len(attempts),
        "form": blank_attempt(found, len(attempts), at=clock.now()),
    }
    return show(request, "add_report_for", context, here="add")


def _tellable() -> Any:
    return Pledge.objects.filter(state__in=STANDING, target__isnull=False).exclude(place=Place.JOINER)


class GatheringForm(EditingForm):
    """The least of a gathering. Everything else can be said on its own page."""

    city = CityField(label=later("City"))
    kind = forms.ChoiceField(label=later("What kind of gathering"))
    date = date_field(required=False, error_messages=DATE, label=later("Date in the city"))
    starts = time_field()
    meeting_point = forms.CharField(
        required=False,
        max_length=300,
        widget=forms.TextInput(attrs={"class": "long", "autocomplete": "off"}),
        label=later("Meeting point, for the desk alone; it is kept under lock"),
    )
    came_by = forms.ChoiceField(label=later("How they told you"), initial=CameBy.PHONE)

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["starts"].label = _("Time in the city")
        kinds = [(one.value, _(str(one.label))) for one in GatheringKind]
        cast(forms.ChoiceField, self.fields["kind"]).choices = kinds
        cast(forms.ChoiceField, self.fields["came_by"]).choices = told_choices()


@changing(level=Level.L2)
def gathering(request: HttpRequest) -> HttpResponse:
    """GET shows a short form; POST notes a gathering that is not listed until somebody says so."""
    edition = needed_edition(request)
    form = GatheringForm(request.POST if request.method == "POST" else None, initial={"date": edition.date})
    if request.method != "POST":
        return show(request, "add_gathering", {"edition": edition, "form": form}, here="add")
    refused, status = _("Nothing is saved yet. Correct it below."), WRONG
    if form.is_valid():
        try:
            announce_gathering(edition, actor=actor_of(request), at=clock.now(), **form.cleaned_data)
        except Refused as error:
            refused, status = str(error), CONFLICT
        else:
            city = form.cleaned_data["city"]
            said = _("%s: the gathering is noted. It is not listed in public until you say so.") % city.name
            return back(request, said, "desk-city", city.pk)
    return show(
        request, "add_gathering", {"edition": edition, "form": form, "refused": refused}, here="add", status=status
    )
