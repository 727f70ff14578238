"""No page of the desk shows an e-mail address or a phone number; a name stands on the page of its city alone."""

import pytest

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
