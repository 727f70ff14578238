"""The style page: every part from its real piece, in a rehearsal only."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from daybreak.core.lib import clock
from daybreak.core.look.signs import SIGNS
from daybreak.faces.public.style import SIZES
from tests import factories as make
from tests.faces.public.reading import Tags, get, read

pytestmark = pytest.mark.django_db


def test_a_real_home_has_no_style_page(home: Path) -> None:
    make.make_edition()
    assert get("/en/style/").status_code == 404


def test_a_rehearsal_shows_all_states_sizes_and_colours(home: Path) -> None:
    make.make_edition()
    clock.move_clock(datetime(2018, 9, 24, 12, tzinfo=UTC), stopped=True)
    page = read("/en/style/")
    assert [one.css for one in SIGNS.values() if page.count(f'class="st {one.css}"') < 4] == []
    assert [size for size in SIZES if page.count(f'<p class="{size}">') != 3] == []
    assert "#fafaf7" in page and "#10151b" in page
    html = Tags(page)
    ids = [attrs["id"] for _, attrs in html.tags if attrs.get("id")]
    assert (html.faults, len(ids)) == ([], len(set(ids)))


def test_the_style_page_shows_the_real_pieces(home: Path) -> None:
    make.make_edition()
    clock.move_clock(datetime(2018, 9, 24, 12, tzinfo=UTC), stopped=True)
    page = read("/en/style/")
    for piece in ("hor", "map", "lands", "figs", "log", "log story", "sun", "letter", "queue", "obs"):
        assert f'class="{piece}"' in page, piece
    assert "<script" not in page
