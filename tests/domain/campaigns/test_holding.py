"""Holding publication: one hold at a time, with a reason, ended once."""

import pytest
from django.db import IntegrityError, transaction

from daybreak.core.journal.models import Entry
from daybreak.domain.campaigns.hold import PublicationHold
from daybreak.domain.campaigns.services_holding import HoldRefused, hold_publication, resume_publication
from tests.factories import AT, DANA, DORA

pytestmark = pytest.mark.django_db


def test_a_hold_stands_until_somebody_resumes():
    hold = hold_publication(reason=" A city may be wrong ", actor=DANA, at=AT)
    assert PublicationHold.objects.standing() == hold
    assert hold.reason == "A city may be wrong"
    resume_publication(hold, actor=DORA, at=AT)
    assert PublicationHold.objects.standing() is None
    assert list(Entry.objects.values_list("verb", flat=True)) == ["hold_publication", "resume_publication"]


def test_two_holds_at_once_are_refused_by_the_table_itself():
    hold_publication(reason="First", actor=DANA, at=AT)
    with pytest.raises(HoldRefused, match="already"):
        hold_publication(reason="Second", actor=DORA, at=AT)
    with pytest.raises(IntegrityError), transaction.atomic():
        PublicationHold.objects.create(held_at=AT, reason="By hand")


def test_a_hold_is_ended_once_and_has_a_reason():
    hold = hold_publication(reason="First", actor=DANA, at=AT)
    resume_publication(hold, actor=DANA, at=AT)
    with pytest.raises(HoldRefused, match="goes on already"):
        resume_publication(hold, actor=DORA, at=AT)
    with pytest.raises(HoldRefused, match="Say why"):
        hold_publication(reason="  ", actor=DANA, at=AT)
