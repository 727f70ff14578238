import pytest

from daybreak.domain.deliveries.models import FieldReport
from daybreak.domain.deliveries.receipts import in_print
from daybreak.domain.deliveries.services import accept_field_report, set_aside_field_report
from daybreak.domain.letters.models import Copy, Letter
from daybreak.domain.letters.services import path_of
from tests.faces.coordinator.conftest import Phone
from tests.factories import AT, DANA, make_link, make_person, make_pledge, make_target

pytestmark = pytest.mark.django_db


def test_the_receipt_says_what_was_recorded_and_what_happens_next(phone):
    url = phone.press("left", obstacles=["guards"], proofs=["video"], people="12", words="The canary sang.").url
    page = phone.browser.get(url).content.decode()
    assert in_print(FieldReport.objects.get().receipt) in page
    for words in [
        "Left at the gate",
        "24 September 2018, 12:00",
        "Africa/Nairobi",
        "More guards",
        "Video",
        "16 characters",
    ]:
        assert words in page
    assert "The desk looks first" in page
    assert "canary" not in page


def test_the_receipt_can_be_typed_in_small_letters(phone):
    url = phone.press().url
    assert phone.browser.get(url[: -len("CCCCCCCC/")] + url[-9:].lower()).status_code == 200


def test_the_page_lists_what_this_link_has_sent_with_its_state(phone):
    for outcome in ["refused", "mailbox", "left"]:
        phone.press(outcome)
    accepted, aside = FieldReport.objects.get(outcome="mailbox"), FieldReport.objects.get(outcome="refused")
    accept_field_report(accepted, actor=DANA, at=AT)
    set_aside_field_report(aside, reason="Told twice.", actor=DANA, at=AT)
    page = phone.open().content.decode()
    for words in ["accepted by the desk", "set aside by the desk", "the desk has not looked yet"]:
        assert words in page
    assert "Told twice." not in page


def test_bruno_cannot_read_the_receipt_of_amina(phone):
    receipt = phone.press().url.split("/")[-2]
    amina = phone.link.part.pledge
    bruno = make_pledge(target=make_target(edition=amina.edition), person=make_person(name="Bruno Invented"))
    assert Phone(make_link(pledge=bruno)).open(f"r/{receipt}/").status_code == 404


def test_a_wrong_receipt_number_is_told(phone):
    response = phone.open("r/CCCCCCCC/")
    assert response.status_code == 404
    assert "has sent no report with that number" in response.content.decode()


@pytest.fixture
def copy(phone, home):
    pledge = phone.link.part.pledge
    letter = Letter.objects.create(
        edition=pledge.edition, language="en", salutation="Sir,", closing="Yours,", written_at=AT
    )
    made = Copy.objects.create(
        letter=letter, target=pledge.target, pledge=pledge, version=1, sha256="0" * 64, pages=1, paper="a4", made_at=AT
    )
    path_of(made, ".pdf").parent.mkdir(parents=True)
    path_of(made, ".pdf").write_bytes(b"%PDF-invented")
    path_of(made, ".txt").write_text("Invented letter", encoding="utf-8")
    return made


def test_the_letter_of_the_city_is_one_tap_away(phone, copy):
    page = phone.open().content.decode()
    assert f'href="{phone.url}letter.pdf"' in page
    pdf, text = phone.open("letter.pdf"), phone.open("letter.txt")
    assert (pdf.headers["Content-Type"], b"".join(pdf.streaming_content)) == ("application/pdf", b"%PDF-invented")
    assert pdf.headers["Content-Disposition"] == 'inline; filename="letter-nairobi.pdf"'
    assert pdf.headers["Cache-Control"] == "no-store"
    assert b"".join(text.streaming_content) == b"Invented letter"


def test_a_letter_that_is_not_made_yet_is_told_and_not_linked(phone):
    assert "letter.pdf" not in phone.open().content.decode()
    response = phone.open("letter.pdf")
    assert response.status_code == 404
    assert "Ask the desk for it" in response.content.decode()


def test_a_superseded_letter_and_one_whose_file_is_gone_are_not_sent(phone, copy):
    path_of(copy, ".txt").unlink()
    assert phone.open("letter.txt").status_code == 404
    Copy.objects.update(current=False)
    assert phone.open("letter.pdf").status_code == 404
