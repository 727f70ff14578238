"""The privacy page speaks to readers: no raw field name, and every number of days says since when."""

from __future__ import annotations

import pytest
from django.apps import apps

from daybreak.core.lib.data_level import Level
from daybreak.core.lib.privacy import lines_of
from daybreak.faces.public.kept_words import FIELDS, NOUNS, SINCE
from tests import factories as make
from tests.faces.public.reading import BASE, read
from tests.faces.public.test_words import told

OURS = [model for model in apps.get_models() if model.__module__.startswith("daybreak.")]
LINES = [(model._meta.label, line) for model in apps.get_models() for line in lines_of(model)]


def test_every_table_has_a_name_a_reader_understands() -> None:
    assert {model._meta.label for model in OURS} - NOUNS.keys() == set(), "add it to kept_words.NOUNS"


def test_every_guarded_field_is_named_in_words() -> None:
    guarded = {f"{label}.{name}" for label, line in LINES if line.level > Level.L0 for name in line.fields}
    assert guarded - FIELDS.keys() == set(), "add it to kept_words.FIELDS"
    assert FIELDS.keys() - guarded == set(), "it is no longer kept, or no longer guarded"


def test_every_number_of_days_says_since_when() -> None:
    counted = {label for label, line in LINES if line.days is not None}
    assert counted == SINCE.keys(), "say in kept_words.SINCE from when retention.py counts"


@pytest.mark.django_db
def test_no_field_s_raw_name_is_on_the_page() -> None:
    make.make_edition()
    page = told(read(BASE + "privacy/"))
    names = {name for _, line in LINES for name in line.fields if "_" in name}
    assert [name for name in names if name in page or f" {name.replace('_', ' ')}," in page] == []


@pytest.mark.django_db
def test_accessibility_says_what_was_tried_what_was_not_and_whom_to_tell() -> None:
    edition = make.make_edition()
    edition.campaign.contact = "desk@example.org"
    edition.campaign.save()
    page = told(read(BASE + "privacy/")).split('id="accessibility"')[1]
    assert "What we tried" in page and "What we did not" in page
    assert "<dt>How to tell us</dt><dd><bdi>desk@example.org</bdi></dd>" in page
    assert '<th scope="row">ink</th><td>15.7</td><td>14.4</td><td>14.6</td><td>12.9</td>' in page
