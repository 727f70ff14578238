"""Gatherings in the desk, and the organisations that take part."""

from datetime import date, time

import pytest

from daybreak.domain.campaigns.models import Participation
from daybreak.domain.gatherings.models import Gathering, Permit
from daybreak.domain.gatherings.services import add_stage, note_permit
from tests.domain.pledges.atlas import lend_atlas
from tests.faces.desk.forms import send
from tests.factories import AT, DANA, make_edition, make_gathering, make_organisation

NEW = "/desk/gatherings/new/"


@pytest.fixture(autouse=True)
def atlas(monkeypatch, home):
    lend_atlas(monkeypatch, home)


def test_the_form_begins_with_what_is_usual_for_the_kind_and_never_listed(dana):
    make_edition()
    form = dana.get(f"{NEW}?kind=march").context["form"]
    assert (form["starts"].value(), form["ends"].value()) == (time(11), time(13))
    assert (form["authority"].value(), form["visibility"].value()) == ("the police", "unlisted")
    assert dana.get(f"{NEW}?kind=online").context["form"]["authority"].value() == ""


def test_a_gathering_is_announced_with_its_permit(dana):
    make_edition()
    typed = {"city": "Nairobi", "title": "A long vigil", "description": "Bring a candle.", "authority": "the town hall"}
    answer = send(dana, NEW, **typed)
    gathering = Gathering.objects.get()
    assert answer.url == f"/desk/gatherings/{gathering.pk}/"
    assert (gathering.visibility, gathering.texts.get().title) == ("unlisted", "A long vigil")
    assert str(Permit.objects.get().authority) == "the town hall"


@pytest.mark.parametrize("title", ["", "A long vigil"])
def test_pressing_twice_keeps_one_gathering(dana, title):
    make_edition()
    assert [send(dana, NEW, city="Nairobi", title=title).status_code for _ in range(2)] == [303, 409]
    assert Gathering.objects.count() == 1


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"city": ""}, "city"),
        ({"date": "", "starts": "12:00"}, "date"),
        ({"description": "Bring a candle.", "title": ""}, "title"),
        ({"kind": "riot"}, "kind"),
    ],
)
def test_a_gathering_that_cannot_be_says_why_at_the_field(dana, typed, field):
    make_edition()
    answer = send(dana, NEW, **{"city": "Nairobi", "place": "the square", **typed})
    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert "the square" in answer.content.decode()


def test_facts_and_words_are_changed_and_a_second_writer_is_warned(dana):
    gathering = make_gathering()
    address = f"/desk/gatherings/{gathering.pk}/"
    seen = dana.get(address).context["form"]["seen"].value()
    send(dana, address, title="A longer vigil", starts="19:00", meeting_point="the fountain", visibility="unlisted")
    gathering.refresh_from_db()
    assert (gathering.starts, gathering.visibility) == (time(19), "unlisted")
    assert str(gathering.meeting_point) == "the fountain"
    assert gathering.texts.get().title == "A longer vigil"
    answer = send(dana, address, seen=seen, place="elsewhere")
    assert answer.status_code == 409
    assert "elsewhere" in answer.content.decode()


def test_stages_are_added_and_taken_out(dana):
    gathering = make_gathering()
    address = f"/desk/gatherings/{gathering.pk}/"
    dana.post(address, {"do": "stage", "place": "the station", "starts": "12:00"})
    stage = gathering.stages.get()
    assert (stage.place, stage.starts) == ("the station", time(12))
    dana.post(address, {"do": "unstage", "row": stage.pk})
    assert not gathering.stages.exists()
    assert dana.post(address, {"do": "unstage", "row": stage.pk}).status_code == 409


def test_a_stage_of_another_gathering_is_not_taken_out(dana):
    mine, other = make_gathering(), make_gathering(edition=make_edition(slug="2019"))
    stage = add_stage(other, place="the station", actor=DANA, at=AT)
    assert dana.post(f"/desk/gatherings/{mine.pk}/", {"do": "unstage", "row": stage.pk}).status_code == 409
    assert other.stages.exists()


