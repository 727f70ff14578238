"""The letter as it is sent: the edition's template, with what differs from city to city said in brackets; as a page and
as files; and where to post it from home."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from babel import Locale
from babel.dates import format_date
from django.http import Http404, HttpRequest, HttpResponse

from daybreak.core.lib import countries
from daybreak.domain.letters.anniversary import local_digits, ordinal
from daybreak.domain.letters.cleaning import LetterError
from daybreak.domain.letters.fields import FIELDS, fill
from daybreak.domain.letters.models import Letter
from daybreak.faces.public.offices import lands_with_offices, last_correction
from daybreak.faces.public.sample import Printed, in_brackets, printed, template_of
from daybreak.faces.public.scope import Scope, page, show


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
    known = {
        "campaign.name": scope.name,
        "campaign.date": _date(edition.date, language) if edition.date else "",
        "campaign.year": str(edition.year),
        "addressee.style": edition.addressee_style,
        "addressee.name": edition.addressee_name,
        "addressee.office": edition.addressee_office,
        "addressee.state": countries.name(edition.campaign.government, language),
    }
    years = edition.anniversary or 0
    if edition.anniversary_of and years > 0:
        known["campaign.years"] = str(years)
        # Of a language whose ordinals are not known, the brackets say what will stand there.
        with suppress(LetterError):
            known["campaign.anniversary_ordinal"] = ordinal(years, language)
        known["campaign.anniversary_date"] = _date(edition.anniversary_of, language)
    return {name: _reader(known.get(name, ""), in_brackets(name, language)) for name in FIELDS}


def _date(day: date, language: str) -> str:
    """Write a date as the letter does (letters/compose.py): English puts the day first, Arabic has its own figures."""
    locale = Locale("en", "GB") if language == "en" else Locale.parse(language, sep="-")
    return local_digits(format_date(day, format="long", locale=locale), language)


def _reader(value: str, otherwise: str) -> Callable[[], str]:
    return lambda: value or otherwise


@page
def letter(request: HttpRequest, scope: Scope) -> HttpResponse:
    """The words of the letter, whom it goes to, what coordinators may change, and where to send it from home."""
    template = template_of(scope)
    lands = lands_with_offices(scope)
    context = {
        "words": words_of(scope, template) if template else None,
        "files": printed(scope, template) if template else None,
        "lands": lands,
        "here": "letter",
    }
    changes = (template.written_at if template else None, last_correction(lands, scope.at))
    as_of = max((change for change in changes if change is not None), default=None)
    return show(request, scope, "letter", context, as_of=as_of)


@page
def letter_pdf(request: HttpRequest, scope: Scope) -> HttpResponse:
    """The public sample of the letter, to print."""
    return HttpResponse(_files(scope).pdf, content_type="application/pdf")


@page
def letter_text(request: HttpRequest, scope: Scope) -> HttpResponse:
    """The public sample of the letter as plain text."""
    return HttpResponse(_files(scope).text, content_type="text/plain; charset=utf-8")


def _files(scope: Scope) -> Printed:
    template = template_of(scope)
    found = printed(scope, template) if template else None
    if found is None:
        raise Http404
    return found
