"""Privacy is a test: every stored field has a level, a purpose and a number of days."""

import pytest
from django.apps import apps
from django.db import models

from daybreak.core.lib.data_level import Level
from daybreak.core.lib.privacy import Undeclared, entry_of, held, lines_of, registry
from daybreak.core.lib.rows import Row
from daybreak.core.lib.sealed import LookupField, SealedTextField


def all_models():
    return apps.get_models(include_auto_created=True)


def test_every_field_of_every_table_is_declared():
    entries = list(registry())
    assert len(entries) > 200
    assert all(entry.purpose for entry in entries)


@pytest.mark.parametrize("model", all_models(), ids=lambda m: m._meta.label)
def test_every_line_names_fields_that_exist_and_no_field_twice(model):
    names = [name for line in lines_of(model) for name in line.fields]
    known = {field.name for field in model._meta.local_concrete_fields}
    assert set(names) <= known
    assert len(names) == len(set(names))


PLAIN = (models.ForeignKey, models.DateTimeField, models.DateField, models.IntegerField, LookupField, SealedTextField)


@pytest.mark.parametrize("model", all_models(), ids=lambda m: m._meta.label)
def test_text_above_level_0_is_sealed(model):
    """Opaque keys, moments and closed lists may stand open at level 1; what a person wrote may not."""
    open_text = [
        field.name
        for field in model._meta.local_concrete_fields
        if not (field.primary_key and field.remote_field is None)
        if entry_of(model, field.name).level > Level.L0
        if not isinstance(field, PLAIN) and not field.choices
        if field.name not in {"given_by", "country"}  # an actor's opaque id; an ISO code
    ]
    assert open_text == []


def test_contact_data_has_a_last_day():
    endless = [f"{entry.model}.{entry.field}" for entry in registry() if entry.level > Level.L0 and entry.days is None]
    assert endless == []


def test_a_field_without_a_line_is_named():
    class Forgetful(Row):
        shoe_size = models.IntegerField()
        privacy = (held(Level.L0, "nothing"),)

        class Meta:
            app_label = "journal"
            managed = False

    try:
        with pytest.raises(Undeclared, match="shoe_size"):
            entry_of(Forgetful, "shoe_size")
    finally:
        del apps.all_models["journal"]["forgetful"]
        apps.clear_cache()
