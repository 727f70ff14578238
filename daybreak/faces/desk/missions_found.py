"""Which missions a list of the directory shows: search, filters with counts, in few questions to the database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _

from daybreak.domain.campaigns.models import Edition
from daybreak.domain.missions.importers.words import Reason
from daybreak.domain.missions.kinds import MissionKind, MissionStatus
from daybreak.domain.missions.models import FRESH_DAYS, Dispute, FieldSource, Mission
from daybreak.domain.places.models import City
from daybreak.domain.places.services import places
from daybreak.faces.desk.editing import Choices, country_name
from daybreak.faces.desk.paging import Chip, chip

NAMES = ("q", "sender", "host", "kind", "status", "show")
ANY = "any"
"""Asks for every state, where a page would otherwise begin with one."""

_LONGEST = 80
SPELLED_FROM = 2
"""Letters from which a text is also looked up as another spelling of a city (one Chinese city has two)."""


@dataclass(frozen=True)
class Filters:
    """What an address asks for. ``since``: a mission nobody checked from that day on is stale."""

    values: Mapping[str, str]
    since: date | None

    def __getitem__(self, name: str) -> str:
        return self.values[name]


def filters_of(request: HttpRequest, edition: Edition | None, **defaults: str) -> Filters:
    """Read the filters of an address; *defaults* stand where it does not name them."""
    values = {name: request.GET.get(name, defaults.get(name, "")).strip()[:_LONGEST] for name in NAMES}
    return Filters(values, stale_since(edition))


def stale_since(edition: Edition | None) -> date | None:
    """Return the day from which a check counts as fresh for *edition*; None without a date."""
    return edition.date - timedelta(days=FRESH_DAYS) if edition is not None and edition.date else None


def found_missions(filters: Filters, *, leaving_out: str = "") -> QuerySet[Mission]:
    """Return the listed missions that match; *leaving_out* names a filter that is not asked (for its counts)."""
    found = Mission.objects.listed()
    if filters["q"]:
        found = found.filter(_search(filters["q"]))
    for name in ("sender", "host", "kind", "status"):
        if filters[name] not in ("", ANY) and name != leaving_out:
            found = found.filter(**{name: "" if filters[name] == "none" else filters[name]})
    wanted = shows(filters).get(filters["show"])
    return found.filter(wanted) if wanted is not None and leaving_out != "show" else found


def _search(text: str) -> Q:
    """Return the missions whose name, city or address holds *text*; a city is found in any spelling and script."""
    spelled = [city.geonames_id for city in places().by_name(text)] if len(text) >= SPELLED_FROM else []
    cities = City.objects.filter(Q(name__icontains=text) | Q(geonames_id__in=spelled)).values("pk")
    return (
        Q(name__icontains=text)
        | Q(address__icontains=text)
        | Q(city__in=cities)
        | Q(city_as_given__icontains=text)
        | Q(source_id__iexact=text)
    )


def shows(filters: Filters) -> dict[str, Q]:
    """Return what can be asked beside the closed lists, by its name in the address."""
    disputed = Dispute.objects.filter(settled_at=None).values("mission")
    asked = {
        "review": ~Q(review=[]),
        "disputed": Q(pk__in=disputed),
        "noaddress": Q(address=""),
        "gone": Q(vanished_at__isnull=False),
    }
    if filters.since is not None:
        checked = FieldSource.objects.filter(checked_on__gte=filters.since).values("mission")
        asked["stale"] = ~Q(pk__in=checked)
    return asked


def chips_of(filters: Filters) -> list[tuple[str, list[Chip]]]:
    """Return the closed filters with their counts, each counted as if it were not chosen."""
    return [
        (_("Kind"), _chips(filters, "kind", dict(MissionKind.choices))),
        (_("Status"), _chips(filters, "status", dict(MissionStatus.choices))),
        (_("Only"), _shown(filters)),
    ]


def _chips(filters: Filters, name: str, words: Mapping[str, str]) -> list[Chip]:
    counted = dict(found_missions(filters, leaving_out=name).order_by().values_list(name).annotate(number=Count("pk")))
    return [
        chip(filters.values, name, value, _(str(label)), counted[value])
        for value, label in words.items()
        if value in counted
    ]


def _shown(filters: Filters) -> list[Chip]:
    words = {
        "review": _("waits for review"),
        "disputed": _("disputed"),
        "stale": _("not checked lately"),
        "noaddress": _("no address"),
        "gone": _("gone from its source"),
    }
    asked = shows(filters)
    counted = found_missions(filters, leaving_out="show").aggregate(
        **{name: Count("pk", filter=wanted) for name, wanted in asked.items()}
    )
    return [chip(filters.values, "show", name, words[name], counted[name]) for name in asked if counted[name]]


def countries_of(filters: Filters, name: str) -> Choices:
    """Return the states of one side (``sender`` or ``host``) with their counts, by name."""
    counted = found_missions(filters, leaving_out=name).order_by().values_list(name).annotate(number=Count("pk"))
    named = [
        (code or "none", f"{country_name(code) if code else _('not known')} ({number})") for code, number in counted
    ]
    return sorted(named, key=lambda one: one[1])


def reason_words(codes: list[str]) -> list[str]:
    """Return the reasons for review in words; a code that is on no list stands as it is."""
    return [_(str(Reason(code).label)) if code in Reason.values else code for code in codes]
