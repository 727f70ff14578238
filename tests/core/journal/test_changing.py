"""Setting fields: what differs is written, what does not is not."""

import pytest

from daybreak.core.journal.changing import locked, set_fields
from daybreak.core.journal.models import Entry
from tests.factories import AT, DANA, make_campaign, make_edition, make_gathering, make_organisation

pytestmark = pytest.mark.django_db


def test_only_what_differs_is_written_and_told():
    campaign = make_campaign()
    changed = set_fields(campaign, {"name": "Another", "government": "CN"}, verb="change_campaign", actor=DANA, at=AT)
    assert changed == ("name",)
    assert Entry.objects.get().changes == {"name": ["Save North Korean Refugees Day", "Another"]}
    assert locked(campaign).name == "Another"


def test_nothing_different_writes_no_line():
    campaign = make_campaign()
    assert set_fields(campaign, {"name": campaign.name}, verb="change_campaign", actor=DANA, at=AT) == ()
    assert not Entry.objects.exists()


def test_a_row_that_is_pointed_to_is_told_by_its_number():
    edition, press = make_edition(), make_organisation()
    set_fields(edition, {"press_organisation": press}, verb="change_edition", actor=DANA, at=AT)
    assert Entry.objects.get().changes == {"press_organisation": [None, press.pk]}


def test_a_sealed_word_is_never_repeated():
    gathering = make_gathering(meeting_point="behind the station")
    set_fields(gathering, {"meeting_point": "at the fountain"}, verb="change_gathering", actor=DANA, at=AT)
    assert Entry.objects.get().changes == {"meeting_point": "changed"}
