"""Organisations: their part in an edition, from when they are listed, and what is known of each."""

from __future__ import annotations

from datetime import UTC, datetime, time
from typing import Any

from django import forms
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from daybreak.core.lib import clock
from daybreak.domain.campaigns.models import Edition, Participation
from daybreak.domain.campaigns.services import list_participation
from daybreak.domain.campaigns.services_editing import change_participation, withdraw_participation
from daybreak.domain.campaigns.states import OrganisationRole
from daybreak.domain.people.models import Organisation
from daybreak.domain.people.services import add_organisation, change_organisation
from daybreak.faces.desk.access import actor_of
from daybreak.faces.desk.choosing_city import CityField
from daybreak.faces.desk.choosing_organisation import ChosenOrganisationForm
from daybreak.faces.desk.editing import (
    STRANGE,
    Came,
    EditingForm,
    SeenForm,
    as_written,
    country_choices,
    country_name,
    done,
    edition_at,
    one_line,
    tried,
    words_field,
)
from daybreak.faces.desk.pages import back, changing, show
from daybreak.faces.desk.paging import chip, page_of
from daybreak.faces.desk.plan_form import DATE, date_field
from daybreak.faces.desk.setup_checklist import parts_of


class RoleForm(EditingForm):
    """What an organisation does, and from when it may be listed."""

    role = forms.ChoiceField(label=later("What it does"), error_messages=STRANGE)
    listed_from = date_field(
        required=False,
        error_messages=DATE,
        label=later("Listed from"),
        help_text=later("From midnight UTC of that date. Empty: at once."),
    )

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["role"].choices = [(one.value, _(str(one.label))) for one in OrganisationRole]  # type: ignore[attr-defined]

    def moment(self) -> datetime:
        """Return the moment from which it is listed."""
        day = self.cleaned_data["listed_from"]
        return datetime.combine(day, time(), tzinfo=UTC) if day else clock.now()


class ListForm(ChosenOrganisationForm, RoleForm):
    """An organisation that agreed to be listed."""

    website = forms.URLField(
        required=False,
        assume_scheme="https",
        label=later("Its web address"),
        error_messages={"invalid": later("A web address begins with https:// and has no blanks.")},
    )
    city = CityField(required=False, label=later("In one city only"), help_text=later("Empty: in the whole edition."))
    field_order = ("organisation", "name", "website", "role", "listed_from", "city")


@changing()
def organisations(request: HttpRequest, edition: int) -> HttpResponse:
    """GET lists who takes part; POST lists another one, or withdraws one."""
    found = edition_at(edition)
    form, came = ListForm(initial={"role": OrganisationRole.PARTNER}), Came()
    if request.method == "POST":
        form = ListForm(request.POST)
        missed = tried(form, lambda: _list(request, form, found))
        if missed is None:
            return back(request, _("The organisation is listed."), "desk-organisations", found.pk)
        came = missed
    filters = {name: request.GET.get(name, "").strip()[:80] for name in ("q", "role", "only")}
    every = Participation.objects.filter(edition=found)
    chosen = every.filter(organisation__name__icontains=filters["q"])
    chosen = chosen.filter(role=filters["role"]) if filters["role"] else chosen
    now = clock.now()
    asked = {"withdrawn": Q(withdrawn_at__lte=now), "later": Q(listed_from__gt=now), "listed": _listed(now)}
    chosen = chosen.filter(asked.get(filters["only"], Q()))
    page = page_of(
        request,
        chosen.select_related("organisation", "city").order_by("organisation__name", "pk"),
        filters=filters,
    )
    context = {
        "edition": found,
        "parts": parts_of(found, "organisations"),
        "form": form,
        "page": page,
        "lines": [(one, _(str(one.get_role_display())), _standing(one, now)) for one in page.rows],
        "q": filters["q"],
        "chips": _chips(every, filters, asked),
        "refused": came.refused,
    }
    return show(request, "organisations", context, here="edition", status=came.status)


def _listed(now: datetime) -> Q:
    return Q(listed_from__lte=now) & (Q(withdrawn_at=None) | Q(withdrawn_at__gt=now))


def _standing(part: Participation, now: datetime) -> str:
    if part.withdrawn_at is not None and part.withdrawn_at <= now:
        return _("withdrawn")
    if part.listed_from is None or part.listed_from > now:
        return _("not yet listed")
    return _("listed")


