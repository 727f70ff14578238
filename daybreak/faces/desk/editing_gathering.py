"""One gathering: its facts and words, stages, hosts, permits, and how many came."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from daybreak.core.lib import clock
from daybreak.core.lib.actor import Actor
from daybreak.core.lib.data_level import Level
from daybreak.core.lib.errors import Refused
from daybreak.domain.campaigns.models import Target
from daybreak.domain.gatherings.kinds import GatheringState, PermitState
from daybreak.domain.gatherings.models import Gathering, GatheringText, Permit
from daybreak.domain.gatherings.services import (
    add_host,
    add_stage,
    change_gathering,
    change_permit,
    count_attendance,
    hold_gathering,
    note_permit,
    remove_host,
    remove_stage,
    write_gathering_text,
)
from daybreak.domain.people.models import Organisation
from daybreak.domain.people.services import add_organisation
from daybreak.faces.desk.access import actor_of
from daybreak.faces.desk.editing import (
    STRANGE,
    Came,
    EditingForm,
    as_written,
    done,
    fingerprint,
    language_name,
    one_line,
    standing,
    tried,
    typed_with,
    words_field,
)
from daybreak.faces.desk.editing_gatherings import GatheringForm
from daybreak.faces.desk.pages import back, changing, show, wall
from daybreak.faces.desk.plan_form import DATE, date_field, time_field

FACTS = ("kind", "date", "starts", "ends", "place", "meeting_point", "visibility")


class ChangeForm(GatheringForm):
    """A gathering as it stands. ``seen`` is the fingerprint of the facts the page showed."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)


class StageForm(EditingForm):
    """A stop."""

    place = words_field(later("Where it stops"), most=200)
    starts = time_field()
    target = forms.ModelChoiceField(
        Target.objects.none(), required=False, label=later("At a target"), empty_label=later("none")
    )

    def __init__(self, found: Gathering, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, auto_id="stage_%s", **options)
        self.fields["starts"].label = _("From, local time")
        doors = Target.objects.filter(edition=found.edition_id, city=found.city_id).order_by("name")
        self.fields["target"].queryset = doors  # type: ignore[attr-defined]


class HostForm(EditingForm):
    """An organisation that hosts."""

    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), required=False, label=later("Organisation"), empty_label=later("another one:")
    )
    name = words_field(later("Name of another organisation"), most=200, required=False)

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, auto_id="host_%s", **options)
        self.fields["organisation"].queryset = Organisation.objects.order_by("name")  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """One of the two."""
        values = super().clean() or {}
        if values.get("organisation") is None and not one_line(str(values.get("name", ""))):
            self.add_error("name", _("Choose an organisation above, or write the name of another one here."))
        return values


class CameForm(EditingForm):
    """How many came."""

    people = forms.IntegerField(
        min_value=0,
        max_value=10_000_000,
        label=later("How many people came"),
        error_messages={"invalid": later("Write a number.")},
    )
    source = words_field(later("Who says so"), most=200, hint=later("A role, never a name: coordinator, police."))

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, auto_id="came_%s", **options)


class PermitForm(EditingForm):
    """Whom to ask, by when, and where it stands."""

    authority = words_field(later("Asked of"), most=200, hint=later("The police, the town hall, the park."))
    state = forms.ChoiceField(label=later("Where it stands"), error_messages=STRANGE)
    deadline = date_field(required=False, error_messages=DATE, label=later("Must be asked for by"))
    applied_on = date_field(required=False, error_messages=DATE, label=later("Applied for on"))
    decided_on = date_field(required=False, error_messages=DATE, label=later("Decided on"))
    note = words_field(
        later("Conditions and contacts"),
        most=2000,
        rows=3,
        required=False,
        hint=later("For the desk alone; kept under lock."),
    )

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["state"].choices = [  # type: ignore[attr-defined]
            (one.value, _(str(one.label))) for one in PermitState
        ]

    def clean(self) -> dict[str, Any]:
        """Nothing is decided before it is asked for."""
        values = super().clean() or {}
        asked, decided = values.get("applied_on"), values.get("decided_on")
        if asked and decided and decided < asked:
            self.add_error("decided_on", _("It cannot have been decided before it was asked for."))
        return values

    def values(self) -> dict[str, Any]:
        """Return the permit's fields."""
        words = {
            "authority": one_line(self.cleaned_data["authority"]),
            "note": as_written(self.cleaned_data["note"]),
        }
        return {**self.cleaned_data, **words}


@changing(level=Level.L2)
def gathering(request: HttpRequest, gathering: UUID) -> HttpResponse:
    """GET shows a gathering; POST does what one of its forms asks for."""
    found = get_object_or_404(Gathering.objects.select_related("city", "edition__campaign"), pk=gathering)
    bound: dict[str, Any] = {}
    came = Came()
    if request.method == "POST":
        wanted = request.POST.get("do", "")
        missed, said = _do(request, found, wanted, bound)
        if missed is None:
            return back(request, said, "desk-gathering", found.pk)
        came = missed
    return _page(request, found, bound, came)


def _do(request: HttpRequest, found: Gathering, wanted: str, bound: dict[str, Any]) -> tuple[Came | None, str]:
    """Carry out one form; a form that is not saved is left in *bound* as it was typed."""
    actor, at = actor_of(request), clock.now()
    if wanted == "save":
        form = bound["form"] = ChangeForm(request.POST)
        return tried(form, lambda: _save(form, found, actor)), _("The gathering is saved.")
    if wanted == "stage":
        stop = bound["stage"] = StageForm(found, request.POST)
        return tried(stop, lambda: add_stage(found, **stop.cleaned_data, actor=actor, at=at)), _("The stage is added.")
    if wanted == "host":
        host = bound["host"] = HostForm(request.POST)
        return tried(host, lambda: _add_host(host, found, actor)), _("The host is added.")
    if wanted == "came":
        people = bound["came"] = CameForm(request.POST)
        save = lambda: count_attendance(found, **people.cleaned_data, actor=actor, at=at)  # noqa: E731
        return tried(people, save), _("The number is kept.")
    return _press(request, found, wanted)


