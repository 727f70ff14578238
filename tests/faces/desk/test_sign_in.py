"""Signing in: one token, one browser, twelve hours, no password."""

import logging
from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.test import Client

from daybreak.core.journal.models import Entry
from daybreak.domain.people.models import DeskUser, SignInToken


def printed_address(capsys, **options) -> str:
    call_command("desk_token", **options)
    return capsys.readouterr().out.strip()


def path_of(address: str) -> str:
    return "/" + address.split("/", 3)[3]


@pytest.fixture
def path(capsys) -> str:
    return path_of(printed_address(capsys))


def test_the_command_makes_the_first_person_and_prints_one_address(capsys):
    address = printed_address(capsys)
    assert address.startswith("http://localhost:8000/desk/sign-in/")
    assert len(address.split()) == 1
    user = DeskUser.objects.get()
    assert not user.has_usable_password()


def test_the_command_again_signs_in_the_same_person(capsys):
    assert printed_address(capsys) != printed_address(capsys)
    assert DeskUser.objects.count() == 1


def test_an_alias_adds_a_second_person_once(capsys):
    printed_address(capsys)
    for _ in range(2):
        printed_address(capsys, alias="Dora")
    assert sorted(DeskUser.objects.values_list("alias", flat=True)) == ["Dora", "first"]


def test_opening_the_address_spends_nothing(path, sam):
    assert sam.get(path).status_code == 200
    assert sam.get("/desk/").status_code == 303
    assert SignInToken.objects.get().used_at is None


def test_pressing_the_button_signs_in_with_a_new_session_key(path, sam):
    sam.session["planted"] = True
    before = sam.session.session_key
    answer = sam.post(path)
    assert (answer.status_code, answer["Location"]) == (303, "/desk/")
    assert sam.session.session_key != before
    assert sam.get("/desk/").status_code == 200


def test_the_session_ends_after_twelve_hours_whatever_was_done_meanwhile(path, sam):
    sam.post(path)
    ends = Session.objects.get().expire_date
    assert timedelta(hours=11, minutes=59) < ends - datetime.now(UTC) <= timedelta(hours=12)
    session = sam.session
    session["said"] = "later"
    session.save()
    assert Session.objects.get().expire_date == ends


def test_an_expired_session_is_a_stranger(path, sam):
    sam.post(path)
    Session.objects.update(expire_date=datetime.now(UTC) - timedelta(seconds=1))
    assert sam.get("/desk/")["Location"] == "/desk/sign-in/"


@pytest.mark.parametrize("why", ["used", "wrong", "expired", "no longer at the desk"])
def test_a_token_that_does_not_count_gets_one_sentence(path, sam, why):
    if why == "used":
        Client().post(path)
    elif why == "wrong":
        path = "/desk/sign-in/not-a-token/"
    elif why == "expired":
        SignInToken.objects.update(expires_at=datetime.now(UTC) - timedelta(seconds=1))
    else:
        DeskUser.objects.update(is_active=False)
    answer = sam.post(path)
    assert answer.status_code == 403
    assert "not valid any more" in answer.content.decode()
    assert sam.get("/desk/").status_code == 303


def test_guessing_is_slow(sam):
    answers = [sam.post("/desk/sign-in/guess/").status_code for _ in range(11)]
    assert answers == [403] * 10 + [429]


def test_signing_out_ends_the_session_on_the_server(path, sam):
    sam.post(path)
    stolen = sam.cookies["desk"].value
    assert sam.post("/desk/sign-out/").status_code == 303
    thief = Client()
    thief.cookies["desk"] = stolen
    assert thief.get("/desk/").status_code == 303


def test_the_token_is_in_no_log_and_no_row(path, sam, caplog):
    token = path.split("/")[3]
    with caplog.at_level(logging.DEBUG):
        sam.post(path)
        sam.post(path)
    assert token not in caplog.text
    assert token not in str(list(SignInToken.objects.values())) + str(list(Entry.objects.values()))


def test_browsers_are_told_to_name_the_origin_of_our_forms(path, sam):
    """Under "no-referrer" Chromium sends "Origin: null" with our own forms, and each of them is refused."""
    strict = Client(enforce_csrf_checks=True)
    form = {"csrfmiddlewaretoken": strict.get(path).context["csrf_token"]}
    assert strict.get(path)["Referrer-Policy"] == "same-origin"
    assert strict.post(path, form, headers={"origin": "null"}).status_code == 403
    assert strict.post(path, form, headers={"origin": "http://testserver"}).status_code == 303
