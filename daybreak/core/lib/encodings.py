"""Which letters a file's bytes stand for, when nobody says so.

UTF-8 and UTF-16 prove themselves. Older encodings do not: they are guessed from what the letters would look like, and
whoever shows the text should let a person choose another.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

ENCODINGS = {
    "utf-8": "UTF-8",
    "utf-16": "UTF-16",
    "cp1252": "Western European (Windows)",
    "cp1250": "Central European (Windows)",
    "cp1251": "Cyrillic (Windows)",
    "cp1254": "Turkish (Windows)",
    "cp1256": "Arabic (Windows)",
    "cp949": "Korean (Windows)",
    "cp932": "Japanese (Windows)",
    "gb18030": "Chinese, simplified",
    "big5": "Chinese, traditional",
}
"""What a person may choose from: codec and its name in words."""

_MOSTLY = 0.8
_STRANGE = "[^\x00-\x7f]"
_SAMPLE = 200_000  # bytes that are looked at for a guess


@dataclass(frozen=True)
class Decoded:
    """A text, the codec it was read with, and whether that codec was a guess."""

    text: str
    encoding: str
    guessed: bool = False


def utf16_of(data: bytes) -> str | None:
    """Return the codec of UTF-16 with or without its mark, or None."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    beginning = data[:200]
    if beginning.count(0) * 3 > len(beginning):  # every other byte of ASCII is zero
        return "utf-16-be" if beginning[0] == 0 else "utf-16-le"
    return None


def decode(data: bytes, encoding: str = "") -> Decoded:
    """Return the text of *data*. Given an encoding, bytes it cannot read become U+FFFD."""
    if encoding:
        codec = utf16_of(data) or encoding if encoding == "utf-16" else encoding
        codec = "utf-8-sig" if codec == "utf-8" else codec
        return Decoded(data.decode(codec, errors="replace").removeprefix("\ufeff"), encoding)
    wide = utf16_of(data)
    if wide:
        return Decoded(data.decode(wide, errors="replace").removeprefix("\ufeff"), "utf-16")
    try:
        return Decoded(data.decode("utf-8-sig"), "utf-8")
    except UnicodeDecodeError:
        codec = guess(data)
        return Decoded(data.decode(codec, errors="replace"), codec, guessed=True)


def guess(data: bytes) -> str:
    """Return the likeliest of the older encodings for bytes that are no UTF-8."""
    sample = data[:_SAMPLE]
    return next((codec for codec, looks_right in _CHECKS if _fits(sample, codec, looks_right)), "cp1252")


def _fits(sample: bytes, codec: str, looks_right: Callable[[str], bool]) -> bool:
    for shortened in (sample, sample[:-1]):  # the sample may end within a letter
        try:
            text = shortened.decode(codec)
        except UnicodeDecodeError:
            continue
        # A word of one script has no letters of another: "Renй" is a wrong guess for "René".
        strange = len(re.findall(_STRANGE, text))
        mixed = len(re.findall(f"[A-Za-z]{_STRANGE}|{_STRANGE}[A-Za-z]", text))
        return strange > 0 and mixed * 5 < strange and looks_right(text)
    return False


def _share(text: str, letters: str) -> float:
    """Return which part of the letters beyond ASCII are *letters*."""
    return len(re.findall(letters, text)) / len(re.findall(_STRANGE, text))


def _korean(text: str) -> bool:
    return _share(text, "[\uac00-\ud7a3]") > _MOSTLY


def _japanese(text: str) -> bool:
    kana, all_letters = "[\u3040-\u30ff]", "[\u3000-\u30ff\u4e00-\u9fff]"
    return _share(text, kana) > 0.1 and _share(text, all_letters) > _MOSTLY


def _chinese(text: str, codec: str, last_common: int) -> bool:
    """Mostly Chinese, and mostly the common characters, which both encodings list first."""
    characters = re.findall("[\u4e00-\u9fff]", text)
    common = sum(1 for one in characters if one.encode(codec)[0] <= last_common)
    return _share(text, "[\u4e00-\u9fff\u3000-\u303f\uff00-\uffef]") > _MOSTLY and common > 0.7 * len(characters)


def _cyrillic(text: str) -> bool:
    """Mostly Cyrillic, and few capitals within words: Arabic read as Cyrillic is full of them."""
    inside = len(re.findall("[а-я][А-Я]", text))
    return _share(text, "[\u0400-\u04ff]") > _MOSTLY and inside * 10 < len(re.findall(_STRANGE, text))


def _arabic(text: str) -> bool:
    return _share(text, "[\u0600-\u06ff]") > _MOSTLY


_CHECKS: tuple[tuple[str, Callable[[str], bool]], ...] = (
    ("cp932", _japanese),
    ("cp949", _korean),
    ("gb2312", partial(_chinese, codec="gb2312", last_common=0xD7)),
    ("big5", partial(_chinese, codec="big5", last_common=0xC6)),
    ("cp1251", _cyrillic),
    ("cp1256", _arabic),
)
