"""Statements and the letter in the desk."""

import pytest

from daybreak.domain.campaigns.models import Statement
from daybreak.domain.campaigns.services import add_statement
from daybreak.domain.letters.models import Letter
from tests.faces.desk.forms import send
from tests.factories import AT, DANA, make_edition, make_organisation, make_target

SAYS = {"text": "Many flee every year.", "language": "en", "source_name": "An invented report"}


def make_statement(edition, key="one"):
    return add_statement(edition, key=key, text=f"Words {key}.", source_name="A document", actor=DANA, at=AT)


def test_a_statement_is_added_with_a_key_made_of_its_words(dana):
    edition = make_edition()
    for text in ("Many flee every year.", "Many flee: every year."):
        send(dana, f"/desk/editions/{edition.pk}/statements/new/", **{**SAYS, "text": text}, source_date="2018-09")
    assert list(Statement.objects.values_list("key", flat=True)) == ["many-flee-every-year", "many-flee-every-year-2"]
    assert Statement.objects.first().source_date == "2018-09"


def test_pressing_twice_adds_one_statement(dana):
    edition = make_edition()
    statuses = [send(dana, f"/desk/editions/{edition.pk}/statements/new/", **SAYS).status_code for _ in range(2)]
    assert statuses == [303, 409]


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"source_name": " "}, "source_name"),
        ({"source_url": "javascript:alert(1)"}, "source_url"),
        ({"source_date": "last autumn"}, "source_date"),
        ({"as_of": "2018-13"}, "as_of"),
        ({"text": ""}, "text"),
    ],
)
def test_a_statement_that_cannot_stand_says_why_at_the_field(dana, typed, field):
    edition = make_edition()
    answer = send(dana, f"/desk/editions/{edition.pk}/statements/new/", **{**SAYS, **typed})
    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert "An invented report" in answer.content.decode() or field == "source_name"


def test_a_statement_moves_and_one_that_is_gone_is_said_to_be(dana):
    edition = make_edition()
    first, second = make_statement(edition, "one"), make_statement(edition, "two")
    address = f"/desk/editions/{edition.pk}/statements/"
    dana.post(address, {"statement": second.pk, "do": "up"})
    assert list(edition.statements.values_list("key", flat=True)) == ["two", "one"]
    first.delete()
    answer = dana.post(address, {"statement": first.pk or 0, "do": "up"})
    assert answer.status_code == 409


def test_source_and_words_of_a_statement_are_changed_apart(dana):
    found = make_statement(make_edition())
    address = f"/desk/statements/{found.pk}/"
    send(dana, address, form="source", do="source", source_name="Another document", names_no_source="on")
    send(dana, address, form="words", do="words", language="ko", text="한국어 문장.")
    found.refresh_from_db()
    assert (found.source_name, found.names_no_source) == ("Another document", True)
    assert found.texts.count() == 2
    assert dana.post(address, {"do": "withdraw"}).status_code == 303
    assert not Statement.objects.exists()


LETTER = {
    "salutation": "Your Excellency,",
    "paragraphs": "To {mission.name}.\n\nWe ask you to stop.",
    "demands": "Stop.\nAnswer.",
    "closing": "Yours,",
    "signatories": "A. Invented; Chair; Invented Coalition",
}


def test_a_letter_is_tried_on_a_target_and_then_kept(dana):
    edition = make_target().edition
    address = f"/desk/editions/{edition.pk}/letter/en/"
    tried = send(dana, address, do="try", **LETTER)
    assert "To Embassy of China, Nairobi." in tried.context["sample"]
    assert not Letter.objects.exists()
    sender = make_organisation()
    assert send(dana, address, do="keep", sender=sender.pk, **LETTER).status_code == 303
    letter = Letter.objects.get()
    assert letter.paragraphs == ["To {mission.name}.", "We ask you to stop."]
    assert (letter.demands, letter.sender) == (["Stop.", "Answer."], sender)
    assert letter.signatories == [{"name": "A. Invented", "title": "Chair", "organisation": "Invented Coalition"}]


def test_a_wrong_merge_field_is_named_and_the_words_stay(dana):
    edition = make_target().edition
    wrong = {**LETTER, "paragraphs": "To {mission.nmae}."}
    answer = send(dana, f"/desk/editions/{edition.pk}/letter/en/", do="keep", **wrong)
    assert answer.status_code == 409
    assert "Did you mean {mission.name}?" in answer.context["refused"]
    assert "{mission.nmae}" in answer.content.decode()
    assert not Letter.objects.exists()


def test_a_second_version_is_not_written_over_one_nobody_read(dana, dora):
    edition = make_target().edition
    address = f"/desk/editions/{edition.pk}/letter/en/"
    send(dora, address, do="keep", **LETTER)
    answer = dana.post(address, {**LETTER, "seen": "0", "do": "keep"})
    assert answer.status_code == 409
    assert Letter.objects.count() == 1


def test_the_form_gives_back_the_words_that_were_kept(dana):
    edition = make_target().edition
    address = f"/desk/editions/{edition.pk}/letter/en/"
    send(dana, address, do="keep", **LETTER)
    send(dana, address, do="keep")
    first, second = Letter.objects.order_by("version")
    for name in ("paragraphs", "demands", "signatories", "closing"):
        assert getattr(first, name) == getattr(second, name)
    assert second.version == 2
