"""Targets: many at once, taken away, and following a merging."""

import pytest

from daybreak.core.journal.models import Entry
from daybreak.domain.campaigns import services_editing
from daybreak.domain.campaigns.models import Target
from daybreak.domain.campaigns.services import add_target
from daybreak.domain.campaigns.services_editing import (
    TargetRefused,
    add_targets,
    change_target,
    merge_missions,
    remove_target,
)
from tests.factories import (
    AT,
    DANA,
    LIMA,
    make_city,
    make_edition,
    make_mission,
    make_pledge,
    make_target,
)

pytestmark = pytest.mark.django_db

SAID = {"actor": DANA, "at": AT}


def test_many_missions_become_targets_at_once_each_with_its_line_and_address():
    edition, city = make_edition(), make_city()
    missions = [make_mission(city=city, kind=kind) for kind in ("consulate", "consulate", "embassy")]
    made = add_targets(edition, missions=[*missions, missions[0]], **SAID)
    assert [one.slug for one in made] == ["consulate", "consulate-2", "embassy"]
    assert Entry.objects.filter(verb="add_targets").count() == 3
    assert add_targets(edition, missions=missions, **SAID) == []


def test_a_mission_without_a_city_is_no_target_and_none_of_the_others_is_added():
    homeless = make_mission(name="Lost Embassy")
    homeless.city = None
    with pytest.raises(TargetRefused, match="Lost Embassy"):
        add_targets(make_edition(), missions=[make_mission(), homeless], **SAID)
    assert not Target.objects.exists()


def test_an_edition_that_is_over_gets_no_targets():
    with pytest.raises(TargetRefused, match="is over"):
        add_targets(make_edition(state="closed", closed_at=AT), missions=[make_mission()], **SAID)


def test_too_many_at_once_are_refused(monkeypatch):
    monkeypatch.setattr(services_editing, "MOST_AT_ONCE", 1)
    with pytest.raises(TargetRefused, match="Narrow"):
        add_targets(make_edition(), missions=[make_mission(), make_mission()], **SAID)


def test_a_target_nobody_had_to_do_with_is_removed_and_a_promised_one_stays():
    free = make_target()
    promised = make_pledge(target=make_target(edition=free.edition)).target
    remove_target(free, **SAID)
    with pytest.raises(TargetRefused, match="stays on the record"):
        remove_target(promised, **SAID)
    assert list(Target.objects.all()) == [promised]
    assert Entry.objects.filter(verb="remove_target").count() == 1


def test_only_a_mission_counts_as_primary():
    city = make_city()
    door = add_target(make_edition(), city=city, kind="broadcaster", name="A Broadcaster", primary=False, **SAID)
    with pytest.raises(TargetRefused, match="Only a mission"):
        change_target(door, name="A Broadcaster", primary=True, **SAID)
    change_target(door, name=" The  Broadcaster ", primary=False, **SAID)
    assert door.name == "The Broadcaster"


def test_targets_follow_a_merging():
    gone, stays = make_mission(), make_mission()
    target = make_target(mission=gone)
    merge_missions(gone, into=stays, reason="One door, two lists.", **SAID)
    target.refresh_from_db()
    assert target.mission == stays


def test_two_targets_of_an_edition_under_way_are_not_merged_and_nothing_is():
    gone, stays = make_mission(), make_mission()
    edition = make_target(mission=gone).edition
    make_target(mission=stays, edition=edition)
    with pytest.raises(TargetRefused, match="Remove one"):
        merge_missions(gone, into=stays, reason="One door.", **SAID)
    gone.refresh_from_db()
    assert gone.merged_into is None


def test_the_record_of_an_edition_that_is_over_stays_as_it_was():
    gone, stays = make_mission(city=make_city(**LIMA)), make_mission()
    edition = make_edition(state="archived", closed_at=AT)
    past = make_target(mission=gone, edition=edition)
    make_target(mission=stays, edition=edition)
    merge_missions(gone, into=stays, reason="One door.", **SAID)
    past.refresh_from_db()
    assert past.mission == gone
