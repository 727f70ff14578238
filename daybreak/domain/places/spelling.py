"""One key for the many spellings of a place, and the ways a written place name may be read.

Nothing here knows which places exist: it is text in, text out. Whether a tail such as "Oregon" is a region is
decided by the index, which knows the regions.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto
from itertools import chain

# Letters that Unicode does not take apart into a base and a mark, by the spelling people use without a
# keyboard for them; Arabic and Persian letters that look alike and are typed for one another.
_FOLDED = {
    "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ħ": "h", "ŋ": "n",
    "ß": "ss", "ŧ": "t", "ə": "e", "ɓ": "b", "ɗ": "d", "ƙ": "k", "ɛ": "e", "ɔ": "o",
    "ى": "ي", "ی": "ي", "ک": "ك", "ة": "ه", "ہ": "ه", "ھ": "ه",
}  # fmt: skip
_APOSTROPHES = "'’‘‛`´ʹʺʻʼʽʾʿˈ′״׳"
_INVISIBLE = "\u00ad\u0640\u200b\u200c\u200d\u200e\u200f\u2060"  # joiners, direction marks, Arabic stretching
# Marks of the scripts whose writers mostly leave them out: Latin, Greek, Cyrillic, Hebrew, Arabic. In other
# scripts (Devanagari, Thai, Japanese) a mark is a letter of its own and is kept.
_ACCENTS = (
    (0x0300, 0x036F), (0x0483, 0x0487), (0x0591, 0x05C7), (0x0610, 0x061A), (0x064B, 0x065F),
    (0x0670, 0x0670), (0x06D6, 0x06ED), (0x1AB0, 0x1AFF), (0x1DC0, 0x1DFF), (0x20D0, 0x20F0),
)  # fmt: skip


class _Letters(dict[int, str | None]):
    """What each letter becomes in a key; worked out once for each letter that is met."""

    def __missing__(self, code: int) -> str | None:
        kind = unicodedata.category(chr(code))[0]
        is_accent = kind == "M" and any(first <= code <= last for first, last in _ACCENTS)
        self[code] = None if is_accent else chr(code) if kind in "LNM" else " "
        return self[code]


_LETTERS = _Letters(
    {ord(letter): plain for letter, plain in _FOLDED.items()} | dict.fromkeys(map(ord, _APOSTROPHES + _INVISIBLE))
)
_INITIALS = re.compile(r"\b\w(?:\.\s?\w)+\b\.?")
_WORDS = {"st": "saint", "ste": "sainte", "ft": "fort", "mt": "mount"}
_BRACKETS = re.compile(r"^(?P<outside>[^()（）]+)[(（](?P<inside>[^()（）]+)[)）]\s*$")
# Words that say what kind of area a name is, in the forms lists of offices use: "Lima province", "City of
# Edinburgh", "Prague 1", "Budapest District II", "2nd arrondissement of Lyon", "Greater Monrovia".
_KINDS_OF_AREA = (
    r"arrondissement|district|subdistrict|commune|canton|municipality|municipal|township|parish|borough"
    r"|province|prefecture|emirate|department|governorate|metropolitan area|area|region|renivohitra"
)
_AREA_BEFORE = re.compile(rf"^(?:(?:\w+ )?(?:{_KINDS_OF_AREA}|city) of|greater|central|downtown|old) (?=.)")
_AREA_AFTER = re.compile(rf"(?<=.)(?: (?:{_KINDS_OF_AREA}))?(?: (?:\d{{1,2}}|[ivx]{{1,5}}))?$")
_LONGEST_REGION = 3  # words: "district of columbia", "new south wales"


def key(text: str) -> str:
    """Return the key under which *text* is found: words of letters and digits, one space between.

    Two spellings of one name that differ in case, accents, apostrophes, hyphens, dots or in "St."/"Saint"
    have the same key, in any script. Korean syllables are taken apart into letters, so that a half-typed
    syllable is a beginning of the whole one. The empty string: *text* holds no letter or digit.
    """
    return " ".join(_WORDS.get(word, word) for word in _words(text))


def beginning(text: str) -> str:
    """Return the key of a half-typed name: a last "St" may become "Stockholm" and is left as it is."""
    *whole, last = _words(text) or [""]
    if not text[-1:].isalnum():
        last = _WORDS.get(last, last)
    return " ".join([*(_WORDS.get(word, word) for word in whole), last])


def _words(text: str) -> list[str]:
    plain = text.lower() if text.isascii() else unicodedata.normalize("NFKD", text.casefold()).casefold()
    if "." in plain:
        plain = _INITIALS.sub(lambda found: found[0].replace(".", "").replace(" ", ""), plain)
    return plain.translate(_LETTERS).split()


def ascii_name(name: str) -> str:
    """Return *name* in plain ASCII letters with its capitals kept, for file names and old printers."""
    folded: list[str] = []
    for letter in unicodedata.normalize("NFKD", name):
        if letter in _APOSTROPHES:
            folded.append("'")
        elif letter.isascii():
            folded.append(letter)
        else:
            plain = _FOLDED.get(letter.lower(), letter)
            folded.append(plain.capitalize() if letter.isupper() else plain)
    return "".join(folded).encode("ascii", "ignore").decode().strip()


class How(Enum):
    """How a reading was won from the text, from the surest to the freest."""

    AS_WRITTEN = auto()
    """The name, perhaps with tails after a comma or in brackets."""
    REGION_WITHOUT_COMMA = auto()
    """Only good when the tail is a known region or country: "Portland Oregon"."""
    ONE_OF_TWO = auto()
    """One side of a slash: "Pretoria/Tshwane"."""
    AREA_WORD_DROPPED = auto()
    """Without the word for the kind of area: "Lima province"."""
    CITY_DROPPED = auto()
    """Without a last "City", only good for capitals: "Luxembourg City"."""
    TAIL_AS_NAME = auto()
    """The part after the comma is the city, the one before it a district: "Hatfield, Pretoria"."""


@dataclass(frozen=True)
class Reading:
    """One way to read a written place name: the key of the city and the keys of what was written after it."""

    head: str
    tails: tuple[str, ...]
    how: How


def _as_written(name: str) -> Iterator[Reading]:
    yield Reading(key(name), (), How.AS_WRITTEN)
    parts = [key(part) for part in re.split(r"[,،、，]", name)]
    if len(parts) > 1:
        yield Reading(parts[0], tuple(part for part in parts[1:] if part), How.AS_WRITTEN)
    if bracketed := _BRACKETS.match(name):
        yield Reading(key(bracketed["outside"]), (key(bracketed["inside"]),), How.AS_WRITTEN)


def _freer(name: str) -> Iterator[Reading]:
    whole = key(name)
    words = whole.split()
    for size in range(min(_LONGEST_REGION, len(words) - 1), 0, -1):
        yield Reading(" ".join(words[:-size]), (" ".join(words[-size:]),), How.REGION_WITHOUT_COMMA)
    if "/" in name:
        for side in name.split("/"):
            yield Reading(key(side), (), How.ONE_OF_TWO)
    without_before = _AREA_BEFORE.sub("", whole)
    for shorter in (without_before, _AREA_AFTER.sub("", whole, 1), _AREA_AFTER.sub("", without_before, 1)):
        if shorter != whole:
            yield Reading(shorter, (), How.AREA_WORD_DROPPED)
    if len(words) > 1 and words[-1] == "city":
        yield Reading(" ".join(words[:-1]), (), How.CITY_DROPPED)
    for reading in list(_as_written(name))[1:]:
        for place, tail in enumerate(reading.tails):
            yield Reading(tail, reading.tails[place + 1 :], How.TAIL_AS_NAME)


def readings(name: str) -> list[Reading]:
    """Return the ways to read *name*, the surest first, each once, none of them empty."""
    return list(dict.fromkeys(reading for reading in chain(_as_written(name), _freer(name)) if reading.head))
