"""Template tags of the look. Built in: no ``{% load %}`` needed."""

from __future__ import annotations

from datetime import UTC, date, datetime

from django import template
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from daybreak.core.look.assets import assets
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
    words = f"{date_format(utc, 'j F Y, H:i')} UTC"
    return format_html('<time datetime="{}">{}</time>', utc.strftime("%Y-%m-%dT%H:%MZ"), words)


@register.filter
def given_date(given: str) -> str:
    """Write a source's date as people do: a year, a month (``2018-09``) or a day; other words stay as they are."""
    try:
        day = date.fromisoformat(f"{given}-01" if len(given) == len("2018-09") else given)
    except ValueError:
        return given
    return date_format(day, "F Y" if len(given) == len("2018-09") else "j F Y")


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
