"""Share pictures made, made small, and kept: a run that changed nothing sets none of them again.

A kept picture is named by the SHA-256 of everything it is made from, so it is never stale; it may be deleted at any
time and is made again. Ages are counted by the machine's clock, not by the rehearsal's: they are of files.
"""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

from django.conf import settings

from daybreak.core.lib.png import is_whole, with_palette
from daybreak.core.lib.typst import TypesetError, draw, edition_of_fonts, typeset
from daybreak.domain.letters.document import Direction, direction_of
from daybreak.domain.letters.pdf import families

TEMPLATE = Path(__file__).parent / "typst" / "share.typ"
DAY = 24 * 3600
UNUSED = 60 * DAY
"""Seconds after which a picture that no run asked for is forgotten."""
COMMON = 0x180
"""Signs below this one (Latin, its first extensions, common punctuation) are in the fonts of every letter."""
_PRUNED = ".pruned"
_ANY_DAY = datetime(2000, 1, 1, tzinfo=UTC)

# Height of a line in ems: running text, and the large word (look/direction.md, closed up for a picture).
_LEADING = {"ko": (1.62, 1.2), "ja": (1.62, 1.2), "zh": (1.62, 1.2), "ar": (1.7, 1.35), "fa": (1.7, 1.35)}
_LATIN_LEADING = (1.42, 1.08)


@dataclass(frozen=True)
class Text:
    """One text of a picture. ``plain`` stands in its place where no font has its letters; "" leaves it out."""

    text: str
    language: str
    plain: str = ""

    def direction(self, otherwise: Direction) -> Direction:
        """Return the way its first letter runs."""
        return direction_of(self.text, otherwise)


@dataclass(frozen=True)
class Words:
    """All a picture says. ``flames``: where noon stands on the horizon, as shares of its fifty hours."""

    language: str
    direction: Direction
    large: Text
    date: Text
    noon: Text
    flames: tuple[float, ...]
    name: Text | None = None
    under: Text | None = None
    ask: Text | None = None
    host: Text | None = None
    notice: Text | None = None

    @property
    def lines(self) -> dict[str, Text]:
        """The texts by their name in the template, those that are left out not among them."""
        named = {
            **{"notice": self.notice, "name": self.name, "host": self.host, "under": self.under},
            **{"large": self.large, "date": self.date, "ask": self.ask, "noon": self.noon},
        }
        return {name: line for name, line in named.items() if line is not None}


def picture(words: Words) -> bytes:
    """Return the picture of *words*, 1200 × 630 pixels, as PNG: the kept one, or a new one which is then kept.

    A kept file that is not whole counts as missing. Raises ``FontsMissing`` or ``TypesetError``.
    """
    data = _data(words)
    folder = Path(settings.DAYBREAK.home) / "pictures"
    path = folder / f"{_key(data)}.png"
    kept = _read(path)
    if kept is not None:
        return kept
    made = with_palette(draw(TEMPLATE, _data(_printable(words))))
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    _prune(folder)
    # Two processes may make the same picture at once: each writes its own file, and both are the same.
    temporary = path.with_suffix(f".{os.getpid()}.tmp")
    temporary.write_bytes(made)
    temporary.replace(path)
    return made


def _data(words: Words) -> dict[str, object]:
    """Return the template's JSON."""
    fonts = families(words.language)
    leading, tight = _LEADING.get(words.language.partition("-")[0], _LATIN_LEADING)
    texts = dict.fromkeys(("notice", "name", "host", "under", "ask")) | {
        name: {"text": line.text, "language": _base(line.language), "direction": line.direction(words.direction)}
        for name, line in words.lines.items()
    }
    return {
        **texts,
        "direction": words.direction,
        "voice": fonts,
        "tool": fonts[1:],
        "leading": leading,
        "tight": tight,
        "flames": list(words.flames),
        "flame-size": _flame_size(words.flames),
        "noons": [(12 + hour) / 50 for hour in range(27)],
    }


def _base(language: str) -> str:
    return language.partition("-")[0]


def _flame_size(flames: tuple[float, ...]) -> int:
    """Return pixels: one flame is large, several are as small as keeps them apart (a flame is two thirds of its box
    wide), but never too small to see."""
    gaps = [later - earlier for earlier, later in pairwise(flames)]
    return max(28, min(58, int(min(gaps) * 1200 * 1.5))) if gaps else 58


def _key(data: Mapping[str, object]) -> str:
    """Return what the picture is known by: its words, the template, and the fonts it is set in."""
    said = hashlib.sha256(json.dumps(data, sort_keys=True).encode())
    said.update(hashlib.sha256(TEMPLATE.read_bytes()).digest())
    said.update(edition_of_fonts().encode())
    return said.hexdigest()


def _printable(words: Words) -> Words:
    """Return *words* with every text that no font can print replaced by its plain form, or left out.

    One name in a rare script must not hold up a whole publication. To find out costs more than the picture, so it is
    asked only where a sign is no common Latin one.
    """
    if all(ord(sign) < COMMON for line in words.lines.values() for sign in line.text):
        return words
    while True:
        try:
            typeset(TEMPLATE, _data(words), at=_ANY_DAY)
        except TypesetError as problem:
            plainer = _plainer(words, problem.unprintable)
            if plainer == words:
                raise
            words = plainer
        else:
            return words


def _plainer(words: Words, unprintable: str) -> Words:
    lost = set(unprintable) - {" "}
    plain = {
        name: replace(line, text=line.plain, language="en") if line.plain else None
        for name, line in words.lines.items()
        if lost & set(line.text) and line.text != line.plain
    }
    return replace(words, **plain)  # type: ignore[arg-type]


def _read(path: Path) -> bytes | None:
    """Return a kept picture, and mark it as used; None where there is none, or a broken one."""
    try:
        kept = path.read_bytes()
        unused = time.time() - path.stat().st_mtime
    except FileNotFoundError:
        return None
    if not is_whole(kept):
        return None
    if unused > DAY:
        with suppress(FileNotFoundError):
            os.utime(path)
    return kept


def _prune(folder: Path) -> None:
    """Forget what was not used for sixty days; look for it once a day at most."""
    sign, now = folder / _PRUNED, time.time()
    if sign.exists() and now - sign.stat().st_mtime < DAY:
        return
    sign.touch()
    for path in folder.iterdir():
        with suppress(FileNotFoundError):
            if now - path.stat().st_mtime > UNUSED:
                path.unlink()
