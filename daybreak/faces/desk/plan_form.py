"""The form of a city plan: what one city does differently, and what it allows to show."""

from __future__ import annotations

import hashlib
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from daybreak.domain.campaigns.models import CityPlan
from daybreak.domain.campaigns.states import ResultsShow, Reveal

DATE = {"invalid": later("Write the date like 2018-09-24 (year, month, day), or leave it empty.")}
TIME = {"invalid": later("Write the time like 12:05 (hours, minutes), or leave it empty.")}
FIELDS = (
    *("own_date", "own_date_reason", "gate_from", "gate_until", "reveal", "results_show"),
    *("solidarity", "desk_note"),
)

REVEAL = {
    Reveal.AFTER_DELIVERY: later("after delivery (the default)"),
    Reveal.LOCAL_DAY: later("from midnight of the city's own day"),
    Reveal.NOW: later("now: guards can read it too"),
}
RESULTS = {
    ResultsShow.AFTER_CHECK_OUT: later("when everybody is home, or at six the next morning (the default)"),
    ResultsShow.HALF_HOUR: later("half an hour after the desk accepts them"),
    ResultsShow.AT_ONCE: later("as soon as the desk accepts them"),
}


def date_field(**options: Any) -> forms.DateField:
    """Return a field for a date, written like 2018-09-24."""
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return forms.DateField(input_formats=["%Y-%m-%d"], widget=widget, **options)


def time_field() -> forms.TimeField:
    """Return a field for an hour that may stay empty, written like 12:05."""
    widget = forms.TimeInput(format="%H:%M", attrs={"type": "time"})
    return forms.TimeField(required=False, input_formats=["%H:%M", "%H:%M:%S"], widget=widget, error_messages=TIME)


class PlanForm(forms.Form):
    """``seen`` is the fingerprint of the plan the page showed: who is second does not undo the first's change."""

    use_required_attribute = False

    seen = forms.CharField(widget=forms.HiddenInput)
    own_date = date_field(required=False, error_messages=DATE, label=later("A date of its own"))
    own_date_reason = forms.CharField(
        required=False,
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 2}),
        label=later("The reason for it, printed beside the date"),
    )
    gate_from = time_field()
    gate_until = time_field()
    reveal = forms.ChoiceField(choices=list(REVEAL.items()), label=later("Hour, places and who: public"))
    results_show = forms.ChoiceField(choices=list(RESULTS.items()), label=later("Results: public"))
    solidarity = forms.BooleanField(required=False, label=later("A solidarity city: people meet, nothing is delivered"))
    desk_note = forms.CharField(
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        label=later("Note for the desk alone; it is kept under lock"),
    )

    def clean_own_date_reason(self) -> str:
        """A date of its own needs a reason: it is printed beside it."""
        reason = " ".join(str(self.cleaned_data["own_date_reason"]).split())
        if self.cleaned_data.get("own_date") and not reason:
            raise forms.ValidationError(_("Give the reason for the date: it is printed beside it."))
        return reason

    def clean_desk_note(self) -> str:
        """Line ends as the writer saw them."""
        return str(self.cleaned_data["desk_note"]).replace("\r\n", "\n")

    def changed(self, plan: CityPlan) -> dict[str, Any]:
        """Return the fields that differ from *plan*; a date and its reason always go together."""
        values = {name: self.cleaned_data[name] for name in FIELDS}
        found = {name: value for name, value in values.items() if value != getattr(plan, name)}
        if {"own_date", "own_date_reason"} & found.keys():
            found |= {name: values[name] for name in ("own_date", "own_date_reason")}
        return found


def form_of(plan: CityPlan) -> PlanForm:
    """Return the form as it stands in *plan* (which may be a plan nobody has made yet)."""
    return PlanForm(initial={"seen": fingerprint(plan), **{name: getattr(plan, name) for name in FIELDS}})


def fingerprint(plan: CityPlan) -> str:
    """Return 32 hex digits that change with any value of the form."""
    values = "|".join(repr(getattr(plan, name)) for name in FIELDS)
    return hashlib.sha256(values.encode()).hexdigest()[:32]
