"""The typesetter of letters and pictures: one compiler and one set of fonts per process, from three pinned packages.

Text reaches a template only as JSON in ``sys.inputs.data``; no source is ever built from text. The compiler
reads no file outside the template's folder and no system font, so a letter is the same everywhere.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from threading import Lock

import typst

FONT_PACKAGES = {
    "fontpkg_noto_serif": "fontpkg-noto-serif",
    "fontpkg_noto_sans_arabic": "fontpkg-noto-sans-arabic",
    "manimgx_fonts_cjk": "manimgx-fonts-cjk",
}
# With these two the compiler refuses a character that no font has; without them it prints an empty box.
_STANDARDS: list[typst.PDFStandard] = ["a-2a", "ua-1"]
_NO_GLYPH = re.compile(r'the text `"(?P<text>.*?)"` could not be displayed', re.DOTALL)
_ESCAPED = re.compile(r"\\u\{([0-9a-fA-F]{1,6})\}")
_PAGES = re.compile(rb"NPages>(\d+)<")

_one_at_a_time = Lock()


class FontsMissing(RuntimeError):
    """A font package is not installed."""


class TypesetError(RuntimeError):
    """The typesetter refused the document. ``unprintable`` is the text that no font has, or ""."""

    def __init__(self, message: str, *, unprintable: str = "") -> None:
        super().__init__(message)
        self.unprintable = unprintable


def typeset(template: Path, data: Mapping[str, object], *, at: datetime) -> tuple[bytes, int]:
    """Return a tagged PDF (PDF/A-2a, PDF/UA-1) of ``data`` set by ``template``, and its number of pages.

    The PDF's date is midnight UTC of the day of ``at`` (aware), so one day's files are equal byte for byte.
    Raises ``FontsMissing``, or ``TypesetError`` naming a character that none of the fonts has.
    """
    day = at.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    compiler = _compiler(template)
    try:
        with _one_at_a_time:
            pdf = compiler.compile(
                format="pdf",
                sys_inputs={"data": json.dumps(data)},
                pdf_standards=_STANDARDS,
                timestamp=int(day.timestamp()),
            )
    except typst.TypstError as problem:
        raise TypesetError(problem.message, unprintable=_unprintable(problem.message)) from problem
    pages = _PAGES.search(pdf) if isinstance(pdf, bytes) else None
    if not isinstance(pdf, bytes) or pages is None:
        raise TypesetError("The typesetter gave no PDF with a number of pages in it.")
    return pdf, int(pages[1])


def draw(template: Path, data: Mapping[str, object]) -> bytes:
    """Return ``data`` set by ``template`` as one PNG, a pixel for a point. The same data give the same bytes.

    A picture prints an empty box for a character that no font has: set it with ``typeset`` first, which says so.
    Raises ``FontsMissing`` or ``TypesetError``.
    """
    compiler = _compiler(template)
    try:
        with _one_at_a_time:
            png = compiler.compile(format="png", ppi=72, sys_inputs={"data": json.dumps(data)})
    except typst.TypstError as problem:
        raise TypesetError(problem.message) from problem
    if not isinstance(png, bytes):
        raise TypesetError("The typesetter gave no picture, or more than one.")
    return png


@cache
def edition_of_fonts() -> str:
    """Return the versions of typesetter and fonts: whatever they set may look different when one of them changes."""
    return " ".join(f"{package} {version(package)}" for package in ("typst", *sorted(FONT_PACKAGES.values())))


@cache
def fonts() -> typst.Fonts:
    """Return the fonts of the pinned packages, read once per process. Raises ``FontsMissing``."""
    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[_folder(module, package) for module, package in FONT_PACKAGES.items()],
    )


@cache
def _compiler(template: Path) -> typst.Compiler:
    return typst.Compiler(
        input=template, root=template.parent, font_paths=fonts(), ignore_system_fonts=True, sys_inputs={}
    )


def _folder(module: str, package: str) -> Path:
    spec = find_spec(module)
    if spec is None or spec.origin is None:
        raise FontsMissing(
            f"Letters cannot be printed: the font package {package} is not installed. "
            "Please install the requirements again; nothing else is needed."
        )
    return Path(spec.origin).parent


def _unprintable(message: str) -> str:
    found = _NO_GLYPH.search(message)
    return _ESCAPED.sub(lambda code: chr(int(code[1], 16)), found["text"]) if found else ""


def _forget_after_fork() -> None:
    """A forked child must not share the parent's compiler: its threads did not come along."""
    fonts.cache_clear()
    _compiler.cache_clear()


os.register_at_fork(after_in_child=_forget_after_fork)
