"""From a table to pledges, parts, people and field links; twice makes nothing twice."""

import pytest

from daybreak.core.journal.models import Entry
from daybreak.domain.campaigns.models import CityPlan, Target
from daybreak.domain.missions.models import Mission
from daybreak.domain.people.models import Organisation, Person
from daybreak.domain.pledges.importing.content import Content, of_file
from daybreak.domain.pledges.models import FieldLink, ImportDraft, Pledge, PledgePart
from daybreak.domain.pledges.services_import import (
    ImportRefused,
    add_pledge,
    answer_import,
    forget_import,
    keep_import,
    make_pledges,
)
from tests.domain.pledges.atlas import atlas
from tests.domain.pledges.sheets import AMINA, BRUNO, HEADINGS, as_csv
from tests.factories import AT, DANA, make_city, make_person, make_pledge

SHEET = as_csv(HEADINGS, AMINA, BRUNO)


def verdicts(content: Content) -> dict[int, str]:
    return {one.number: one.verdict for one in content.result}


def test_a_line_becomes_a_pledge_a_part_a_person_and_a_field_link(bring):
    content = bring(SHEET)
    assert verdicts(content) == {2: "made", 3: "made"}
    part = PledgePart.objects.get(pledge__city__slug="nairobi")
    assert (part.person.name, part.person.email, part.person.phone) == AMINA[:3]
    assert (part.pledge.state, part.came_by, part.link.generation) == ("confirmed", "email", 1)
    assert part.shown_as == part.person.shown_as == "city"


def test_the_same_sheet_again_makes_nothing_twice(bring):
    bring(SHEET)
    content = bring(SHEET)
    assert verdicts(content) == {2: "there", 3: "there"}
    assert (Pledge.objects.count(), Person.objects.count(), FieldLink.objects.count()) == (2, 2, 2)


def test_one_person_with_two_cities_is_one_person_with_two_links(bring):
    bring(as_csv(HEADINGS, AMINA, (*AMINA[:3], "Lima", "Peru")))
    assert Person.objects.get().parts.count() == FieldLink.objects.count() == 2


def test_two_people_may_share_an_address_and_both_are_made(bring):
    bring(as_csv(HEADINGS, AMINA, ("Bruno Other", *AMINA[1:])))
    assert Person.objects.count() == 2
    assert sorted(Pledge.objects.values_list("place", flat=True)) == ["joiner", "lead"]


def test_a_co_coordinator_gets_a_part_in_the_pledge_that_leads(bring):
    bring(
        as_csv((*HEADINGS, "Role"), (*AMINA, "lead"), ("Bruno", "b@example.org", "", "Nairobi", "", "co-coordinator"))
    )
    assert sorted(Pledge.objects.get().parts.values_list("role", flat=True)) == ["co", "lead"]


def test_offers_only_when_that_is_wanted(bring):
    bring(SHEET, confirm=False)
    assert set(Pledge.objects.values_list("state", flat=True)) == {"offered"}


def test_a_city_without_target_can_open_its_office(bring):
    def answer(content):
        content.answers.targets = {"186301": f"open:{office}"}

    office = Mission.objects.get(name__contains="Mombasa").pk
    bring(as_csv(HEADINGS, (*AMINA[:3], "Mombasa", "Kenya")), answer)
    assert Pledge.objects.get().target == Target.objects.get(city__slug="mombasa", mission_id=office)


def test_a_letter_may_go_to_the_nearest_target(bring):
    def answer(content):
        content.answers.targets = {"186301": f"near:{nairobi.pk}"}

    nairobi = Target.objects.get(city__slug="nairobi")
    bring(as_csv(HEADINGS, (*AMINA[:3], "Mombasa", "Kenya")), answer)
    assert Pledge.objects.get().city == Pledge.objects.get().target.city == nairobi.city


def test_a_solidarity_city_is_planned_as_one(bring):
    def answer(content):
        content.answers.targets = {str(kisumu): "solidarity"}

    kisumu = atlas().by_name("Kisumu", "KE")[0].geonames_id
    bring(as_csv(HEADINGS, (*AMINA[:3], "Kisumu", "Kenya")), answer)
    pledge = Pledge.objects.get()
    assert (pledge.target, pledge.state) == (None, "confirmed")
    assert CityPlan.objects.get(city=pledge.city).solidarity


def test_what_was_not_made_stays_with_its_reason_and_the_rest_is_erased(bring):
    content = bring(as_csv(HEADINGS, AMINA, ("", *BRUNO[1:])))
    assert verdicts(content) == {2: "made", 3: "aside"}
    assert "there is no name" in content.result[1].words
    kept = ImportDraft.objects.get().content
    assert BRUNO[1] in kept
    assert AMINA[1] not in kept


