"""Every line accounted for: ready, asked about, already there, or set aside with a sentence."""

import pytest

from daybreak.domain.pledges.importing.content import of_file
from daybreak.domain.pledges.importing.examining import Standing, examine
from daybreak.domain.pledges.models import Pledge
from tests.domain.pledges.scene import SEOUL
from tests.domain.pledges.sheets import AMINA, BRUNO, HEADINGS, as_csv
from tests.factories import make_city, make_person, make_pledge


@pytest.fixture
def look(edition, places):
    """Return a function that examines rows below the usual headings."""

    def looked(*rows, answer=lambda content: None, headings=HEADINGS):
        content = of_file(as_csv(headings, *rows).encode(), "")
        answer(content)
        return examine(content, edition, places)

    return looked


def where(city: str, country: str = ""):
    return (*AMINA[:3], city, country)


@pytest.mark.parametrize("city", ["Nairobi", "NAIROBI", "나이로비", "نيروبي", "Nairobi, Kenya", "ナイロビ"])
def test_a_city_is_known_in_any_spelling_and_script(look, city):
    (line,) = look(where(f'"{city}"')).lines
    assert (line.standing, line.city.name) == (Standing.READY, "Nairobi")


@pytest.mark.parametrize("country", ["Kenya", "KE", "케냐", "كينيا", "Kenia", "Кения"])
def test_a_country_is_known_in_many_languages(look, country):
    assert look(where("Nairobi", country)).lines[0].given.country == "KE"


def test_an_ambiguous_city_is_asked_once_for_all_its_lines(look):
    found = look(where("Springfield", "USA"), (*BRUNO[:3], "springfield", "U.S.A."))
    (asked,) = found.cities
    assert asked.lines == [2, 3]
    assert len(asked.candidates) > 1
    assert "Say which." in found.lines[0].why


def test_an_unknown_city_is_asked_and_a_new_writing_answers(look):
    found = look(where("Nairobbbi"))
    (asked,) = found.cities
    assert "No city called" in found.lines[0].why
    answered = look(where("Nairobbbi"), answer=lambda one: one.answers.cities.update({asked.key: "Nairobi"}))
    assert answered.lines[0].standing == Standing.READY


def test_a_city_in_another_country_than_the_one_given_is_asked(look):
    (line,) = look(where("Nairobi", "Peru")).lines
    assert line.standing == Standing.ASK


def test_a_city_of_two_targets_asks_which(look):
    (asked,) = look(where("Geneva")).doors
    assert asked.has_targets
    assert [choice.kind for choice in asked.choices] == ["one", "one"]


def test_a_city_without_target_offers_its_office_the_nearest_and_solidarity(look):
    (asked,) = look(where("Mombasa")).doors
    assert [choice.kind for choice in asked.choices] == ["open", "near", "near", "near", "solidarity"]
    nearest = asked.choices[1]
    assert nearest.city == "Nairobi"
    assert 400 < nearest.km < 480


def test_the_same_person_and_city_twice_is_told_with_the_first_line(look):
    found = look(AMINA, ("amina INVENTED", "Amina@Example.org", "", "Nairobi", ""))
    assert found.lines[1].standing == Standing.ASIDE
    assert "line 2 already" in found.lines[1].why


def test_names_much_alike_in_one_city_are_remarked(look):
    found = look(AMINA, ("Amina", "other@example.org", "", "Nairobi", ""))
    assert "May be the same person as line 2: the names are alike." in found.lines[1].given.remarks


def test_somebody_with_a_part_in_the_city_is_already_there(look, edition):
    target = edition.targets.get(city__slug="seoul")
    make_pledge(target=target, person=make_person(name="김가상", email="kim@example.org"))
    found = look(("김가상", "KIM@example.org", "", "서울", ""), ("김가상", "", "", "Seoul", ""))
    assert found.lines[0].standing == Standing.THERE
    assert found.lines[1].standing in {Standing.THERE, Standing.ASIDE}
    assert found.lines[0].part.pledge == Pledge.objects.get(city=make_city(**SEOUL))


def test_a_known_address_with_another_name_is_asked(look):
    make_person(name="Carol Quite Different", email=AMINA[1])
    (line,) = look(AMINA).lines
    assert line.asks_person
    assert "Carol Quite Different" in line.why
    other = look(AMINA, answer=lambda one: one.answers.people.update({"2": "other"}))
    assert (other.lines[0].standing, other.lines[0].person) == (Standing.READY, None)


def test_a_known_address_with_the_same_name_is_that_person(look):
    known = make_person(name="Invented Amina", email=AMINA[1])
    assert look(AMINA).lines[0].person == known


def test_what_the_desk_writes_anew_counts(look):
    found = look(("", *AMINA[1:]), answer=lambda one: one.answers.edits.update({"2": {"name": "Amina"}}))
    assert found.lines[0].given.name == "Amina"
    assert found.lines[0].standing == Standing.READY


def test_a_second_line_of_headings_and_a_line_left_out_are_set_aside(look):
    found = look(("Name", "E-mail", "Phone", "City", "Country"), AMINA, answer=lambda one: one.answers.out.append(3))
    assert [line.standing for line in found.lines] == [Standing.ASIDE, Standing.ASIDE]
    assert "second line of headings" in found.lines[0].why


def test_examining_changes_nothing(look):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as asked:
        look(AMINA, where("Mombasa"), where("Nowhereville"))
    assert [one["sql"] for one in asked if not one["sql"].startswith("SELECT")] == []
