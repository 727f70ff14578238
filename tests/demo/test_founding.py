"""The founding edition: what the documents say, and nothing they do not."""

import re

import pytest

from daybreak.core.lib.actor import COMMAND
from daybreak.demo.founding import load_founding_edition, read
from daybreak.demo.rehearse import parts_of, prepare
from daybreak.domain.campaigns.models import CityPlan, Figure, Statement, Target, Thanked
from daybreak.domain.gatherings.models import Gathering
from daybreak.domain.letters.services import document_for, letter_for
from daybreak.domain.missions.services import load_own_missions
from daybreak.domain.people.models import Person, ShownAs
from daybreak.outputs.board.snapshot import snapshot, totals
from tests.factories import AT

pytestmark = pytest.mark.django_db


@pytest.fixture
def founding():
    load_own_missions(actor=COMMAND, at=AT)
    return load_founding_edition()


def test_it_has_sixteen_cities_in_twelve_countries(founding):
    list(prepare(founding))
    figures = totals(snapshot(founding.edition, AT, public=True))
    assert (figures.cities, figures.countries, figures.solidarity) == (16, 12, 1)


def test_every_choice_the_document_did_not_make_is_marked_on_its_row(founding):
    assumed = {line.as_given_name for line in Thanked.objects.exclude(assumption="")}
    assert assumed == {
        *("Australia", "Canada", "Finland", "Malawi", "Mexico", "the Netherlands", "Peru", "United Kingdom"),
        *("Michigan", "New York"),
    }
    assert CityPlan.objects.exclude(assumption="").count() == len(assumed)


def test_the_reported_figure_stands_beside_with_source_date_and_reason(founding):
    figures = {figure.value: figure for figure in Figure.objects.filter(kind="reported")}
    assert set(figures) == {11, 22}
    assert all(figure.source and figure.as_of == "2018-10-01" for figure in figures.values())
    assert "sixteen places in twelve countries" in figures[22].note


def test_a_statement_without_a_source_says_so(founding):
    assert Statement.objects.count() == 6
    assert set(Statement.objects.filter(names_no_source=False).values_list("key", flat=True)) == {"citizens"}


def test_washington_has_a_protest_with_two_stages_that_point_to_their_doors(founding):
    protest = Gathering.objects.get(city__name__startswith="Washington", kind="protest")
    assert [stage.target.kind for stage in protest.stages.all()] == ["broadcaster", "mission"]
    assert not Target.objects.get(kind="broadcaster").primary


def test_coordinators_are_invented_and_shown_as_city_only(founding):
    parts = list(prepare(founding))
    assert {part.city.pk for part in parts_of(founding.edition)} == {part.city.pk for part in parts}
    assert all("Invented" in person.name and person.invented for person in Person.objects.all())
    assert set(Person.objects.values_list("shown_as", flat=True)) == {ShownAs.CITY}


def test_each_letter_fits_one_page_of_specimen(founding):
    part = next(part for part in prepare(founding) if part.city.name == "London")
    document = document_for(letter_for(part.pledge, language="en"), part.pledge)
    assert document.specimen
    assert any("36th" in text for text in document.paragraphs)


def test_the_data_file_names_only_what_the_play_needs():
    assert {line["thanked"] for line in read("founding.toml")["city"]} >= {"Michigan", "Washington DC"}


def test_its_own_words_stand_in_three_languages(founding):
    texts = [founding.edition.texts, *(one.texts for one in founding.edition.statements.all())]
    texts += [one.texts for one in founding.edition.gatherings.all()]
    assert len(texts) == 15
    assert {tuple(sorted(one.values_list("language", flat=True))) for one in texts} == {("ar", "en", "ko")}


def test_its_letter_is_written_in_three_languages_with_the_same_merge_fields(founding):
    letters = {letter.language: letter for letter in founding.edition.letters.all()}
    fields = {tag: re.findall(r"\{[\w.]+\}", " ".join(letter.paragraphs)) for tag, letter in letters.items()}
    assert {tag: sorted(found) for tag, found in fields.items()} == dict.fromkeys(
        ("en", "ko", "ar"), sorted(fields["en"])
    )
    assert all(letter.specimen for letter in letters.values())