def test_notes_stay_under_lock_and_organisations_are_not_listed_unasked(bring):
    row = (*AMINA, "Invented Friends", "I have a car")
    bring(as_csv((*HEADINGS, "Organisation", "Comments"), row))
    assert PledgePart.objects.get().note == "I have a car\nOrganisation: Invented Friends"
    assert not Organisation.objects.exists()
    bring(as_csv((*HEADINGS, "Organisation"), (*BRUNO, "Invented Friends")), add_organisations=True)
    assert Person.objects.get(organisation__name="Invented Friends").name == BRUNO[0]


def test_every_row_is_journalled_and_no_contact_stands_in_the_journal(bring):
    bring(SHEET)
    assert {"keep_import", "add_person", "offer_pledge", "confirm_pledge", "make_field_link", "make_pledges"} <= set(
        Entry.objects.values_list("verb", flat=True)
    )
    assert not [one for one in Entry.objects.all() if "example.org" in str(one.changes) or "Amina" in str(one.changes)]


def test_an_interrupted_import_goes_on_where_it_stopped(edition, places, monkeypatch):
    from daybreak.domain.pledges import services_import as services

    draft = keep_import(edition, content=of_file(SHEET.encode(), ""), actor=DANA, at=AT)
    monkeypatch.setattr(services, "LINES_AT_ONCE", 1)
    monkeypatch.setattr(services, "make_field_link", stop_at_second := Stops(services.make_field_link))
    with pytest.raises(KeyboardInterrupt):
        make_pledges(draft, places=places, actor=DANA, at=AT)
    assert Pledge.objects.count() == 1
    stop_at_second.left = 99
    make_pledges(draft, places=places, actor=DANA, at=AT)
    assert (Pledge.objects.count(), Person.objects.count(), FieldLink.objects.count()) == (2, 2, 2)


class Stops:
    """A verb that is killed at its second call."""

    def __init__(self, verb):
        self.verb, self.left = verb, 1

    def __call__(self, *arguments, **options):
        if not self.left:
            raise KeyboardInterrupt
        self.left -= 1
        return self.verb(*arguments, **options)


def test_who_is_second_does_not_undo_the_firsts_answers(edition):
    content = of_file(SHEET.encode(), "")
    draft = keep_import(edition, content=content, actor=DANA, at=AT)
    answer_import(draft, content=content, seen=1, actor=DANA, at=AT)
    with pytest.raises(ImportRefused, match="while you looked"):
        answer_import(draft, content=content, seen=1, actor=DANA, at=AT)


def test_a_forgotten_table_is_gone_and_its_contents_were_sealed(edition):
    from django.db import connection

    draft = keep_import(edition, content=of_file(SHEET.encode(), ""), actor=DANA, at=AT)
    with connection.cursor() as cursor:
        cursor.execute("SELECT content FROM pledges_importdraft")
        assert b"amina" not in bytes(cursor.fetchone()[0]).lower()
    forget_import(draft, actor=DANA, at=AT)
    assert not ImportDraft.objects.exists()


def test_a_table_is_forgotten_after_a_week(edition):
    from datetime import timedelta

    from daybreak.config.recurring import DUE, Recurring

    keep_import(edition, content=of_file(SHEET.encode(), ""), actor=DANA, at=AT)
    Recurring(DUE).run(AT + timedelta(days=6))
    assert ImportDraft.objects.count() == 1
    Recurring(DUE).run(AT + timedelta(days=7, minutes=1))
    assert not ImportDraft.objects.exists()


def test_a_table_without_a_city_column_makes_nothing(edition, places):
    draft = keep_import(edition, content=of_file(b"Name,E-mail\nAmina,a@example.org\n", ""), actor=DANA, at=AT)
    with pytest.raises(ImportRefused, match="name and the city"):
        make_pledges(draft, places=places, actor=DANA, at=AT)


def test_one_pledge_at_once_joins_the_lead_and_is_refused_twice(edition):
    target = Target.objects.get(city__slug="nairobi")
    make_pledge(target=target, person=make_person())
    given = {"name": "Bruno", "phone": "+1 555 0100", "city": make_city(), "target": target, "came_by": "phone"}
    part = add_pledge(edition, actor=DANA, at=AT, **given)
    assert (part.pledge.place, part.came_by) == ("joiner", "phone")
    with pytest.raises(ImportRefused, match="already"):
        add_pledge(edition, actor=DANA, at=AT, **given)
