import uuid
from datetime import timedelta

import pytest
from django.test import Client

from daybreak.domain.deliveries.models import FieldReport
from daybreak.domain.pledges.services import renew_field_link
from daybreak.faces.coordinator import access
from tests.faces.coordinator.conftest import Phone
from tests.factories import AT, DANA, LIMA, make_city, make_link, make_mission, make_person, make_pledge, make_target

pytestmark = pytest.mark.django_db
UNKNOWN = ["sam", "a" * 52, "7" * 52, "ʼ" * 52, "a" * 500, "%00"]


@pytest.mark.parametrize("token", UNKNOWN)
@pytest.mark.parametrize("more", ["", "/", "/r/CCCCCCCC/", "/letter.pdf", "/letter.txt"])
def test_sam_guesses_and_gets_the_same_page_for_everything(token, more):
    response = Client().get(f"/f/{token}{more}")
    assert response.status_code == 404
    assert "This link is not known" in response.content.decode()


def test_a_token_changed_in_one_letter_gets_the_page_a_malformed_one_gets(phone):
    last = "a" if phone.url[-2] != "a" else "q"
    changed = phone.browser.get(phone.url[:-2] + last + "/")
    assert changed.status_code == 404
    assert changed.content == phone.browser.get("/f/!/").content


def test_sam_cannot_send_to_a_guessed_address():
    response = Client(enforce_csrf_checks=True).post(f"/f/{'a' * 52}/", {"outcome": "handed_over"})
    assert response.status_code == 404
    assert not FieldReport.objects.exists()


def test_a_revoked_link_says_ring_the_desk(phone):
    type(phone.link).objects.update(revoked_at=AT - timedelta(hours=1))
    for response in (phone.open(), phone.press(), phone.open("letter.pdf")):
        assert response.status_code == 410
        assert "Ring the desk" in response.content.decode()
        assert "Nairobi" not in response.content.decode()
    assert not FieldReport.objects.exists()


def test_an_expired_link_says_the_day_is_over(phone):
    type(phone.link).objects.update(expires_at=AT)
    assert phone.open().status_code == 410
    assert "has run out" in phone.open().content.decode()


def test_a_link_lives_until_its_very_end(phone):
    type(phone.link).objects.update(expires_at=AT + timedelta(seconds=1))
    assert phone.open().status_code == 200


def test_a_link_that_was_printed_anew_ends_the_old_one(phone):
    renew_field_link(phone.link, actor=DANA, at=AT)
    assert phone.open().status_code == 404
    assert Phone(phone.link).open().status_code == 200


def test_an_address_without_its_last_stroke_and_in_capitals_still_opens(phone):
    token = phone.url.split("/")[2]
    assert phone.browser.get(f"/f/{token}").status_code == 200
    assert phone.browser.get(f"/f/{token.upper()}/").status_code == 200


def test_one_person_with_two_cities_sees_one_city_per_link():
    amina = make_person()
    nairobi = make_pledge(person=amina)
    lima = make_pledge(
        target=make_target(edition=nairobi.edition, mission=make_mission(city=make_city(**LIMA))), person=amina
    )
    phones = [Phone(make_link(pledge=pledge)) for pledge in (nairobi, lima)]
    phones[1].press()
    page = phones[0].open().content.decode()
    assert "Nairobi" in page
    assert "Lima" not in page
    assert "Sent with this link" not in page


def test_the_page_shows_nobody(phone):
    page = phone.open().content.decode()
    assert "Amina" not in page
    assert "amina@example.org" not in page


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://sam.example"},
        {"Origin": "http://localhost.sam.example"},
        {"Origin": "https://sam.example", "Sec-Fetch-Site": "cross-site"},
        {"Origin": "http://[::1"},
    ],
)
def test_a_form_on_another_page_cannot_report(phone, headers):
    response = phone.browser.post(phone.url, {"outcome": "handed_over"}, headers=headers)
    assert response.status_code == 403
    assert "nothing was saved" in response.content.decode()
    assert not FieldReport.objects.exists()


def test_without_the_guard_a_form_on_another_page_would_report(phone, monkeypatch):
    monkeypatch.setattr(access, "sent_from_here", lambda request: True)
    body = {"client_key": str(uuid.uuid4()), "outcome": "handed_over"}
    assert phone.browser.post(phone.url, body, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 303


@pytest.mark.parametrize(
    "headers",
    [{}, {"Origin": "null", "Sec-Fetch-Site": "same-origin"}, {"Origin": "null"}, {"Origin": "http://testserver"}],
)
def test_our_own_form_gets_through_in_any_browser(phone, headers):
    body = {"client_key": phone.page_key(), "outcome": "handed_over"}
    assert phone.browser.post(phone.url, body, headers=headers).status_code == 303


def test_following_a_link_from_a_mail_is_no_offence(phone):
    assert phone.browser.get(phone.url, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 200


@pytest.mark.parametrize("method", ["put", "delete", "patch", "options"])
def test_other_methods_are_refused(phone, method):
    assert getattr(phone.browser, method)(phone.url).status_code == 405


def test_looking_changes_nothing(phone):
    for _ in range(3):
        phone.open()
        phone.browser.head(phone.url)
    assert not FieldReport.objects.exists()
