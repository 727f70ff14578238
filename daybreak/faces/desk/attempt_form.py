"""The form of an attempt somebody told the desk of: by phone, in a mail, in a chat."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from daybreak.core.lib.came_by import TOLD, CameBy
from daybreak.domain.deliveries.outcomes import FORM_OUTCOMES, Channel, Obstacle
from daybreak.faces.desk.plan_form import date_field, time_field

STRANGE = {
    "invalid_choice": later("That is not on the list. Choose again."),
    "required": later("Choose what happened."),
}
NEEDS_DATE: dict[str, str | Promise] = {
    "required": later("Say on which date it was, in the city."),
    "invalid": later("Write the date like 2018-09-24 (year, month, day)."),
}
NOTE_MOST = 1000


class AttemptForm(forms.Form):
    """Times are the city's. ``seen`` is how many attempts stood on the page: pressing twice records once."""

    use_required_attribute = False

    seen = forms.IntegerField(widget=forms.HiddenInput)
    outcome = forms.ChoiceField(label=later("What happened"), error_messages=STRANGE)
    channel = forms.ChoiceField(label=later("How the letter travelled"), error_messages=STRANGE)
    local_date = date_field(label=later("Date in the city"), error_messages=NEEDS_DATE)
    local_time = time_field()
    obstacles = forms.MultipleChoiceField(
        required=False, widget=forms.CheckboxSelectMultiple, label=later("What stood in the way")
    )
    told_by = forms.ChoiceField(required=False, label=later("How you were told"), error_messages=STRANGE)
    note = forms.CharField(
        required=False,
        max_length=NOTE_MOST,
        widget=forms.Textarea(attrs={"rows": 3}),
        label=later("Public note. Name nobody."),
    )

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        choices: dict[str, list[tuple[str, str]]] = {
            "outcome": [("", _("choose"))] + [(one.value, _(str(one.label))) for one in FORM_OUTCOMES],
            "channel": [(one.value, _(str(one.label))) for one in Channel if one is not Channel.UNKNOWN],
            "told_by": [(one.value, _(str(one.label))) for one in TOLD],
            "obstacles": [(one.value, _(str(one.label))) for one in Obstacle],
        }
        for name, found in choices.items():
            self.fields[name].choices = found  # type: ignore[attr-defined]

    def clean_told_by(self) -> str:
        """Somebody rang, unless it is said otherwise."""
        return str(self.cleaned_data["told_by"] or CameBy.PHONE)

    def clean_note(self) -> str:
        """Line ends as the writer saw them."""
        return str(self.cleaned_data["note"]).replace("\r\n", "\n").strip()
