"""Journal entries → subjects: every table has its line, and what cannot be told touches everything."""

import re

import pytest
from django.apps import apps

from daybreak.core.journal.models import Entry
from daybreak.domain.campaigns.services_figures import note_figure
from daybreak.publication.cursor import Cursor, Line
from daybreak.publication.subjects import EVERYTHING, Kind, Subject
from daybreak.publication.touched import TOUCHES, subjects_touched_by
from daybreak.publication.withdrawing import WITHDRAWING
from tests.factories import AT, DANA, make_edition, make_mission, make_person, make_pledge, make_target
from tests.test_architecture import python_files, verbs

pytestmark = pytest.mark.django_db


def line(row, verb="changed"):
    return Line(1, verb, row._meta.label, str(row.pk))


def test_every_table_of_the_domain_has_its_line():
    tables = {model._meta.label for model in apps.get_models() if model.__module__.startswith("daybreak.domain")}
    assert set(TOUCHES) == tables


def test_an_unknown_table_and_a_row_that_is_gone_touch_everything():
    assert subjects_touched_by([Line(1, "changed", "nowhere.Table", "1")]) == {EVERYTHING}
    assert subjects_touched_by([Line(1, "changed", "campaigns.Figure", "999")]) == {EVERYTHING}


def test_a_mission_touches_the_cities_of_every_edition_that_goes_to_it():
    mission = make_mission()
    assert subjects_touched_by([line(mission)]) == frozenset()
    edition = make_edition()
    target = make_target(edition=edition, mission=mission)
    touched = subjects_touched_by([line(mission)])
    assert Subject(Kind.CITY, edition.pk, str(target.city_id)) in touched
    assert Subject(Kind.DOORS, edition.pk) in touched


def test_a_person_touches_the_cities_they_are_part_of():
    pledge = make_pledge(person=make_person())
    person = pledge.parts.get().person
    assert Subject(Kind.CITY, pledge.edition_id, str(pledge.city_id)) in subjects_touched_by([line(person)])
    assert subjects_touched_by([line(make_person())]) == frozenset()


def test_verbs_that_withdraw_are_verbs():
    written = {
        word for path in python_files("domain") for word in re.findall(r'"([a-z]+(?:_[a-z]+)+)"', path.read_text())
    }
    assert {verb.values[1].name for verb in verbs()} | written >= WITHDRAWING


def test_a_line_that_commits_late_is_read_for_two_minutes():
    edition = make_edition()
    cursor = Cursor()
    for number in (5, 9):
        note_figure(edition, kind="reported", what=f"w{number}", value=1, source="s", actor=DANA, at=AT)
    numbers = cursor.unread()
    cursor = cursor.advanced(numbers, now=0.0)
    late = min(numbers)
    assert late in Cursor(cursor.floor, cursor.seen - {late}).unread()
    assert cursor.advanced(frozenset(), now=119.0).floor == 0
    assert cursor.advanced(frozenset(), now=120.0).floor == max(numbers)


def test_a_cursor_is_kept_as_plain_data():
    make_edition()
    cursor = Cursor().advanced(frozenset({3, 4}), now=10.0)
    again = Cursor.from_data(cursor.as_data())
    assert (again.floor, again.seen, again.as_data()) == (cursor.floor, cursor.seen, cursor.as_data())


def test_a_cursor_at_the_end_has_read_all_there_is():
    note_figure(make_edition(), kind="reported", what="cities", value=1, source="s", actor=DANA, at=AT)
    assert Entry.objects.exists()
    assert Cursor.at_end().unread() == frozenset()
