"""A live edition with targets in Nairobi, Lima, Seoul and Geneva (two), and the one index of places."""

from __future__ import annotations

import pytest

from daybreak.domain.pledges.importing.content import Content, of_file
from daybreak.domain.pledges.services_import import keep_import, make_pledges
from tests.domain.pledges.atlas import lend_atlas
from tests.domain.pledges.scene import make_scene
from tests.factories import AT, DANA


@pytest.fixture
def places(monkeypatch, home, db):
    return lend_atlas(monkeypatch, home)


@pytest.fixture
def edition(places):
    return make_scene()


@pytest.fixture
def bring(edition, places):
    """Return a function that keeps a sheet's text, lets the test answer, and makes the pledges."""

    def brought(text: str | bytes, answer=lambda content: None, **options) -> Content:
        content = of_file(text.encode() if isinstance(text, str) else text, "sheet.csv")
        answer(content)
        draft = keep_import(edition, content=content, came_by="email", actor=DANA, at=AT)
        return Content.loads(str(make_pledges(draft, places=places, actor=DANA, at=AT, **options).content))

    return brought