def test_hosts_are_named_and_named_no_longer(dana):
    gathering = make_gathering()
    address = f"/desk/gatherings/{gathering.pk}/"
    dana.post(address, {"do": "host", "name": "Invented Choir"})
    host = gathering.hosts.get()
    assert host.organisation.name == "Invented Choir"
    dana.post(address, {"do": "unhost", "row": host.pk})
    assert not gathering.hosts.exists()


def test_it_took_place_and_so_many_came(dana):
    gathering = make_gathering()
    address = f"/desk/gatherings/{gathering.pk}/"
    dana.post(address, {"do": "held"})
    dana.post(address, {"do": "came", "people": "120", "source": "coordinator"})
    gathering.refresh_from_db()
    assert (gathering.state, gathering.attendances.get().people) == ("held", 120)
    wrong = dana.post(address, {"do": "came", "people": "many", "source": "coordinator"})
    assert wrong.status_code == 422
    assert "Write a number." in wrong.content.decode()


def test_a_permit_is_noted_and_decided(dana):
    gathering = make_gathering()
    typed = {"authority": "the police", "state": "applied", "deadline": "2018-09-20", "applied_on": "2018-09-10"}
    send(dana, f"/desk/gatherings/{gathering.pk}/permits/new/", **typed)
    permit = Permit.objects.get()
    address = f"/desk/permits/{permit.pk}/"
    assert send(dana, address, state="granted", decided_on="2018-09-01").status_code == 422
    send(dana, address, state="granted", decided_on="2018-09-12", note="Until ten.")
    permit.refresh_from_db()
    assert (permit.state, permit.decided_on, str(permit.note)) == ("granted", date(2018, 9, 12), "Until ten.")


def test_the_list_warns_of_a_deadline_and_says_nothing_of_the_meeting_point(dana):
    gathering = make_gathering(meeting_point="behind the station")
    note_permit(gathering, authority="the police", deadline=date(2018, 9, 28), note="ring", actor=DANA, at=AT)
    page = dana.get("/desk/gatherings/?only=permit")
    line = page.context["lines"][0]
    assert (line.permits, line.urgent) == (1, True)
    assert "behind the station" not in page.content.decode()
    assert "the police" not in page.content.decode()


def test_a_cancelled_gathering_shows_no_form(dana):
    gathering = make_gathering()
    dana.post(f"/desk/gatherings/{gathering.pk}/cancel/")
    page = dana.get(f"/desk/gatherings/{gathering.pk}/").content.decode()
    assert "cancelled" in page
    assert 'value="save"' not in page


def organisations(edition):
    return f"/desk/editions/{edition.pk}/organisations/"


def test_an_organisation_is_listed_from_a_day_and_withdrawn(dana):
    edition = make_edition()
    send(dana, organisations(edition), name="Invented Choir", role="signatory", listed_from="2018-09-30")
    part = Participation.objects.get()
    assert (part.role, part.listed_from.date()) == ("signatory", date(2018, 9, 30))
    assert "not yet listed" in dana.get(organisations(edition)).content.decode()
    dana.post(f"/desk/participations/{part.pk}/", {"do": "withdraw"})
    part.refresh_from_db()
    assert part.withdrawn_at == AT


def test_a_part_is_changed_and_an_organisation_too(dana):
    edition, organisation = make_edition(), make_organisation()
    send(dana, organisations(edition), organisation=organisation.pk, role="partner")
    part = Participation.objects.get()
    send(dana, f"/desk/participations/{part.pk}/", role="convener")
    send(dana, f"/desk/organisations/{organisation.pk}/", seat="Geneva", website="https://example.org/")
    part.refresh_from_db()
    organisation.refresh_from_db()
    assert (part.role, organisation.seat, organisation.website) == ("convener", "Geneva", "https://example.org/")


def test_neither_name_is_asked_for_at_its_field(dana):
    edition = make_edition()
    answer = send(dana, organisations(edition), organisation="", name=" ", role="partner")
    assert answer.status_code == 422
    assert "name" in answer.context["form"].errors
