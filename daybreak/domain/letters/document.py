"""One letter, every word decided: what the renderers print and nothing else."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from daybreak.domain.letters.parts import Paper, Signatory

Direction = Literal["ltr", "rtl"]

_STRONG: dict[str, Direction] = {"L": "ltr", "R": "rtl", "AL": "rtl"}
_FIRST_STRONG_ISOLATE, _POP_ISOLATE = "\u2068", "\u2069"


@dataclass(frozen=True, kw_only=True)
class Demand:
    """One numbered demand; ``number`` as printed, "1." or in Arabic digits."""

    number: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Letterhead:
    """Who writes, at the head of the first page."""

    organisation: str
    about: str
    seat: str
    contact_lines: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Listing:
    """A label and the lines under it; both empty when nothing is printed."""

    label: str
    items: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class LetterDocument:
    """The exact words of one letter, in the order of the page.

    ``language`` is a BCP 47 tag in canonical case. ``page_label`` holds ``{page}`` and ``{pages}``, set in
    the ten ``digits``. ``specimen`` is the word printed on every page, or "". ``signatories`` sign by hand;
    ``also_signed`` are only listed. A part that is not printed is "" or ().
    """

    language: str
    direction: Direction
    paper: Paper
    title: str
    letterhead: Letterhead | None
    date: str
    reference: Listing
    addressee_lines: tuple[str, ...]
    mission_lines: tuple[str, ...]
    addressee: str
    subject: str
    salutation: str
    paragraphs: tuple[str, ...]
    law: tuple[str, ...]
    demands_intro: str
    demands: tuple[Demand, ...]
    thanks: str
    closing: str
    signatories: tuple[Signatory, ...]
    also_signed_label: str
    also_signed: tuple[Signatory, ...]
    enclosures: Listing
    copies: Listing
    page_label: str
    digits: str
    specimen: str
    note: str

    def walk(self) -> Iterator[tuple[str, str]]:
        """Yield every printed text with the words for its place ("paragraph 2"), in reading order."""
        head = self.letterhead or Letterhead(organisation="", about="", seat="", contact_lines=())
        yield "the sender's name", head.organisation
        yield "the words about the sender", head.about
        yield "the sender's seat", head.seat
        yield from _numbered("contact line", head.contact_lines)
        yield "the date", self.date
        yield from _numbered("reference", self.reference.items)
        yield from _numbered("address line", self.addressee_lines + self.mission_lines)
        yield "the subject", self.subject
        yield "the salutation", self.salutation
        yield from _numbered("paragraph", self.paragraphs)
        yield from _numbered("law paragraph", self.law)
        yield "the words before the demands", self.demands_intro
        yield from _numbered("demand", tuple(demand.text for demand in self.demands))
        yield "the thanks", self.thanks
        yield "the closing", self.closing
        people = self.signatories + self.also_signed
        yield from _numbered("signatory", tuple(" ".join((p.name, p.title, p.organisation)) for p in people))
        yield from _numbered("enclosure", self.enclosures.items)
        yield from _numbered("copy line", self.copies.items)
        yield "the note at the foot", self.note


def _numbered(place: str, texts: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for number, text in enumerate(texts, 1):
        yield f"{place} {number}", text


def direction_of(text: str, otherwise: Direction) -> Direction:
    """Return the direction of the first letter that has one, else ``otherwise`` (a postal code has none)."""
    for char in text:
        found = _STRONG.get(unicodedata.bidirectional(char))
        if found is not None:
            return found
    return otherwise


def isolated(text: str, around: Direction) -> str:
    """Return ``text`` so fenced that it keeps its own order in a sentence that runs the other way.

    Without the fence a number beside a Latin name in an Arabic sentence jumps to the name's far side.
    """
    runs = {_STRONG.get(unicodedata.bidirectional(char)) for char in text} - {None, around}
    return f"{_FIRST_STRONG_ISOLATE}{text}{_POP_ISOLATE}" if runs else text
