"""Template tags of the look. Built in: no ``{% load %}`` needed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time

from django import template
from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from daybreak.core.look.assets import assets
from daybreak.core.look.dates import day_parts as parts_of
from daybreak.core.look.dates import day_words
from daybreak.core.look.signs import Sign
from daybreak.core.look.signs import sign as sign_of

register = template.Library()


@register.simple_tag
def asset(name: str) -> str:
    """Return the address of an asset, e.g. ``/assets/look.0123456789ab.css``."""
    return f"/assets/{assets()[name].name}"


@register.simple_tag
def icon(symbol: str) -> SafeString:
    """Draw a symbol of ``look/sprite.html`` by its full id, e.g. ``o-hand``. A word must stand beside it."""
    return format_html(
        '<svg class="i" width="16" height="16" aria-hidden="true" focusable="false"><use href="#{}"/></svg>', symbol
    )


@register.simple_tag
def moment(at: datetime) -> SafeString:
    """Write an instant for people and machines, always in UTC and saying so."""
    utc = at.astimezone(UTC)
    words = _("%(day)s, %(hour)s UTC") % {"day": day_words(utc), "hour": f"{utc:%H:%M}"}
    return format_html('<time datetime="{}">{}</time>', utc.strftime("%Y-%m-%dT%H:%MZ"), words)


@register.filter
def given_date(given: str) -> str:
    """Write a source's date as people do: a year, a month (``2018-09``) or a day; other words stay as they are."""
    is_month = len(given) == len("2018-09")
    try:
        found = date.fromisoformat(f"{given}-01" if is_month else given)
    except ValueError:
        return given
    return day_words(found, "month" if is_month else "long")


@register.filter(expects_localtime=True)
def day(when: date | None, style: str = "long") -> str:
    """Write a date as the page's language does; *style* is a key of ``dates.ENGLISH``, e.g. ``full`` or ``short``."""
    return day_words(when, style) if when else ""


@register.filter(expects_localtime=True)
def with_hour(words: str, hour: time | datetime | None) -> str:
    """Put an hour after a day in words: ``{{ attempt.local_date|day:"short"|with_hour:attempt.local_time }}``."""
    return _("%(day)s, %(hour)s") % {"day": words, "hour": f"{hour:%H:%M}"} if hour else words


@register.filter
def day_parts(when: date) -> list[str]:
    """Return weekday, day and year for three lines, in the order of the page's language."""
    return parts_of(when)


@register.simple_tag
def tongue(language: str) -> SafeString:
    """Mark an element whose words are in *language*: ``lang`` and ``dir``, nothing where the page speaks it.

    Stands directly after the element's name: ``<p{% tongue text.language %}>``.
    """
    if language == get_language():
        return SafeString("")
    direction = "rtl" if language.partition("-")[0] in settings.LANGUAGES_BIDI else "ltr"
    return format_html(' lang="{}" dir="{}"', language, direction)


@register.simple_tag
def comma() -> str:
    """Write the comma of the page's language, with its space: Arabic has one of its own."""
    return _(", ")


@register.simple_tag
def semicolon() -> str:
    """Write the semicolon of the page's language, with its space."""
    return _("; ")


@register.filter
def listed(words: Iterable[object]) -> str:
    """Join words as the page's language lists them: *London, Paris*."""
    return _(", ").join(map(str, words))


@register.inclusion_tag("look/state.html")
def state(word: str) -> dict[str, Sign]:
    """Draw a state: shape, word and colour (``{% state "checked" %}``)."""
    return {"sign": sign_of(word)}


@register.filter
def css_of(word: str) -> str:
    """Return the three letters that name a state's shape and colour, for the class of its row."""
    return sign_of(word).css


@register.filter
def spelled(number: int) -> str:
    """Write a small number as a word, as prose does: two to twelve; others stay figures."""
    words = (
        *("", "", _("two"), _("three"), _("four"), _("five"), _("six"), _("seven"), _("eight"), _("nine")),
        *(_("ten"), _("eleven"), _("twelve")),
    )
    return words[number] if 2 <= number < len(words) else str(number)
