"""One cell made into one value, or a sentence that says what is wrong with it and what to do."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from babel import Locale
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from daybreak.core.lib import countries
from daybreak.domain.people.models import ShownAs
from daybreak.domain.pledges.reading.table import NO_RESULT, shown
from daybreak.domain.pledges.states import PartRole

NAME_MOST, PHONE_MOST, CITY_MOST = 120, 60, 120
# Languages in which the names of countries and of languages are known.
_IN_ORDER = "en fr es pt de it nl sv pl tr ru uk ar fa ko ja zh zh_Hant vi id th hi sw"
TONGUES = tuple(_IN_ORDER.split())

_EMAIL = re.compile(r"[^\s@<>(),;:\"'\[\]]{1,64}@[^\s@<>(),;:\"'\[\]]{1,190}\.[^\s@<>(),;:\"'\[\]]{1,60}")
_SCIENTIFIC = re.compile(r"\d+([.,]\d+)?E\+?\d+", re.IGNORECASE)
_DAY = re.compile(r"\d{4}-\d\d-\d\d.*|\d{1,2}[./]\d{1,2}[./]\d{2,4}.*")
_ERRORS = frozenset({"#REF!", "#N/A", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!"})
_LINK = re.compile(r"(https?://|www\.)", re.IGNORECASE)


@dataclass(frozen=True)
class Value:
    """A value as it will be kept. ``problem`` keeps its line from being made; ``remark`` is only told."""

    text: str = ""
    problem: str = ""
    remark: str = ""


def _broken(cell: str) -> str:
    if cell == NO_RESULT:
        return "the file holds a formula here and not its result. Write the value itself."
    return f"the formula here failed ({cell}). Write the value itself." if cell in _ERRORS else ""


def email(cell: str) -> Value:
    """Return the address in a cell, without what programs put around it. Empty is no problem."""
    if broken := _broken(cell):
        return Value(problem=broken)
    text = unicodedata.normalize("NFKC", cell).strip()
    if not text or text.casefold() in _NOTHING:
        return Value()
    found = [one.strip(".") for one in _EMAIL.findall(re.sub(r"mailto:", " ", text, flags=re.IGNORECASE))]
    if not found:
        return Value(problem=f"{shown(cell)} is no e-mail address. Correct it, or leave it empty.")
    try:
        validate_email(found[0])
    except ValidationError:
        return Value(problem=f"{shown(cell)} is no e-mail address. Correct it, or leave it empty.")
    more = [one for one in found[1:] if one != found[0]]
    return Value(found[0], remark=f"Only the first of {len(found)} addresses is kept." if more else "")


def phone(cell: str) -> Value:
    """Return a phone number as it was given. Empty is no problem; what a spreadsheet has cut is none we can mend."""
    if broken := _broken(cell):
        return Value(problem=broken)
    text = unicodedata.normalize("NFKC", cell).strip().removeprefix("'")
    if not text or text.casefold() in _NOTHING:
        return Value()
    if _SCIENTIFIC.fullmatch(text.replace(" ", "")):
        sentence = f"the spreadsheet has turned the number into {shown(text)} and its last digits are lost. "
        return Value(problem=sentence + "Ask for it, or leave it empty.")
    number = re.sub(r"^(tel|phone|whatsapp|signal|mobile)\s*[:.]?\s*", "", text, flags=re.IGNORECASE)
    digits = digits_of(number)
    if len(digits) < 5 or len(number) > PHONE_MOST:
        return Value(problem=f"{shown(cell)} is no phone number. Correct it, or leave it empty.")
    if len(digits) > 15 and not re.search(r"[/,;]|\bor\b", number):
        return Value(problem=f"{shown(cell)} has {len(digits)} digits: no phone number has more than 15.")
    lost = number.isdigit() and not number.startswith("0") and len(digits) >= 8
    return Value(number, remark="Phone without + or 0 in front: was it cut?" if lost else "")


def digits_of(number: str) -> str:
    """Return the digits of a phone number, by which two writings of it are the same."""
    return "".join(str(unicodedata.digit(sign)) for sign in number if sign.isdigit())


def name(cell: str) -> Value:
    """Return a person's name in one line."""
    if broken := _broken(cell):
        return Value(problem=broken)
    text = " ".join(cell.split())
    if not text or text.casefold() in _NOTHING:
        return Value(problem="there is no name. Write what the desk calls this person.")
    if "@" in text or _LINK.search(text):
        return Value(problem=f"{shown(cell)} is no name. Write what the desk calls this person.")
    if not any(letter.isalpha() for letter in text):
        return Value(problem=f"{shown(cell)} is no name: it has no letters.")
    if len(text) > NAME_MOST:
        return Value(problem=f"the name has {len(text)} letters; {NAME_MOST} are the most. Shorten it.")
    return Value(text)


