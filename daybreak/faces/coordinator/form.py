"""The form of a field report: reads what was typed, and keeps it when something is wrong."""

from __future__ import annotations

import uuid
from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from daybreak.domain.deliveries.claims import PEOPLE_MOST, WORDS_MOST, Said
from daybreak.domain.deliveries.outcomes import FORM_OUTCOMES, Channel
from daybreak.faces.coordinator.words import CHANNELS, OBSTACLES, OUTCOMES, PROOFS

LISTED = [(outcome.value, OUTCOMES[outcome]) for outcome in FORM_OUTCOMES]
STRANGE = {"invalid_choice": later("That is not on the list. Choose again."), "invalid_list": later("Choose again.")}
UNKEPT_SIGN = later("Your words hold a sign that cannot be kept (a null character). Take it out and send again.")
NO_NUMBER = later("Give the number of people as a plain number, or leave it empty.")


class FieldReportForm(forms.Form):
    """One press sends everything: ``outcome`` is a button, ``other`` the whole list; the pressed button wins.

    ``client_key`` is made by the server for each page shown, so that one page sends one report, however often it
    is sent. No date and no time mean "now", by our clock: a phone's clock may be wrong.
    """

    use_required_attribute = False

    client_key = forms.UUIDField(
        widget=forms.HiddenInput,
        error_messages={
            "required": later("This page lost its number and has a new one now. Check what you chose and send again."),
            "invalid": later(
                "This page's number was damaged; it has a new one now. Check what you chose and send again."
            ),
        },
    )
    outcome = forms.ChoiceField(choices=LISTED, required=False, error_messages=STRANGE)
    other = forms.ChoiceField(choices=LISTED, required=False, widget=forms.RadioSelect, error_messages=STRANGE)
    local_date = forms.DateField(
        required=False,
        input_formats=["%Y-%m-%d"],
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"invalid": later("Write the date like 2018-09-24 (year, month, day), or leave it empty.")},
    )
    local_time = forms.TimeField(
        required=False,
        input_formats=["%H:%M", "%H:%M:%S"],
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
        error_messages={"invalid": later("Write the time like 12:05 (hours, minutes), or leave it empty.")},
    )
    channel = forms.ChoiceField(
        choices=[(channel.value, words) for channel, words in CHANNELS.items()], required=False, error_messages=STRANGE
    )
    obstacles = forms.MultipleChoiceField(
        choices=[(obstacle.value, words) for obstacle, words in OBSTACLES.items()],
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages=STRANGE,
    )
    proofs = forms.MultipleChoiceField(
        choices=[(proof.value, words) for proof, words in PROOFS.items()],
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages=STRANGE,
    )
    people = forms.IntegerField(
        required=False,
        min_value=0,
        max_value=PEOPLE_MOST,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages={"invalid": NO_NUMBER, "min_value": NO_NUMBER, "max_value": NO_NUMBER},
    )
    words = forms.CharField(
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "maxlength": WORDS_MOST}),
        error_messages={"null_characters_not_allowed": UNKEPT_SIGN},
    )

    def clean_words(self) -> str:
        """Line ends as the writer saw them: a browser sends two characters for each."""
        return str(self.cleaned_data["words"]).replace("\r\n", "\n")

    def clean(self) -> dict[str, Any]:
        """One outcome is needed: the pressed button, else the chosen line of the list."""
        if not {"outcome", "other"} & self.errors.keys() and not self.chosen:
            self.add_error("other", _("Choose what happened."))
        return self.cleaned_data

    @property
    def chosen(self) -> str:
        """The outcome that was pressed or chosen, as sent."""
        return str(self.data.get("outcome") or self.data.get("other") or "")

    @property
    def chosen_words(self) -> str:
        """The chosen outcome in words; empty while none is chosen, or none of the list."""
        return str(dict(LISTED).get(self.chosen, ""))

    def said(self, *, language: str) -> Said:
        """Return what a valid form says, in the terms of ``file_field_report``."""
        values = self.cleaned_data
        return Said(
            outcome=values["outcome"] or values["other"],
            obstacles=values["obstacles"],
            proofs=values["proofs"],
            channel=values["channel"] or Channel.BY_HAND,
            local_date=values["local_date"],
            local_time=values["local_time"],
            people=values["people"],
            words=values["words"],
            language=language,
        )

    def show_again(self, *, new_key: bool) -> None:
        """Keep what was typed for another page: the pressed button becomes the chosen line of the list.

        A new key is needed where the old one cannot be used (damaged, or spent on another report).
        """
        data = cast(QueryDict, self.data).copy()
        data["other"] = self.chosen
        data["outcome"] = ""
        if new_key or "client_key" in self.errors:
            data["client_key"] = str(uuid.uuid4())
        self.data = data


def empty_form() -> FieldReportForm:
    """Return the form of a new page, with a key of its own."""
    return FieldReportForm(initial={"client_key": uuid.uuid4(), "channel": Channel.BY_HAND})
