"""Whether an office is likely closed on a day: weekends of the host state, public holidays of both states.

Opening hours are not known here. Holidays come from the ``holidays`` package (design.md §9.20).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import holidays
from django.utils.translation import get_language, gettext_noop
from django.utils.translation import gettext as _

from daybreak.core.lib import countries

SATURDAY_AND_SUNDAY = frozenset({5, 6})
TRANSLATED = (
    *(gettext_noop("Autumnal Equinox Day"), gettext_noop("Chuseok"), gettext_noop("Heritage Day")),
    *(gettext_noop("Mid-Autumn Festival"), gettext_noop("Substitute Holiday")),
    *(gettext_noop("The day preceding Chuseok"), gettext_noop("The second day of Chuseok")),
)
"""Holidays about 24 September that the catalogues know. Any other keeps its English name."""


@dataclass(frozen=True)
class ClosedDay:
    """A public holiday in one state: its code, and the holiday's English name."""

    country: str
    holiday: str


@dataclass(frozen=True)
class OpenFact:
    """What is known of an office on one day. ``weekend`` is the host state's."""

    day: date
    weekend: bool
    closed_days: tuple[ClosedDay, ...]

    @property
    def closed(self) -> bool:
        """Whether there is a reason to expect a closed door."""
        return self.weekend or bool(self.closed_days)

    @property
    def sentences(self) -> tuple[str, ...]:
        """One sentence per reason, in the active language; that hours are unknown where there is none."""
        language = get_language() or "en"
        said = [
            _("Closed day in %(country)s: %(holiday)s.")
            % {"country": countries.name(one.country, language), "holiday": _(one.holiday)}
            for one in self.closed_days
        ]
        if self.weekend:
            said.append(_("It is the weekend there."))
        return tuple(said) or (_("No closed day is known; opening hours are not known."),)

    @property
    def words(self) -> str:
        """The sentences in one text."""
        return " ".join(self.sentences)


@lru_cache(maxsize=512)
def _calendar(country: str, year: int) -> holidays.HolidayBase | None:
    try:
        return holidays.country_holidays(country, years=[year], language="en_US", expand=False)
    except NotImplementedError:
        return None  # the package does not know this country: say nothing rather than guess


def open_fact(day: date, *, host: str, sender: str = "") -> OpenFact:
    """Return what is known of *day* for an office of *sender* (empty: no state's office) in *host*."""
    own = _calendar(host, day.year)
    weekend = day.weekday() in (own.weekend if own is not None else SATURDAY_AND_SUNDAY)
    closed = []
    for country in dict.fromkeys(code for code in (sender, host) if code):
        calendar = _calendar(country, day.year)
        name = calendar.get(day) if calendar is not None else None
        if name:
            closed.append(ClosedDay(country, str(name).replace("; ", ", ")))
    return OpenFact(day, weekend, tuple(closed))
