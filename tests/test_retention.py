"""What the registry promises is kept: after its days, nothing above level 0 is left."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.db import connection

from daybreak.config.recurring import DUE, Recurring
from daybreak.core.journal.models import Entry
from daybreak.core.journal.services import seal_journal, verify_journal
from daybreak.core.lib.privacy import registry
from daybreak.domain.gatherings.services import note_permit
from daybreak.domain.missions.services_doubts import dispute_mission
from daybreak.domain.people.models import Person
from daybreak.domain.pledges.models import FieldLink, PledgePart
from daybreak.domain.pledges.services import give_trust
from tests.factories import (
    AT,
    DANA,
    make_gathering,
    make_link,
    make_organisation,
    make_person,
    make_plan,
    make_pledge,
    make_report,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition():
    """A closed edition with something in every field that has a last day."""
    person = make_person(phone="+000", organisation=make_organisation())
    pledge = make_pledge(person=person)
    edition = pledge.edition
    link = make_link(pledge=pledge)
    make_report(pledge=pledge, words="Amina was here", link=link)
    make_plan(edition=edition, city=pledge.city, desk_note="a threat")
    gathering = make_gathering(edition=edition, city=pledge.city, meeting_point="behind the station")
    note_permit(gathering, authority="the police", deadline=AT.date(), note="ring twice", actor=DANA, at=AT)
    dispute_mission(pledge.target.mission, field="phone", words="wrong", by="coordinator", actor=DANA, at=AT)
    give_trust(person, campaign=edition.campaign, scope="city", city=pledge.city, until=AT, actor=DANA, at=AT)
    type(edition).objects.filter(pk=edition.pk).update(closed_at=AT, state="closed")
    return edition


def left(entry):
    """Return how many rows still hold something in a field of the registry."""
    model_table = next(m._meta.db_table for m in _models() if m._meta.label == entry.model)
    column = next(m for m in _models() if m._meta.label == entry.model)._meta.get_field(entry.field).column
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT "{column}" FROM "{model_table}"')
        return [row[0] for row in cursor.fetchall() if row[0] not in (None, "")]


def _models():
    from django.apps import apps

    return apps.get_models()


def dated():
    return [entry for entry in registry() if entry.level > 0 and entry.days is not None]


def test_before_its_days_everything_is_there(edition):
    Recurring(DUE).run(AT + timedelta(days=29))
    assert PledgePart.objects.count() == FieldLink.objects.count() == 1
    assert Person.objects.get().name


def test_after_its_days_nothing_above_level_0_is_left(edition):
    Recurring(DUE).run(AT + timedelta(days=91))
    person = Person.objects.get()
    assert (person.name, person.email, person.phone, person.email_lookup) == ("", "", "", "")
    sealed_but_empty = {"words", "desk_note", "meeting_point", "name", "email", "phone", "authority", "note"}
    kept = [f"{e.model}.{e.field}" for e in dated() if e.field not in sealed_but_empty and left(e)]
    assert kept == []
    for model in _models():
        for field in sealed_but_empty & {f.name for f in model._meta.local_concrete_fields}:
            if any(e.model == model._meta.label and e.field == field and e.level > 0 for e in dated()):
                assert [getattr(row, field) for row in model.objects.all() if getattr(row, field)] == []


def test_the_link_to_the_actor_dies_and_the_chain_stays_whole(edition):
    seal_journal(at=AT)
    Recurring(DUE).run(AT + timedelta(days=731))
    assert not Entry.objects.filter(at__lte=AT).exclude(actor_id="").exists()
    assert verify_journal().broken is None


def test_a_session_that_ended_is_deleted(edition):
    Session.objects.create(session_key="a", session_data="", expire_date=AT)
    Recurring(DUE).run(AT)
    assert not Session.objects.exists()
