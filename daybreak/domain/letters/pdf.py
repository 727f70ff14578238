"""A ``LetterDocument`` as a tagged PDF: one template for every language, text only ever as data."""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from daybreak.core.lib.typst import TypesetError, typeset
from daybreak.domain.letters.cleaning import LetterError, code_point
from daybreak.domain.letters.document import LetterDocument, direction_of

_TEMPLATE = Path(__file__).parent / "typst" / "letter.typ"

_LATIN, _ARABIC = "Noto Serif", "Noto Sans Arabic"
_CJK = ("KR", "JP", "SC", "TC")
_CJK_FIRST = {"ko": "KR", "ja": "JP", "zh-Hans": "SC", "zh-Hant": "TC"}


@dataclass(frozen=True)
class RenderedPdf:
    """One printed letter: the file, its number of pages, and the SHA-256 of the file in hexadecimal."""

    content: bytes
    pages: int
    sha256: str


def render_pdf(document: LetterDocument, *, at: datetime) -> RenderedPdf:
    """Return ``document`` as PDF/A-2a and PDF/UA-1, dated to the day of ``at`` (aware; UTC).

    The same document on the same day gives the same bytes. Raises ``LetterError`` naming the character and
    where it stands, when no font can print it.
    """
    try:
        content, pages = typeset(_TEMPLATE, _data(document), at=at)
    except TypesetError as problem:
        raise LetterError(_sentence(document, problem)) from problem
    return RenderedPdf(content=content, pages=pages, sha256=hashlib.sha256(content).hexdigest())


def _data(document: LetterDocument) -> dict[str, object]:
    """Return the template's JSON: the document, its fonts, and each loose line with its own direction."""
    language, _, rest = document.language.partition("-")
    return asdict(document) | {
        "language": language,
        "script": rest.split("-")[0].lower() if len(rest.split("-")[0]) == 4 else "",
        "fonts": families(document.language),
        "line_height": _LEADING.get(language, _LEADING["en"]),
        "addressee_lines": _directed(document.addressee_lines, document),
        "mission_lines": _directed(document.mission_lines, document),
    }


def _directed(lines: tuple[str, ...], document: LetterDocument) -> list[dict[str, str]]:
    return [{"text": line, "direction": direction_of(line, document.direction)} for line in lines]


# Height of a line in ems of the text size (look/direction.md, closed up by a tenth for print).
_LEADING = {"en": 1.42, "ko": 1.62, "ja": 1.62, "zh": 1.62, "ar": 1.7}


def families(language: str) -> list[str]:
    """Return the fonts a text in ``language`` is set in, first choice first: each has letters the others lack."""
    first = next((cjk for tag, cjk in _CJK_FIRST.items() if language.startswith(tag)), _CJK[0])
    order = sorted(_CJK, key=lambda cjk: cjk != first)
    return [_LATIN, *(f"Noto Sans CJK {cjk}" for cjk in order), _ARABIC]


def _sentence(document: LetterDocument, problem: TypesetError) -> str:
    if not problem.unprintable:
        return f"The letter could not be set: {problem}."
    for char in problem.unprintable:
        for place, text in document.walk():
            if char in text:
                return (
                    f"The character {char} ({code_point(char)}) in {place} cannot be printed: "
                    "none of the letter fonts has it. Please replace it."
                )
    return f"The text {problem.unprintable!r} cannot be printed: none of the letter fonts has it."
