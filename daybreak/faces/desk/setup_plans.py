"""The plans of an edition's cities on one page, and a city that takes part without a target."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from daybreak.core.lib import clock
from daybreak.domain.campaigns.models import CityPlan, Edition, Target
from daybreak.domain.campaigns.services import plan_city
from daybreak.domain.campaigns.states import ResultsShow, Reveal
from daybreak.domain.places.models import City
from daybreak.faces.desk.access import actor_of
from daybreak.faces.desk.choosing_city import CityField
from daybreak.faces.desk.editing import Came, EditingForm, country_name, edition_at, tried
from daybreak.faces.desk.pages import EDITION, back, changing, show
from daybreak.faces.desk.paging import chip, page_of
from daybreak.faces.desk.plan_form import RESULTS, REVEAL
from daybreak.faces.desk.setup_checklist import parts_of


@dataclass(frozen=True)
class Line:
    """A city and what it does differently; ``plan`` is the defaults where it decided nothing."""

    city: City
    country: str
    plan: CityPlan
    planned: bool
    has_target: bool
    reveal: str
    results: str


class AddCityForm(EditingForm):
    """A city to plan."""

    city = CityField(label=later("City"))
    solidarity = forms.BooleanField(
        required=False, label=later("A solidarity city: people meet, nothing is delivered there")
    )


_ONLY = {
    "own_date": ~Q(own_date=None),
    "gate": ~Q(gate_from=None),
    "solidarity": Q(solidarity=True),
    "now": Q(reveal=Reveal.NOW),
    "at_once": Q(results_show=ResultsShow.AT_ONCE),
}


@changing()
def plans(request: HttpRequest, edition: int) -> HttpResponse:
    """GET lists the cities with their plans; POST adds a city."""
    found = edition_at(edition)
    form, came = AddCityForm(), Came()
    if request.method == "POST":
        form = AddCityForm(request.POST)
        missed = tried(form, lambda: _add(request, form, found))
        if missed is None:
            request.session[EDITION] = found.pk  # the city's page speaks of the edition that is worked on
            place: City = form.cleaned_data["city"]
            return back(request, _("%s: its plan can be changed below.") % place.name, "desk-city", place.pk)
        came = missed
    filters = {name: request.GET.get(name, "").strip()[:80] for name in ("q", "only")}
    page = page_of(request, _cities(found, filters), filters=filters)
    context: dict[str, Any] = {
        "edition": found,
        "parts": parts_of(found, "plans"),
        "form": form,
        "page": page,
        "lines": _lines(found, page.rows),
        "q": filters["q"],
        "only": filters["only"],
        "chips": _chips(found, filters),
        "refused": came.refused,
    }
    return show(request, "setup_plans", context, here="edition", status=came.status)


def _add(request: HttpRequest, form: AddCityForm, found: Edition) -> CityPlan:
    values = form.cleaned_data
    fields = {"solidarity": True} if values["solidarity"] else {}
    return plan_city(found, city=values["city"], actor=actor_of(request), at=clock.now(), **fields)


def _cities(found: Edition, filters: dict[str, str]) -> QuerySet[City]:
    """Return the cities that have a target or a plan."""
    targets = Target.objects.filter(edition=found, city=OuterRef("pk"))
    plans = CityPlan.objects.filter(edition=found, city=OuterRef("pk"))
    if filters["only"] in _ONLY:
        cities = City.objects.filter(Exists(plans.filter(_ONLY[filters["only"]])))
    else:
        cities = City.objects.filter(Exists(targets) | Exists(plans))
    if filters["q"]:
        cities = cities.filter(name__icontains=filters["q"])
    return cities.annotate(has_target=Exists(targets)).order_by("country", "name", "pk")


def _lines(found: Edition, cities: list[City]) -> list[Line]:
    plans = {plan.city_id: plan for plan in CityPlan.objects.filter(edition=found, city__in=cities)}
    return [_line(found, city, plans.get(city.pk)) for city in cities]


def _line(found: Edition, city: City, plan: CityPlan | None) -> Line:
    shown = plan or CityPlan(edition=found, city=city)
    return Line(
        city=city,
        country=country_name(city.country),
        plan=shown,
        planned=plan is not None,
        has_target=city.has_target,  # type: ignore[attr-defined]
        reveal=str(REVEAL[Reveal(shown.reveal)]),
        results=str(RESULTS[ResultsShow(shown.results_show)]),
    )


def _chips(found: Edition, filters: dict[str, str]) -> list[Any]:
    words = {
        "own_date": _("a date of its own"),
        "gate": _("an hour at the gate"),
        "solidarity": _("solidarity"),
        "now": _("plans public now"),
        "at_once": _("results public at once"),
    }
    plans = CityPlan.objects.filter(edition=found)
    counted = {name: plans.filter(wanted).count() for name, wanted in _ONLY.items()}
    return [chip(filters, "only", name, words[name], number) for name, number in counted.items() if number]
