"""The journal keeps what was done, and shows when somebody rewrote it."""

import pytest

from daybreak.core.journal.models import Entry, Seal
from daybreak.core.journal.services import erase_payload, head, record, seal_journal, verify_journal
from daybreak.core.lib.errors import Refused
from tests.factories import AT, DANA, make_edition, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def whole():
    """Six entries in two seals."""
    edition = make_edition()
    for _ in range(2):
        for _ in range(3):
            record("open_edition", edition, actor=DANA, at=AT, fields=["state"], old={"state": "draft"})
        seal_journal(at=AT)
    return list(Entry.objects.order_by("position"))


def test_a_whole_journal_verifies(whole):
    verified = verify_journal(exported=head())
    assert (verified.entries, verified.unsealed, verified.broken) == (6, 0, None)


def test_a_flipped_value_names_its_entry(whole):
    Entry.objects.filter(pk=whole[2].pk).update(changes={"state": ["draft", "closed"]})
    assert f"Entry {whole[2].pk} " in verify_journal().broken


def test_a_flipped_value_with_a_new_commitment_names_its_entry(whole):
    Entry.objects.filter(pk=whole[2].pk).update(commitment="0" * 64, salt=None, erased_at=AT)
    assert f"Entry {whole[2].pk} " in verify_journal().broken


def test_a_deleted_entry_is_missed_at_its_position(whole):
    whole[3].delete()
    assert "position 4 is missing" in verify_journal().broken


def test_two_entries_that_changed_places_are_found(whole):
    one, two = whole[1], whole[2]
    Entry.objects.filter(pk=one.pk).update(position=None)
    Entry.objects.filter(pk=two.pk).update(position=2)
    Entry.objects.filter(pk=one.pk).update(position=3)
    assert f"Entry {two.pk} " in verify_journal().broken


def test_a_cut_tail_shows_only_against_an_exported_head(whole):
    exported = head()
    Entry.objects.filter(position__gt=3).delete()
    Seal.objects.filter(last_position__gt=3).delete()
    assert verify_journal().broken is None
    assert "position 4 is missing" in verify_journal(exported=exported).broken


def test_a_rewritten_chain_does_not_match_the_exported_head(whole):
    exported = head()
    Seal.objects.all().delete()
    Entry.objects.update(position=None)
    Entry.objects.filter(pk=whole[0].pk).delete()
    record("open_edition", make_person(), actor=DANA, at=AT)
    seal_journal(at=AT)
    assert verify_journal().broken is None
    assert "exported head" in verify_journal(exported=exported).broken


def test_an_erased_payload_leaves_the_chain_whole(whole):
    erase_payload(whole[0], at=AT)
    assert Entry.objects.get(pk=whole[0].pk).changes == {}
    assert verify_journal(exported=head()).broken is None


def test_values_above_level_0_say_changed_only():
    entry = record("add_person", make_person(), actor=DANA, at=AT, fields=["name", "email", "language"])
    assert entry.changes["name"] == entry.changes["email"] == "changed"
    assert entry.changes["language"] == [None, "en"]


def test_a_damaged_head_is_refused_with_a_sentence():
    with pytest.raises(Refused, match="64 hex digits"):
        verify_journal(exported="12:abc")


def test_a_seal_that_another_worker_made_first_is_not_made_twice(whole):
    Entry.objects.filter(position=6).update(position=None)
    assert seal_journal(at=AT) is not None  # the entry is sealed anew at position 7
    assert "position 6 is missing" in verify_journal().broken


def test_words_put_into_an_erased_entry_are_found(whole):
    erase_payload(whole[1], at=AT)
    Entry.objects.filter(pk=whole[1].pk).update(changes={"state": ["draft", "forged"]})
    assert "position 2" in verify_journal(exported=head()).broken


@pytest.mark.parametrize("number", ["²", "9" * 5000, "-1"])
def test_a_head_whose_number_is_none_is_refused_with_a_sentence(number):
    with pytest.raises(Refused, match="64 hex digits"):
        verify_journal(exported=f"{number}:{'0' * 64}")
