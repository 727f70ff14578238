"""What an import stores, what it leaves alone, and what it says about each line."""

from __future__ import annotations

import pytest

from daybreak.core.journal.models import Entry
from daybreak.core.journal.services import seal_journal, verify_journal
from daybreak.domain.missions.models import FieldSource, Mission
from daybreak.domain.missions.services import import_missions
from tests.domain.missions.lists import (
    ACTOR,
    AT,
    import_lines,
    lowy_line,
    mission_line,
    reasons,
)

pytestmark = pytest.mark.django_db


def test_a_line_becomes_a_mission_with_a_source_for_each_field(tmp_path):
    result = import_lines(tmp_path, mission_line())
    mission = Mission.objects.get()
    assert (mission.sender, mission.host, mission.city.name, mission.kind) == ("CN", "KE", "Nairobi", "embassy")
    assert (mission.precision, mission.source_id, mission.review) == ("building", "Q900000001", [])
    said = {source.field: source for source in mission.sources.all()}
    assert set(said) == {"name", "kind", "city", "latitude", "longitude", "precision", "phone"}
    assert (said["phone"].family, said["phone"].as_of, said["phone"].licence) == ("wikidata", "2022-11-16", "CC0-1.0")
    assert (result.created, result.doubted, result.refused) == (1, 0, 0)


def test_the_same_list_again_changes_nothing_and_writes_no_journal_line(tmp_path):
    lines = [mission_line(), lowy_line(city="Mombasa", kind="consulate_general", name="Consulate, Mombasa")]
    import_lines(tmp_path, *lines)
    entries, sources = Entry.objects.count(), list(FieldSource.objects.order_by("pk").values())
    result = import_lines(tmp_path, *lines)
    assert (result.created, result.changed, result.unchanged) == (0, 0, 2)
    assert Entry.objects.count() == entries == 2
    assert list(FieldSource.objects.order_by("pk").values()) == sources


def test_a_new_value_of_the_same_source_replaces_the_old_one_and_says_so_in_the_journal(tmp_path):
    import_lines(tmp_path, mission_line())
    result = import_lines(tmp_path, mission_line(phone="+254-20-555-0199"))
    assert result.changed == 1
    last = Entry.objects.latest("pk")
    assert last.changes == {"phone": ["+254-20-555-0100", "+254-20-555-0199"]}
    assert FieldSource.objects.get(field="phone").value == "+254-20-555-0199"


def test_an_older_list_of_the_same_source_changes_nothing(tmp_path):
    import_lines(tmp_path, mission_line())
    result = import_lines(tmp_path, mission_line(phone="+254-20-555-0000", as_of="2019-01-01"))
    assert (result.changed, result.kept) == (0, 1)
    assert Mission.objects.get().phone == "+254-20-555-0100"


def test_a_newer_list_that_says_the_same_moves_the_date_and_nothing_else(tmp_path):
    import_lines(tmp_path, mission_line())
    result = import_lines(tmp_path, mission_line(as_of="2025-01-01"))
    assert (result.changed, Entry.objects.count()) == (0, 1)
    assert set(FieldSource.objects.values_list("as_of", flat=True)) == {"2025-01-01"}


def test_a_blank_value_wipes_nothing(tmp_path):
    import_lines(tmp_path, mission_line())
    result = import_lines(tmp_path, mission_line(phone="", latitude="", longitude="", as_of="2025-01-01"))
    mission = Mission.objects.get()
    assert (result.unchanged, mission.phone, mission.latitude) == (1, "+254-20-555-0100", -1.2921)


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_a_line_without_id_and_a_line_with_one_are_one_mission_in_either_order(tmp_path, order):
    lines = [lowy_line(address="1 Invented Road"), mission_line()]
    for number in (*order, *order):
        import_lines(tmp_path, lines[number])
    mission = Mission.objects.get()
    assert (mission.source_id, mission.source_family, mission.precision) == ("Q900000001", "wikidata", "building")
    assert (mission.latitude, mission.address) == (-1.2921, "1 Invented Road")
    assert {import_lines(tmp_path, line).unchanged for line in lines} == {1}


