"""The stylesheet and the components: contrast, shapes, no other host, nothing inline."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.template import engines
from django.template.loader import render_to_string

import daybreak
from daybreak.core.look.assets import assets, by_hashed_name
from daybreak.core.look.signs import SIGNS, sign
from daybreak.core.look.templatetags.look import given_date

PACKAGE = Path(daybreak.__file__).parent
SHEET = assets()["look.css"].body.decode()
TEMPLATES = sorted(PACKAGE.rglob("templates/**/*.html"))


def tokens(block: str) -> dict[str, str]:
    """Return the colours of one block of the token layer."""
    return dict(re.findall(r"--(\w+): (#[0-9a-f]{6});", block))


LIGHT, DARK, FORCED = (tokens(block) for block in re.findall(r":root[^{]*\{([^}]*--paper[^}]*)\}", SHEET)[:3])


def contrast(one: str, other: str) -> float:
    """Return the WCAG contrast of two colours like ``#18202a``."""

    def light(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    high, low = sorted((light(one), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("word", ["ink", "ink2", "link", "rubric", "candle"])
def test_text_has_contrast_on_paper_and_sheet(theme: dict[str, str], word: str) -> None:
    assert min(contrast(theme[word], theme[ground]) for ground in ("paper", "sheet")) >= 4.5


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_edges_of_fields_can_be_seen(theme: dict[str, str]) -> None:
    assert min(contrast(theme["line"], theme[ground]) for ground in ("paper", "sheet")) >= 3


def test_a_forced_dark_page_has_the_colours_of_a_chosen_one() -> None:
    assert DARK == FORCED
    assert len(DARK) == 11


def test_the_sheet_asks_no_other_host_and_knows_no_left_or_right() -> None:
    assert not re.search(r"url\(|@import|https?://", SHEET)
    physical = r"(?<!-)\b(margin|padding|border)-(left|right|top|bottom)\b|text-align: (left|right)|^\s*(left|right):"
    assert re.findall(physical, SHEET.split("@layer token {")[1], flags=re.MULTILINE) == []


def test_every_sign_has_a_shape_of_its_own_in_the_sprite() -> None:
    sprite = render_to_string("look/sprite.html")
    drawn = re.findall(r'id="(s-\w+)"', sprite)
    assert {f"s-{one.css}" for one in SIGNS.values()} == set(drawn)
    shapes = re.findall(r'<symbol id="s-\w+"[^>]*>(.*?)</symbol>', sprite)
    assert len(shapes) == len(set(shapes)) == len(drawn)


@pytest.mark.parametrize("word", list(SIGNS))
def test_a_state_is_drawn_as_shape_word_and_colour(word: str) -> None:
    html = engines["django"].from_string("{% state word %}").render({"word": word})
    assert f'class="st {sign(word).css}"' in html
    assert f'href="#s-{sign(word).css}"' in html
    assert sign(word).words in html
    assert f".{sign(word).css}" in SHEET


def test_an_unknown_state_is_refused_rather_than_drawn_as_another() -> None:
    with pytest.raises(LookupError):
        sign("delivered")


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_a_template_holds_no_inline_style_or_script_and_loads_from_no_other_host(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"\sstyle=|<style|\son\w+=\"|javascript:", text)
    assert not re.search(r"<script(?![^>]*\ssrc=)", text)
    assert not re.search(r"(?:src|action|data|poster)=\"(?:https?:)?//|<link[^>]*href=\"https?:", text)


def test_an_asset_is_served_under_its_hash_only() -> None:
    name = assets()["look.css"].name
    assert re.fullmatch(r"look\.[0-9a-f]{12}\.css", name)
    assert by_hashed_name(name) is assets()["look.css"]
    assert by_hashed_name("look.css") is None


def test_an_instant_says_that_it_is_utc() -> None:
    from datetime import datetime, timedelta, timezone

    seoul = datetime(2018, 9, 25, 1, 5, tzinfo=timezone(timedelta(hours=9)))
    html = engines["django"].from_string("{% moment at %}").render({"at": seoul})
    assert html == '<time datetime="2018-09-24T16:05Z">24 September 2018, 16:05 UTC</time>'


@pytest.mark.parametrize(
    ("given", "words"),
    [("2018-09", "September 2018"), ("2018-10-01", "1 October 2018"), ("2018", "2018"), ("spring", "spring")],
)
def test_a_source_s_date_is_written_as_people_do(given, words):
    assert given_date(given) == words
