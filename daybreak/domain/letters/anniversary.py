"""How many years ago it was, and how a letter in each language says so: 36th, 36주년, 36周年, 36.º, ٣٦."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from babel import Locale

from daybreak.domain.letters.cleaning import LetterError

_ENGLISH_ENDINGS = {"one": "st", "two": "nd", "few": "rd", "other": "th"}
_DIGITS = {"ar": "٠١٢٣٤٥٦٧٨٩"}
LATIN_DIGITS = "0123456789"


def years_between(first: date, then: date) -> int:
    """Return the number of the anniversary kept in the year of ``then``.

    Counted by calendar year, not by day: a city that delivers two days early still keeps the 36th.
    Raises ``LetterError`` when no whole year has passed.
    """
    years = then.year - first.year
    if years < 0:
        raise LetterError(
            f"The day remembered ({first:%d.%m.%Y}) lies after the day of action ({then:%d.%m.%Y}): "
            "there is no anniversary yet. Please check both dates."
        )
    if years == 0:
        raise LetterError(
            f"The day remembered ({first:%d.%m.%Y}) is in the year of the day of action itself: "
            "the first anniversary is next year. Please check both dates."
        )
    return years


def ordinal(years: int, language: str) -> str:
    """Return the anniversary's number as ``language`` (a BCP 47 tag such as ``zh-Hans``) prints it.

    Korean, Japanese and Chinese take the word for *anniversary* with them. French, Spanish, Portuguese and
    Italian agree with their masculine word for it. Raises ``LetterError`` for a number below one and for a
    language whose rule we do not know: a wrong ending in a letter to a head of state is worse than none.
    """
    if years < 1:
        raise LetterError(f"An anniversary cannot have the number {years}: it is counted from one.")
    base = language.replace("_", "-").split("-")[0].lower()
    rule = _RULES.get(base)
    if rule is None:
        raise LetterError(
            f"Daybreak does not know how to write an anniversary number in the language {language!r}. "
            "Please use {campaign.years} in the text and write the ending yourself."
        )
    return local_digits(rule(years), base)


def digits_of(language: str) -> str:
    """Return the ten digits, zero first, that ``language`` is printed with."""
    return _DIGITS.get(language.replace("_", "-").split("-")[0].lower(), LATIN_DIGITS)


def local_digits(text: str, language: str) -> str:
    """Return ``text`` in the digits of ``language`` (Babel leaves dates in Latin ones)."""
    return text.translate(str.maketrans(LATIN_DIGITS, digits_of(language)))


def _english(years: int) -> str:
    return f"{years}{_ENGLISH_ENDINGS[Locale('en').ordinal_form(years)]}"


def _spanish(years: int) -> str:
    shortened = years % 10 == 3 or (years % 10 == 1 and years % 100 != 11)
    return f"{years}.er" if shortened else f"{years}.º"


def _swedish(years: int) -> str:
    return f"{years}:a" if Locale("sv").ordinal_form(years) == "one" else f"{years}:e"


def _with(ending: str) -> Callable[[int], str]:
    return lambda years: f"{years}{ending}"


_RULES: dict[str, Callable[[int], str]] = {
    "en": _english,
    "ko": _with("주년"),
    "ja": _with("周年"),
    "zh": _with("周年"),
    "ar": str,
    "fr": lambda years: "1er" if years == 1 else f"{years}e",
    "es": _spanish,
    "pt": _with(".º"),
    "it": _with("º"),
    "nl": _with("e"),
    "sv": _swedish,
    **dict.fromkeys(("de", "da", "nb", "nn", "no", "fi", "cs", "sk", "pl", "hu", "tr"), _with(".")),
}
