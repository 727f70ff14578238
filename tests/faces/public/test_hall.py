"""The board on a wall: dark, nothing to press but one link, as many columns as the cities need."""

from __future__ import annotations

from dataclasses import replace

import pytest

from daybreak.domain.pledges.models import Pledge
from daybreak.faces.public import board as board_page
from daybreak.outputs.board.shape import Board
from tests import factories as make
from tests.faces.public.cast import nairobi, tried
from tests.faces.public.reading import BASE, Tags, read

pytestmark = pytest.mark.django_db

HALL = BASE + "board/hall/"


@pytest.fixture
def pledge() -> Pledge:
    found = nairobi(results_show="at_once")
    tried(found, outcome="mailbox", at=make.AT)
    return found


def test_it_is_dark_by_itself_and_has_no_navigation(pledge: Pledge) -> None:
    html = Tags(read(HALL))
    assert next(html.named("html"))["data-theme"] == "dark"
    assert not list(html.named("nav")) and not list(html.named("header"))


def test_it_says_city_state_result_and_its_moment(pledge: Pledge) -> None:
    page = read(HALL)
    assert '<b>Nairobi</b> <span class="st rep">' in page
    assert "Left in the mailbox or through the door" in page
    assert "24 September 2018, 09:00 UTC" in page
    assert "A delivery counts once, by its best attempt." in page


@pytest.mark.parametrize(("rows", "size"), [(1, "hall-2"), (22, "hall-2"), (23, "hall-3"), (49, "hall-4")])
def test_a_longer_board_has_more_columns(pledge: Pledge, monkeypatch: pytest.MonkeyPatch, rows: int, size: str) -> None:
    real = board_page.snapshot

    def many(*args: object, **kwargs: object) -> Board:
        board = real(*args, **kwargs)  # type: ignore[arg-type]
        return replace(board, rows=board.rows * rows)

    monkeypatch.setattr(board_page, "snapshot", many)
    assert f'class="wall {size}"' in read(HALL)
