"""Feed and calendar of a country: the edition's entries with their ids, of this country alone."""

import re
from datetime import date, time, timedelta
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest
from icalendar import Calendar

from daybreak.domain.campaigns.models import EditionText
from daybreak.domain.gatherings.models import GatheringText, Stage
from daybreak.faces.public.feeds import COUNTRY_FEEDS
from daybreak.publication.errors import PublicationError
from daybreak.publication.render import render
from tests.factories import (
    AT,
    LIMA,
    make_campaign,
    make_city,
    make_edition,
    make_gathering,
    make_plan,
    make_pledge,
    make_target,
)
from tests.outputs.board.factories import make_attempt

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("home")]

BASE = "/en/save-north-korean-refugees-day/2018/"
ATOM = "{http://www.w3.org/2005/Atom}"
LATER = AT + timedelta(hours=1)
TAG = re.compile(r"tag:[a-z0-9.-]+,\d{4}:[\w./-]+")
RFC_3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


@pytest.fixture
def edition():
    """Nairobi tried twice and meets; Lima tried once and meets too."""
    edition = make_edition()
    for place in ({}, LIMA):
        city = make_city(**place)
        pledge = make_pledge(target=make_target(edition=edition, city=city))
        make_plan(edition=edition, city=city, reveal="now", results_show="at_once")
        make_attempt(pledge=pledge, at=AT)
        make_gathering(edition=edition, city=city, starts=time(19), title=f"Vigil of {city.name}")
    return edition


def atom(name: str = "feed.atom", at=LATER) -> ElementTree.Element:
    return ElementTree.fromstring(render(BASE + name, at=at))


def ids(feed: ElementTree.Element) -> list[str]:
    return [entry.findtext(f"{ATOM}id") for entry in feed.findall(f"{ATOM}entry")]


def calendar(name: str = "calendar.ics"):
    return Calendar.from_ical(render(BASE + name, at=LATER))


def test_a_country_s_feed_has_the_edition_s_entries_of_that_country_with_their_ids(edition):
    whole, kenya, peru = (ids(atom(f"{country}feed.atom")) for country in ("", "kenya/", "peru/"))
    assert (len(kenya), len(peru)) == (2, 2)
    assert sorted(kenya + peru) == sorted(whole)
    assert [one for one in whole if one in kenya] == kenya


def test_a_country_s_feed_has_an_id_a_title_and_an_address_of_its_own(edition):
    feed = atom("kenya/feed.atom")
    assert feed.findtext(f"{ATOM}id") == "tag:127.0.0.1,2018:save-north-korean-refugees-day/2018/feed/KE/en"
    assert feed.findtext(f"{ATOM}title") == "Kenya: Save North Korean Refugees Day"
    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    home = f"http://127.0.0.1:8000{BASE}kenya/"
    assert links == {"alternate": home, "self": f"{home}feed.atom"}


def test_a_feed_in_another_language_is_another_feed_of_the_same_entries(edition, settings):
    settings.LANGUAGES = [("en", "English"), ("ko", "Korean")]
    english, korean = (
        ElementTree.fromstring(render(f"/{tag}{BASE.removeprefix('/en')}kenya/feed.atom", at=LATER))
        for tag in ("en", "ko")
    )
    assert english.findtext(f"{ATOM}id") != korean.findtext(f"{ATOM}id")
    assert ids(english) == ids(korean)


def test_news_of_one_country_leave_the_feed_of_another_as_it_is(edition):
    before = render(f"{BASE}kenya/feed.atom", at=AT + timedelta(hours=3))
    pledge = edition.pledges.get(city__slug="lima")
    make_attempt(pledge=pledge, at=AT + timedelta(hours=2), note="Only Lima's.")
    assert render(f"{BASE}kenya/feed.atom", at=AT + timedelta(hours=3)) == before


@pytest.mark.parametrize("name", ["feed.atom", "kenya/feed.atom"])
def test_a_feed_is_valid_atom(name, edition):
    feed = atom(name)
    assert feed.tag == f"{ATOM}feed" and feed.findtext(f"{ATOM}author/{ATOM}name")
    for one in (feed, *feed.findall(f"{ATOM}entry")):
        assert TAG.fullmatch(one.findtext(f"{ATOM}id"))
        assert one.findtext(f"{ATOM}title").strip()
        assert RFC_3339.fullmatch(one.findtext(f"{ATOM}updated"))
        links = [link.get("href") for link in one.findall(f"{ATOM}link")]
        assert links and all(urlsplit(link).scheme == "http" and urlsplit(link).netloc for link in links)
    moments = [entry.findtext(f"{ATOM}updated") for entry in feed.findall(f"{ATOM}entry")]
    assert moments == sorted(moments, reverse=True)
    assert feed.findtext(f"{ATOM}updated") == max(moments)


