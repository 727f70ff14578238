"""Dates in the page's language: order of the parts, names of months and days, by Babel. Pure but for the language.

English puts the day first and no comma, whatever Babel's newest data say: addresses and pictures quote it so.
Figures stay European ones in every language, as on the whole site.
"""

from __future__ import annotations

from datetime import date, datetime

from babel import Locale
from babel.dates import format_date, format_skeleton
from django.utils.translation import get_language, to_locale

ENGLISH = {
    "full": "EEEE d MMMM y",
    "long": "d MMMM y",
    "short": "d MMMM",
    "month": "MMMM y",
    "year": "y",
    "weekday": "EEEE",
    "wkd": "EEE",
}
"""The styles, and what each is in English: ``full`` Monday 24 September 2018 … ``wkd`` Mon."""
_SKELETONS = {"short": "MMMMd", "month": "yMMMM", "year": "y"}


def day_words(day: date, style: str = "long", language: str | None = None) -> str:
    """Write *day* in the given or the page's language. :raises LookupError: for an unknown style."""
    pattern = ENGLISH[style]
    day = day.date() if isinstance(day, datetime) else day
    locale = Locale.parse(to_locale(language or get_language() or "en"))
    if locale.language == "en" or style in {"weekday", "wkd"}:
        return str(format_date(day, pattern, locale=locale))
    if style in _SKELETONS:
        return str(format_skeleton(_SKELETONS[style], day, locale=locale))
    return str(format_date(day, style, locale=locale))


def day_parts(day: date) -> list[str]:
    """Return weekday, day and year as three short lines, in the order the page's language says them."""
    parts = [day_words(day, style) for style in ("weekday", "short", "year")]
    whole = day_words(day, "long")
    return parts if whole.find(parts[2]) else parts[::-1]  # a language that begins with the year ends with the weekday
