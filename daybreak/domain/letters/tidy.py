"""The parts of a letter, every typed line cleaned and counted. The template is left to ``compose``."""

from __future__ import annotations

from dataclasses import replace

from babel import Locale

from daybreak.domain.letters.cleaning import LINE_LIMIT, LetterError, clean_line
from daybreak.domain.letters.parts import (
    Addressee,
    LetterParts,
    Mission,
    MissionHead,
    Occasion,
    Sender,
    Signatory,
)
from daybreak.domain.letters.phrases import KINDS

_NAME_LIMIT = 120
_NOTE_LIMIT = 300
_MOST = {
    "address lines": 12,
    "contact lines": 6,
    "paragraphs": 40,
    "law paragraphs": 10,
    "demands": 20,
    "enclosures": 20,
    "copy lines": 20,
    "signatories": 200,
}
# Unicode's code for a country that is not known, which Babel would print as "Unknown Region".
_NO_COUNTRY = "ZZ"


def tidy(parts: LetterParts, locale: Locale) -> LetterParts:
    """Return ``parts`` with clean lines, the host country named in ``locale``; the template is untouched.

    Raises ``LetterError`` naming the line at fault: too long, missing, unprintable, or too many of a kind.
    """
    refuse_too_many(parts.signatories, "signatories")
    return replace(
        parts,
        addressee=_tidy_addressee(parts.addressee),
        mission=_tidy_mission(parts.mission, locale) if parts.mission else None,
        sender=_tidy_sender(parts.sender) if parts.sender else None,
        occasion=_tidy_occasion(parts.occasion),
        signatories=tuple(_tidy_signatory(person, number) for number, person in enumerate(parts.signatories, 1)),
        reference_no=clean_line(parts.reference_no, where="the reference number", limit=60),
        note=clean_line(parts.note, where="the note at the foot", limit=_NOTE_LIMIT),
    )


def refuse_too_many(things: tuple[object, ...], many: str) -> None:
    """Raise ``LetterError`` when there are more ``things`` than a letter can hold of that kind."""
    if len(things) > _MOST[many]:
        raise LetterError(f"The letter has {len(things)} {many}; at most {_MOST[many]} can be printed.")


def _tidy_occasion(occasion: Occasion) -> Occasion:
    return replace(occasion, campaign=clean_line(occasion.campaign, where="the campaign's name"))


def _tidy_signatory(person: Signatory, number: int) -> Signatory:
    where = f"signatory {number}"
    return Signatory(
        name=_needed(person.name, f"the name of {where}", _NAME_LIMIT),
        title=clean_line(person.title, where=f"the title of {where}", limit=_NAME_LIMIT),
        organisation=clean_line(person.organisation, where=f"the organisation of {where}", limit=_NAME_LIMIT),
    )


def _tidy_addressee(to: Addressee) -> Addressee:
    return Addressee(
        office=_needed(to.office, "the addressee's office", _NAME_LIMIT),
        name=clean_line(to.name, where="the addressee's name", limit=_NAME_LIMIT),
        style=clean_line(to.style, where="the addressee's style", limit=_NAME_LIMIT),
        state=clean_line(to.state, where="the addressee's state", limit=_NAME_LIMIT),
        at_mission=to.at_mission,
        address_lines=_tidy_lines(to.address_lines, "the addressee's address line", "address lines"),
    )


def _tidy_mission(mission: Mission, locale: Locale) -> Mission:
    if mission.kind not in KINDS:
        raise LetterError(f"The kind of mission {mission.kind[:40]!r} is not one of {', '.join(KINDS)}.")
    code = mission.country_code.upper()
    country = clean_line(mission.country, where="the mission's country", limit=_NAME_LIMIT)
    return Mission(
        name=_needed(mission.name, "the mission's name"),
        kind=mission.kind,
        country_code=code,
        city=clean_line(mission.city, where="the mission's city", limit=_NAME_LIMIT),
        country=country or _country_name(code, locale),
        address_lines=_tidy_lines(mission.address_lines, "the mission's address line", "address lines"),
        head=_tidy_head(mission.head) if mission.head else None,
    )


def _country_name(code: str, locale: Locale) -> str:
    return "" if code == _NO_COUNTRY else str(locale.territories.get(code, ""))


def _tidy_head(head: MissionHead) -> MissionHead:
    return MissionHead(
        name=clean_line(head.name, where="the name of the head of mission", limit=_NAME_LIMIT),
        title=clean_line(head.title, where="the title of the head of mission", limit=_NAME_LIMIT),
        style=clean_line(head.style, where="the style of the head of mission", limit=_NAME_LIMIT),
    )


def _tidy_sender(sender: Sender) -> Sender:
    return Sender(
        organisation=_needed(sender.organisation, "the sender's name", _NAME_LIMIT),
        seat=clean_line(sender.seat, where="the sender's seat", limit=_NAME_LIMIT),
        about=clean_line(sender.about, where="the words about the sender", limit=_NOTE_LIMIT),
        contact_lines=_tidy_lines(sender.contact_lines, "the sender's contact line", "contact lines"),
        invented=sender.invented,
    )


def _tidy_lines(lines: tuple[str, ...], one: str, many: str) -> tuple[str, ...]:
    refuse_too_many(lines, many)
    cleaned = (clean_line(line, where=f"{one} {number}") for number, line in enumerate(lines, 1))
    return tuple(filter(None, cleaned))


def _needed(text: str, where: str, limit: int = LINE_LIMIT) -> str:
    line = clean_line(text, where=where, limit=limit)
    if not line:
        raise LetterError(f"The letter cannot be made: {where} is missing.")
    return line