def test_one_file_may_hold_both_lines_of_one_mission(tmp_path):
    result = import_lines(tmp_path, lowy_line(), mission_line())
    assert Mission.objects.count() == 1
    assert (result.created, result.taken) == (1, 2)
    assert import_lines(tmp_path, lowy_line(), mission_line()).unchanged == 2


def test_a_better_point_of_a_lesser_source_wins_over_a_suspect_one(tmp_path):
    import_lines(tmp_path, mission_line(latitude="64.1", longitude="-21.9"))
    import_lines(tmp_path, lowy_line())
    mission = Mission.objects.get()
    assert (mission.latitude, mission.precision, mission.review) == (-1.2833, "city", [])


def test_two_offices_of_one_state_and_kind_in_a_city_stay_two(tmp_path):
    geneva = {"country": "CH", "city": "Geneva", "kind": "permanent_mission", "latitude": "", "longitude": ""}
    lines = [lowy_line(**geneva, name="Mission to the United Nations"), lowy_line(**geneva, name="Mission to the WTO")]
    import_lines(tmp_path, *lines)
    result = import_lines(tmp_path, *reversed(lines))
    assert (Mission.objects.count(), result.unchanged) == (2, 2)


def test_two_ids_with_one_natural_key_are_both_stored_and_marked(tmp_path):
    result = import_lines(tmp_path, mission_line(), mission_line(wikidata="Q900000002"))
    assert [mission.review for mission in Mission.objects.all()] == [["same_key"], ["same_key"]]
    assert reasons(result) == [(2, "same_key"), (3, "same_key")]


def test_a_line_that_may_mean_either_of_two_missions_is_listed_and_both_are_marked(tmp_path):
    import_lines(tmp_path, mission_line(), mission_line(wikidata="Q900000002"))
    result = import_lines(tmp_path, lowy_line(name="Chinese embassy"))
    assert (result.refused, Mission.objects.count(), reasons(result)) == (1, 2, [(2, "ambiguous")])
    assert all("ambiguous" in mission.review for mission in Mission.objects.all())
    assert import_lines(tmp_path, lowy_line(name="Chinese embassy")).refused == 1


def test_other_offices_of_different_kinds_are_not_one(tmp_path):
    import_lines(tmp_path, lowy_line(kind="honorary_consulate", name="Honorary consul"))
    import_lines(tmp_path, lowy_line(kind="representative_office", name="Trade office"))
    assert Mission.objects.count() == 2


def test_the_same_line_twice_is_taken_once(tmp_path):
    result = import_lines(tmp_path, mission_line(), mission_line(phone="1"), lowy_line(), lowy_line())
    assert reasons(result)[:2] == [(3, "duplicate"), (5, "duplicate")]
    assert "line 2" in result.refusals[0].text


def test_two_hundred_and_one_lines_are_two_batches(tmp_path):
    seen = []
    lines = [mission_line(wikidata=f"Q{number}", city="", name=f"Office {number}") for number in range(1, 202)]
    path = tmp_path / "list.csv"
    import_lines(tmp_path, *lines)
    import_missions(path, actor=ACTOR, at=AT, progress=lambda done, of: seen.append((done, of)))
    assert (seen, Mission.objects.count()) == ([(200, 201), (201, 201)], 201)


def test_the_journal_lines_of_an_import_can_be_sealed_and_verified(tmp_path):
    import_lines(tmp_path, mission_line(), lowy_line(city="Mombasa", kind="consulate", name="Consulate, Mombasa"))
    seal_journal(at=AT)
    assert (verify_journal().entries, verify_journal().broken) == (2, None)
    Entry.objects.filter(pk=Entry.objects.earliest("pk").pk).update(changes={"name": [None, "Another"]})
    assert "was changed" in verify_journal().broken
