"""The desk at noon in Nairobi: Dana and Dora are signed in, Sam is not."""

from __future__ import annotations

import pytest
from django.test import Client

from daybreak.core.lib import clock
from daybreak.core.lib.rate import counter
from tests.factories import make_desk_user


@pytest.fixture(autouse=True)
def noon_at_the_desk(monkeypatch, at, home, db):
    """The domain clock stands at 09:00 UTC; nobody has asked too often yet."""
    monkeypatch.setattr(clock, "now", lambda: at)
    counter._seen.clear()


def signed_in(alias: str, *, owner: bool = False) -> Client:
    browser = Client()
    browser.force_login(make_desk_user(alias=alias, owner=owner))
    return browser


@pytest.fixture
def dana() -> Client:
    return signed_in("Dana", owner=True)


@pytest.fixture
def dora() -> Client:
    return signed_in("Dora")


@pytest.fixture
def sam() -> Client:
    return Client()
