"""What the desk's forms share: how they are saved, who was second, and the choices of countries and languages."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar

from babel import Locale, UnknownLocaleError
from django import forms
from django.db.models import Model, QuerySet
from django.http import QueryDict
from django.shortcuts import get_object_or_404
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from daybreak.core.lib import countries
from daybreak.core.lib.errors import Refused
from daybreak.domain.campaigns.models import Edition
from daybreak.faces.desk.pages import CONFLICT, WRONG

_MORE_LANGUAGES = ("zh-Hans", "zh-Hant", "pt-BR", "sr-Latn")
_CODE_LENGTH = 2

_Row = TypeVar("_Row", bound=Model)
NUMBER_LENGTH = 12
"""Longer numbers in an address or a form are nonsense, and too large for a database."""

Choices = list[tuple[str, str]]


class EditingForm(forms.Form):
    """A form of the desk: errors stand at their field, in sentences."""

    use_required_attribute = False

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        for field in self.fields.values():
            if field.error_messages.get("required") == forms.Field.default_error_messages["required"]:
                field.error_messages["required"] = _("This cannot stay empty.")


class SeenForm(EditingForm):
    """A form about a row that others may change too: who is second does not undo the first's change.

    ``ROW`` names the row's fields the form shows; ``seen`` is the fingerprint of the row the page showed.
    """

    ROW: tuple[str, ...] = ()

    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    @classmethod
    def of(cls, row: Any, **options: Any) -> Any:
        """Return the form as *row* stands."""
        values = {name: getattr(row, name) for name in cls.ROW}
        return cls(initial={"seen": fingerprint(values.values()), **values}, **options)

    def guard(self, row: Any) -> None:
        """Refuse if *row* is not what the page showed; the typed values stay, and pressing again saves them.

        :raises Refused: with a sentence that says so.
        """
        now = fingerprint(getattr(row, name) for name in self.ROW)
        if self.cleaned_data["seen"] != now:
            self.data = typed_with(self.data, seen=now)
            raise Refused(
                _("Somebody changed this while you looked. What you typed is still here: compare, then save.")
            )

    def values(self) -> dict[str, Any]:
        """Return the row's fields as they were typed."""
        return {name: self.cleaned_data[name] for name in self.ROW}


def typed_with(data: Mapping[str, Any], **changes: str) -> QueryDict:
    """Return what was typed, every value of every field, with *changes*."""
    copied = data.copy() if isinstance(data, QueryDict) else QueryDict(mutable=True)
    for name, value in changes.items():
        copied[name] = value
    return copied


def fingerprint(values: Iterable[object]) -> str:
    """Return 32 hex digits that change with any of *values*."""
    return hashlib.sha256("|".join(repr(value) for value in values).encode()).hexdigest()[:32]


@dataclass(frozen=True)
class Came:
    """What came back from a form that was not saved: a sentence, and the status of the answer."""

    refused: str = ""
    status: int = 200


def tried(form: forms.Form, save: Callable[[], object]) -> Came | None:
    """Save a form that was sent. Return None once it is saved, else what to say."""
    if not form.is_valid():
        return Came(_("Nothing is saved yet. Correct it below."), WRONG)
    try:
        save()
    except Refused as refused:
        return Came(str(refused), CONFLICT)
    return None


def done(save: Callable[[], object]) -> Came | None:
    """Do what a button asks for, without a form. Return None once it is done, else what to say."""
    try:
        save()
    except Refused as refused:
        return Came(str(refused), CONFLICT)
    return None


def standing(rows: QuerySet[_Row], key: str) -> _Row:
    """Return the row a button names by its number. :raises Refused: if somebody took it away meanwhile."""
    number = int(key) if key.isascii() and key.isdigit() and len(key) < NUMBER_LENGTH else 0
    row = rows.filter(pk=number).first()
    if row is None:
        raise Refused(_("Somebody took this away while you looked."))
    return row


def edition_at(key: int) -> Edition:
    """Return the edition an address names. :raises Http404: where there is none."""
    return get_object_or_404(Edition.objects.select_related("campaign", "press_organisation"), pk=key)


def one_line(text: str) -> str:
    """Return *text* without line breaks and double spaces."""
    return " ".join(text.split())


def as_written(text: str) -> str:
    """Return *text* with the line ends its writer saw, without blanks around it."""
    return text.replace("\r\n", "\n").strip()


def words_field(label: Any, *, most: int, rows: int = 0, required: bool = True, hint: Any = "") -> forms.CharField:
    """Return a field for words: one line, or a box of *rows*."""
    widget: forms.Widget = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput(attrs={"class": "long"})
    return forms.CharField(label=label, max_length=most, required=required, widget=widget, help_text=hint)


def country_choices(empty: str | None = None) -> Choices:
    """Return all countries by name in the reader's language; *empty* is the words of no choice."""
    found = _countries(get_language() or "en")
    return found if empty is None else [("", empty), *found]


@cache
def _countries(language: str) -> Choices:
    return sorted(((code, countries.name(code, language)) for code in countries.codes()), key=lambda one: one[1])


def country_name(code: str) -> str:
    """Return a country's name in the reader's language; an unknown code stands as it is."""
    try:
        return countries.name(code, get_language() or "en") if code else ""
    except LookupError:
        return code


@cache
def language_choices() -> Choices:
    """Return languages an edition may speak, by English name, each with its own name beside it."""
    english = Locale("en").languages
    codes = [str(code) for code in english if len(str(code)) == _CODE_LENGTH]
    return sorted(((code, language_name(code)) for code in (*codes, *_MORE_LANGUAGES)), key=lambda one: one[1])


@cache
def language_name(code: str) -> str:
    """Return "Korean (한국어)" for ``ko``; a code nobody knows stands as it is."""
    try:
        locale = Locale.parse(code, sep="-")
    except (ValueError, UnknownLocaleError):
        return str(Locale("en").languages.get(code, code))
    own, english = locale.get_display_name(), locale.get_display_name("en")
    return f"{english} ({own})" if own and own != english else str(english)


def choices_of(labels: Mapping[str, Any]) -> Choices:
    """Return a closed list as the choices of a field, in the reader's language."""
    return [(value, _(str(label))) for value, label in labels.items()]


STRANGE = {"invalid_choice": later("That is not on the list. Choose again.")}
