"""What is public is a decision: hours, names and results show when a city released them, not before."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest

from daybreak.domain.people.models import ShownAs
from daybreak.domain.pledges.models import PledgePart
from tests import factories as make
from tests.faces.public.cast import nairobi, tried
from tests.faces.public.reading import BASE, NOON, SECTIONS, read

pytestmark = pytest.mark.django_db

CITY = BASE + "kenya/nairobi/"
EVERYWHERE = (*(BASE + section for section in SECTIONS), BASE + "kenya/", CITY, CITY + "embassy/")


def everything(**kwargs: object) -> str:
    """Return the text of every page of the edition, one after the other."""
    return "\n".join(read(path, **kwargs) for path in EVERYWHERE)  # type: ignore[arg-type]


def test_the_hour_at_the_gate_is_on_no_page_before_its_reveal() -> None:
    nairobi(reveal="after_delivery", gate_from=time(15, 47), gate_until=time(16, 53))
    assert not any(hour in everything() for hour in ("15:47", "16:53"))


def test_the_hour_at_the_gate_shows_when_the_city_says_so() -> None:
    nairobi(reveal="now", gate_from=time(15, 47), gate_until=time(16, 53))
    assert "at the gate from 15:47 to 16:53" in read(CITY)
    assert "From 15:47 to 16:53" in read(BASE + "board/")


def test_a_day_of_its_own_and_its_reason_wait_for_the_reveal() -> None:
    nairobi(reveal="after_delivery", own_date=date(2018, 9, 27), own_date_reason="CANARY storm")
    assert not any(secret in everything() for secret in ("27 September", "2018-09-27", "CANARY"))


def test_results_wait_for_the_morning_after_where_somebody_stays_unnamed() -> None:
    pledge = nairobi()
    tried(pledge, outcome="refused", at=make.AT, note="CANARY words")
    assert "CANARY" not in everything()
    assert "CANARY words" in read(CITY, at=NOON + timedelta(days=1))


def test_a_person_shown_as_city_only_has_no_name_and_no_organisation_anywhere() -> None:
    pledge = nairobi(reveal="now", results_show="at_once")
    person = make.make_person(name="Canary Person", organisation=make.make_organisation(name="Canary House"))
    PledgePart.objects.create(pledge=pledge, person=person, shown_as=ShownAs.NAME)
    page = everything()
    assert "Canary" not in page
    assert "A coordinator in this city" in page


def test_a_person_who_chose_their_organisation_is_shown_as_it_once_plans_show() -> None:
    house = make.make_organisation(name="Lake House")
    for reveal, shown in (("now", True), ("after_delivery", False)):
        person = make.make_person(organisation=house, shown_as=ShownAs.ORGANISATION, email=f"{reveal}@example.org")
        edition = make.make_edition(slug=reveal.replace("_", "-"))
        pledge = nairobi(edition, reveal=reveal)
        pledge.parts.update(person=person, shown_as=ShownAs.ORGANISATION)
        page = read(f"/en/save-north-korean-refugees-day/{edition.slug}/kenya/nairobi/")
        assert ("Lake House" in page) is shown


def test_hour_and_place_of_a_listed_gathering_wait_for_the_city() -> None:
    pledge = nairobi(reveal="after_delivery")
    fields = {"starts": time(19, 41), "place": "CANARY square", "public_id": "aaaabbbbcc", "title": "A vigil"}
    make.make_gathering(edition=pledge.edition, **fields)
    page = everything() + read(BASE + "gatherings/aaaabbbbcc/")
    assert "A vigil" in page
    assert not any(secret in page for secret in ("CANARY", "19:41"))


def test_an_organisation_shows_from_the_day_it_agreed_to_until_it_withdraws() -> None:
    edition = make.make_edition()
    house = make.make_organisation(name="Lake House")
    part = edition.participations.create(organisation=house, role="convener", listed_from=NOON)
    assert "Lake House" not in read(BASE, at=NOON - timedelta(hours=1))
    assert "Lake House" in read(BASE)
    part.withdrawn_at = NOON + timedelta(hours=1)
    part.save()
    assert "Lake House" not in read(BASE, at=NOON + timedelta(hours=2))


def test_lateness_is_not_a_public_word() -> None:
    nairobi()
    page = read(BASE + "board/", at=NOON + timedelta(hours=6))
    assert "Awaiting word" in page
    assert "w-lat" not in page
