"""Targets out of the directory: search, tick some or take all that match, read what follows, then say yes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from daybreak.core.lib import clock
from daybreak.domain.campaigns.models import Edition, Target
from daybreak.domain.campaigns.services_editing import MOST_AT_ONCE, add_targets
from daybreak.domain.missions.kinds import MissionStatus
from daybreak.domain.missions.models import FRESH_DAYS, FieldSource, Mission
from daybreak.faces.desk.access import actor_of
from daybreak.faces.desk.editing import NUMBER_LENGTH, Came, country_name, done, edition_at
from daybreak.faces.desk.missions_found import (
    Filters,
    chips_of,
    countries_of,
    filters_of,
    found_missions,
)
from daybreak.faces.desk.pages import CONFLICT, WRONG, back, changing, show
from daybreak.faces.desk.paging import address, page_of
from daybreak.faces.desk.setup_checklist import parts_of
from daybreak.faces.desk.setup_targets import ADDED


@dataclass(frozen=True)
class Line:
    """A mission that can be chosen. ``why_not`` is a sentence where it cannot."""

    mission: Mission
    kind: str
    country: str
    wanted: bool
    stale: bool
    why_not: str


@changing()
def pick(request: HttpRequest, edition: int) -> HttpResponse:
    """GET lists missions to tick; POST first shows what was chosen, and adds the targets when that is confirmed."""
    found = edition_at(edition)
    filters = filters_of(request, found, sender=found.campaign.government)
    if request.method != "POST":
        return _page(request, found, filters)
    chosen = _chosen(request, found, filters)
    if not chosen:
        return _page(request, found, filters, Came(_("Tick at least one mission that is no target yet."), WRONG))
    if len(chosen) > MOST_AT_ONCE:
        sentence = _("These are %(number)s missions; at most %(most)s can be added at once. Narrow the choice.")
        return _page(request, found, filters, Came(sentence % {"number": len(chosen), "most": MOST_AT_ONCE}, CONFLICT))
    if request.POST.get("do") != "add":
        return _confirm(request, found, filters, chosen)
    made: list[Target] = []
    missed = done(lambda: made.extend(add_targets(found, missions=chosen, actor=actor_of(request), at=clock.now())))
    if missed is not None:
        return _page(request, found, filters, missed)
    request.session[ADDED] = {"edition": found.pk, "targets": [one.pk for one in made]}
    said = ngettext("%s target is added.", "%s targets are added.", len(made)) % len(made)
    return back(request, said, "desk-targets", found.pk)


def _free(found: Edition, missions: QuerySet[Mission]) -> QuerySet[Mission]:
    """Return those that can become targets: they have a city and work, and are no target yet."""
    wanted = Target.objects.filter(edition=found, mission=OuterRef("pk"))
    return (
        missions.filter(city__isnull=False, vanished_at=None)
        .exclude(status=MissionStatus.CLOSED)
        .exclude(Exists(wanted))
        .select_related("city")
        .order_by("host", "city__name", "kind", "pk")
    )


def _chosen(request: HttpRequest, found: Edition, filters: Filters) -> list[Mission]:
    """Return the ticked missions, or all that match where that was asked."""
    if request.POST.get("which") == "all" or request.POST.get("do") == "all":
        return list(_free(found, found_missions(filters))[: MOST_AT_ONCE + 1])
    ticked = [
        int(key)
        for key in request.POST.getlist("mission")
        if key.isascii() and key.isdigit() and len(key) < NUMBER_LENGTH
    ]
    return list(_free(found, Mission.objects.listed().filter(pk__in=ticked[: MOST_AT_ONCE + 1])))


def _confirm(request: HttpRequest, found: Edition, filters: Filters, chosen: list[Mission]) -> HttpResponse:
    kinds: dict[str, int] = {}
    for mission in chosen:
        words = _(str(mission.get_kind_display()))
        kinds[words] = kinds.get(words, 0) + 1
    everything = request.POST.get("do") == "all"
    countries = {mission.host for mission in chosen}
    context = {
        "edition": found,
        "parts": parts_of(found, "targets"),
        "chosen": [(mission, country_name(mission.host), _(str(mission.get_kind_display()))) for mission in chosen],
        "kinds": sorted(kinds.items(), key=lambda one: -one[1]),
        "countries": len(countries),
        "everything": everything,
        "public": found.opened_at is not None,
        "away": address(filters.values),
    }
    return show(request, "setup_picked", context, here="edition")


def _page(request: HttpRequest, found: Edition, filters: Filters, came: Came | None = None) -> HttpResponse:
    came = came or Came()
    missions = found_missions(filters)
    # Without a date nothing can be called stale.
    checked = FieldSource.objects.filter(mission=OuterRef("pk"), checked_on__gte=filters.since or date.min)
    facts = missions.annotate(
        wanted=Exists(Target.objects.filter(edition=found, mission=OuterRef("pk"))), fresh=Exists(checked)
    )
    page = page_of(
        request, facts.select_related("city").order_by("host", "city__name", "kind", "pk"), filters=filters.values
    )
    context = {
        "edition": found,
        "parts": parts_of(found, "targets"),
        "page": page,
        "lines": [_line(mission, dated=filters.since is not None) for mission in page.rows],
        "free": _free(found, missions).count(),
        "filters": filters.values,
        "hidden": [(name, filters[name]) for name in ("kind", "status", "show") if filters[name]],
        "chips": chips_of(filters),
        "senders": countries_of(filters, "sender"),
        "hosts": countries_of(filters, "host"),
        "directory": Mission.objects.listed().exists(),
        "fresh_days": FRESH_DAYS,
        "ticked": request.POST.getlist("mission"),
        "here_again": address(filters.values),
        "refused": came.refused,
    }
    return show(request, "setup_pick", context, here="edition", status=came.status)


def _line(mission: Mission, *, dated: bool) -> Line:
    why_not = ""
    if mission.city is None:
        why_not = _("Its city is not known: correct that in the directory first.")
    elif mission.status == MissionStatus.CLOSED:
        why_not = _("It is closed.")
    elif mission.vanished_at is not None:
        why_not = _("It is gone from its source: look at it in the directory first.")
    return Line(
        mission=mission,
        kind=_(str(mission.get_kind_display())),
        country=country_name(mission.host),
        wanted=mission.wanted,  # type: ignore[attr-defined]
        stale=dated and not mission.fresh,  # type: ignore[attr-defined]
        why_not=why_not,
    )
