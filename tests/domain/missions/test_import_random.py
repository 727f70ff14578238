"""Random cells: every line is counted once, nothing is a traceback, and the second run changes nothing."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from daybreak.domain.missions.importers.reading import Line
from daybreak.domain.missions.models import Mission
from daybreak.domain.missions.services import import_missions
from tests.domain.missions.lists import ACTOR, AT, COLUMNS

CELLS = {
    "sending_country": ["CN", "", "US", "ZZ"],
    "country": ["KE", "CH", "", "Nowhere"],
    "city": ["Nairobi", "Geneva", "", "Q"],
    "kind": ["embassy", "consulate", "", "other_office", "liaison_office"],
    "wikidata": ["", "", "Q1", "Q2", "Q3", "!"],
    "source": ["wikidata", "Lowy", "", "https://example.org/list"],
    "latitude": ["", "-1.29", "91", "1e999", "0"],
    "longitude": ["", "36.8", "181", "x", "0"],
    "as_of": ["", "2020", "2021-13", "2022-02-02"],
}
LINE = st.fixed_dictionaries(
    {column: st.sampled_from(CELLS[column]) if column in CELLS else st.text(max_size=12) for column in COLUMNS}
)


@pytest.mark.django_db
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(LINE, max_size=8))
def test_any_lines_are_counted_and_stay_as_they_are(rows):
    Mission.objects.all().delete()
    lines = [Line(number, cells) for number, cells in enumerate(rows, start=2)]
    first = import_missions(lines, actor=ACTOR, at=AT)
    assert first.taken + first.refused == first.lines == len(lines)
    held = Mission.objects.count()
    import_missions(lines, actor=ACTOR, at=AT)
    third = import_missions(lines, actor=ACTOR, at=AT)
    assert (third.created, third.changed, Mission.objects.count()) == (0, 0, held)
