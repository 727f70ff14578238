"""Text that strangers typed, made fit for print, or refused with a sentence.

Print is the last place where a hidden character can be noticed: a direction override turns a name round, a
control character stops the typesetter, forty accents on one letter paint over the line above. What can be put
right without changing a word is put right silently; everything else raises ``LetterError``.
"""

from __future__ import annotations

import re
import unicodedata

from daybreak.core.lib.errors import Refused

LINE_LIMIT = 200
PARAGRAPH_LIMIT = 4000

# Marks that carry no word: byte order mark, soft hyphen, zero-width space, direction marks.
_SILENT = dict.fromkeys(map(ord, "\ufeff\u00ad\u200b\u200e\u200f\u061c\u2060"))
_DIRECTION = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_SPACE = re.compile(r"\s+")
_BLANK_LINE = re.compile(r"\n[ \t\u00a0]*\n\s*")
_MARKS_IN_A_ROW = 4


class LetterError(Refused):
    """This letter cannot be printed. ``str(error)`` says why, and where, in a sentence for a volunteer."""


def clean_line(text: str, *, where: str, limit: int = LINE_LIMIT) -> str:
    """Return ``text`` as one line, composed (NFC) and with single spaces; "" stays "".

    Line breaks become spaces, because they are nearly always a paste. Raises ``LetterError`` for more than
    ``limit`` characters, control characters, direction overrides and piled-up accents, naming ``where``.
    """
    line = unicodedata.normalize("NFC", _SPACE.sub(" ", text).translate(_SILENT)).strip()
    if len(line) > limit:
        raise LetterError(f"{_first_upper(where)} is {len(line):,} characters long; at most {limit:,} can be printed.")
    _refuse_unprintable(line, where)
    return line


def clean_paragraph(text: str, *, where: str) -> str:
    """Return one paragraph of running text as a single line of at most ``PARAGRAPH_LIMIT`` characters."""
    return clean_line(text, where=where, limit=PARAGRAPH_LIMIT)


def paragraphs_of(text: str) -> tuple[str, ...]:
    """Split what somebody typed in one box into paragraphs, at blank lines. Empty ones are left out."""
    unified = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2029", "\n\n")
    return tuple(part.strip() for part in _BLANK_LINE.split(unified) if part.strip())


def _refuse_unprintable(line: str, where: str) -> None:
    marks = 0
    for char in line:
        category = unicodedata.category(char)
        if char in _DIRECTION:
            raise LetterError(
                f"{_first_upper(where)} contains a hidden character ({code_point(char)}) that turns round "
                "the letters after it. Please type the text again instead of pasting it."
            )
        if category in ("Cc", "Cs", "Co"):
            raise LetterError(
                f"{_first_upper(where)} contains the character {code_point(char)}, which cannot be printed. "
                "Please type the text again instead of pasting it."
            )
        marks = marks + 1 if category in ("Mn", "Me") else 0
        if marks > _MARKS_IN_A_ROW:
            raise LetterError(
                f"{_first_upper(where)} has more than {_MARKS_IN_A_ROW} accents on one letter, "
                "which would paint over the lines around it."
            )


def code_point(char: str) -> str:
    """Return the name by which a character can be looked up: ``U+202E RIGHT-TO-LEFT OVERRIDE``."""
    name = unicodedata.name(char, "")
    return f"U+{ord(char):04X} {name}".rstrip()


def _first_upper(words: str) -> str:
    return words[:1].upper() + words[1:]