def _chips(every: Any, filters: dict[str, str], asked: dict[str, Q]) -> list[tuple[str, list[Any]]]:
    words = {"listed": _("listed"), "later": _("not yet listed"), "withdrawn": _("withdrawn")}
    counted = every.aggregate(**{name: Count("pk", filter=wanted) for name, wanted in asked.items()})
    roles = dict(every.order_by().values_list("role").annotate(number=Count("pk")))
    return [
        (_("Only"), [chip(filters, "only", name, words[name], counted[name]) for name in words if counted[name]]),
        (
            _("Role"),
            [
                chip(filters, "role", one.value, _(str(one.label)), roles[one.value])
                for one in OrganisationRole
                if one.value in roles
            ],
        ),
    ]


def _list(request: HttpRequest, form: ListForm, found: Edition) -> None:
    values, actor, at = form.cleaned_data, actor_of(request), clock.now()
    organisation = values["organisation"] or add_organisation(
        values["name"], website=values["website"], actor=actor, at=at
    )
    list_participation(
        found,
        organisation=organisation,
        role=values["role"],
        city=values["city"],
        listed_from=form.moment(),
        actor=actor,
        at=at,
    )


@changing()
def participation(request: HttpRequest, participation: int) -> HttpResponse:
    """GET shows an organisation's part; POST changes or withdraws it."""
    found = get_object_or_404(
        Participation.objects.select_related("edition__campaign", "organisation", "city"), pk=participation
    )
    form = RoleForm(initial={"role": found.role, "listed_from": found.listed_from and found.listed_from.date()})
    came = Came()
    if request.method == "POST":
        actor, at = actor_of(request), clock.now()
        if request.POST.get("do") == "withdraw":
            missed = done(lambda: withdraw_participation(found, actor=actor, at=at))
        else:
            form = RoleForm(request.POST)

            def save() -> None:
                change_participation(
                    found, role=form.cleaned_data["role"], listed_from=form.moment(), actor=actor, at=at
                )

            missed = tried(form, save)
        if missed is None:
            return back(request, _("%s: saved.") % found.organisation.name, "desk-organisations", found.edition_id)
        came = missed
    context = {
        "edition": found.edition,
        "parts": parts_of(found.edition, "organisations"),
        "heading": found.organisation.name,
        "lead": _("Its part in %(city)s.") % {"city": found.city.name} if found.city else _("Its part in the edition."),
        "button": _("Save"),
        "away": reverse("desk-organisations", args=[found.edition_id]),
        "form": form,
        "participation": found,
        "refused": came.refused,
    }
    return show(request, "participation", context, here="edition", status=came.status)


class OrganisationForm(SeenForm):
    """What is known of an organisation. All of it is public."""

    ROW = ("name", "country", "seat", "about", "website", "press_contact")

    name = words_field(later("Name"), most=200)
    country = forms.ChoiceField(required=False, label=later("Country"), error_messages=STRANGE)
    seat = words_field(later("Seat"), most=200, required=False, hint=later("As it stands in a letterhead."))
    about = words_field(later("What it is"), most=1000, rows=2, required=False)
    website = forms.URLField(
        required=False,
        assume_scheme="https",
        label=later("Web address"),
        error_messages={"invalid": later("A web address begins with https:// and has no blanks.")},
    )
    press_contact = words_field(
        later("Contact for the press"), most=200, required=False, hint=later("An office, never a person's own number.")
    )

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["country"].choices = country_choices(_("not said"))  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        """One line each; what it is may be several."""
        values = super().values()
        lines = {name: one_line(values[name]) for name in ("name", "seat", "press_contact")}
        return {**values, **lines, "about": as_written(values["about"])}


@changing()
def organisation(request: HttpRequest, organisation: int) -> HttpResponse:
    """GET shows an organisation and where it takes part; POST changes what is known of it."""
    found = get_object_or_404(Organisation, pk=organisation)
    form, came = OrganisationForm.of(found), Came()
    if request.method == "POST":
        form = OrganisationForm(request.POST)

        def save() -> None:
            form.guard(found)
            change_organisation(found, **form.values(), actor=actor_of(request), at=clock.now())

        missed = tried(form, save)
        if missed is None:
            return back(request, _("%s is saved.") % found.name, "desk-organisation", found.pk)
        came = missed
    parts = Participation.objects.filter(organisation=found).select_related("edition__campaign", "city")
    context = {
        "heading": found.name,
        "button": _("Save"),
        "form": form,
        "organisation": found,
        "country": country_name(found.country),
        "participations": [
            (one, _(str(one.get_role_display())), _standing(one, clock.now()))
            for one in parts.order_by("-edition__year")
        ],
        "refused": came.refused,
    }
    return show(request, "organisation", context, here="edition", status=came.status)
