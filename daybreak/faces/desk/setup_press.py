"""Whom the press may write to in one edition."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from daybreak.core.lib import clock
from daybreak.domain.campaigns.models import Edition
from daybreak.domain.campaigns.services_editing import change_edition
from daybreak.domain.people.services import add_organisation, change_organisation
from daybreak.faces.desk.access import actor_of
from daybreak.faces.desk.choosing_organisation import ChosenOrganisationForm
from daybreak.faces.desk.editing import Came, edition_at, one_line, tried, words_field
from daybreak.faces.desk.pages import back, changing, show
from daybreak.faces.desk.setup_checklist import parts_of


class PressForm(ChosenOrganisationForm):
    """An organisation that is there, or the name of a new one; and its contact."""

    contact = words_field(
        later("Contact for the press"),
        most=200,
        hint=later("An office, never a person's own number: it is public. For example press@example.org."),
    )

    def clean_contact(self) -> str:
        """One line."""
        return one_line(self.cleaned_data["contact"])


@changing()
def press(request: HttpRequest, edition: int) -> HttpResponse:
    """GET shows the press contact; POST changes it."""
    found = edition_at(edition)
    now = found.press_organisation
    form = PressForm(initial={"organisation": now, "contact": now.press_contact if now else ""})
    came = Came()
    if request.method == "POST":
        form = PressForm(request.POST)
        missed = tried(form, lambda: _save(request, form, found))
        if missed is None:
            return back(request, _("The press contact is saved."), "desk-checklist", found.pk)
        came = missed
    context = {
        "edition": found,
        "parts": parts_of(found, "press"),
        "heading": _("Press contact"),
        "lead": _("Journalists on a deadline look for one address. It stands on the press page."),
        "button": _("Save"),
        "away": reverse("desk-checklist", args=[found.pk]),
        "form": form,
        "refused": came.refused,
    }
    return show(request, "editing", context, here="edition", status=came.status)


def _save(request: HttpRequest, form: PressForm, found: Edition) -> None:
    values, actor, at = form.cleaned_data, actor_of(request), clock.now()
    organisation = values["organisation"] or add_organisation(values["name"], actor=actor, at=at)
    change_organisation(organisation, press_contact=values["contact"], actor=actor, at=at)
    change_edition(found, press_organisation=organisation, actor=actor, at=at)
