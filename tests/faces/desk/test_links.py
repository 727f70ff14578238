"""Field links, letters and gatherings at the desk."""

import re
import uuid

import pytest

from daybreak.domain.gatherings.kinds import GatheringState
from daybreak.domain.letters.models import Copy, Letter
from daybreak.domain.letters.services import path_of
from daybreak.domain.pledges.models import FieldLink
from tests.factories import AT, make_edition, make_gathering, make_link, make_pledge


def address_on(page: str) -> str:
    found = re.search(r"http://localhost:8000(/f/[a-z2-7]+/)", page)
    return found[1] if found else ""


@pytest.fixture
def path(db) -> str:
    return f"/desk/parts/{make_pledge().parts.get().pk}/link/"


def test_a_link_is_made_and_its_address_opens_the_field_page(dana, sam, path):
    assert address_on(dana.get(path).content.decode()) == ""
    assert FieldLink.objects.count() == 0
    dana.post(path, {"do": "make"})
    assert sam.get(address_on(dana.get(path).content.decode())).status_code == 200


def test_renewing_kills_the_address_handed_out_before(dana, sam, path):
    dana.post(path, {"do": "make"})
    old = address_on(dana.get(path).content.decode())
    dana.post(path, {"do": "renew"})
    new = address_on(dana.get(path).content.decode())
    assert [sam.get(old).status_code, sam.get(new).status_code] == [404, 200]


def test_a_revoked_link_shows_no_address(dana, sam, path):
    dana.post(path, {"do": "make"})
    old = address_on(dana.get(path).content.decode())
    dana.post(path, {"do": "revoke"})
    assert sam.get(old).status_code == 410
    assert address_on(dana.get(path).content.decode()) == ""


def test_a_link_that_is_not_there_cannot_be_revoked(dana, path):
    answer = dana.post(path, {"do": "revoke"})
    assert answer.status_code == 409
    assert "make it first" in answer.content.decode()


def test_the_address_stands_on_no_other_page(dana):
    link = make_link()
    for path in ("/desk/", "/desk/board/", f"/desk/cities/{link.part.pledge.city_id}/"):
        assert address_on(dana.get(path).content.decode()) == ""


@pytest.fixture
def copy(home) -> Copy:
    pledge = make_pledge()
    letter = Letter.objects.create(
        edition=pledge.edition, language="en", salutation="Your Excellency,", closing="Yours", written_at=AT
    )
    found = Copy.objects.create(
        letter=letter, target=pledge.target, pledge=pledge, version=1, sha256="0" * 64, pages=2, paper="a4", made_at=AT
    )
    path_of(found, ".pdf").parent.mkdir()
    path_of(found, ".pdf").write_bytes(b"%PDF-1.7 invented")
    return found


def test_the_letter_of_a_pledge_comes_from_its_city_page(dana, copy):
    path = f"/desk/letters/{copy.pk}.pdf"
    assert path in dana.get(f"/desk/cities/{copy.pledge.city_id}/").content.decode()
    answer = dana.get(path)
    assert b"".join(answer.streaming_content) == b"%PDF-1.7 invented"
    assert answer["Content-Type"] == "application/pdf"


@pytest.mark.parametrize("suffix", ["txt", "key", "pdf.tmp"])
def test_only_files_of_letters_are_sent(dana, copy, suffix):
    if suffix != "txt":
        path_of(copy, f".{suffix}").write_bytes(b"not a letter")
    assert dana.get(f"/desk/letters/{copy.pk}.{suffix}").status_code == 404
    assert dana.get(f"/desk/letters/{uuid.uuid4()}.pdf").status_code == 404


def test_a_gathering_is_cancelled_by_a_press_not_by_looking(dana):
    gathering = make_gathering(edition=make_edition())
    path = f"/desk/gatherings/{gathering.pk}/cancel/"
    assert "Cancel this gathering?" in dana.get(path).content.decode()
    gathering.refresh_from_db()
    assert gathering.state == GatheringState.PLANNED
    assert dana.post(path)["Location"] == f"/desk/cities/{gathering.city_id}/"
    gathering.refresh_from_db()
    assert gathering.state == GatheringState.CANCELLED
