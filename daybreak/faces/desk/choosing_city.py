"""A field for a city: any spelling, asked back where several cities may be meant. Works without scripts."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from daybreak.domain.places.models import City
from daybreak.domain.places.records import Ambiguous, CityRecord, NotFound
from daybreak.domain.places.services import city_of, places
from daybreak.faces.desk.editing import country_name

_NUMBERED = re.compile(r"\((\d{1,10})\)\s*$")
MOST = 8


class CityInput(forms.TextInput):
    """A text box; after an ambiguous name it offers the cities that may be meant."""

    candidates: tuple[CityRecord, ...] = ()

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        """Return the box, and the choices below it where there are any."""
        if not self.candidates:
            return super().render(name, value, attrs, renderer)
        shown = super().render(name, value, {**(attrs or {}), "list": f"{name}_may_be"}, renderer)
        options = format_html_join("", '<option value="{}"></option>', ((in_words(one),) for one in self.candidates))
        return format_html('{}<datalist id="{}_may_be">{}</datalist>', shown, name, options)


class CityField(forms.Field):
    """Cleans to a ``City`` row, which is made where nobody had use for the city before."""

    widget = CityInput

    def __init__(self, **options: Any) -> None:
        options.setdefault("help_text", later("In any spelling; with the country where there are several: Lima, Peru."))
        super().__init__(**options)
        self.widget.attrs["autocomplete"] = "off"
        self.widget.attrs["class"] = "long"

    def prepare_value(self, value: Any) -> Any:
        """Write a row as its name and number."""
        return (
            f"{value.name}, {country_name(value.country)} ({value.geonames_id})" if isinstance(value, City) else value
        )

    def to_python(self, value: Any) -> City | None:
        """Return the city that is meant. :raises ValidationError: naming the cities that may be meant."""
        text = str(value or "").strip()
        if not text:
            return None
        numbered = _NUMBERED.search(text)
        record = places().get(int(numbered[1])) if numbered else None
        return city_of(record if record is not None else self._resolved(text))

    def _resolved(self, text: str) -> CityRecord:
        found = places().resolve(text[:200])
        if isinstance(found, NotFound):
            raise forms.ValidationError(
                _("No city of this name is known. Check the spelling, or give the next larger town.")
            )
        if isinstance(found, Ambiguous):
            several = found.candidates[:MOST]
            self.widget.candidates = several
            names = "; ".join(in_words(one) for one in several)
            raise forms.ValidationError(_("Several cities may be meant. Write one of these: %s.") % names)
        return found.city


def in_words(city: CityRecord) -> str:
    """Return "Portland, ME, United States (4975802)": what the field reads as exactly this city."""
    region = f"{city.admin1}, " if city.admin1 and not city.admin1.isdigit() else ""
    return f"{city.name}, {region}{country_name(city.country)} ({city.geonames_id})"
