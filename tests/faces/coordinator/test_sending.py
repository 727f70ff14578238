import uuid
from datetime import date, time

import pytest

from daybreak.core.journal.models import Entry
from daybreak.domain.deliveries.models import FieldReport
from daybreak.domain.deliveries.services import accept_field_report
from tests.faces.coordinator.conftest import Phone
from tests.factories import AT, DANA

pytestmark = pytest.mark.django_db


def test_one_press_files_a_report_and_goes_on_to_its_receipt(phone):
    response = phone.press("mailbox", key=phone.page_key())
    report = FieldReport.objects.get()
    assert response.status_code == 303
    assert response.url == f"{phone.url}r/{report.receipt}/"
    assert (report.outcome, report.channel, report.local_time) == ("mailbox", "by_hand", time(12, 0))
    assert (report.link, report.pledge) == (phone.link, phone.link.part.pledge)
    assert Entry.objects.get().actor_id == str(phone.link.pk)


def test_one_press_takes_the_details_along(phone):
    phone.press(
        *["left"],
        local_date="2018-09-23",
        local_time="16:45",
        channel="relayed",
        obstacles=["guards", "photography"],
        proofs=["witness"],
        people="12",
        words="It rained.\r\nThen it stopped.",
    )
    report = FieldReport.objects.get()
    assert (report.local_date, report.local_time, report.channel) == (date(2018, 9, 23), time(16, 45), "relayed")
    assert (report.obstacles, report.proofs, report.people) == (["photography", "guards"], ["witness"], 12)
    assert report.words == "It rained.\nThen it stopped."


def test_the_whole_list_sends_without_a_pressed_button(phone):
    assert phone.press(None, other="prevented_police").status_code == 303
    assert FieldReport.objects.get().outcome == "prevented_police"


def test_a_pressed_button_wins_over_a_line_chosen_before(phone):
    phone.press("refused", other="received")
    assert FieldReport.objects.get().outcome == "refused"


def test_a_double_tap_gets_the_same_receipt(phone):
    key = phone.page_key()
    assert phone.press(key=key).url == phone.press(key=key).url
    assert FieldReport.objects.count() == 1


def test_a_report_sent_again_after_the_desk_decided_gets_the_same_receipt(phone):
    key = phone.page_key()
    first = phone.press(key=key)
    accept_field_report(FieldReport.objects.get(), actor=DANA, at=AT)
    assert phone.press(key=key).url == first.url


def test_two_phones_with_the_same_link_file_two_reports(phone):
    other = Phone(phone.link)
    assert phone.press(key=phone.page_key()).url != other.press(key=other.page_key()).url
    assert FieldReport.objects.count() == 2


def test_another_body_under_the_same_key_keeps_what_was_typed_and_offers_another_report(phone):
    key = phone.page_key()
    phone.press("handed_over", key=key)
    response = phone.press("destroyed", key=key, words="They tore it up.")
    page = response.content.decode()
    assert response.status_code == 409
    assert "They tore it up." in page
    assert "Send as another report: Destroyed or thrown back" in page
    fresh = str(response.context["form"]["client_key"].value())
    assert fresh != key
    assert phone.press(None, key=fresh, other="destroyed", words="They tore it up.").status_code == 303
    assert FieldReport.objects.count() == 2


WRONG = [
    ({"outcome": ""}, "Choose what happened."),
    ({"outcome": "planned"}, "That is not on the list."),
    ({"outcome": "help'; DROP TABLE"}, "That is not on the list."),
    ({"local_date": "24/09/2018"}, "Write the date like"),
    ({"local_date": "2018-02-30"}, "Write the date like"),
    ({"local_date": "2018-09-25"}, "That date has not come yet"),
    ({"local_date": "0001-01-01"}, "more than half a year ago"),
    ({"local_date": "2017-09-24"}, "Check the year"),
    ({"local_time": "25:61"}, "Write the time like"),
    ({"local_time": "12:30"}, "That time has not come yet: it is 12:00"),
    ({"outcome": "sent"}, "Say how it was sent"),
    ({"channel": "pigeon"}, "That is not on the list."),
    ({"obstacles": ["dragon"]}, "That is not on the list."),
    ({"people": "many"}, "plain number"),
    ({"people": "-1"}, "plain number"),
    ({"people": "9" * 30}, "plain number"),
    ({"words": "x" * 2001}, "2001 characters"),
    ({"words": "a\x00b"}, "a sign that cannot be kept"),
    ({"key": "not-a-uuid"}, "number was damaged"),
    ({"key": ""}, "lost its number"),
]


@pytest.mark.parametrize(("wrong", "sentence"), WRONG)
def test_what_cannot_be_read_is_named_and_everything_typed_stays(phone, wrong, sentence):
    body = {"outcome": "left", "client_key": str(uuid.uuid4()), "words": "Kept words.", "proofs": ["video"], **wrong}
    body["client_key"] = body.pop("key", body["client_key"])
    response = phone.browser.post(phone.url, body)
    page = response.content.decode()
    assert response.status_code == 422
    assert sentence in page
    assert 'value="video" id="id_proofs_2" checked' in page
    assert "Kept words." in page or "words" in wrong
    assert not FieldReport.objects.exists()


def test_the_pressed_button_is_the_chosen_line_when_the_form_comes_back(phone):
    page = phone.press("left", people="many").content.decode()
    assert 'name="other" value="left" id="id_other_3" checked' in page


def test_a_corrected_form_is_sent_under_the_same_key(phone):
    key = phone.page_key()
    again = phone.press("left", key=key, people="many")
    assert again.context["form"]["client_key"].value() == key
    assert phone.press(None, key=key, other="left", people="3").status_code == 303


def test_a_damaged_key_is_replaced(phone):
    again = phone.press(key="damaged")
    assert uuid.UUID(again.context["form"]["client_key"].value())


def test_the_language_of_the_words_is_the_one_we_write_to_them_in(phone):
    person = phone.link.part.person
    person.language = "sw"
    person.save()
    phone.press(words="Asante.")
    assert FieldReport.objects.get().language == "sw"
