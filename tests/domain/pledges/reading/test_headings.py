"""Columns guessed from headings, as forms and petitions export them, and from values where there is no heading."""

import pytest

from daybreak.domain.pledges.reading.headings import Column, guess, header_at, is_heading

GOOGLE = {
    "Timestamp": "ignore",
    "Email Address": "email",
    "What is your full name?": "name",
    "In which city will you deliver the letter?": "city",
    "Which country is that in?": "country",
    "Name of your organisation, group or church (if any)": "organisation",
    "Mobile number (WhatsApp or Signal if possible)": "phone",
    "How may we show you in public? (name, organisation, city only)": "shown_as",
    "Which language should we write to you in?": "language",
    "Would you like to lead, or help somebody who leads (role)?": "role",
    "Anything else we should know?": "note",
}
ACTION_NETWORK = {
    "first_name": "first",
    "last_name": "last",
    "email": "email",
    "can2_phone": "phone",
    "zip_code": "ignore",
    "can2_user_city": "city",
    "can2_state_abbreviated": "ignore",
    "country": "country",
    "can2_subscription_status": "ignore",
}
MOBILIZE = {
    "signup created time": "ignore",
    "first name": "first",
    "last name": "last",
    "email": "email",
    "mobile number": "phone",
    "postal code": "ignore",
    "event title": "ignore",
    "status": "ignore",
    "city": "city",
    "email opt-in": "ignore",
    "referrer name": "ignore",
}
TONGUES = {
    "ko": ({"이름": "name", "이메일": "email", "전화번호": "phone", "도시": "city", "국가": "country", "비고": "note"}),
    "ar": ({"الاسم": "name", "البريد الإلكتروني": "email", "رقم الهاتف": "phone", "المدينة": "city"}),
    "ja": ({"お名前": "name", "メールアドレス": "email", "電話番号": "phone", "都市": "city", "国名": "country"}),
    "fr": ({"Prénom": "first", "Nom de famille": "last", "Courriel": "email", "Ville": "city", "Pays": "country"}),
    "de": ({"Vorname": "first", "Nachname": "last", "E-Mail": "email", "Telefon": "phone", "Stadt": "city"}),
    "ru": ({"Имя": "name", "Эл. почта": "email", "Телефон": "phone", "Город": "city", "Страна": "country"}),
}


@pytest.mark.parametrize(
    "given",
    [GOOGLE, ACTION_NETWORK, MOBILIZE, *TONGUES.values()],
    ids=["google", "action-network", "mobilize", *TONGUES],
)
def test_usual_headings_are_understood(given):
    assert dict(zip(given, guess(list(given), []), strict=True)) == given


def test_a_column_without_a_heading_is_known_by_its_values():
    rows = [("a@example.org", "+254 700 000", "Nairobi"), ("b@example.org", "", "Lima")]
    assert guess(["", "", ""], rows) == [Column.EMAIL, Column.PHONE, Column.IGNORE]


def test_what_can_be_there_once_is_given_out_once_and_the_surest_gets_it():
    assert guess(["In which city do you live, and for how long already?", "City"], []) == ["ignore", "city"]


def test_the_headings_are_found_below_a_title_and_not_among_people():
    assert header_at([("Our list", "", ""), ("Contact", "", "Place"), ("Name", "E-mail", "City"), ("A", "b", "c")]) == 2
    assert header_at([("Amina Invented", "amina@example.org", "Nairobi")]) == -1


def test_a_second_line_of_headings_is_known():
    assert is_heading(("Name", "E-mail", "City"))
    assert not is_heading(("Amina Invented", "amina@example.org", "Nairobi"))
