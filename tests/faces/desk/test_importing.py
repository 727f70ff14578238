"""Bringing in a table: columns, questions, nothing before it is said, everything accounted for."""

import io

import pytest

from daybreak.domain.people.models import Person
from daybreak.domain.pledges.importing.content import Content
from daybreak.domain.pledges.models import ImportDraft, Pledge
from tests.domain.pledges.atlas import lend_atlas
from tests.domain.pledges.scene import make_scene
from tests.domain.pledges.sheets import AMINA, BRUNO, HEADINGS, as_csv, as_xlsx

SHEET = as_csv(HEADINGS, AMINA, BRUNO)


@pytest.fixture(autouse=True)
def edition(monkeypatch, home, db):
    lend_atlas(monkeypatch, home)
    return make_scene()


def paste(browser, text, **more):
    return browser.post("/desk/import/", {"text": text, "came_by": "chat", **more})


def send(browser, path, **values):
    """Send a form of the import's own pages at the version that stands."""
    return browser.post(path, {"seen": ImportDraft.objects.get().version, **values})


def test_a_pasted_table_asks_about_its_columns_then_shows_its_lines(dana):
    columns = paste(dana, SHEET.replace(",", "\t"))["Location"]
    assert "First values" in dana.get(columns).content.decode()
    lines = send(dana, columns)["Location"]
    page = dana.get(lines).content.decode()
    assert AMINA[0] in page
    assert "Make 2 pledges" in page
    assert not Pledge.objects.exists()


def test_pasted_mails_go_straight_to_their_lines(dana):
    mail = "From: Amina Invented <amina@example.org>\nSubject: yes\n\nI can go in Nairobi.\n"
    page = dana.get(paste(dana, mail)["Location"]).content.decode()
    assert "Amina Invented" in page
    assert "Nairobi, 05, Kenya" in page or "Nairobi" in page


def test_pressing_the_button_makes_them_and_says_what_was_made(dana):
    lines = send(dana, paste(dana, SHEET.replace(",", "\t"))["Location"])["Location"]
    result = send(dana, lines, do="make")["Location"]
    page = dana.get(result).content.decode()
    assert Pledge.objects.count() == 2
    assert page.count("Words to send, line") == 2
    assert AMINA[0] not in page
    assert AMINA[1] not in page


def test_a_workbook_is_uploaded_and_its_columns_can_be_corrected(dana):
    file = io.BytesIO(as_xlsx([("Wer", "Wo", "Adresse"), (AMINA[0], "Nairobi", AMINA[1])]))
    file.name = "people.xlsx"
    columns = dana.post("/desk/import/", {"file": file, "came_by": "form"})["Location"]
    refused = send(dana, columns)
    assert refused.status_code == 409
    assert "Say which columns hold the name and the city" in refused.content.decode()
    lines = send(dana, columns, **{"column-0": "name", "column-1": "city", "column-2": "email"})["Location"]
    assert "Make 1 pledge" in dana.get(lines).content.decode()


@pytest.mark.parametrize(
    ("text", "sentence"),
    [("", "Paste something"), ("\n \n", "Paste something"), ("x" * 200_001, "200,000 letters")],
)
def test_nothing_and_too_much_are_refused_with_a_sentence(dana, text, sentence):
    answer = paste(dana, text)
    assert answer.status_code in {413, 422}
    assert sentence in answer.content.decode()


def test_questions_are_answered_by_selects_and_corrections_by_writing(dana):
    rows = [("Amina", "a@example.org", "8.21E+10", "Nairobi", ""), ("Bruno", "", "", "Geneva", "")]
    lines = send(dana, paste(dana, as_csv(HEADINGS, *rows))["Location"])["Location"]
    page = dana.get(lines).content.decode()
    assert "Geneva has several targets. Which one?" in page
    assert "last digits are lost" in page
    door = page.split('name="door-2660646"')[1].split('value="target:')[1].split('"')[0]
    send(dana, lines, **{"door-2660646": f"target:{door}", "line-2-phone": "+254 700 000001", "do": "save"})
    assert "Make 2 pledges" in dana.get(lines).content.decode()


def test_with_open_questions_only_the_others_are_made_when_that_is_said(dana):
    rows = [AMINA, ("Bruno", "", "", "Springfield", "USA")]
    lines = send(dana, paste(dana, as_csv(HEADINGS, *rows))["Location"])["Location"]
    refused = send(dana, lines, do="make")
    assert refused.status_code == 409
    assert not Pledge.objects.exists()
    result = send(dana, lines, do="make_rest")["Location"]
    assert Pledge.objects.count() == 1
    assert "Say which." in dana.get(result).content.decode()


