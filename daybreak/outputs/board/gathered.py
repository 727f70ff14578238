"""The rows a board is made from, read in a fixed number of queries however many cities there are."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date, time
from uuid import UUID

from django.db.models import Count as Number
from django.db.models import Exists, OuterRef, Q

from daybreak.domain.campaigns.models import CityPlan, Edition, Target
from daybreak.domain.deliveries.models import Attempt, FieldReport, ReportState
from daybreak.domain.deliveries.outcomes import Outcome
from daybreak.domain.gatherings.kinds import GatheringState, Visibility
from daybreak.domain.gatherings.models import Gathering
from daybreak.domain.people.models import ShownAs
from daybreak.domain.places.models import City
from daybreak.domain.pledges.models import Pledge, PledgePart
from daybreak.domain.pledges.states import STANDING, WAITING, Place
from daybreak.outputs.board.states import Claim

NAMED = frozenset({ShownAs.NAME, ShownAs.ORGANISATION})


@dataclass
class Group:
    """What becomes one row: a target with its lead (and leads before it), a separate slot, a solidarity city."""

    city: City
    target: Target | None
    place: Place | None
    pledges: list[Pledge] = field(default_factory=list)
    joiners: list[Pledge] = field(default_factory=list)

    @property
    def standing(self) -> Pledge | None:
        """The pledge whose promise holds, if one does."""
        return next((pledge for pledge in self.pledges if pledge.state in STANDING), None)


@dataclass
class Gathered:
    """Everything one board needs, by key."""

    edition: Edition
    groups: list[Group]
    plans: dict[int, CityPlan]
    attempts: dict[UUID, list[Attempt]]
    waiting: dict[UUID, list[Claim]]
    named: dict[UUID, bool]
    held: frozenset[int]
    offers: Counter[tuple[int, int | None]]


def gather(edition: Edition, *, public: bool) -> Gathered:
    """Read it all. What only the desk may see is not even read for the public board."""
    plans = {plan.city_id: plan for plan in edition.city_plans.select_related("city").defer("desk_note")}
    tried = Exists(Attempt.objects.filter(delivery__pledge=OuterRef("pk")))
    pledges = list(
        Pledge.objects.filter(edition=edition)
        .filter(Q(state__in=STANDING) | Q(tried))
        .select_related("city", "target__mission")
        .order_by("-confirmed_at", "pk")
    )
    groups = _groups(pledges)
    known = {group.city.pk for group in groups.values()}
    for plan in plans.values():
        if plan.solidarity and plan.city_id not in known:
            groups[(None, plan.city_id)] = Group(plan.city, None, None)
    if not public:
        taken = {group.target.pk for group in groups.values() if group.target is not None and group.standing}
        for target in Target.objects.filter(edition=edition).select_related("city", "mission"):
            if target.pk not in taken and (target.pk, None) not in groups:
                groups[(target.pk, None)] = Group(target.city, target, None)
    return Gathered(
        edition,
        list(groups.values()),
        plans,
        _attempts(edition),
        {} if public else _waiting(edition),
        _named(edition),
        _held(edition, public=public),
        Counter() if public else _offers(edition),
    )


def _groups(pledges: list[Pledge]) -> dict[tuple[object, object], Group]:
    """Put pledges together: all leads of one target, each slot, all pledges of one solidarity city."""
    groups: dict[tuple[object, object], Group] = {}
    for pledge in pledges:
        if pledge.place == Place.JOINER:
            continue
        slot = pledge.pk if pledge.place == Place.SLOT else None
        key = (pledge.target_id, slot or (None if pledge.target_id else pledge.city_id))
        group = groups.setdefault(key, Group(pledge.city, pledge.target, Place(pledge.place)))
        group.pledges.append(pledge)
    owner = {pledge.pk: group for group in groups.values() for pledge in group.pledges}
    for pledge in pledges:
        if pledge.place == Place.JOINER and pledge.lead_id in owner:
            owner[pledge.lead_id].joiners.append(pledge)
    return groups


def _attempts(edition: Edition) -> dict[UUID, list[Attempt]]:
    found: dict[UUID, list[Attempt]] = defaultdict(list)
    rows = Attempt.objects.filter(delivery__pledge__edition=edition).select_related("delivery", "report")
    for attempt in rows.defer("report__words").order_by("delivery_id", "position"):
        found[attempt.delivery.pledge_id].append(attempt)
    return found


def _waiting(edition: Edition) -> dict[UUID, list[Claim]]:
    """Return the claims that wait, under the pledge that owns the delivery: a joiner's belong to its lead."""
    found: dict[UUID, list[Claim]] = defaultdict(list)
    rows = FieldReport.objects.filter(pledge__edition=edition, state=ReportState.WAITING).values_list(
        "pledge_id", "pledge__lead_id", "outcome", "local_date", "local_time", "link_id", "pk"
    )
    for pledge, lead, outcome, day, hour, link, pk in rows:
        found[lead or pledge].append(_claim(outcome, day, hour, link or pk))
    return found


def _claim(outcome: str, day: date, hour: time | None, teller: UUID) -> Claim:
    return Claim(Outcome(outcome), day, hour, waiting=True, teller=teller)


def _named(edition: Edition) -> dict[UUID, bool]:
    """Return for each standing pledge whether everybody in it is shown as a name or an organisation."""
    named: dict[UUID, bool] = {}
    rows = PledgePart.objects.filter(pledge__edition=edition, pledge__state__in=STANDING).values_list(
        "pledge_id", "pledge__lead_id", "shown_as", "person__shown_as"
    )
    for pledge, lead, here, always in rows:
        owner = lead or pledge
        named[owner] = named.get(owner, True) and here in NAMED and always in NAMED
    return named


def _held(edition: Edition, *, public: bool) -> frozenset[int]:
    """Return the cities where a gathering was held (a listed one, on the public board)."""
    rows = Gathering.objects.filter(edition=edition, state=GatheringState.HELD)
    if public:
        rows = rows.filter(visibility=Visibility.PUBLIC)
    return frozenset(rows.values_list("city_id", flat=True))


def _offers(edition: Edition) -> Counter[tuple[int, int | None]]:
    """Count offers nobody has decided on, by city and target."""
    rows = Pledge.objects.filter(edition=edition, state__in=WAITING).values_list("city_id", "target_id")
    return Counter({(city, target): number for city, target, number in rows.annotate(number=Number("pk"))})
