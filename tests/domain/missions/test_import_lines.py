"""Each reason a line can be refused or doubted for."""

from __future__ import annotations

import pytest

from daybreak.domain.missions.models import Mission
from tests.domain.missions.lists import as_text, import_bytes, import_lines, lowy_line, mission_line, reasons

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"city": ""}, "no_city"),
        ({"city": "Nowhereville"}, "unknown_city"),
        ({"country": "JP", "city": "Chūō-ku", "latitude": "", "longitude": ""}, "several_cities"),
        ({"sending_country": ""}, "no_sender"),
        ({"sending_country": "Atlantis"}, "unknown_sender"),
        ({"country": "ZZ"}, "unknown_country"),
        ({"country": ""}, "no_country"),
        ({"latitude": "36.7846", "longitude": "-1.2921"}, "swapped_point"),
        ({"latitude": "53.35", "longitude": "-6.26"}, "suspect_point"),
        ({"coord_precision": "suspect"}, "suspect_point"),
        ({"latitude": "north"}, "bad_number"),
        ({"latitude": "nan"}, "bad_number"),
        ({"latitude": "200", "longitude": "200"}, "bad_number"),
        ({"longitude": ""}, "bad_number"),
        ({"latitude": "116.4", "longitude": "39.9"}, "swapped_point"),
        ({"kind": "teahouse"}, "unknown_kind"),
        ({"name": ""}, "no_name"),
        ({"website": "javascript:alert(1)"}, "bad_value"),
        ({"email": "nobody"}, "bad_value"),
        ({"phone": "1" * 121}, "bad_value"),
    ],
)
def test_a_doubtful_line_is_stored_marked_and_listed(tmp_path, cells, reason):
    result = import_lines(tmp_path, mission_line(**cells))
    mission = Mission.objects.get()
    assert reason in mission.review
    assert result.doubted == 1
    assert any(note.line == 2 for note in result.notes)
    again = import_lines(tmp_path, mission_line(**cells))
    assert (again.unchanged, again.doubted) == (1, 1)


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"as_of": "yesterday"}, "bad_date"),
        ({"as_of": "2099-01-01"}, "bad_date"),
        ({"name": "N" * 301}, "overlong"),
        ({"city": "C" * 201}, "overlong"),
        ({"source": ""}, "no_source"),
        ({"status": "haunted"}, "bad_value"),
    ],
)
def test_a_small_fault_is_listed_and_the_rest_is_taken(tmp_path, cells, reason):
    result = import_lines(tmp_path, mission_line(**cells))
    assert (2, reason) in reasons(result)
    assert Mission.objects.count() == 1


def test_a_doubtful_point_is_kept_as_given(tmp_path):
    import_lines(tmp_path, mission_line(latitude="36.7846", longitude="-1.2921"))
    mission = Mission.objects.get()
    assert (mission.latitude, mission.longitude, mission.precision) == (36.7846, -1.2921, "suspect")


def test_a_point_off_the_earth_is_kept_as_text(tmp_path):
    import_lines(tmp_path, mission_line(latitude="116.4", longitude="39.9"))
    mission = Mission.objects.get()
    assert (mission.latitude, mission.precision) == (None, "none")
    assert mission.sources.get(field="latitude").value == "116.4"


def test_a_far_point_names_the_town_it_lies_near(tmp_path):
    result = import_lines(tmp_path, mission_line(latitude="53.35", longitude="-6.26"))
    assert "near Dublin, IE" in str(result.notes[0])


def test_an_unknown_kind_is_kept_as_given(tmp_path):
    import_lines(tmp_path, mission_line(kind="Tea House"))
    mission = Mission.objects.get()
    assert (mission.kind, mission.kind_as_given) == ("other_office", "Tea House")


def test_a_text_that_cannot_be_used_is_kept_beside_the_mission_until_a_better_one_comes(tmp_path):
    import_lines(tmp_path, mission_line(website="javascript:alert(1)"))
    mission = Mission.objects.get()
    assert (mission.website, mission.sources.get(field="website").value) == ("", "javascript:alert(1)")
    import_lines(tmp_path, mission_line(website="https://example.org/"))
    mission.refresh_from_db()
    assert (mission.website, mission.review) == ("https://example.org/", [])


def test_the_district_is_tried_where_the_city_is_not_known(tmp_path):
    import_lines(tmp_path, mission_line(city="Some Hill", locality_raw="Nairobi"))
    mission = Mission.objects.get()
    assert (mission.city.name, mission.city_as_given, mission.review) == ("Nairobi", "Some Hill", [])


def test_a_line_with_neither_country_nor_id_is_refused(tmp_path):
    result = import_lines(tmp_path, lowy_line(country=""))
    assert (reasons(result), Mission.objects.count()) == ([(2, "no_country")], 0)


def test_an_id_that_cannot_be_one_is_refused(tmp_path):
    result = import_lines(tmp_path, mission_line(wikidata="<script>"))
    assert (reasons(result), Mission.objects.count()) == ([(2, "bad_value")], 0)


def test_an_id_may_be_a_web_address_as_the_query_service_gives_it(tmp_path):
    import_lines(tmp_path, mission_line(wikidata="http://www.wikidata.org/entity/Q42"))
    assert Mission.objects.get().source_id == "Q42"


def test_countries_may_be_written_out(tmp_path):
    import_lines(tmp_path, mission_line(sending_country="China", country="KEN"))
    mission = Mission.objects.get()
    assert (mission.sender, mission.host) == ("CN", "KE")


def test_control_and_direction_signs_are_taken_out(tmp_path):
    import_lines(tmp_path, mission_line(name="Embassy\u202e of\x00 \tChina"))
    assert Mission.objects.get().name == "Embassy of China"


def test_a_line_that_is_not_utf8_is_refused_with_its_byte_and_the_rest_is_taken(tmp_path):
    text = as_text(mission_line(), mission_line(wikidata="Q2", name="Ambassade à Nairobi"), mission_line(wikidata="Q3"))
    result = import_bytes(tmp_path, text.encode("latin-1"))
    assert (reasons(result)[0], result.taken) == ((3, "encoding"), 2)
    assert "0xE0" in result.refusals[0].text
