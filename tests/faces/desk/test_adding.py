"""One thing in thirty seconds, marked with how it was told."""

import pytest

from daybreak.domain.deliveries.models import Attempt
from daybreak.domain.gatherings.models import Gathering
from daybreak.domain.pledges.models import Pledge, PledgePart
from tests.domain.pledges.atlas import lend_atlas
from tests.domain.pledges.scene import make_scene
from tests.factories import make_pledge

AMINA = {"name": "Amina Invented", "city": "nairobi", "came_by": "phone", "phone": "+254 700 000001", "language": "en"}


@pytest.fixture(autouse=True)
def edition(monkeypatch, home, db):
    lend_atlas(monkeypatch, home)
    return make_scene()


def test_a_pledge_is_there_with_its_words_after_one_form(dana):
    answer = dana.post("/desk/add/pledge/", AMINA)
    part = PledgePart.objects.get()
    assert answer["Location"] == f"/desk/pledges/{part.pledge_id}/words/"
    assert (part.came_by, part.pledge.state, part.pledge.city.name) == ("phone", "confirmed", "Nairobi")
    assert "/f/" in dana.get(answer["Location"]).content.decode()
    assert "told us by phone" in dana.get(f"/desk/pledges/{part.pledge_id}/").content.decode()


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"name": "a@example.org"}, "is no name"),
        ({"phone": "8.2E+10"}, "last digits are lost"),
        ({"city": "Nowhereville"}, "No city of this name is known"),
        ({"city": "Springfield, USA"}, "Several cities may be meant"),
        ({"came_by": "pigeon"}, "pigeon"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_saved(dana, wrong, sentence):
    answer = dana.post("/desk/add/pledge/", {**AMINA, **wrong})
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not Pledge.objects.exists()


def test_a_city_with_several_targets_asks_one_question_more(dana):
    answer = dana.post("/desk/add/pledge/", {**AMINA, "city": "Geneva"})
    page = answer.content.decode()
    assert "One question more" in page
    door = page.split('value="target:')[1].split('"')[0]
    dana.post("/desk/add/pledge/", {**AMINA, "city": "Geneva", "door": f"target:{door}"})
    assert str(Pledge.objects.get().target_id) == door


def test_a_city_without_target_can_become_a_solidarity_city(dana):
    assert "a solidarity city" in dana.post("/desk/add/pledge/", {**AMINA, "city": "Kisumu"}).content.decode()
    dana.post("/desk/add/pledge/", {**AMINA, "city": "Kisumu", "door": "solidarity"})
    assert Pledge.objects.get().target is None


def test_the_same_person_in_the_same_city_again_is_refused(dana):
    dana.post("/desk/add/pledge/", AMINA)
    answer = dana.post("/desk/add/pledge/", AMINA)
    assert answer.status_code == 409
    assert "already" in answer.content.decode()


def test_a_report_from_a_call_is_recorded_with_how_it_was_told(dana, edition):
    pledge = make_pledge(target=edition.targets.get(city__slug="nairobi"))
    assert str(pledge.pk) in dana.get("/desk/add/report/").content.decode()
    page = dana.get(f"/desk/add/report/{pledge.pk}/").content.decode()
    assert f'action="/desk/pledges/{pledge.pk}/attempt/"' in page
    told = {"seen": "0", "outcome": "mailbox", "channel": "by_hand", "local_date": "2018-09-24", "told_by": "chat"}
    dana.post(f"/desk/pledges/{pledge.pk}/attempt/", told)
    assert Attempt.objects.get().source == "by chat message"


def test_a_gathering_is_noted_and_not_listed(dana):
    noted = {"city": "Lima", "kind": "vigil", "date": "2018-09-24", "starts": "19:00", "came_by": "email"}
    answer = dana.post("/desk/add/gathering/", {**noted, "meeting_point": "by the fountain"})
    found = Gathering.objects.get()
    assert answer["Location"] == f"/desk/cities/{found.city_id}/"
    assert (found.came_by, found.visibility, found.meeting_point) == ("email", "unlisted", "by the fountain")
    assert "told us by e-mail" in dana.get(answer["Location"]).content.decode()


def test_an_hour_without_its_date_is_refused(dana):
    answer = dana.post("/desk/add/gathering/", {"city": "Lima", "kind": "vigil", "starts": "19:00", "came_by": "email"})
    assert answer.status_code == 409
    assert not Gathering.objects.exists()


def test_sam_adds_nothing(sam):
    for path in ("/desk/add/", "/desk/add/pledge/", "/desk/add/report/", "/desk/add/gathering/"):
        assert sam.get(path)["Location"] == "/desk/sign-in/"
    sam.post("/desk/add/pledge/", AMINA)
    assert not Pledge.objects.exists()
