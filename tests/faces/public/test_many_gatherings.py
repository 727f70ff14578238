"""More gatherings than one page can hold: the countries list their own."""

import pytest

from daybreak.faces.public import gatherings
from daybreak.publication.render import render
from tests.factories import AT, LIMA, make_city, make_edition, make_gathering, make_pledge, make_target

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("home")]
BASE = "/en/save-north-korean-refugees-day/2018/"


def test_many_gatherings_are_listed_by_their_countries(monkeypatch):
    edition = make_edition()
    make_pledge(target=make_target(edition=edition))
    for number in range(2):
        make_gathering(edition=edition, title=f"Vigil {number}")
    make_gathering(edition=edition, city=make_city(**LIMA), title="A march")
    assert b"Vigil 1" in render(f"{BASE}gatherings/", at=AT)
    monkeypatch.setattr(gatherings, "MOST", 2)
    page = render(f"{BASE}gatherings/", at=AT).decode()
    assert "Vigil 1" not in page
    assert f'<a href="{BASE}kenya/">Kenya</a></dt><dd class="n">2</dd>' in page
    assert f'<a href="{BASE}peru/">Peru</a></dt><dd class="n">1</dd>' in page
    assert b"Vigil 1" in render(f"{BASE}kenya/", at=AT)
