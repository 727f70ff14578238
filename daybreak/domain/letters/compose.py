"""Parts in, one ``LetterDocument`` out: fields filled, dates and ordinals in its language, text cleaned.

Pure: no rows, no clock, no files. The same parts always give an equal document.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial

from babel import Locale, UnknownLocaleError
from babel.dates import format_date

from daybreak.domain.letters.address import addressee_lines, mission_lines, person
from daybreak.domain.letters.anniversary import digits_of, local_digits, ordinal, years_between
from daybreak.domain.letters.cleaning import LetterError, clean_paragraph
from daybreak.domain.letters.document import Demand, Direction, LetterDocument, Letterhead, Listing, isolated
from daybreak.domain.letters.fields import Values, fill
from daybreak.domain.letters.parts import LetterParts, Mission, MissionHead, Paper, Sender
from daybreak.domain.letters.phrases import Phrases, phrases
from daybreak.domain.letters.tidy import refuse_too_many, tidy

PEN_SIGNATORIES = 4
# Where offices stock US Letter instead of A4: Unicode CLDR, territory information, paper sizes.
_US_LETTER = frozenset({"BZ", "CA", "CL", "CO", "CR", "GT", "MX", "NI", "PA", "PH", "PR", "SV", "US", "VE"})
# Host countries whose English puts the month first.
_MONTH_FIRST = frozenset({"CA", "PH", "PR", "US"})


def compose(parts: LetterParts) -> LetterDocument:
    """Return the letter that ``parts`` make. Raises ``LetterError`` naming the part at fault."""
    locale = _locale(parts.language)
    clean = tidy(parts, locale)
    language = _Language(
        locale=locale,
        words=phrases(parts.language),
        direction="rtl" if locale.text_direction == "rtl" else "ltr",
        host=clean.mission.country_code if clean.mission else "",
    )
    return _document(clean, language, _Text(_values(clean, language)))


def paper_for(country_code: str) -> Paper:
    """Return the paper that offices in a country (ISO 3166-1 alpha-2) use."""
    return "us-letter" if country_code.upper() in _US_LETTER else "a4"


@dataclass(frozen=True)
class _Language:
    """What follows from the letter's language and, for English dates and paper, from the host country."""

    locale: Locale
    words: Phrases
    direction: Direction
    host: str

    @property
    def tag(self) -> str:
        return str(self.locale).replace("_", "-")

    def date(self, day: date) -> str:
        locale = self.locale
        if locale.language == "en" and locale.territory is None:
            locale = Locale("en", "US" if self.host in _MONTH_FIRST else "GB")
        return self.digits(format_date(day, format="long", locale=locale))

    def digits(self, text: str) -> str:
        return local_digits(text, self.tag)


@dataclass(frozen=True)
class _Text:
    """The template's texts, cleaned and filled."""

    values: Values

    def maybe(self, text: str, where: str) -> str:
        return fill(clean_paragraph(text, where=where), self.values, where=where)

    def one(self, text: str, where: str) -> str:
        filled = self.maybe(text, where)
        if not filled:
            raise LetterError(f"{where[:1].upper()}{where[1:]} is empty. Please write it or take it out.")
        return filled

    def all(self, texts: tuple[str, ...], one: str, many: str) -> tuple[str, ...]:
        refuse_too_many(texts, many)
        return tuple(self.one(text, f"{one} {number}") for number, text in enumerate(texts, 1))


