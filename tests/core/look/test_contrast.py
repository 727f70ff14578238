"""Contrast, counted from the stylesheet itself."""

from __future__ import annotations

import pytest

from daybreak.core.look.assets import assets
from daybreak.core.look.contrast import GROUNDS, LEAST_EDGE, LEAST_TEXT, contrasts, ratio, themes


def test_black_on_white_is_twenty_one_and_a_colour_on_itself_one() -> None:
    assert ratio("#000000", "#ffffff") == pytest.approx(21)
    assert ratio("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)
    assert ratio("#123456", "#123456") == 1


def test_both_themes_name_the_same_colours() -> None:
    day, night = themes()
    assert day.keys() == night.keys()
    assert {*GROUNDS, "ink", "rubric", "candle"} < day.keys()
    assert day != night


def test_every_text_colour_is_told_apart_from_every_ground() -> None:
    least = {one.token: one.least for one in contrasts()}
    assert least.pop("line") >= LEAST_EDGE
    assert min(least.values()) >= LEAST_TEXT


def test_the_live_script_stays_within_two_thousand_and_forty_eight_bytes_and_asks_no_other_host() -> None:
    script = assets()["live.js"]
    assert len(script.body) <= 2048
    assert script.content_type == "text/javascript; charset=utf-8"
    assert not any(word in script.body for word in (b"http", b"innerHTML", b"eval", b"localStorage", b"cookie"))
