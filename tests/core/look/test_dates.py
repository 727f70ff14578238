"""Dates and small words of pages in the page's language."""

from datetime import UTC, date, datetime, time

import pytest
from django.template import Context, Template
from django.utils import translation

from daybreak.core.look.dates import ENGLISH, day_parts, day_words

DAY = date(2018, 9, 24)


def shown(source, language="en", **values):
    with translation.override(language):
        return Template(source).render(Context(values))


@pytest.mark.parametrize(
    ("language", "style", "words"),
    [
        ("en", "full", "Monday 24 September 2018"),
        ("en", "short", "24 September"),
        ("en", "wkd", "Mon"),
        ("en-gb", "long", "24 September 2018"),
        ("ko", "full", "2018년 9월 24일 월요일"),
        ("ko", "short", "9월 24일"),
        ("ko", "month", "2018년 9월"),
        ("ko", "wkd", "월"),
        ("ar", "full", "الاثنين، 24 سبتمبر 2018"),
        ("ar", "month", "سبتمبر 2018"),
        ("fr", "long", "24 septembre 2018"),
    ],
)
def test_a_day_is_written_in_the_order_and_the_names_of_the_language(language, style, words):
    assert day_words(DAY, style, language) == words


@pytest.mark.parametrize("language", ["en", "ko", "ar"])
@pytest.mark.parametrize("style", ENGLISH)
def test_figures_are_the_same_in_every_language(language, style):
    assert not set(day_words(DAY, style, language)) & set("٠١٢٣٤٥٦٧٨٩")


def test_an_unknown_style_is_an_error():
    with pytest.raises(LookupError):
        day_words(DAY, "whole")


@pytest.mark.parametrize(
    ("language", "parts"),
    [
        ("en", ["Monday", "24 September", "2018"]),
        ("ko", ["2018년", "9월 24일", "월요일"]),
        ("ar", ["الاثنين", "24 سبتمبر", "2018"]),
    ],
)
def test_three_lines_stand_in_the_order_they_are_said(language, parts):
    with translation.override(language):
        assert day_parts(DAY) == parts


def test_a_moment_of_another_zone_is_written_by_its_own_calendar():
    assert shown('{{ at|day:"short" }}', at=datetime(2018, 9, 24, 23, 30)) == "24 September"
    assert shown("{{ at|day }}|{{ none|day }}", at=DAY, none=None) == "24 September 2018|"


@pytest.mark.parametrize(("language", "words"), [("en", "24 September, 10:05"), ("ar", "24 سبتمبر، 10:05")])
def test_an_hour_follows_its_day_where_it_is_known(language, words):
    source = '{{ day|day:"short"|with_hour:hour }}|{{ day|day:"short"|with_hour:none }}'
    assert shown(source, language, day=DAY, hour=time(10, 5), none=None).split("|")[0] == words
    assert "," not in shown(source, "en", day=DAY, hour=None, none=None)


def test_an_instant_says_its_zone_in_every_language():
    at = datetime(2018, 9, 24, 9, tzinfo=UTC)
    for language in ("en", "ko", "ar"):
        words = shown("{% moment at %}", language, at=at)
        assert words.startswith('<time datetime="2018-09-24T09:00Z">') and "09:00 UTC</time>" in words


@pytest.mark.parametrize(
    ("page", "text", "marks"),
    [
        ("en", "en", ""),
        ("ar", "en", ' lang="en" dir="ltr"'),
        ("ko", "ar", ' lang="ar" dir="rtl"'),
        ("ar", "fa", ' lang="fa" dir="rtl"'),
        ("ko", "zh-hans", ' lang="zh-hans" dir="ltr"'),
    ],
)
def test_words_of_another_language_are_marked_with_it_and_its_direction(page, text, marks):
    assert shown("<p{% tongue text %}>", page, text=text) == f"<p{marks}>"


def test_lists_have_the_comma_of_the_language():
    source = "{{ words|listed }}{% semicolon %}{% comma %}"
    assert shown(source, "en", words=["a", "<b>"]) == "a, &lt;b&gt;; , "
    assert shown(source, "ar", words=["a", "b"]) == "a، b؛ ، "
