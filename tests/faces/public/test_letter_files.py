"""The letter to take along: PDF and text of the public sample, and where to post it from home."""

from __future__ import annotations

import io
from datetime import date, timedelta
from typing import Any

import pikepdf
import pytest

from daybreak.core.lib import clock
from daybreak.domain.campaigns.models import Edition
from daybreak.domain.letters.models import Letter
from daybreak.domain.missions.models import Correction, FieldSource, Mission
from daybreak.faces.public.offices import lands_with_offices
from daybreak.faces.public.sample import document_of, has_files, template_of
from daybreak.faces.public.scope import Scope, scope_of
from tests import factories as make
from tests.faces.public.cast import nairobi
from tests.faces.public.reading import BASE, NOON, get, read

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("home")]
PDF, TEXT = BASE + "letter/letter.pdf", BASE + "letter/letter.txt"
WORDS = (
    "On {campaign.anniversary_date}, the {campaign.anniversary_ordinal} anniversary, "
    "{sender.org_name} asks {addressee.name} in {mission.city}."
)


def scope() -> Scope:
    return scope_of("en", NOON, "save-north-korean-refugees-day", "2018")


def write(edition: Edition | None = None, **fields: object) -> Letter:
    """The edition's template in English."""
    values = {
        "language": "en",
        "subject": "An appeal",
        "salutation": "Your Excellency,",
        "paragraphs": [WORDS],
        "closing": "Respectfully,",
        "written_at": make.AT,
        **fields,
    }
    return Letter.objects.create(edition=edition or make.make_edition(), **values)


def text() -> str:
    return " ".join(get(TEXT).content.decode().split())


def test_the_files_say_what_the_page_says() -> None:
    write()
    said = (
        "On 24 September 1982, the 36th anniversary, [the sending organisation's name] asks Xi Jinping"
        " in [the mission's city]."
    )
    assert said in text()
    assert said.replace("'", "&#x27;") in " ".join(read(BASE + "letter/").split())


def test_the_pdf_is_a_whole_tagged_pdf_and_the_same_each_time() -> None:
    write()
    response = get(PDF)
    assert (response.status_code, response.headers["Content-Type"]) == (200, "application/pdf")
    with pikepdf.open(io.BytesIO(response.content)) as pdf:
        assert (len(pdf.pages), str(pdf.Root.Lang)) == (1, "en")
        assert "/StructTreeRoot" in pdf.Root
    assert get(PDF, at=NOON + timedelta(days=9)).content == response.content


def test_the_page_leads_to_both_files_and_says_what_they_are() -> None:
    write()
    page = " ".join(read(BASE + "letter/").split())
    assert f'<a href="{PDF}" type="application/pdf">PDF, 1 page, A4</a>' in page
    assert f'<a href="{TEXT}" type="text/plain">plain text</a>' in page


def test_a_long_letter_says_its_pages() -> None:
    write(paragraphs=["A long paragraph. " * 60] * 8)
    assert "PDF, 3 pages, A4" in read(BASE + "letter/") or "PDF, 2 pages, A4" in read(BASE + "letter/")


@pytest.mark.parametrize(
    "fields",
    [{"paragraphs": ["Wrong {field}"]}, {"paragraphs": ["A lone { brace"]}, {"paragraphs": []}, {"salutation": " "}],
    ids=["unknown field", "brace", "no paragraphs", "no salutation"],
)
def test_a_letter_that_cannot_be_printed_has_a_page_and_no_files(fields: dict[str, Any]) -> None:
    write(**fields)
    assert [get(path).status_code for path in (PDF, TEXT)] == [404, 404]
    assert "letter.pdf" not in read(BASE + "letter/")
    assert not has_files(scope())


def test_before_the_letter_is_written_there_are_no_files() -> None:
    write(written_at=NOON + timedelta(hours=1))
    assert not has_files(scope())
    assert [get(path).status_code for path in (PDF, TEXT)] == [404, 404]
    assert get(PDF, at=NOON + timedelta(hours=2)).status_code == 200


def test_an_edition_of_which_only_the_year_is_known_has_no_files() -> None:
    write(make.make_edition(date=None, state="archived", anniversary_of=None), paragraphs=["Plain words."])
    assert get(PDF).status_code == 404
    assert "Plain words." in read(BASE + "letter/")


@pytest.mark.parametrize("specimen", [True, False])
def test_a_specimen_says_so_and_nothing_else_does(specimen: bool) -> None:
    write(specimen=specimen)
    assert ("SPECIMEN" in text()) is specimen