def _document(parts: LetterParts, language: _Language, text: _Text) -> LetterDocument:
    template, words, sender = parts.template, language.words, parts.sender
    if not template.paragraphs:
        raise LetterError("The letter has no paragraphs. Please write at least one.")
    who = person(parts.addressee.style, parts.addressee.name, words) or parts.addressee.office
    subject = text.maybe(template.subject, "the subject")
    intro = text.maybe(template.demands_intro, "the words before the demands")
    paragraphs = text.all(template.paragraphs, "paragraph", "paragraphs")
    if template.demands and not intro and paragraphs[-1].endswith((":", "：")):
        paragraphs, intro = paragraphs[:-1], paragraphs[-1]
    invented = words.invented if sender and sender.invented else ""
    return LetterDocument(
        language=language.tag,
        direction=language.direction,
        paper=parts.paper or paper_for(language.host),
        title=subject or " · ".join(filter(None, (sender.organisation if sender else "", who))),
        letterhead=_letterhead(sender) if sender else None,
        date=language.date(parts.occasion.letter_date or parts.occasion.day),
        reference=_listing(words.reference, (parts.reference_no,) if parts.reference_no else ()),
        addressee_lines=addressee_lines(parts, words),
        mission_lines=mission_lines(parts, words),
        addressee=who,
        subject=subject,
        salutation=text.one(template.salutation, "the salutation"),
        paragraphs=paragraphs,
        law=text.all(template.law, "law paragraph", "law paragraphs"),
        demands_intro=intro,
        demands=_demands(text.all(template.demands, "demand", "demands"), language),
        thanks=text.maybe(template.thanks, "the thanks"),
        closing=text.one(template.closing, "the closing"),
        signatories=parts.signatories[:PEN_SIGNATORIES],
        also_signed_label=words.also_signed if len(parts.signatories) > PEN_SIGNATORIES else "",
        also_signed=parts.signatories[PEN_SIGNATORIES:],
        enclosures=_listing(words.enclosures, text.all(template.enclosures, "enclosure", "enclosures")),
        copies=_listing(words.copies, text.all(template.cc, "copy line", "copy lines")),
        page_label=words.page,
        digits=digits_of(language.tag),
        specimen=words.specimen if parts.specimen or invented else "",
        note=" ".join(filter(None, (parts.note, invented))),
    )


def _letterhead(sender: Sender) -> Letterhead:
    return Letterhead(
        organisation=sender.organisation,
        about=sender.about,
        seat=sender.seat,
        contact_lines=sender.contact_lines,
    )


def _listing(label: str, items: tuple[str, ...]) -> Listing:
    return Listing(label=label if items else "", items=items)


def _demands(texts: tuple[str, ...], language: _Language) -> tuple[Demand, ...]:
    return tuple(Demand(number=language.digits(f"{n}."), text=text) for n, text in enumerate(texts, 1))


def _values(parts: LetterParts, language: _Language) -> Values:
    """Return how each merge field is filled. Only a field that a text uses can be at fault."""
    occasion = parts.occasion
    plain = _plain_values(parts, language)
    known: dict[str, Callable[[], str]] = {
        name: partial(isolated, value, language.direction) for name, value in plain.items()
    }
    remembered = occasion.anniversary_of
    return known | {
        "campaign.date": lambda: language.date(occasion.day),
        "campaign.year": lambda: language.digits(str(occasion.day.year)),
        "campaign.years": lambda: language.digits(str(_years(parts))),
        "campaign.anniversary_ordinal": lambda: ordinal(_years(parts), language.tag),
        "campaign.anniversary_date": lambda: language.date(remembered) if remembered else "",
    }


def _plain_values(parts: LetterParts, language: _Language) -> dict[str, str]:
    to = parts.addressee
    mission = parts.mission or Mission(name="", kind="other_office", country_code="")
    head = mission.head or MissionHead()
    sender = parts.sender or Sender(organisation="")
    return {
        "campaign.name": parts.occasion.campaign,
        "addressee.style": to.style,
        "addressee.name": to.name,
        "addressee.office": to.office,
        "addressee.state": to.state,
        "mission.name": mission.name,
        "mission.kind": language.words.kind(mission.kind) if parts.mission else "",
        "mission.city": mission.city,
        "mission.country": mission.country,
        "mission.head_style": head.style,
        "mission.head_name": head.name,
        "mission.head_title": head.title,
        "sender.org_name": sender.organisation,
        "sender.seat": sender.seat,
        "sender.about": sender.about,
        "letter.reference_no": parts.reference_no,
    }


def _years(parts: LetterParts) -> int:
    if parts.occasion.anniversary_of is None:
        raise LetterError("The letter speaks of an anniversary, but the edition does not say which day is remembered.")
    return years_between(parts.occasion.anniversary_of, parts.occasion.day)


def _locale(language: str) -> Locale:
    try:
        return Locale.parse(language.replace("_", "-"), sep="-")
    except (ValueError, UnknownLocaleError) as problem:
        raise LetterError(
            f"The language {language[:40]!r} is not known. Please choose one by its code: en, ko, zh-Hans."
        ) from problem
