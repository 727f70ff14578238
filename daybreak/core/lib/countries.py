"""Countries: names in any language, slugs for addresses, and codes found from text. Pure; the names are Babel's.

A code is two capital letters of ISO 3166-1. Territories with a code of their own (Hong Kong, Puerto Rico) are
found too: who rolls up to which state is decided in reports, not here.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from babel import Locale, UnknownLocaleError
from django.utils.text import slugify

_CODE = re.compile(r"[A-Z]{2}")

# Groups, and codes that name no place of their own.
_NOT_COUNTRIES = {"EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"}

# The wording of documents where Babel's English name differs: no word of these is the name of another country.
_ALSO: dict[str, str] = {
    "america": "US",
    "bolivia plurinational state of": "BO",
    "brunei darussalam": "BN",
    "burma": "MM",
    "cabo verde": "CV",
    "congo brazzaville": "CG",
    "congo kinshasa": "CD",
    "czech republic": "CZ",
    "democratic peoples republic of korea": "KP",
    "democratic republic of the congo": "CD",
    "dprk": "KP",
    "drc": "CD",
    "east timor": "TL",
    "england": "GB",
    "great britain": "GB",
    "holland": "NL",
    "holy see": "VA",
    "hong kong": "HK",
    "iran islamic republic of": "IR",
    "ivory coast": "CI",
    "lao peoples democratic republic": "LA",
    "macao": "MO",
    "macau": "MO",
    "macedonia": "MK",
    "mainland china": "CN",
    "myanmar": "MM",
    "palestine": "PS",
    "peoples republic of china": "CN",
    "prc": "CN",
    "republic of china": "TW",
    "republic of ireland": "IE",
    "republic of korea": "KR",
    "republic of moldova": "MD",
    "republic of the congo": "CG",
    "russian federation": "RU",
    "scotland": "GB",
    "slovak republic": "SK",
    "swaziland": "SZ",
    "syrian arab republic": "SY",
    "turkey": "TR",
    "uae": "AE",
    "uk": "GB",
    "united republic of tanzania": "TZ",
    "united states of america": "US",
    "usa": "US",
    "vatican": "VA",
    "viet nam": "VN",
}


@cache
def _names(language: str) -> dict[str, str]:
    try:
        locale = Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        locale = Locale("en")
    return {
        code: name for code, name in locale.territories.items() if _CODE.fullmatch(code) and code not in _NOT_COUNTRIES
    }


def codes() -> list[str]:
    """Return all codes, in alphabetical order."""
    return sorted(_names("en"))


def name(code: str, language: str = "en") -> str:
    """Return a country's name (``KR`` → "South Korea"); English where the language lacks it.

    :raises LookupError: for a code that names no country.
    """
    found = _names(language).get(code) or _names("en").get(code)
    if found is None:
        raise LookupError(f"{code!r} is not the code of a country.")
    return found


def slug(code: str) -> str:
    """Return a country's part of an address: its English name (``ZA`` → "south-africa")."""
    return slugify(name(code))


@cache
def _by_slug() -> dict[str, str]:
    return {slugify(words): code for code, words in sorted(_names("en").items())}


def code_of_slug(text: str) -> str | None:
    """Return the code of a slug, or None."""
    return _by_slug().get(text)


@cache
def _by_words() -> dict[str, str]:
    return {**{_plain(words): code for code, words in _names("en").items()}, **_ALSO}


def from_name(text: str) -> str | None:
    """Return the code of an English name or a two-letter code, or None.

    Articles, case, accents and punctuation do not matter: "The Netherlands", "U.K.", "Côte d'Ivoire".
    """
    if _CODE.fullmatch(text.strip()) and text.strip() in _names("en"):
        return text.strip()
    return _by_words().get(_plain(text))


def _plain(text: str) -> str:
    """Fold a name to lower-case words: no accents, no punctuation, no leading article, "and" for "&"."""
    folded = unicodedata.normalize("NFKD", text.replace("&", " and ")).casefold()
    letters = "".join(sign for sign in folded if not unicodedata.combining(sign))
    joined = re.sub(r"[.'’‘`]", "", letters)
    words = re.sub(r"[^\w]+", " ", joined).split()
    while words and words[0] == "the":
        words = words[1:]
    short = {"st": "saint"}
    return " ".join(short.get(word, word) for word in words)
