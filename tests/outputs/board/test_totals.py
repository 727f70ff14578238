from datetime import timedelta

import pytest

from daybreak.domain.campaigns.models import CityPlan
from daybreak.domain.deliveries.outcomes import Count
from daybreak.outputs.board.snapshot import BoardState, snapshot, totals
from tests.factories import AT, make_city, make_edition, make_mission, make_pledge, make_target
from tests.outputs.board.factories import TRAVERSE_CITY, make_attempt

pytestmark = pytest.mark.django_db

FOUNDING = (
    *("AU", "CA", "FI", "JP", "MW", "MX", "NL", "PE", "ZA", "KR", "GB"),
    *("US", "US", "US", "US"),  # four cities with a mission; the fifth has none
)


def counted(edition, *, public=True):
    return totals(snapshot(edition, AT + timedelta(days=2), public=public))


def make_founding_edition():
    edition = make_edition()
    for number, country in enumerate(FOUNDING):
        city = make_city(geonames_id=-number - 1, name=f"City {number}", slug=f"city-{number}", country=country)
        make_pledge(target=make_target(edition=edition, city=city))
    CityPlan.objects.create(edition=edition, city=make_city(**TRAVERSE_CITY), solidarity=True)
    return edition


@pytest.mark.parametrize("public", [True, False])
def test_the_founding_edition_has_sixteen_cities_in_twelve_countries(public):
    found = counted(make_founding_edition(), public=public)
    assert (found.cities, found.countries, found.solidarity, found.targets) == (16, 12, 1, 15)
    assert found.deliveries[Count.OPEN] == 15


def test_joiners_slots_and_second_doors_never_count_a_city_twice():
    pledge = make_pledge()
    make_pledge(target=pledge.target, place="joiner", lead=pledge)
    make_pledge(target=pledge.target, place="slot")
    broadcaster = make_target(edition=pledge.edition, mission=make_mission(name="Second office"), primary=False)
    make_pledge(target=broadcaster)
    assert (counted(pledge.edition).cities, counted(pledge.edition).targets) == (1, 2)


def test_a_delivery_counts_by_its_best_try_and_left_at_the_gate_is_apart():
    edition = make_edition()
    for number, outcomes in enumerate((("refused", "mailbox"), ("left",), ("sent",), ("refused",))):
        city = make_city(geonames_id=-number - 1, name=f"City {number}", slug=f"city-{number}")
        pledge = make_pledge(target=make_target(edition=edition, city=city))
        for outcome in outcomes:
            make_attempt(pledge=pledge, outcome=outcome)
    found = counted(edition)
    assert [found.deliveries[one] for one in (Count.DELIVERED, Count.LEFT, Count.SENT, Count.REFUSED)] == [1, 1, 1, 1]
    assert (found.delivered, found.left, found.delivered_cities) == (1, 1, 1)


def test_only_primary_targets_enter_delivered():
    door = make_target(primary=False)
    make_attempt(pledge=make_pledge(target=door))
    found = counted(door.edition)
    assert (found.delivered, found.other_doors[Count.DELIVERED]) == (0, 1)


def test_an_open_target_counts_for_nothing():
    target = make_target()
    assert counted(target.edition, public=False).cities == 0


def test_states_are_counted_in_words():
    pledge = make_pledge()
    make_attempt(pledge=pledge)
    assert counted(pledge.edition).states[BoardState.REPORTED] == 1
