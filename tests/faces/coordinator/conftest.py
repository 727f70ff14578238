"""Amina's phone at the gate in Nairobi, at noon of the day."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.test import Client

from daybreak.core.lib import clock
from daybreak.core.lib.rate import counter
from daybreak.domain.pledges.models import FieldLink
from daybreak.domain.pledges.tokens import token_of
from tests.factories import make_link, make_mission, make_pledge, make_target


@pytest.fixture(autouse=True)
def noon_in_nairobi(monkeypatch, at):
    """The domain clock stands at 09:00 UTC; nobody has asked too often yet."""
    monkeypatch.setattr(clock, "now", lambda: at)
    counter._seen.clear()


class Phone:
    """A browser without scripts and without cookies, holding one link."""

    def __init__(self, link: FieldLink) -> None:
        self.link = link
        self.url = f"/f/{token_of(link)}/"
        self.browser = Client(enforce_csrf_checks=True)

    def open(self, more: str = "") -> Any:
        return self.browser.get(self.url + more)

    def page_key(self) -> str:
        """The key the server put into a page it has just shown."""
        return str(self.open().context["form"]["client_key"].value())

    def press(self, outcome: str = "handed_over", *, key: str | None = None, **fields: Any) -> Any:
        body = {"client_key": key or str(uuid.uuid4()), "outcome": outcome, **fields}
        return self.browser.post(self.url, {name: value for name, value in body.items() if value is not None})


@pytest.fixture
def phone(db) -> Phone:
    """Amina's."""
    mission = make_mission(address="1 Invented Street\nNairobi")
    return Phone(make_link(pledge=make_pledge(target=make_target(mission=mission))))
