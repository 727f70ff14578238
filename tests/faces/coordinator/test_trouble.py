"""The server in trouble: nothing acknowledged that is not kept, nothing typed that is lost."""

import re
import sqlite3
import uuid

import pytest
from django.db import OperationalError, connection
from django.db.models import Model

from daybreak.core.lib import clock
from daybreak.core.lib.rate_class import RateClass
from daybreak.domain.deliveries.models import FieldReport
from daybreak.domain.deliveries.receipts import ALPHABET
from daybreak.faces.coordinator import field_report

RECEIPT = re.compile(rf"[{ALPHABET}]{{4}} ?[{ALPHABET}]{{4}}")


@pytest.mark.django_db(transaction=True)
def test_when_the_commit_fails_there_is_no_receipt(phone, monkeypatch):
    def fail():
        raise OperationalError("disk I/O error")

    with monkeypatch.context() as trouble:
        trouble.setattr(connection, "commit", fail)
        response = phone.press("left", words="Kept words.")
    page = response.content.decode()
    assert response.status_code == 503
    assert "Location" not in response.headers
    assert "Kept words." in page
    assert not RECEIPT.search(page)
    assert not FieldReport.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_full_disk_is_called_one_and_loses_nothing(phone, monkeypatch):
    def fail():
        raise OperationalError("database or disk is full")

    with monkeypatch.context() as trouble:
        trouble.setattr(connection, "commit", fail)
        response = phone.press("left", words="Kept words.")
    page = response.content.decode()
    assert response.status_code == 503 and "disk is full" in page
    assert "Kept words." in page and "too busy" not in page


@pytest.mark.django_db
def test_even_the_page_of_our_mistakes_may_fail_and_there_is_a_sentence(phone, monkeypatch):
    phone.browser.raise_request_exception = False

    def fail() -> str:
        raise RuntimeError("canary")

    monkeypatch.setattr(clock, "notice", fail)
    response = phone.open()
    assert response.status_code == 500
    assert "Nothing was saved" in response.content.decode() and "canary" not in response.content.decode()


@pytest.mark.django_db(transaction=True)
def test_the_receipt_is_answered_only_after_the_commit(phone, monkeypatch):
    order, commit, answer = [], connection.commit, field_report.HttpResponseRedirect
    monkeypatch.setattr(connection, "commit", lambda: (commit(), order.append("on the disk")))
    monkeypatch.setattr(
        field_report, "HttpResponseRedirect", lambda *args, **more: order.append("answer") or answer(*args, **more)
    )
    assert phone.press().status_code == 303
    assert order[-2:] == ["on the disk", "answer"]


@pytest.mark.only_on("sqlite")  # PostgreSQL locks rows, not the database
@pytest.mark.django_db(transaction=True)
def test_a_database_locked_for_longer_than_two_seconds_loses_nothing(phone):
    key = phone.page_key()
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout = 2000")  # what the web process has
    other = sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    busy = phone.press("left", key=key, words="Kept words.")
    other.execute("ROLLBACK")
    other.close()
    assert busy.status_code == 503
    assert int(busy.headers["Retry-After"]) > 0
    assert "Kept words." in busy.content.decode()
    assert busy.context["form"]["client_key"].value() == key
    assert phone.press(None, key=key, other="left", words="Kept words.").status_code == 303
    assert FieldReport.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("size", [300_000, 3_000_000])
def test_an_oversized_body_is_refused_in_a_sentence(phone, size):
    multipart = phone.press(words="x" * size)
    plain = phone.browser.post(phone.url, "words=" + "x" * size, content_type="application/x-www-form-urlencoded")
    for response in (multipart, plain):
        assert response.status_code == 413
        assert "too large" in response.content.decode()
    assert not FieldReport.objects.exists()


@pytest.mark.django_db
def test_a_flood_is_told_to_wait_and_an_ordinary_gate_is_not(phone):
    answers = [phone.browser.get(phone.url).status_code for _ in range(RateClass.REPORT.per_minute + 1)]
    assert answers[:-1] == [200] * RateClass.REPORT.per_minute
    assert answers[-1] == 429


@pytest.mark.django_db
def test_our_own_mistake_shows_no_traceback_and_no_receipt(phone, monkeypatch):
    phone.browser.raise_request_exception = False

    def fail(self: Model, **kwargs: object) -> None:
        raise RuntimeError("canary")

    monkeypatch.setattr(FieldReport, "save", fail)
    response = phone.press(key=str(uuid.uuid4()))
    assert response.status_code == 500
    assert "canary" not in response.content.decode()
