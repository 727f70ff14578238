"""What is not public has no page: the answer is 404, the same as for what never was."""

from __future__ import annotations

from datetime import timedelta

import pytest

from daybreak.domain.campaigns.states import EditionState
from daybreak.domain.gatherings.kinds import GatheringState, Visibility
from tests import factories as make
from tests.faces.public.cast import nairobi
from tests.faces.public.reading import BASE, get, read

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "path",
    [
        *("/ko/", "/xx/", "/en/nothing/2018/", "/en/save-north-korean-refugees-day/1999/"),
        *(BASE + "peru/", BASE + "atlantis/", BASE + "kenya/lima/", BASE + "kenya/nairobi/other/"),
        *(BASE + "gatherings/aaaaaaaaaa/", BASE + "nowhere"),
    ],
)
def test_an_address_of_nothing_is_not_found(path: str) -> None:
    nairobi()
    assert get(path).status_code == 404


def test_a_draft_edition_is_not_found_beside_its_public_sibling() -> None:
    public = make.make_edition()
    make.make_edition(campaign=public.campaign, slug="2019", year=2019, state=EditionState.DRAFT, opened_at=None)
    assert get(BASE.replace("2018", "2019")).status_code == 404
    assert "2019" not in read(BASE + "editions/").split("<main", 1)[1]


def test_an_edition_that_opens_later_is_not_found_yet() -> None:
    make.make_edition(opened_at=make.AT + timedelta(days=1))
    assert [get(BASE).status_code, get("/en/").status_code] == [404, 404]
    assert get(BASE, at=make.AT + timedelta(days=2)).status_code == 200


@pytest.mark.parametrize(
    "fields", [{"visibility": Visibility.UNLISTED}, {"state": GatheringState.CANCELLED}], ids=["unlisted", "cancelled"]
)
def test_a_gathering_that_is_not_listed_has_no_page_and_no_line(fields: dict[str, str]) -> None:
    edition = make.make_edition()
    make.make_gathering(edition=edition, title="CANARY vigil", public_id="canarycana", **fields)
    assert get(BASE + "gatherings/canarycana/").status_code == 404
    for section in ("", "gatherings/", "board/", "thanks/"):
        assert "CANARY" not in read(BASE + section)
        assert "canarycana" not in read(BASE + section)
    assert get(BASE + "kenya/nairobi/").status_code == 404


def test_a_city_without_anything_public_has_no_page() -> None:
    edition = make.make_edition()
    make.make_target(edition=edition, slug="embassy")
    assert get(BASE + "kenya/nairobi/").status_code == 404
    assert get(BASE + "kenya/nairobi/embassy/").status_code == 404
    assert "Nairobi" not in read(BASE)


def test_nothing_announced_at_all_is_a_page_that_says_so() -> None:
    response = get("/en/")
    assert response.status_code == 404
    assert "There is no such page" in response.content.decode()
