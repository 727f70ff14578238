"""The public sample of the letter: the edition's template as a file, made by the same steps as every city's copy.

What differs from city to city is said in brackets. No sender and no signatory: each city brings its own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, fields, replace
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from daybreak.core.lib import clock, countries
from daybreak.domain.letters.cleaning import LetterError
from daybreak.domain.letters.compose import compose
from daybreak.domain.letters.document import LetterDocument
from daybreak.domain.letters.fields import FIELDS
from daybreak.domain.letters.models import Letter, LetterKind
from daybreak.domain.letters.parts import Addressee, LetterParts, Occasion, Template
from daybreak.domain.letters.pdf import RenderedPdf, render_pdf
from daybreak.domain.letters.phrases import phrases
from daybreak.domain.letters.services import template_of as wording_of
from daybreak.domain.letters.text import render_text
from daybreak.faces.public.scope import Scope
from daybreak.faces.public.texts import in_language

TEMPLATES = (LetterKind.COALITION, LetterKind.SAMPLE)
FILES = ("letter/letter.pdf", "letter/letter.txt")
"""Below an edition's address, where ``has_files`` says so."""

_FIELD = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True)
class Printed:
    """The sample as files. ``paper`` is a word for people: A4."""

    pdf: bytes
    pages: int
    paper: str
    text: str


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


def in_brackets(field: str, language: str) -> str:
    """Return what a letter in *language* says where a merge field will be filled: ``[the mission's city]``."""
    with translation.override(language):
        return f"[{_(FIELDS[field])}]"


def has_files(scope: Scope) -> bool:
    """Whether the edition's letter has files to take along: it is written, and it can be printed."""
    template = template_of(scope)
    return template is not None and printed(scope, template) is not None


def printed(scope: Scope, letter: Letter) -> Printed | None:
    """Return the sample of *letter* as files; None where its words cannot be printed: the page then offers none."""
    try:
        document = document_of(scope, letter)
        pdf = _pdf(document, letter.written_at)
    except LetterError:
        return None
    return Printed(pdf=pdf.content, pages=pdf.pages, paper=_PAPERS[document.paper], text=render_text(document))


_PAPERS = {"a4": "A4", "us-letter": "US Letter"}


@lru_cache(maxsize=8)
def _pdf(document: LetterDocument, at: datetime) -> RenderedPdf:
    """The page says how many pages the file has: page and file are set once."""
    return render_pdf(document, at=at)


def document_of(scope: Scope, letter: Letter) -> LetterDocument:
    """Return the sample, every word decided. Raises ``LetterError`` where a text cannot be printed."""
    edition, language = scope.edition, letter.language
    if edition.date is None:
        raise LetterError("A letter needs the day of the edition.")
    open_fields = {name: in_brackets(name, language) for name in FIELDS if name not in _known(scope)}
    to_mission = phrases(language).care_of.replace("{}", in_brackets("mission.name", language))
    return compose(
        LetterParts(
            template=_bracketed(wording_of(letter), open_fields),
            addressee=Addressee(
                office=edition.addressee_office or in_brackets("addressee.office", language),
                name=edition.addressee_name,
                style=edition.addressee_style,
                state=countries.name(edition.campaign.government, language),
                address_lines=(to_mission, in_brackets("mission.city", language)),
            ),
            occasion=Occasion(campaign=scope.name, day=edition.date, anniversary_of=edition.anniversary_of),
            language=language,
            specimen=letter.specimen,
            note=f"{clock.notice()}." if clock.notice() else "",
        )
    )


def _known(scope: Scope) -> set[str]:
    """Return the merge fields that are the same in every city, so that ``compose`` can fill them."""
    edition = scope.edition
    known = {"campaign.name", "campaign.date", "campaign.year", "addressee.state"}
    if edition.anniversary is not None and edition.anniversary > 0:
        known |= {"campaign.years", "campaign.anniversary_ordinal", "campaign.anniversary_date"}
    given = {"style": edition.addressee_style, "name": edition.addressee_name, "office": edition.addressee_office}
    return known | {f"addressee.{part}" for part, text in given.items() if text}


def _bracketed(template: Template, open_fields: dict[str, str]) -> Template:
    """Return *template* with the open merge fields said in brackets, the others left for ``compose``."""

    def said(text: str) -> str:
        return _FIELD.sub(lambda match: open_fields.get(match[1].strip(), match[0]), text)

    texts: dict[str, Any] = {field.name: getattr(template, field.name) for field in fields(template)}
    for name, text in texts.items():
        texts[name] = tuple(map(said, text)) if isinstance(text, tuple) else said(text)
    return replace(template, **texts)