def test_a_rehearsal_says_so_in_the_files() -> None:
    write()
    assert clock.NOTICE not in text()
    clock.move_clock(NOON)
    assert f"{clock.NOTICE}." in text()


def test_the_files_name_no_sender_and_nobody_who_signs() -> None:
    sender = make.make_organisation(name="CANARY office")
    write(sender=sender, signatories=[{"name": "CANARY name", "title": "", "organisation": ""}])
    letter = template_of(scope())
    assert letter is not None
    assert not [told for _place, told in document_of(scope(), letter).walk() if "CANARY" in told]


def test_brackets_speak_the_letter_s_language_not_the_page_s(settings: Any) -> None:
    settings.LANGUAGES = [("en", "English"), ("ko", "Korean")]
    write()
    page = get(BASE.replace("/en/", "/ko/") + "letter/").content.decode()
    assert "[the mission&#x27;s city]" in page


def test_an_anniversary_that_has_not_come_yet_is_said_in_brackets() -> None:
    write(make.make_edition(anniversary_of=date(2018, 1, 1)))
    assert "[the number of the anniversary, as the language says it]" in text()
    assert "[the number of the anniversary" in read(BASE + "letter/")


def test_values_of_the_edition_are_not_read_again_as_merge_fields() -> None:
    write(make.make_edition(addressee_office="Office {mission.city}"), paragraphs=["To {addressee.office}."])
    assert "To Office {mission.city}." in text()


ADDRESS = "Woodlands Road,\nPO Box 47030\n Nairobi"


def test_offices_with_a_post_address_are_listed_by_country_whether_or_not_anybody_goes() -> None:
    edition = make.make_edition()
    make.make_target(edition=edition, mission=make.make_mission(address=ADDRESS))
    lima = make.make_mission(city=make.make_city(**make.LIMA), address="Calle 1")
    make.make_target(edition=edition, mission=lima)
    page = " ".join(read(BASE + "letter/").split())
    assert '<summary>Kenya <span class="note">1 office</span></summary>' in page
    assert "<bdi>Woodlands Road, PO Box 47030, Nairobi</bdi>" in page
    assert page.index("Calle 1") > page.index("Woodlands")
    assert "kenya/nairobi" not in page.split("<main", 1)[1]


@pytest.mark.parametrize("fields", [{"address": ""}, {"status": "closed"}, {"vanished_at": make.AT}])
def test_an_office_that_is_closed_or_gone_or_without_address_is_not_listed(fields: dict[str, Any]) -> None:
    edition = make.make_edition()
    make.make_target(edition=edition, mission=make.make_mission(**{"address": "CANARY street", **fields}))
    assert lands_with_offices(scope()) == []
    assert "CANARY" not in read(BASE + "letter/")


def test_an_address_says_when_it_was_checked() -> None:
    edition = make.make_edition()
    mission = make.make_mission(address=ADDRESS)
    make.make_target(edition=edition, mission=mission)
    assert "Address checked" not in read(BASE + "letter/")
    source = {"family": "own", "source": "By telephone", "checked_on": date(2018, 9, 3)}
    FieldSource.objects.create(mission=mission, field="address", **source)
    assert "Address checked on 3 September 2018." in read(BASE + "letter/")


def test_nothing_a_city_s_plan_hides_is_on_the_page() -> None:
    nairobi(reveal="after_delivery", gate_from="10:07", own_date=date(2018, 9, 21), own_date_reason="CANARY")
    before = read(BASE + "letter/")
    Mission.objects.update(address=ADDRESS)
    page = read(BASE + "letter/")
    assert "Woodlands" in page
    assert [word for word in ("CANARY", "10:07", "21 September") if word in page + before] == []


def test_the_page_s_last_change_is_the_last_correction_of_an_address_it_shows() -> None:
    edition = write().edition
    mission = make.make_mission(address=ADDRESS)
    make.make_target(edition=edition, mission=mission)
    assert "24 September 2018, 09:00 UTC" in read(BASE + "letter/")
    Correction.objects.create(mission=mission, field="address", new=ADDRESS, at=make.AT + timedelta(hours=2))
    assert "24 September 2018, 11:00 UTC" in read(BASE + "letter/")
    assert "24 September 2018, 09:00 UTC" in read(BASE + "letter/", at=make.AT + timedelta(hours=1))
