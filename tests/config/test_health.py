import pytest
from django.db import OperationalError

from daybreak.config import health
from daybreak.config.heartbeats import PUBLISHER, WORKER, beat

HOST = {"HTTP_HOST": "localhost:8000"}


@pytest.fixture(autouse=True)
def fresh(monkeypatch):
    monkeypatch.setattr(health, "_last", (float("-inf"), False))


@pytest.fixture
def alive(home):
    for name in (WORKER, PUBLISHER):
        beat(home, name, {})
    return home


def test_healthz_asks_no_database(client):
    response = client.get("/healthz", **HOST)
    assert (response.status_code, response.content) == (200, b"daybreak is up\n")
    assert response.headers["Cache-Control"] == "no-store" and not response.cookies


@pytest.mark.django_db(transaction=True)
def test_readyz_says_ready_where_all_lives(client, alive):
    response = client.get("/readyz", **HOST)
    assert (response.status_code, response.content) == (200, b"ready\n")


@pytest.mark.django_db
def test_readyz_says_no_more_than_no_without_a_worker(client, alive):
    (alive / WORKER).unlink()
    response = client.get("/readyz", **HOST)
    assert (response.status_code, response.content) == (503, b"not ready\n")


@pytest.mark.django_db
def test_readyz_says_no_where_the_database_takes_no_change(client, alive, monkeypatch):
    def locked(**options):
        raise OperationalError("database is locked")

    monkeypatch.setattr(health.transaction, "atomic", locked)
    assert client.get("/readyz", **HOST).status_code == 503


@pytest.mark.django_db
def test_readyz_says_no_with_a_full_disk(client, alive, monkeypatch):
    monkeypatch.setattr(health.shutil, "disk_usage", lambda path: type("Usage", (), {"free": 0}))
    assert client.get("/readyz", **HOST).status_code == 503


@pytest.mark.django_db
def test_a_flood_of_questions_writes_once(client, alive, monkeypatch):
    writes = []
    monkeypatch.setattr(health, "database_writes", lambda: writes.append(1) or True)
    for _ in range(5):
        client.get("/readyz", **HOST)
    assert len(writes) == 1