@pytest.mark.parametrize("name", ["feed.atom", "kenya/feed.atom"])
def test_every_entry_leads_to_a_page(name, edition):
    for link in atom(name).iterfind(f".//{ATOM}link[@type='text/html']"):
        assert b"<h1" in render(urlsplit(link.get("href")).path, at=LATER)


def test_a_country_s_calendar_has_the_day_and_its_own_gatherings_with_their_ids(edition):
    def uids(name):
        return {str(entry["uid"]) for entry in calendar(name).walk("VEVENT")}

    whole, kenya, peru = uids("calendar.ics"), uids("kenya/calendar.ics"), uids("peru/calendar.ics")
    day = {"day.save-north-korean-refugees-day.2018@127.0.0.1"}
    assert (kenya | peru, kenya & peru, len(whole)) == (whole, day, 3)
    assert str(calendar("kenya/calendar.ics")["x-wr-calname"]) == "Kenya: Save North Korean Refugees Day"


def test_two_campaigns_of_one_year_have_different_days_in_a_calendar():
    for slug in ("save-north-korean-refugees-day", "invented-day"):
        make_edition(campaign=make_campaign(slug=slug))
    first, second = (
        Calendar.from_ical(render(f"/en/{slug}/2018/calendar.ics", at=LATER)).walk("VEVENT")[0]
        for slug in ("save-north-korean-refugees-day", "invented-day")
    )
    assert first["uid"] != second["uid"]


@pytest.mark.parametrize("name", ["calendar.ics", "kenya/calendar.ics"])
def test_long_lines_of_a_calendar_are_folded_and_read_whole_again(name, edition):
    EditionText.objects.update(name="새벽 " * 40)
    GatheringText.objects.update(description="A long sentence, with commas; and more. " * 20)
    body = render(BASE + name, at=LATER)
    assert body.endswith(b"END:VCALENDAR\r\n") and b"\n" not in body.replace(b"\r\n", b"")
    assert max(len(line) for line in body.split(b"\r\n")) <= 75
    entries = Calendar.from_ical(body).walk("VEVENT")
    assert str(entries[0]["summary"]) == ("새벽 " * 40).strip()
    assert "A long sentence, with commas; and more. " * 20 in str(entries[1]["description"])


@pytest.mark.parametrize("name", ["calendar.ics", "kenya/calendar.ics"])
def test_a_calendar_has_what_every_calendar_needs(name, edition):
    read = calendar(name)
    assert (str(read["version"]), bool(read["prodid"])) == ("2.0", True)
    zones = {str(zone["tzid"]) for zone in read.walk("VTIMEZONE")}
    for entry in read.walk("VEVENT"):
        assert entry["uid"] and entry["dtstamp"].dt.utcoffset() == timedelta()
        zone = entry["dtstart"].params.get("TZID")
        assert (zone in zones) if zone else entry.decoded("dtstart") == date(2018, 9, 24)


@pytest.mark.parametrize("name", COUNTRY_FEEDS)
@pytest.mark.parametrize("country", ["norway", "atlantis", "gatherings"])
def test_a_country_that_takes_no_part_has_no_files(name, country, edition):
    with pytest.raises(PublicationError, match="404"):
        render(f"{BASE}{country}/{name}", at=LATER)


@pytest.mark.parametrize("name", COUNTRY_FEEDS)
def test_a_country_where_people_only_meet_has_its_files(name):
    make_gathering(edition=make_edition(), title="Vigil alone")
    assert b"Vigil alone" in render(f"{BASE}kenya/{name}", at=LATER)


@pytest.mark.parametrize("name", COUNTRY_FEEDS)
def test_what_a_city_has_not_released_is_in_no_file_of_its_country(name):
    edition = make_edition()
    pledge = make_pledge(target=make_target(edition=edition))
    own = {"own_date": date(2018, 9, 23), "own_date_reason": "canary", "gate_from": time(8, 17)}
    make_plan(edition=edition, city=pledge.city, **own)
    make_attempt(pledge=pledge, note="canary", local_time=time(8, 17))
    gathering = make_gathering(edition=edition, starts=time(8, 17), place="canary")
    Stage.objects.create(gathering=gathering, position=1, place="canary", starts=time(8, 17))
    make_gathering(edition=edition, title="canary", visibility="unlisted")
    body = render(f"{BASE}kenya/{name}", at=AT + timedelta(minutes=30))
    for secret in (b"canary", b"08:17", b"0817", b"051700", b"2018-09-23", b"20180923", b"handed"):
        assert secret not in body


def test_the_country_s_page_names_its_feed_and_calendar_for_programs_and_for_people(edition):
    page = render(f"{BASE}kenya/", at=LATER).decode()
    head, _, body = page.partition("</head>")
    for name in COUNTRY_FEEDS:
        assert re.search(rf'<link rel="alternate" type="[\w/+]+" href="{BASE}kenya/{name}"', head)
        assert f'<a href="{BASE}kenya/{name}"' in body
    assert "Follow this country:" in body
