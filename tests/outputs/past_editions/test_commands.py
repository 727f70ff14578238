import json

import pytest
from django.core.management import CommandError, call_command

from daybreak.core.journal.models import Entry
from daybreak.outputs.past_editions.writing import write_edition
from tests.outputs.past_editions.helpers import imported, year

pytestmark = pytest.mark.django_db
SEOUL = {
    "city": "Söul",
    "country": "South Korea",
    "mission_kind": "embassy",
    "organisations": ["A", "B"],
    "mood": "good",
}


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "2011.json"
    path.write_text(json.dumps(year(cities=[SEOUL]), ensure_ascii=False), encoding="utf-8")
    return path


def test_a_file_is_imported_listed_and_exported_again(file, capsys):
    call_command("import_edition", str(file))
    read = capsys.readouterr()
    assert "archived. Cities: 1; promises: 1" in read.out
    assert 'cities[0].city: "Söul" understood as Seoul, South Korea (GeoNames 1835848)' in read.err
    assert 'cities[0].mood: "good" is not known to the importer' in read.err
    call_command("export_edition", "2011", campaign="invented day")
    written = capsys.readouterr()
    assert json.loads(written.out) == json.loads(file.read_text(encoding="utf-8"))
    assert "cities[0].mood" in written.err and "understood as Seoul" in written.err


def test_the_same_file_again_writes_no_line_in_the_journal(file, capsys):
    call_command("import_edition", str(file))
    count = Entry.objects.count()
    call_command("import_edition", str(file))
    assert "already there, nothing changed" in capsys.readouterr().out and Entry.objects.count() == count
    assert set(Entry.objects.values_list("actor_kind", "actor_id")) == {("import", "2011.json")}


def test_what_was_understood_can_stand_beside_every_value(file, capsys):
    call_command("import_edition", str(file))
    capsys.readouterr()
    call_command("export_edition", "2011", understood=True)
    written = capsys.readouterr()
    shown = json.loads(written.out)
    assert "cities[0].mood" in written.err and "understood as" not in written.err
    entry = shown["cities"][0]
    assert entry["city_understood"] == "Seoul, South Korea (GeoNames 1835848)"
    assert entry["organisations_understood"] == ["organisation: A (partner)", "organisation: B (partner)"]
    assert shown["understood_by"] == "daybreak" and "mood_understood" not in entry


def test_notes_of_an_export_are_left_out_when_it_is_imported():
    document = year(cities=[SEOUL, "Tokyo"], reported={"cities": "51+"})
    edition = imported(document)
    with_notes = write_edition(edition, with_understood=True)
    edition.slug = "moved"
    edition.save()
    assert write_edition(imported(with_notes)) == document


@pytest.mark.parametrize(
    ("year", "campaign", "words"),
    [("2011", "", "Import an edition first"), ("2011", "Nobody's", 'no campaign called "Nobody\'s"')],
)
def test_an_export_without_campaigns_is_refused_with_a_sentence(year, campaign, words):
    with pytest.raises(CommandError, match=words):
        call_command("export_edition", year, campaign=campaign)


def test_an_unknown_year_is_refused_with_the_years_there_are(file):
    call_command("import_edition", str(file))
    with pytest.raises(CommandError, match="Editions: 2011"):
        call_command("export_edition", "1999")


def test_a_missing_file_and_a_folder_are_refused_with_a_sentence(tmp_path):
    for path in (tmp_path / "none.json", tmp_path):
        with pytest.raises(CommandError, match="cannot be read"):
            call_command("import_edition", str(path))
