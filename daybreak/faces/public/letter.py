"""The letter as it is sent: the edition's template, with what differs from city to city said in brackets."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from babel import Locale
from babel.dates import format_date
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from daybreak.core.lib import countries
from daybreak.domain.letters.anniversary import ordinal
from daybreak.domain.letters.cleaning import LetterError
from daybreak.domain.letters.fields import FIELDS, fill
from daybreak.domain.letters.models import Letter, LetterKind
from daybreak.faces.public.scope import Scope, page, show
from daybreak.faces.public.texts import in_language

TEMPLATES = (LetterKind.COALITION, LetterKind.SAMPLE)


@dataclass(frozen=True)
class Words:
    """The letter's parts, every merge field filled or said in brackets."""

    letter: Letter
    subject: str
    salutation: str
    paragraphs: list[str]
    law: list[str]
    demands_intro: str
    demands: list[str]
    thanks: str
    closing: list[str]
    enclosures: list[str]
    copies: list[str]


def template_of(scope: Scope) -> Letter | None:
    """Return the edition's current template in the page's language, or the one it has; None before it is written."""
    current = scope.edition.letters.filter(
        current=True, country="", target=None, organisation=None, written_at__lte=scope.at
    )
    for kind in TEMPLATES:
        found = in_language(current.filter(kind=kind), scope.language)
        if found is not None:
            return found
    return None


def words_of(scope: Scope, letter: Letter) -> Words:
    """Fill a template for the page. A text whose fields are wrong is shown as it was written."""
    values = _values(scope, letter.language)

    def read(text: str) -> str:
        try:
            return fill(str(text), values, where="the letter")
        except LetterError:
            return str(text)

    return Words(
        letter=letter,
        subject=read(letter.subject),
        salutation=read(letter.salutation),
        paragraphs=[read(text) for text in letter.paragraphs],
        law=[read(text) for text in letter.law],
        demands_intro=read(letter.demands_intro),
        demands=[read(text) for text in letter.demands],
        thanks=read(letter.thanks),
        closing=read(letter.closing).splitlines(),
        enclosures=[read(text) for text in letter.enclosures],
        copies=[read(text) for text in letter.cc],
    )


def _values(scope: Scope, language: str) -> dict[str, Callable[[], str]]:
    """Return how each merge field reads: what the edition knows, else what will stand there, in brackets."""
    edition = scope.edition
    # English without a country puts the day first, as letters outside the United States do (letters/compose.py).
    locale = Locale("en", "GB") if language == "en" else Locale.parse(language, sep="-")
    known = {
        "campaign.name": scope.name,
        "campaign.date": format_date(edition.date, format="long", locale=locale) if edition.date else "",
        "campaign.year": str(edition.year),
        "addressee.style": edition.addressee_style,
        "addressee.name": edition.addressee_name,
        "addressee.office": edition.addressee_office,
        "addressee.state": countries.name(edition.campaign.government, language),
    }
    if edition.anniversary_of and edition.anniversary is not None:
        known["campaign.years"] = str(edition.anniversary)
        known["campaign.anniversary_ordinal"] = ordinal(edition.anniversary, language)
        known["campaign.anniversary_date"] = format_date(edition.anniversary_of, format="long", locale=locale)
    return {name: _reader(known.get(name, ""), words) for name, words in FIELDS.items()}


def _reader(value: str, words: str) -> Callable[[], str]:
    return lambda: value or f"[{_(words)}]"


@page
def letter(request: HttpRequest, scope: Scope) -> HttpResponse:
    """The words of the letter, whom it goes to, and what coordinators may change."""
    template = template_of(scope)
    context = {"words": words_of(scope, template) if template else None, "here": "letter"}
    return show(request, scope, "letter", context, as_of=template.written_at if template else None)
