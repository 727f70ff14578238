"""A ``LetterDocument`` as plain text for an e-mail: the same words in the same order, 72 columns wide."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from daybreak.domain.letters.document import LetterDocument, Listing
from daybreak.domain.letters.parts import Signatory

COLUMNS = 72
_PEN_LINE = "_" * 32
# Not at the start of a line in Chinese and Japanese: closing marks, small kana, the long vowel.
_NEVER_FIRST = frozenset("、。，．：；？！）」』】〉》］｝〕・ーぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮ々…”’")
_NEVER_LAST = frozenset("（「『【〈《［｛〔“‘")


def render_text(document: LetterDocument) -> str:
    """Return the letter as text with ``\\n`` line ends, lines of at most 72 columns (wide ones count two).

    A single word wider than that, such as a web address, is left whole.
    """
    parts = [part for part in _parts(document) if part]
    return "\n\n".join(parts) + "\n"


def wrap(text: str, *, first: str = "", rest: str = "") -> str:
    """Return ``text`` broken at spaces and between Chinese or Japanese characters, not in Korean words.

    ``first`` and ``rest`` are put before the first and the following lines and count towards the 72 columns.
    """
    lines, line = [], first
    empty = True
    for piece in _pieces(text):
        if not empty and width((line + piece).rstrip()) > COLUMNS:
            lines.append(line.rstrip())
            line, piece = rest, piece.lstrip()
        line += piece
        empty = False
    return "\n".join([*lines, line.rstrip()])


def width(text: str) -> int:
    """Return the columns ``text`` takes in a fixed-width font."""
    return sum(_columns(char) for char in text)


def _columns(char: str) -> int:
    if unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in ("W", "F") else 1


def _pieces(text: str) -> Iterator[str]:
    """Yield the stretches between which a line may break, each with the space before it."""
    piece = ""
    for char in text:
        if piece and _may_part(piece[-1], char):
            yield piece
            piece = ""
        piece += char
    if piece:
        yield piece


def _may_part(before: str, after: str) -> bool:
    if after == " ":
        return True
    if before == " " or after in _NEVER_FIRST or before in _NEVER_LAST:
        return False
    return _ideographic(before) or _ideographic(after)


def _ideographic(char: str) -> bool:
    return unicodedata.east_asian_width(char) in ("W", "F") and "HANGUL" not in unicodedata.name(char, "")


def _parts(document: LetterDocument) -> Iterator[str]:
    yield document.specimen
    yield _letterhead(document)
    yield "\n".join((document.date, *_listing_lines(document.reference)))
    yield _lines(document.addressee_lines)
    yield _lines(document.mission_lines)
    for words in (document.subject, document.salutation, *document.paragraphs, *document.law):
        yield wrap(words)
    yield wrap(document.demands_intro)
    yield "\n".join(_demand(demand.number, demand.text) for demand in document.demands)
    yield wrap(document.thanks)
    yield wrap(document.closing)
    if not document.signatories:
        yield _PEN_LINE
    for person in document.signatories:
        yield _lines((person.name, person.title, person.organisation))
    if document.also_signed:
        yield _lines((f"{document.also_signed_label}:", *map(_in_one_line, document.also_signed)))
    for listing in (document.enclosures, document.copies):
        yield "\n".join(_listing_lines(listing))
    yield wrap(document.note)
    yield document.specimen


def _letterhead(document: LetterDocument) -> str:
    head = document.letterhead
    return _lines((head.organisation, head.about, head.seat, *head.contact_lines)) if head else ""


def _lines(lines: tuple[str, ...]) -> str:
    return "\n".join(wrap(line, rest="  ") for line in lines if line)


def _demand(number: str, text: str) -> str:
    return wrap(text, first=f"{number} ", rest=" " * (len(number) + 1))


def _listing_lines(listing: Listing) -> Iterator[str]:
    if len(listing.items) == 1:
        yield wrap(listing.items[0], first=f"{listing.label}: ", rest="  ")
    elif listing.items:
        yield f"{listing.label}:"
        yield from (wrap(item, first="- ", rest="  ") for item in listing.items)


def _in_one_line(person: Signatory) -> str:
    return ", ".join(part for part in (person.name, person.title, person.organisation) if part)
