"""A person's word: corrections, checks and reviews, and what imports make of them."""

from __future__ import annotations

import pytest

from daybreak.core.journal.models import Entry
from daybreak.domain.missions.models import Correction, FieldSource, Mission
from daybreak.domain.missions.services import (
    CorrectionRefused,
    check_mission,
    correct_mission,
    correct_point,
    mark_reviewed,
)
from tests.domain.missions.lists import AT, import_lines, lowy_line, mission_line, reasons
from tests.factories import DANA, make_city

pytestmark = pytest.mark.django_db
SAID = {"reason": "seen at the gate", "actor": DANA, "at": AT}


def imported(tmp_path, **cells):
    import_lines(tmp_path, mission_line(**cells))
    return Mission.objects.get()


def test_a_correction_survives_every_import_and_the_list_is_told(tmp_path):
    mission = imported(tmp_path)
    correct_mission(mission, field="phone", value="+254-20-555-0777", **SAID)
    result = import_lines(tmp_path, mission_line(phone="+254-20-555-0888", as_of="2026-01-01", website="https://a.org"))
    mission.refresh_from_db()
    assert (mission.phone, mission.website) == ("+254-20-555-0777", "https://a.org")
    assert FieldSource.objects.get(field="phone").value == "+254-20-555-0888"
    assert (2, "differs") in reasons(result)


def test_a_correction_writes_what_was_and_what_is(tmp_path):
    correct_mission(imported(tmp_path), field="phone", value="+254-20-555-0777", **SAID)
    word = Correction.objects.get()
    assert (word.old, word.new, word.reason) == ("+254-20-555-0100", "+254-20-555-0777", "seen at the gate")
    entry = Entry.objects.latest("pk")
    assert (entry.verb, entry.changes["phone"]) == ("correct_mission", ["+254-20-555-0100", "+254-20-555-0777"])
    source = FieldSource.objects.get(field="phone")
    assert (source.checked_on.isoformat(), source.checked_by) == ("2026-11-22", "desk")


def test_a_corrected_city_does_not_double_a_mission_without_id(tmp_path):
    import_lines(tmp_path, lowy_line())
    mission = Mission.objects.get()
    lima = make_city(
        geonames_id=3936456,
        name="Lima",
        country="PE",
        latitude=-12.0,
        longitude=-77.0,
        zone="America/Lima",
        slug="lima",
    )
    correct_mission(mission, field="city", value=lima, **SAID)
    assert import_lines(tmp_path, lowy_line()).unchanged == 1
    mission.refresh_from_db()
    assert (Mission.objects.count(), mission.city) == (1, lima)


def test_a_corrected_kind_does_not_double_a_mission_without_id(tmp_path):
    import_lines(tmp_path, lowy_line())
    correct_mission(Mission.objects.get(), field="kind", value="consulate", **SAID)
    assert import_lines(tmp_path, lowy_line()).unchanged == 1
    assert Mission.objects.get().kind == "consulate"


def test_a_corrected_point_is_kept_whole_and_ends_the_doubt(tmp_path):
    mission = imported(tmp_path, latitude="53.35", longitude="-6.26")
    mission = correct_point(mission, latitude=-1.3, longitude=36.8, **SAID)
    assert (mission.review, mission.precision) == ([], "building")
    import_lines(tmp_path, mission_line(as_of="2026-02-02"))
    mission.refresh_from_db()
    assert (mission.latitude, mission.longitude) == (-1.3, 36.8)


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("sender", "US", "cannot be corrected"),
        ("kind", "castle", "not one of"),
        ("latitude", "high", "number of degrees"),
        ("latitude", 91, "number of degrees"),
        ("city", "Nairobi", "Choose the city"),
        ("name", " ", "needs a name"),
        ("website", "javascript:x", "cannot be used"),
        ("email", "nobody", "cannot be used"),
        ("phone", "1" * 121, "too long"),
        ("phone", "+254-20-555-0100", "already"),
    ],
)
def test_a_correction_that_cannot_stand_is_refused_with_a_sentence(tmp_path, field, value, sentence):
    mission = imported(tmp_path)
    with pytest.raises(CorrectionRefused, match=sentence):
        correct_mission(mission, field=field, value=value, **SAID)
    assert not Correction.objects.exists()


def test_half_a_point_is_refused(tmp_path):
    mission = imported(tmp_path, latitude="", longitude="")
    with pytest.raises(CorrectionRefused, match="Half a point"):
        correct_mission(mission, field="latitude", value=1.0, **SAID)


def test_a_checked_field_is_kept_and_marked_when_a_list_disagrees(tmp_path):
    mission = imported(tmp_path)
    check_mission(mission, fields=["phone"], by="coordinator", actor=DANA, at=AT)
    for _ in range(2):
        import_lines(tmp_path, mission_line(phone="+254-20-555-0888", as_of="2026-02-02"))
    mission.refresh_from_db()
    assert (mission.phone, mission.review) == ("+254-20-555-0100", ["differs"])
    assert FieldSource.objects.get(field="phone").checked_by == "coordinator"


@pytest.mark.parametrize(("fields", "by"), [(["sender"], "desk"), ([], "desk"), (["phone"], " ")])
def test_a_check_without_a_field_or_a_role_is_refused(tmp_path, fields, by):
    with pytest.raises(CorrectionRefused):
        check_mission(imported(tmp_path), fields=fields, by=by, actor=DANA, at=AT)


def test_a_field_no_list_named_can_be_checked(tmp_path):
    check_mission(imported(tmp_path), fields=["address"], by="coordinator", actor=DANA, at=AT)
    source = FieldSource.objects.get(field="address")
    assert (source.family, source.checked_on.isoformat()) == ("desk", "2026-11-22")
    import_lines(tmp_path, mission_line(address="9 Invented Road", as_of="2026-02-02"))
    assert Mission.objects.get().address == ""


def test_a_reviewed_reason_does_not_come_back_with_the_same_list(tmp_path):
    lines = [mission_line(), mission_line(wikidata="Q900000002")]
    import_lines(tmp_path, *lines)
    for mission in Mission.objects.all():
        mark_reviewed(mission, reason="two offices", actor=DANA, at=AT)
    result = import_lines(tmp_path, *lines)
    assert result.unchanged == 2
    assert [mission.review for mission in Mission.objects.all()] == [[], []]


def test_a_review_of_nothing_is_refused(tmp_path):
    with pytest.raises(CorrectionRefused, match="waits for review"):
        mark_reviewed(imported(tmp_path), codes=["no_city"], actor=DANA, at=AT)
