"""Making a campaign and an edition of it: the first two pages of an empty home."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from daybreak.core.lib import clock
from daybreak.domain.campaigns.models import Campaign, Edition
from daybreak.domain.campaigns.services import create_campaign, create_edition, write_edition_text
from daybreak.domain.campaigns.services_editing import change_campaign
from daybreak.faces.desk.access import actor_of
from daybreak.faces.desk.editing import (
    STRANGE,
    Came,
    SeenForm,
    as_written,
    country_choices,
    one_line,
    tried,
    words_field,
)
from daybreak.faces.desk.pages import EDITION, back, changing, show
from daybreak.faces.desk.setup_edition import DetailsForm, TextForm

CONTACT_HINT = later("An office, never a person: anybody may read it. For example desk@example.org.")


class CampaignForm(SeenForm):
    """A cause and the government it addresses."""

    ROW = ("name", "government", "contact")

    name = words_field(later("What is the cause called?"), most=200, hint=later("As it returns every year."))
    government = forms.ChoiceField(label=later("Which government does it address?"), error_messages=STRANGE)
    contact = words_field(later("Where may anybody write to you?"), most=200, required=False, hint=CONTACT_HINT)

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["government"].choices = country_choices(_("choose"))  # type: ignore[attr-defined]

    def clean_name(self) -> str:
        """One line, out of which an address can be made."""
        name = one_line(self.cleaned_data["name"])
        if not slugify(name):
            raise forms.ValidationError(_("Write the name in Latin letters here: its address is made of them."))
        return name

    def clean_contact(self) -> str:
        """One line."""
        return one_line(self.cleaned_data["contact"])


@changing()
def campaign_new(request: HttpRequest) -> HttpResponse:
    """GET asks for name, government and contact; POST makes the campaign and goes on to its edition."""
    form, came = CampaignForm(), Came()
    if request.method == "POST":
        form = CampaignForm(request.POST)
        made: list[Campaign] = []
        missed = tried(form, lambda: made.append(_make(request, form)))
        if missed is None:
            said = _("%s is made. Now its edition of this year.") % made[0].name
            return back(request, said, "desk-edition-new", made[0].pk)
        came = missed
    context = {
        "heading": _("Make your campaign"),
        "lead": _("A campaign is the cause that returns every year. What changes from year to year comes next."),
        "after": _("The address of its pages is made from the name and stays. Nothing is public yet."),
        "button": _("Make the campaign"),
        "form": form,
        "refused": came.refused,
    }
    return show(request, "editing", context, here="edition", status=came.status)


def _make(request: HttpRequest, form: CampaignForm) -> Campaign:
    values = form.values()
    return create_campaign(slug=slugify(values["name"])[:60], **values, actor=actor_of(request), at=clock.now())


@changing()
def campaign(request: HttpRequest, campaign: int) -> HttpResponse:
    """GET shows a campaign and its editions; POST changes its name, government or contact."""
    found = get_object_or_404(Campaign, pk=campaign)
    form, came = CampaignForm.of(found), Came()
    if request.method == "POST":
        form = CampaignForm(request.POST)
        missed = tried(form, lambda: _change(request, form, found))
        if missed is None:
            return back(request, _("%s is saved.") % found.name, "desk-campaign", found.pk)
        came = missed
    context = {
        "heading": found.name,
        "button": _("Save"),
        "away": reverse("desk-setup"),
        "form": form,
        "campaign": found,
        "editions": found.editions.order_by("-year"),
        "refused": came.refused,
    }
    return show(request, "setup_campaign", context, here="edition", status=came.status)


def _change(request: HttpRequest, form: CampaignForm, found: Campaign) -> None:
    form.guard(found)
    change_campaign(found, **form.values(), actor=actor_of(request), at=clock.now())


class NewEditionForm(DetailsForm, TextForm):
    """Everything an edition begins with, on one page: its year and date, whom it addresses, its name and ask."""

    field_order = ("seen", "language", "name", "year", "date", "ask", "introduction")


@changing()
def edition_new(request: HttpRequest, campaign: int) -> HttpResponse:
    """GET asks for an edition's first facts; POST makes it as a draft and works on it in this browser."""
    found = get_object_or_404(Campaign, pk=campaign)
    form, came = NewEditionForm(initial=_beginning(found)), Came()
    if request.method == "POST":
        form = NewEditionForm(request.POST)
        made: list[Edition] = []
        missed = tried(form, lambda: made.append(_make_edition(request, form, found)))
        if missed is None:
            request.session[EDITION] = made[0].pk
            return back(request, _("The edition is made, as a draft: nobody but the desk sees it."), "desk-setup")
        came = missed
    context = {
        "heading": _("An edition of %s") % found.name,
        "lead": _("An edition is one year: its date, its name and its ask. All of it can be changed until it is open."),
        "button": _("Make the edition"),
        "form": form,
        "refused": came.refused,
    }
    return show(request, "editing", context, here="edition", status=came.status)


def _beginning(campaign: Campaign) -> dict[str, Any]:
    """Return what the form begins with: the year after the last edition and its addressee, or this year."""
    last = campaign.editions.order_by("-year").first()
    if last is None:
        return {"year": clock.now().year, "language": "en", "name": campaign.name}
    kept = ("anniversary_of", "addressee_style", "addressee_name", "addressee_office")
    text = last.texts.filter(language="en").first() or last.texts.first()
    words = {"language": text.language, "name": text.name, "ask": text.ask} if text else {"language": "en"}
    return {"year": last.year + 1, **{name: getattr(last, name) for name in kept}, **words}


def _make_edition(request: HttpRequest, form: NewEditionForm, campaign: Campaign) -> Edition:
    values, actor, at = form.cleaned_data, actor_of(request), clock.now()
    edition = create_edition(
        campaign, slug=str(values["year"]), **{name: values[name] for name in DetailsForm.ROW}, actor=actor, at=at
    )
    words = {name: values[name] for name in ("language", "name", "ask")}
    write_edition_text(edition, **words, introduction=as_written(values["introduction"]), actor=actor, at=at)
    return edition
