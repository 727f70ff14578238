"""A mission its list no longer has: marked, never deleted, and judged by its own family of sources only."""

from __future__ import annotations

import pytest

from daybreak.domain.missions.models import Mission
from daybreak.domain.missions.services import mark_reviewed
from tests.domain.missions.lists import AT, as_text, import_bytes, import_lines, lowy_line, mission_line, reasons
from tests.factories import DANA

pytestmark = pytest.mark.django_db
LIMA = {"country": "PE", "city": "Lima", "name": "Embassy of China, Lima", "latitude": "", "longitude": ""}
ONE, TWO = mission_line(), mission_line(wikidata="Q2", **LIMA)


def lima() -> Mission:
    return Mission.objects.get(city__name="Lima")


def test_a_mission_missing_from_its_list_is_marked_and_stays(tmp_path):
    import_lines(tmp_path, ONE, TWO)
    result = import_lines(tmp_path, ONE)
    assert (result.vanished, reasons(result)) == (1, [(0, "vanished")])
    assert (lima().vanished_at, lima().review) == (AT, ["vanished"])
    assert import_lines(tmp_path, ONE).vanished == 0


def test_a_mission_that_comes_back_is_unmarked_and_may_vanish_again(tmp_path):
    import_lines(tmp_path, ONE, TWO)
    import_lines(tmp_path, ONE)
    assert import_lines(tmp_path, ONE, TWO).returned == 1
    assert (lima().vanished_at, lima().review) == (None, [])
    assert import_lines(tmp_path, ONE).vanished == 1


def test_another_family_says_nothing_about_it(tmp_path):
    import_lines(tmp_path, ONE, TWO)
    assert import_lines(tmp_path, lowy_line(as_of="2026-01-01")).vanished == 0


def test_a_list_of_other_states_says_nothing_about_it(tmp_path):
    import_lines(tmp_path, ONE, TWO)
    result = import_lines(tmp_path, mission_line(sending_country="US", wikidata="Q3", as_of="2026-01-01"))
    assert result.vanished == 0


def test_an_older_list_says_nothing_about_it(tmp_path):
    import_lines(tmp_path, ONE, TWO)
    assert import_lines(tmp_path, mission_line(as_of="2020-01-01")).vanished == 0


def test_an_extract_of_the_same_day_says_nothing_about_a_wider_list(tmp_path):
    others = [mission_line(sending_country=code, wikidata=f"Q9{n}") for n, code in enumerate(("US", "FR", "DE"))]
    import_lines(tmp_path, ONE, TWO, *others)
    assert import_lines(tmp_path, ONE).vanished == 0
    assert import_lines(tmp_path, mission_line(as_of="2023-01-01")).vanished == 1


def test_an_older_list_does_not_bring_it_back(tmp_path):
    import_lines(tmp_path, ONE, TWO)
    import_lines(tmp_path, mission_line(as_of="2023-01-01"))
    assert import_lines(tmp_path, ONE, TWO).returned == 0
    assert lima().review == ["vanished"]


def test_a_closed_mission_does_not_vanish(tmp_path):
    import_lines(tmp_path, ONE, mission_line(wikidata="Q2", **{**LIMA, "status": "closed"}))
    assert import_lines(tmp_path, ONE).vanished == 0


def test_a_mission_in_a_line_that_cannot_be_read_did_not_vanish(tmp_path):
    import_lines(tmp_path, ONE, TWO)
    result = import_bytes(tmp_path, (as_text(ONE) + "CN,PE,Lima,Q2\n").encode())
    assert (result.refused, result.vanished) == (1, 0)


def test_missions_without_id_are_not_judged_by_a_list_with_unreadable_lines(tmp_path):
    import_lines(tmp_path, lowy_line(), lowy_line(**LIMA))
    assert import_bytes(tmp_path, (as_text(lowy_line()) + "CN,PE\n").encode()).vanished == 0
    assert import_lines(tmp_path, lowy_line()).vanished == 1


def test_a_person_may_say_it_is_still_there_until_a_newer_list_lacks_it_too(tmp_path):
    import_lines(tmp_path, ONE, TWO)
    import_lines(tmp_path, ONE)
    mark_reviewed(lima(), reason="seen open", actor=DANA, at=AT)
    assert (import_lines(tmp_path, ONE).vanished, lima().vanished_at) == (0, None)
    assert import_lines(tmp_path, mission_line(as_of="2024-01-01")).vanished == 1
