"""Changing a gathering: facts, words, stages, hosts, permits."""

from datetime import date, time, timedelta

import pytest

from daybreak.core.journal.models import Entry
from daybreak.domain.gatherings.kinds import USUAL, GatheringKind
from daybreak.domain.gatherings.models import Host, Permit, Stage
from daybreak.domain.gatherings.retention import due
from daybreak.domain.gatherings.services import (
    GatheringRefused,
    add_host,
    add_stage,
    cancel_gathering,
    change_gathering,
    change_permit,
    hold_gathering,
    note_permit,
    remove_host,
    remove_stage,
    write_gathering_text,
)
from tests.factories import AT, DANA, LIMA, make_city, make_gathering, make_mission, make_organisation, make_target

pytestmark = pytest.mark.django_db

SAID = {"actor": DANA, "at": AT}


def test_every_kind_has_what_is_usual_for_it():
    assert set(USUAL) == set(GatheringKind.values)
    assert USUAL[GatheringKind.MARCH].stages
    assert not USUAL[GatheringKind.ONLINE].permit


def test_only_named_fields_change_and_a_meeting_point_is_told_as_changed():
    gathering = make_gathering(place="the square")
    change_gathering(gathering, starts=time(19), meeting_point="the fountain", **SAID)
    assert (gathering.starts, gathering.place, str(gathering.meeting_point)) == (time(19), "the square", "the fountain")
    assert Entry.objects.get().changes["meeting_point"] == "changed"


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"date": None, "starts": time(12)}, "needs its date"),
        ({"kind": "riot"}, "from the list"),
        ({"city": None}, "no field city"),
    ],
)
def test_what_a_gathering_cannot_become(fields, sentence):
    with pytest.raises(GatheringRefused, match=sentence):
        change_gathering(make_gathering(), **fields, **SAID)


def test_a_cancelled_gathering_stays_as_it_was():
    gathering = make_gathering()
    cancel_gathering(gathering, **SAID)
    changes = [
        lambda: change_gathering(gathering, place="elsewhere", **SAID),
        lambda: write_gathering_text(gathering, language="en", title="New", **SAID),
        lambda: add_stage(gathering, place="the station", **SAID),
        lambda: add_host(gathering, organisation=make_organisation(), **SAID),
        lambda: note_permit(gathering, authority="the police", **SAID),
    ]
    for change in changes:
        with pytest.raises(GatheringRefused, match="cancelled"):
            change()
    with pytest.raises(GatheringRefused, match="Only a planned"):
        hold_gathering(gathering, **SAID)


def test_it_is_held_once():
    gathering = make_gathering()
    hold_gathering(gathering, **SAID)
    assert gathering.state == "held"
    with pytest.raises(GatheringRefused, match="Only a planned"):
        hold_gathering(gathering, **SAID)


def test_words_are_written_changed_and_taken_back():
    gathering = make_gathering(title="A vigil")
    write_gathering_text(gathering, language="en", title="A long vigil", description="Bring a candle.", **SAID)
    assert gathering.texts.get().title == "A long vigil"
    with pytest.raises(GatheringRefused, match="need a title"):
        write_gathering_text(gathering, language="en", title="", description="Bring a candle.", **SAID)
    assert write_gathering_text(gathering, language="en", title="", **SAID) is None
    assert not gathering.texts.exists()


def test_stages_keep_their_order_when_one_is_taken_out():
    gathering = make_gathering()
    first, _second = [add_stage(gathering, place=place, **SAID) for place in ("the station", "the bridge")]
    remove_stage(first, **SAID)
    add_stage(gathering, place="the gate", starts=time(12), **SAID)
    assert list(Stage.objects.values_list("place", flat=True)) == ["the bridge", "the gate"]


def test_a_stage_has_a_place_and_stops_at_a_target_of_its_own_city_only():
    gathering = make_gathering()
    elsewhere = make_target(edition=gathering.edition, mission=make_mission(city=make_city(**LIMA)))
    with pytest.raises(GatheringRefused, match="its own city"):
        add_stage(gathering, place="the gate", target=elsewhere, **SAID)
    with pytest.raises(GatheringRefused, match="needs its place"):
        add_stage(gathering, place=" ", **SAID)


def test_a_host_is_named_once_and_can_be_taken_off():
    gathering, organisation = make_gathering(), make_organisation()
    host = add_host(gathering, organisation=organisation, **SAID)
    assert add_host(gathering, organisation=organisation, **SAID) == host
    remove_host(host, **SAID)
    assert not Host.objects.exists()
    assert list(Entry.objects.values_list("verb", flat=True)) == ["add_host", "remove_host"]


def test_a_permit_goes_from_needed_to_granted():
    permit = note_permit(make_gathering(), authority="the police", deadline=date(2018, 9, 20), **SAID)
    change_permit(permit, state="granted", decided_on=date(2018, 9, 18), note="Until ten.", **SAID)
    assert (permit.state, str(permit.note)) == ("granted", "Until ten.")
    assert Entry.objects.latest("pk").changes == dict.fromkeys(["decided_on", "note", "state"], "changed")


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [({"authority": " "}, "whom"), ({"state": "lost"}, "where the permit stands"), ({"officer": "A"}, "no field")],
)
def test_a_permit_names_an_authority_and_a_state(fields, sentence):
    with pytest.raises(GatheringRefused, match=sentence):
        note_permit(make_gathering(), **{"authority": "the police", **fields}, **SAID)


def test_permits_are_deleted_ninety_days_after_closing():
    gathering = make_gathering(date=None)
    note_permit(gathering, authority="the police", **SAID)
    type(gathering.edition).objects.update(state="closed", closed_at=AT)
    assert due(AT + timedelta(days=90)) == 0
    assert due(AT + timedelta(days=91)) == 1
    assert not Permit.objects.exists()
