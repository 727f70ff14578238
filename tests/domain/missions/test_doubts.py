"""One office listed twice, and a field somebody says is wrong."""

from datetime import timedelta

import pytest

from daybreak.core.journal.models import Entry
from daybreak.domain.missions.models import Dispute, FieldSource, Mission
from daybreak.domain.missions.retention import due
from daybreak.domain.missions.services import check_mission
from daybreak.domain.missions.services_doubts import (
    DisputeRefused,
    MergeRefused,
    dispute_mission,
    merge_mission,
    part_mission,
    settle_dispute,
)
from tests.domain.missions.lists import ACTOR, AT, import_lines, mission_line
from tests.factories import make_mission

pytestmark = pytest.mark.django_db

SAID = {"actor": ACTOR, "at": AT}
BECAUSE = {"reason": "One door, two lists.", **SAID}


def test_the_row_that_stays_takes_what_only_the_other_knows_with_its_source():
    gone = make_mission(address="Invented Street 1", phone="1", source_id="Q1")
    stays = make_mission(phone="2")
    check_mission(gone, fields=["address"], by="desk", **SAID)
    merge_mission(gone, into=stays, **BECAUSE)
    assert (stays.address, stays.phone, stays.source_id) == ("Invented Street 1", "2", "Q1")
    assert FieldSource.objects.get(mission=stays, field="address").checked_by == "desk"
    assert (gone.merged_into, gone.source_id) == (stays, "")
    assert Entry.objects.filter(verb="merge_mission").count() == 2


def test_a_merged_row_is_kept_but_not_listed():
    gone, stays = make_mission(), make_mission()
    merge_mission(gone, into=stays, **BECAUSE)
    assert list(Mission.objects.listed()) == [stays]
    assert Mission.objects.count() == 2


@pytest.mark.parametrize("fault", ["same", "state", "merged", "reason"])
def test_what_cannot_be_merged(fault):
    gone, stays = make_mission(), make_mission(sender="RU" if fault == "state" else "CN")
    if fault == "merged":
        merge_mission(gone, into=make_mission(), **BECAUSE)
    with pytest.raises(MergeRefused):
        merge_mission(
            gone,
            into=gone if fault == "same" else stays,
            **{**BECAUSE, "reason": " "} if fault == "reason" else BECAUSE,
        )


def test_rows_merged_before_follow_to_the_row_that_stands_now():
    first, second, third = make_mission(), make_mission(), make_mission()
    merge_mission(first, into=second, **BECAUSE)
    merge_mission(second, into=third, **BECAUSE)
    first.refresh_from_db()
    assert first.merged_into == third


def test_a_merging_is_taken_back():
    gone, stays = make_mission(), make_mission()
    merge_mission(gone, into=stays, **BECAUSE)
    part_mission(gone, **BECAUSE)
    assert Mission.objects.listed().count() == 2
    with pytest.raises(MergeRefused, match="stands for itself"):
        part_mission(gone, **BECAUSE)


def test_the_same_list_asks_no_more_and_makes_no_third_row(tmp_path):
    lines = [mission_line(), mission_line(wikidata="Q900000002", name="Chinese Embassy")]
    import_lines(tmp_path, *lines)
    one, other = Mission.objects.order_by("pk")
    assert "same_key" in one.review
    merge_mission(other, into=one, **BECAUSE)
    assert import_lines(tmp_path, *lines).unchanged == 2
    assert Mission.objects.count() == 2
    assert list(Mission.objects.listed().values_list("review", flat=True)) == [[]]


def test_a_list_without_ids_means_the_row_that_stays(tmp_path):
    gone, stays = make_mission(), make_mission()
    merge_mission(gone, into=stays, **BECAUSE)
    line = mission_line(wikidata="", source="lowy", address="Invented Street 9")
    assert import_lines(tmp_path, line).refused == 0
    stays.refresh_from_db()
    assert stays.address == "Invented Street 9"
    assert Mission.objects.count() == 2


def test_a_dispute_changes_nothing_by_itself_and_is_settled_once():
    mission = make_mission(phone="1")
    dispute = dispute_mission(mission, field="phone", words="Rings at a shop.", by="coordinator", **SAID)
    mission.refresh_from_db()
    assert mission.phone == "1"
    settle_dispute(dispute, answer="It rings at the gate now.", **SAID)
    with pytest.raises(DisputeRefused, match="already"):
        settle_dispute(dispute, answer="Again.", **SAID)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"field": "sender"}, "Only these"),
        ({"words": " "}, "what is wrong"),
        ({"words": "a" * 1001}, "at most 1000"),
        ({"by": ""}, "which role"),
    ],
)
def test_a_dispute_says_what_is_wrong_and_who_says_so(fields, sentence):
    asked = {"field": "phone", "words": "Wrong.", "by": "coordinator", **fields}
    with pytest.raises(DisputeRefused, match=sentence):
        dispute_mission(make_mission(), **asked, **SAID)


def test_a_disputes_words_are_sealed_and_forgotten_after_ninety_days():
    dispute = dispute_mission(make_mission(), field="phone", words="Rings at a shop.", by="coordinator", **SAID)
    assert Entry.objects.get().changes["words"] == "changed"
    assert due(AT + timedelta(days=90)) == 0
    assert due(AT + timedelta(days=91)) == 1
    assert Dispute.objects.get(pk=dispute.pk).words == ""
    assert due(AT + timedelta(days=91)) == 0


def test_stale_is_what_nobody_checked_since_a_day():
    checked, other = make_mission(), make_mission()
    check_mission(checked, fields=["address"], by="desk", **SAID)
    assert list(Mission.objects.stale(AT.date())) == [other]
    assert Mission.objects.stale(AT.date() + timedelta(days=1)).count() == 2
