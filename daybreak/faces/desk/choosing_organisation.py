"""An organisation chosen from those that are known, or named for the first time."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from daybreak.domain.people.models import Organisation
from daybreak.faces.desk.editing import EditingForm, one_line, words_field


class ChosenOrganisationForm(EditingForm):
    """Cleans to ``organisation`` (None where a new one is named) and ``name``, one line."""

    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), required=False, label=later("Organisation"), empty_label=later("another one:")
    )
    name = words_field(later("Name of another organisation"), most=200, required=False)

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["organisation"].queryset = Organisation.objects.order_by("name")  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """One of the two."""
        values = super().clean() or {}
        values["name"] = one_line(str(values.get("name", "")))
        if values.get("organisation") is None and not values["name"]:
            self.add_error("name", _("Choose an organisation above, or write the name of another one here."))
        return values