def test_a_line_can_be_left_out_and_taken_in_again(dana):
    lines = send(dana, paste(dana, SHEET)["Location"])["Location"]
    send(dana, lines, do="save", shown="2,3", out=["3"])
    page = dana.get(lines).content.decode()
    assert "Make 1 pledge" in page
    assert 'value="3" aria-label="Leave out line 3" checked' in page
    send(dana, lines, do="save", shown="2,3")
    assert "Make 2 pledges" in dana.get(lines).content.decode()


def test_two_at_the_desk_do_not_undo_each_other(dana, dora):
    columns = paste(dana, SHEET)["Location"]
    lines = send(dana, columns)["Location"]
    seen = ImportDraft.objects.get().version
    dora.post(lines, {"seen": seen, "do": "save", "shown": "2", "out": ["2"]})
    late = dana.post(lines, {"seen": seen, "do": "make"})
    assert late.status_code == 409
    assert "while you looked" in late.content.decode()
    assert Content.loads(ImportDraft.objects.get().content).answers.out == [2]


def test_lines_set_aside_come_as_a_file_with_reasons_and_no_formulas(dana):
    rows = [AMINA, ('=HYPERLINK("http://x")', "b@example.org", "", "", "")]
    lines = send(dana, paste(dana, as_csv(HEADINGS, *rows).replace(",", "\t"))["Location"])["Location"]
    result = send(dana, lines, do="make")["Location"]
    file = dana.get(result.replace("result/", "set-aside.csv"))
    text = file.content.decode("utf-8-sig")
    assert file["Content-Disposition"].startswith("attachment")
    assert text.splitlines()[0].endswith("line,why it was set aside")
    assert "there is no city" in text
    assert "\r\n'=HYPERLINK" in text or "\r\n\"'=HYPERLINK" in text
    assert AMINA[0] not in text


def test_the_same_sheet_again_is_told_as_already_there(dana):
    for _ in range(2):
        ImportDraft.objects.all().delete()
        lines = send(dana, paste(dana, SHEET)["Location"])["Location"]
        page = dana.get(lines).content.decode()
        if "Make 2 pledges" in page:
            send(dana, lines, do="make")
    assert "2 lines are already there" in page
    assert (Pledge.objects.count(), Person.objects.count()) == (2, 2)


def test_a_table_can_be_forgotten(dana):
    paste(dana, SHEET)
    draft = ImportDraft.objects.get()
    assert "Go on with it" in dana.get("/desk/import/").content.decode()
    dana.post(f"/desk/import/{draft.pk}/forget/")
    assert not ImportDraft.objects.exists()
    assert dana.get(f"/desk/import/{draft.pk}/lines/").status_code == 404


def test_a_closed_edition_takes_no_more(dana, edition):
    type(edition).objects.update(state="closed")
    assert "is over" in paste(dana, SHEET).content.decode()


def test_sam_brings_in_nothing(sam):
    assert paste(sam, SHEET)["Location"] == "/desk/sign-in/"
    assert not ImportDraft.objects.exists()


def test_of_many_wrong_lines_some_are_asked_and_the_rest_is_counted(dana):
    rows = [(f"Volunteer {letter}", "", "ask me", "Nairobi", "") for letter in "abcdefghijklmnopqrstuvw"]
    lines = send(dana, paste(dana, as_csv(HEADINGS, *rows))["Location"])["Location"]
    page = dana.get(lines).content.decode()
    assert page.count("is no phone number") >= 23
    assert "3 more lines can be corrected after these." in page


def test_a_page_never_sends_more_fields_than_a_form_may_hold(dana, settings):
    cities = [f"Nowhere {'x' * n}" for n in range(1, 40)] + [""] * 40 + ["Nairobi"] * 60
    rows = [(f"Vol {'ab'[n % 2]}{'x' * n}", "", "", city, "") for n, city in enumerate(cities)]
    lines = send(dana, paste(dana, as_csv(HEADINGS, *rows))["Location"])["Location"]
    page = dana.get(lines).content.decode()
    assert 90 < page.count(" name=") <= settings.DATA_UPLOAD_MAX_NUMBER_FIELDS
