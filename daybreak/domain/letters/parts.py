"""What a letter is made from: plain frozen values, filled by the verbs from rows, or by a test from nothing.

Every ``str`` is as somebody typed it; "" means *not known*. Nothing is clean yet: ``compose`` does that.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

Paper = Literal["a4", "us-letter"]


@dataclass(frozen=True, kw_only=True)
class Addressee:
    """The person appealed to: style ("His Excellency"), name, office ("President"), state.

    ``at_mission``: the addressee leads the mission, so the letter goes *to* the mission, not *care of* it.
    ``address_lines`` serve only a letter without a mission.
    """

    office: str
    name: str = ""
    style: str = ""
    state: str = ""
    at_mission: bool = False
    address_lines: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class MissionHead:
    """Who leads a mission today. A name without a style is printed bare: styles are never guessed."""

    name: str = ""
    title: str = ""
    style: str = ""


@dataclass(frozen=True, kw_only=True)
class Mission:
    """The office asked to pass the letter on. ``head=None``: the post is vacant or its holder not known.

    ``kind`` is one of ``phrases.KINDS``. ``country_code`` is the host country's ISO 3166-1 alpha-2 code. It
    chooses paper, date style and, when ``country`` is "", the country's name in the letter's language.
    """

    name: str
    kind: str
    country_code: str
    city: str = ""
    country: str = ""
    address_lines: tuple[str, ...] = ()
    head: MissionHead | None = None


@dataclass(frozen=True, kw_only=True)
class Sender:
    """The organisation that writes. An ``invented`` one makes every letter a specimen that says so."""

    organisation: str
    seat: str = ""
    about: str = ""
    contact_lines: tuple[str, ...] = ()
    invented: bool = False


@dataclass(frozen=True, kw_only=True)
class Template:
    """The words of the appeal, with ``{field.name}`` merge fields (see ``fields.FIELDS``).

    Printed order: paragraphs, law, demands, thanks, closing. Without ``demands_intro`` a last paragraph that
    ends in a colon leads to the demands.
    """

    salutation: str
    paragraphs: tuple[str, ...]
    closing: str
    subject: str = ""
    law: tuple[str, ...] = ()
    demands_intro: str = ""
    demands: tuple[str, ...] = ()
    thanks: str = ""
    enclosures: tuple[str, ...] = ()
    cc: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Signatory:
    """Somebody whose name stands under the letter, as they chose to be shown."""

    name: str
    title: str = ""
    organisation: str = ""


@dataclass(frozen=True, kw_only=True)
class Occasion:
    """The edition's day. ``letter_date`` is this city's own date, when it has one; it heads the letter."""

    campaign: str
    day: date
    anniversary_of: date | None = None
    letter_date: date | None = None


@dataclass(frozen=True, kw_only=True)
class LetterParts:
    """Everything one letter is composed from.

    ``language`` is a BCP 47 tag. ``sender=None`` keeps the organiser unnamed; no ``signatories`` leaves a
    blank line to sign. ``mission=None``: straight to the addressee. ``paper=None``: as in the host country.
    """

    template: Template
    addressee: Addressee
    occasion: Occasion
    language: str
    mission: Mission | None = None
    sender: Sender | None = None
    signatories: tuple[Signatory, ...] = ()
    reference_no: str = ""
    specimen: bool = False
    note: str = ""
    paper: Paper | None = None
