"""No page of the desk shows an e-mail address or a phone number; a name stands on the page of its city alone."""

import pytest

from daybreak.domain.gatherings.models import Gathering
from daybreak.domain.gatherings.services import change_gathering, note_permit
from daybreak.domain.missions.models import Mission
from daybreak.domain.missions.services_doubts import dispute_mission
from daybreak.domain.people.models import Person
from daybreak.domain.people.services import erase_contact
from daybreak.domain.pledges.states import PledgeState
from tests.factories import AT, DANA, make_gathering, make_link, make_person, make_pledge, make_report

NAME, EMAIL, PHONE = "Canary Coordinator", "canary@example.org", "canary-phone-5550"


@pytest.fixture
def paths(db) -> dict[str, str]:
    person = make_person(name=NAME, email=EMAIL, phone=PHONE)
    pledge = make_pledge(person=person)
    link = make_link(pledge=pledge)
    offer = make_pledge(target=pledge.target, person=person, state=PledgeState.OFFERED, confirmed_at=None)
    gathering = make_gathering(edition=pledge.edition)
    return {
        "home": "/desk/",
        "report": f"/desk/reports/{make_report(pledge=pledge, link=link).pk}/",
        "pledge": f"/desk/pledges/{pledge.pk}/",
        "offer": f"/desk/pledges/{offer.pk}/",
        "link": f"/desk/parts/{link.part.pk}/link/",
        "gathering": f"/desk/gatherings/{gathering.pk}/cancel/",
        "board": "/desk/board/",
        "gathering page": f"/desk/gatherings/{gathering.pk}/",
        "gatherings": "/desk/gatherings/",
        "missions": "/desk/missions/",
        "mission": f"/desk/missions/{pledge.target.mission_id}/",
        "setup": "/desk/setup/",
        **{
            part: f"/desk/editions/{pledge.edition_id}/{part}/"
            for part in ("details", "words", "statements", "targets", "plans", "letter", "press", "organisations")
        },
        "edition": "/desk/edition/",
        "step": "/desk/edition/next/",
        "health": "/desk/health/",
        "city": f"/desk/cities/{pledge.city_id}/",
    }


def test_contact_stands_on_no_page(dana, paths):
    pages = {name: dana.get(path).content.decode() for name, path in paths.items()}
    assert [name for name, page in pages.items() if EMAIL in page or PHONE in page] == []
    assert [name for name, page in pages.items() if NAME in page] == ["city"]


def test_an_erased_person_leaves_a_word_not_a_gap(dana, paths):
    erase_contact(Person.objects.get(), actor=DANA, at=AT)
    page = dana.get(paths["city"]).content.decode()
    assert NAME not in page
    assert "(erased)" in page


def test_what_is_for_the_desk_alone_stands_on_its_own_page_and_in_no_list(dana, paths):
    gathering = Gathering.objects.get()
    change_gathering(gathering, meeting_point="canary fountain", actor=DANA, at=AT)
    note_permit(gathering, authority="canary police", note="canary officer", actor=DANA, at=AT)
    dispute_mission(Mission.objects.get(), field="phone", words="canary words", by="guard", actor=DANA, at=AT)
    pages = {name: dana.get(path).content.decode() for name, path in paths.items()}
    where = {"fountain": ["gathering page", "city"], "police": ["gathering page"], "officer": ["gathering page"]}
    for word, allowed in {**where, "words": ["mission"]}.items():
        assert sorted(name for name, page in pages.items() if f"canary {word}" in page) == sorted(allowed)