def _press(request: HttpRequest, found: Gathering, wanted: str) -> tuple[Came | None, str]:
    """Do what a bare button asks for."""
    actor, at = actor_of(request), clock.now()
    key = request.POST.get("row", "")
    buttons: dict[str, tuple[Callable[[], object], str]] = {
        "held": (
            lambda: hold_gathering(found, actor=actor, at=at),
            _("It took place. Say how many came, if you know."),
        ),
        "unstage": (
            lambda: remove_stage(standing(found.stages.all(), key), actor=actor, at=at),
            _("The stage is taken out."),
        ),
        "unhost": (
            lambda: remove_host(standing(found.hosts.all(), key), actor=actor, at=at),
            _("The host is named no longer."),
        ),
    }
    save, said = buttons.get(wanted, (_no_button, ""))
    return done(save), said


def _no_button() -> None:
    raise Refused(_("Press one of the buttons."))


def _save(form: ChangeForm, found: Gathering, actor: Actor) -> None:
    now, at = _seen(found), clock.now()
    if form.cleaned_data["seen"] != now:
        form.data = typed_with(form.data, seen=now)
        raise Refused(_("Somebody changed this while you looked. What you typed is still here: compare, then save."))
    change_gathering(found, **form.facts(), actor=actor, at=at)
    write_gathering_text(found, **form.words(), actor=actor, at=at)


def _seen(found: Gathering) -> str:
    return fingerprint(getattr(found, name) for name in FACTS)


def _add_host(form: HostForm, found: Gathering, actor: Actor) -> None:
    at = clock.now()
    organisation = form.cleaned_data["organisation"] or add_organisation(form.cleaned_data["name"], actor=actor, at=at)
    add_host(found, organisation=organisation, actor=actor, at=at)


def _page(request: HttpRequest, found: Gathering, bound: dict[str, Any], came: Came) -> HttpResponse:
    texts = list(found.texts.order_by("language"))
    asked = request.GET.get("language", texts[0].language if texts else "en")
    text = next((one for one in texts if one.language == asked), None)
    context = {
        "edition": found.edition,
        "gathering": found,
        "city": found.city,
        "kind": _(str(found.get_kind_display())),
        "state": _(str(found.get_state_display())),
        "title": texts[0].title if texts else "",
        "texts": [(one.language, language_name(one.language)) for one in texts],
        "there": wall(found.city.local(clock.now())),
        "stages": found.stages.select_related("target"),
        "hosts": found.hosts.select_related("organisation"),
        "permits": [(one, _(str(one.get_state_display()))) for one in found.permits.all()],
        "attendances": found.attendances.order_by("-as_of"),
        "form": bound.get("form") or _form_of(found, text, asked),
        "stage": bound.get("stage") or StageForm(found),
        "host": bound.get("host") or HostForm(),
        "came": bound.get("came") or CameForm(),
        "open_form": next(iter(bound), ""),
        "is_planned": found.state == GatheringState.PLANNED,
        "is_cancelled": found.state == GatheringState.CANCELLED,
        "refused": came.refused,
    }
    return show(request, "gathering", context, here="gatherings", status=came.status)


def _form_of(found: Gathering, text: GatheringText | None, language: str) -> ChangeForm:
    facts = {name: getattr(found, name) for name in FACTS}
    words = {"title": text.title, "description": text.description} if text else {}
    return ChangeForm(initial={**facts, **words, "language": language, "seen": _seen(found)})


@changing(level=Level.L2)
def permit_new(request: HttpRequest, gathering: UUID) -> HttpResponse:
    """GET asks for a permit's authority and deadline; POST notes it."""
    found = get_object_or_404(Gathering.objects.select_related("city", "edition__campaign"), pk=gathering)
    return _permit(request, found, None)


@changing(level=Level.L2)
def permit(request: HttpRequest, permit: UUID) -> HttpResponse:
    """GET shows a permit; POST changes it."""
    there = get_object_or_404(
        Permit.objects.select_related("gathering__city", "gathering__edition__campaign"), pk=permit
    )
    return _permit(request, there.gathering, there)


def _permit(request: HttpRequest, found: Gathering, there: Permit | None) -> HttpResponse:
    names = ("authority", "state", "deadline", "applied_on", "decided_on", "note")
    form = PermitForm(initial={name: getattr(there, name) for name in names} if there else {})
    came = Came()
    if request.method == "POST":
        form = PermitForm(request.POST)
        actor, at = actor_of(request), clock.now()

        def save() -> None:
            if there is None:
                note_permit(found, **form.values(), actor=actor, at=at)
            else:
                change_permit(there, **form.values(), actor=actor, at=at)

        missed = tried(form, save)
        if missed is None:
            return back(request, _("The permit is noted."), "desk-gathering", found.pk)
        came = missed
    context = {
        "edition": found.edition,
        "heading": _("A permit for %(kind)s in %(city)s")
        % {"kind": _(str(found.get_kind_display())), "city": found.city.name},
        "lead": _("For the desk alone, and deleted ninety days after the edition closes."),
        "button": _("Save"),
        "away": reverse("desk-gathering", args=[found.pk]),
        "form": form,
        "refused": came.refused,
    }
    return show(request, "editing", context, here="gatherings", status=came.status)