def city(cell: str) -> Value:
    """Return the text that names a city; whether there is such a city is asked elsewhere."""
    if broken := _broken(cell):
        return Value(problem=broken)
    text = " ".join(cell.split()).strip(" .,;")
    if not text or text.casefold() in _NOTHING:
        return Value(problem="there is no city. Write the city whose embassy this person goes to.")
    if _DAY.fullmatch(text) or not any(map(str.isalpha, text)):
        return Value(problem=f"{shown(cell)} is a number or a date, no city. Write the city.")
    if len(text) > CITY_MOST:
        return Value(problem=f"{shown(cell)} is too long for the name of a city. Write the city alone.")
    return Value(text)


def country(cell: str) -> Value:
    """Return the code of a country named in one of some twenty languages; one we cannot read is only told."""
    text = " ".join(cell.split())
    if not text or text.casefold() in _NOTHING or _broken(cell):
        return Value()
    code = countries.from_name(text) or countries.from_name(text.upper() if len(text) == 2 else text)
    code = code or _countries().get(_folded(text))
    return Value(code) if code else Value(remark=f"{shown(cell)} is no country we know; the city alone decides.")


@cache
def _countries() -> dict[str, str]:
    found: dict[str, str] = {}
    known = set(countries.codes())
    for tongue in reversed(TONGUES):
        for code, words in Locale.parse(tongue).territories.items():
            if code in known:
                found[_folded(words)] = code
    return found


def language(cell: str) -> Value:
    """Return the tag of a language given by its tag or its name; one we cannot read becomes English, and is told."""
    text = " ".join(cell.split())
    if not text or text.casefold() in _NOTHING or _broken(cell):
        return Value("en")
    first = re.split(r"[,;/]| and | or ", text)[0].strip()
    if re.fullmatch(r"[A-Za-z]{2}([-_][A-Za-z]{2,4})?", first) and first[:2].lower() in Locale("en").languages:
        return Value(first.replace("_", "-")[:2].lower() + first[2:].replace("_", "-"))
    code = _languages().get(_folded(first))
    return Value(code) if code else Value("en", remark=f"{shown(cell)} is no language we know; English is noted.")


@cache
def _languages() -> dict[str, str]:
    found: dict[str, str] = {}
    for tongue in reversed(TONGUES):
        for code, words in Locale.parse(tongue).languages.items():
            if len(code) == 2:
                found[_folded(words)] = code
    return {**found, "mandarin": "zh", "cantonese": "zh", "farsi": "fa", "tagalog": "tl", "castellano": "es"}


_ROLES: tuple[tuple[str, PartRole], ...] = (
    (r"\bco\b|\bco[- ]?(lead|coord|organi)|second|deput|assist|help|support|공동|副", PartRole.CO),
    (r"carrier|courier|deliver|drop|bring|carry|전달|träger|porteur", PartRole.CARRIER),
    (r"lead|coord|organi|main|head|host|captain|대표|책임|負責|责任|منسق|координ|respons", PartRole.LEAD),
)


def role(cell: str) -> Value:
    """Return what somebody does in a pledge; without a word it is lead."""
    text = _folded(cell)
    if not text or text in _NOTHING:
        return Value(PartRole.LEAD)
    if text in PartRole.values:
        return Value(text)
    found = next((role for words, role in _ROLES if re.search(words, text)), None)
    return Value(found) if found else Value(PartRole.LEAD, remark=f"{shown(cell)} is no role we know; noted as lead.")


_SHOWN: tuple[tuple[str, ShownAs], ...] = (
    (r"city|anonym|private|nobody|hide|not? |\bno\b|never|none|도시|익명|비공개|non\b|nein|아니", ShownAs.CITY),
    (r"organi|group|ngo|단체|기관|団体|组织", ShownAs.ORGANISATION),
    (r"name|이름|실명|姓名|nom\b|\bmy\b|full", ShownAs.NAME),
)


def shown_as(cell: str) -> Value:
    """Return how much of somebody may be shown. Whatever is not plainly said is the most private."""
    text = _folded(cell)
    if not text or text in _NOTHING:
        return Value(ShownAs.CITY)
    found = next((choice for words, choice in _SHOWN if re.search(words, text)), None)
    if found is not None:
        return Value(found)
    return Value(ShownAs.CITY, remark=f"{shown(cell)} does not say what may be shown: city only.")


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


_SAY_NOTHING = "- -- – — n/a na none nil ? ?? unknown tbd tbc x / . 없음 無し 无"
_NOTHING = frozenset(_SAY_NOTHING.split())


def similar(one: str, other: str) -> bool:
    """Whether two names may be one person's: the same words in any order, some left out or shortened to a letter."""
    first, second = sorted((_name_words(one), _name_words(other)), key=len)
    if not first or not second:
        return False
    left = list(second)
    for word in first:
        fits = next((there for there in left if there == word or _shortens(word, there)), None)
        if fits is None:
            return False
        left.remove(fits)
    return True


def same_name(one: str, other: str) -> bool:
    """Whether two writings are one name: case, order, accents and punctuation do not matter."""
    return sorted(_name_words(one)) == sorted(_name_words(other)) != []


def _shortens(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return len(short) == 1 and long.startswith(short)


def _name_words(text: str) -> list[str]:
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text)).casefold()
    bare = "".join(letter for letter in folded if not unicodedata.combining(letter))
    return re.sub(r"[^\w]+", " ", unicodedata.normalize("NFC", bare)).split()
