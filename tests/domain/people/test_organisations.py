"""Changing what is known of an organisation."""

import pytest

from daybreak.core.journal.models import Entry
from daybreak.core.lib.errors import Refused
from daybreak.domain.people.services import change_organisation
from tests.factories import AT, DANA, make_organisation

pytestmark = pytest.mark.django_db


def test_only_named_fields_change():
    found = make_organisation(seat="Geneva")
    change_organisation(found, press_contact="press@example.org", actor=DANA, at=AT)
    assert (found.press_contact, found.seat) == ("press@example.org", "Geneva")
    assert Entry.objects.get().fields == ["press_contact"]


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [({"name": " "}, "needs a name"), ({"name": " Taken  Name"}, "has that name"), ({"invented": False}, "no field")],
)
def test_a_name_is_needed_and_belongs_to_one(fields, sentence):
    make_organisation(name="Taken Name")
    with pytest.raises(Refused, match=sentence):
        change_organisation(make_organisation(), **fields, actor=DANA, at=AT)
