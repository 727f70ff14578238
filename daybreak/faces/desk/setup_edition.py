"""An edition's date and addressee, and its words in each language."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from daybreak.core.lib import clock
from daybreak.domain.campaigns.models import Edition, EditionText
from daybreak.domain.campaigns.services import write_edition_text
from daybreak.domain.campaigns.services_editing import change_edition, withdraw_edition_text
from daybreak.domain.campaigns.states import EditionState
from daybreak.faces.desk.access import actor_of
from daybreak.faces.desk.editing import (
    STRANGE,
    Came,
    EditingForm,
    SeenForm,
    as_written,
    done,
    edition_at,
    language_choices,
    language_name,
    one_line,
    tried,
    words_field,
)
from daybreak.faces.desk.pages import back, changing, reading, show
from daybreak.faces.desk.plan_form import DATE, date_field
from daybreak.faces.desk.setup_checklist import parts_of

YEARS = (1900, 2200)


class DetailsForm(SeenForm):
    """One year: its date, what it remembers, whom it addresses."""

    ROW = ("year", "date", "anniversary_of", "addressee_style", "addressee_name", "addressee_office")

    year = forms.IntegerField(
        label=later("Year"),
        min_value=YEARS[0],
        max_value=YEARS[1],
        error_messages={"invalid": later("Write the year as four figures, like 2027.")},
    )
    date = date_field(
        required=False,
        error_messages=DATE,
        label=later("The day"),
        help_text=later("A date, not an hour: every city has it on its own clock. It can be set later."),
    )
    anniversary_of = date_field(
        required=False,
        error_messages=DATE,
        label=later("The day that is remembered"),
        help_text=later("If the day is an anniversary: the date of what happened. Letters count the years."),
    )
    addressee_office = words_field(
        later("Office of the addressee"),
        most=120,
        required=False,
        hint=later("For example: President of the Republic. It can be named later."),
    )
    addressee_name = words_field(later("Name of the addressee"), most=120, required=False)
    addressee_style = words_field(
        later("Style of the addressee"), most=80, required=False, hint=later("For example: His Excellency.")
    )

    def clean(self) -> dict[str, Any]:
        """One line each; the day lies in its year; what is remembered came before it."""
        values = super().clean() or {}
        for name in ("addressee_style", "addressee_name", "addressee_office"):
            values[name] = one_line(str(values.get(name, "")))
        day, before, year = values.get("date"), values.get("anniversary_of"), values.get("year")
        if day and year and day.year != year:
            self.add_error("date", _("This date is not in %s. Correct the year or the date.") % year)
        if day and before and before >= day:
            self.add_error("anniversary_of", _("What is remembered must have happened before the day."))
        return values


class TextForm(EditingForm):
    """The edition's name, ask and introduction in one language."""

    language = forms.ChoiceField(label=later("Language of the words below"), error_messages=STRANGE)
    name = words_field(later("Name of the day"), most=200)
    ask = words_field(
        later("The ask, in one sentence"),
        most=600,
        rows=2,
        hint=later("What you want people to do on that day: small enough to be done."),
    )
    introduction = words_field(
        later("Introduction"),
        most=8000,
        rows=6,
        required=False,
        hint=later("What stands below the ask. An empty line begins a new paragraph."),
    )

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["language"].choices = language_choices()  # type: ignore[attr-defined]

    def clean_name(self) -> str:
        """One line."""
        return one_line(self.cleaned_data["name"])

    def clean_ask(self) -> str:
        """One line."""
        return one_line(self.cleaned_data["ask"])


@changing()
def details(request: HttpRequest, edition: int) -> HttpResponse:
    """GET shows date and addressee; POST changes them."""
    found = edition_at(edition)
    form, came = DetailsForm.of(found), Came()
    if request.method == "POST":
        form = DetailsForm(request.POST)
        missed = tried(form, lambda: _save_details(request, form, found))
        if missed is None:
            return back(request, _("Date and addressee are saved."), "desk-edition-details", found.pk)
        came = missed
    public = found.state != EditionState.DRAFT
    context = {
        "edition": found,
        "parts": parts_of(found, "details"),
        "heading": _("Date and addressee"),
        "lead": _("This edition is public: what you change here is public with the next run.") if public else "",
        "button": _("Save"),
        "away": reverse("desk-checklist", args=[found.pk]),
        "form": form,
        "refused": came.refused,
    }
    return show(request, "editing", context, here="edition", status=came.status)


def _save_details(request: HttpRequest, form: DetailsForm, found: Edition) -> None:
    form.guard(found)
    values = form.values()
    if found.state == EditionState.DRAFT:
        values["slug"] = str(values["year"])
    change_edition(found, **values, actor=actor_of(request), at=clock.now())


@reading()
def words(request: HttpRequest, edition: int) -> HttpResponse:
    """The edition's words in every language it speaks, and a way to another one."""
    found = edition_at(edition)
    texts = list(found.texts.order_by("language"))
    have = {text.language for text in texts}
    context = {
        "edition": found,
        "parts": parts_of(found, "words"),
        "texts": [(text, language_name(text.language)) for text in texts],
        "languages": [choice for choice in language_choices() if choice[0] not in have],
    }
    return show(request, "setup_words", context, here="edition")


@reading()
def other_language(request: HttpRequest, edition: int) -> HttpResponse:
    """Go to the form of the language that was chosen."""
    found, wanted = edition_at(edition), request.GET.get("language", "")
    if wanted not in dict(language_choices()):
        return HttpResponseRedirect(reverse("desk-edition-words", args=[found.pk]))
    return HttpResponseRedirect(reverse("desk-edition-text", args=[found.pk, wanted]))


class SeenTextForm(TextForm, SeenForm):
    """The words of one language, whose language does not change."""

    ROW = ("name", "ask", "introduction")

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        del self.fields["language"]


@changing()
def text(request: HttpRequest, edition: int, language: str) -> HttpResponse:
    """GET shows the words in one language; POST writes them, or takes the language back."""
    found = edition_at(edition)
    there = found.texts.filter(language=language).first()
    if there is None and language not in dict(language_choices()):
        raise Http404
    row = there or EditionText(edition=found, language=language)
    form, came = SeenTextForm.of(row), Came()
    if request.method == "POST":
        form = SeenTextForm(request.POST)
        missed, said = _change_text(request, form, row, there)
        if missed is None:
            return back(request, said % language_name(language), "desk-edition-words", found.pk)
        came = missed
    context = {
        "edition": found,
        "parts": parts_of(found, "words"),
        "heading": _("The words in %s") % language_name(language),
        "button": _("Save the words"),
        "away": reverse("desk-edition-words", args=[found.pk]),
        "form": form,
        "there": there,
        "refused": came.refused,
    }
    return show(request, "setup_text", context, here="edition", status=came.status)


def _change_text(
    request: HttpRequest, form: SeenTextForm, row: EditionText, there: EditionText | None
) -> tuple[Came | None, str]:
    actor, at = actor_of(request), clock.now()
    if request.POST.get("do") == "withdraw" and there is not None:
        return done(lambda: withdraw_edition_text(there, actor=actor, at=at)), _("%s: the words are taken back.")

    def save() -> None:
        form.guard(row)
        values = form.values() | {"introduction": as_written(form.cleaned_data["introduction"])}
        write_edition_text(row.edition, language=row.language, **values, actor=actor, at=at)

    return tried(form, save), _("%s: the words are saved.")
