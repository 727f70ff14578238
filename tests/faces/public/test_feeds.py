"""The data files: the same facts as the pages, in forms that other programs read."""

import csv
import io
import json
from datetime import UTC, date, datetime, time, timedelta
from xml.etree import ElementTree

import pytest
from icalendar import Calendar

from daybreak.core.lib import clock
from daybreak.domain.campaigns.models import Figure
from daybreak.domain.gatherings.models import GatheringText, Stage
from daybreak.faces.public.feeds import COLUMNS, FEEDS
from daybreak.publication.errors import PublicationError
from daybreak.publication.render import render
from tests.factories import AT, make_city, make_edition, make_gathering, make_plan, make_pledge, make_target
from tests.outputs.board.factories import TOKYO, make_attempt

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("home")]

BASE = "/en/save-north-korean-refugees-day/2018/"
HOUR = timedelta(hours=1)
ATOM = "{http://www.w3.org/2005/Atom}"


def get(name: str, at: datetime = AT + HOUR) -> bytes:
    return render(BASE + name, at=at)


@pytest.fixture
def edition():
    """Nairobi: refused, then handed over; everything may show at once."""
    edition = make_edition()
    pledge = make_pledge(target=make_target(edition=edition))
    make_plan(edition=edition, city=pledge.city, reveal="now", results_show="at_once", assumption="=1+1")
    make_attempt(pledge=pledge, outcome="refused", local_time=time(12, 1), at=AT)
    make_attempt(pledge=pledge, note="To the guard's colleague.", obstacles=["guards"])
    return edition


def test_edition_json_tells_cities_targets_and_attempts_with_the_counting_rule(edition):
    data = json.loads(get("edition.json"))
    (city,) = data["cities"]
    (target,) = city["targets"]
    assert (city["city"], city["country_name"], city["time_zone"]) == ("Nairobi", "Kenya", "Africa/Nairobi")
    assert (target["state"], target["count"], target["outcome"]) == ("reported", "delivered", "handed_over")
    assert [attempt["count"] for attempt in target["attempts"]] == ["refused", "delivered"]
    assert data["totals"]["deliveries"]["delivered"] == 1
    assert data["counting_rule"][0]["count"] == "delivered"
    assert "mailbox" in data["counting_rule"][0]["outcomes"]
    assert data["as_of"] == "2018-09-24T09:20:00Z"  # the last try came to show; the clock has changed nothing since


def test_figures_of_others_are_told_apart_from_ours(edition):
    Figure.objects.create(
        edition=edition, kind="reported", what="cities", value=22, as_of="2018-10-01", source="a partner's report"
    )
    data = json.loads(get("figures.json"))
    assert data["totals"]["cities"] == 1
    assert [(one["kind"], one["value"], one["as_of"]) for one in data["figures_of_others"]] == [
        ("reported", 22, "2018-10-01")
    ]


def test_csv_has_one_line_per_target_and_no_formula(edition):
    (line,) = csv.DictReader(io.StringIO(get("cities.csv").decode(), newline=""))
    assert tuple(line) == COLUMNS
    assert (line["city"], line["count"], line["attempts"]) == ("Nairobi", "delivered", "2")
    assert line["assumption"] == "'=1+1"
    assert float(line["latitude"]) == pytest.approx(-1.28333)


def test_the_feed_has_stable_ids_and_says_when_each_try_came_to_show(edition):
    def entries(at):
        return ElementTree.fromstring(get("feed.atom", at)).findall(f"{ATOM}entry")

    newest, oldest = entries(AT + HOUR)
    assert newest.findtext(f"{ATOM}updated") == "2018-09-24T09:20:00Z"
    assert newest.findtext(f"{ATOM}title") == "Nairobi, Kenya: handed over, no confirmation"
    assert "extra guards" in newest.findtext(f"{ATOM}content")
    assert oldest.findtext(f"{ATOM}id").startswith("tag:127.0.0.1,2018:save-north-korean-refugees-day/2018/attempt/")
    ids = [one.findtext(f"{ATOM}id") for one in entries(AT + 30 * HOUR)]
    assert ids == [one.findtext(f"{ATOM}id") for one in (newest, oldest)]
    assert len(set(ids)) == 2


def test_a_sign_that_xml_cannot_carry_does_not_break_the_feed(edition):
    edition.pledges.get().delivery.attempts.update(note="bell \x07 and <b>&amp;</b>")
    entry = ElementTree.fromstring(get("feed.atom")).find(f"{ATOM}entry")
    assert "bell   and <b>&amp;</b>" in entry.findtext(f"{ATOM}content")


@pytest.fixture
def vigil(edition):
    return make_gathering(
        edition=edition, title="Vigil; with, signs\r\nDTSTART:19700101", starts=time(19, 0), ends=time(1, 0),
        place="Invented Square",
    )  # fmt: skip


def the_entry(body: bytes):
    (entry,) = Calendar.from_ical(body).walk("VEVENT")
    return entry


def test_a_gathering_has_its_local_time_with_its_zone(vigil):
    body = get(f"gatherings/{vigil.public_id}/calendar.ics")
    entry = the_entry(body)
    assert b"DTSTART;TZID=Africa/Nairobi:20180924T190000" in body
    assert b"BEGIN:VTIMEZONE\r\nTZID:Africa/Nairobi" in body
    assert entry.decoded("dtstart") == datetime(2018, 9, 24, 16, 0, tzinfo=UTC)
    assert entry.decoded("dtend") == datetime(2018, 9, 24, 22, 0, tzinfo=UTC)  # past midnight: the next day
    assert str(entry["location"]) == "Invented Square, Nairobi, Kenya"


def test_a_title_cannot_add_a_line_to_the_calendar(vigil):
    body = get(f"gatherings/{vigil.public_id}/calendar.ics")
    assert body.count(b"\r\nDTSTART") == body.count(b"BEGIN:VEVENT") + body.count(b"BEGIN:STANDARD") + body.count(
        b"BEGIN:DAYLIGHT"
    )
    assert str(the_entry(body)["summary"]) == "Vigil; with, signs DTSTART:19700101"


def test_a_zone_with_summer_time_is_right_on_the_day():
    edition = make_edition()
    berlin = make_city(geonames_id=2950159, name="Berlin", country="DE", zone="Europe/Berlin", slug="berlin")
    make_plan(edition=edition, city=berlin, reveal="now")
    gathering = make_gathering(edition=edition, city=berlin, date=date(2018, 10, 28), starts=time(12))
    entry = the_entry(get(f"gatherings/{gathering.public_id}/calendar.ics"))
    assert entry.decoded("dtstart") == datetime(2018, 10, 28, 11, 0, tzinfo=UTC)  # winter time since three at night


def test_without_an_hour_a_gathering_takes_the_whole_day(edition):
    gathering = make_gathering(edition=edition)
    entry = the_entry(get(f"gatherings/{gathering.public_id}/calendar.ics"))
    assert entry.decoded("dtstart") == date(2018, 9, 24)
    assert "The hour is not announced." in str(entry["description"])


def test_without_a_date_a_gathering_is_a_note():
    edition = make_edition(date=None, state="archived")
    gathering = make_gathering(edition=edition, date=None)
    calendar = Calendar.from_ical(get(f"gatherings/{gathering.public_id}/calendar.ics"))
    assert [entry.name for entry in calendar.subcomponents] == ["VJOURNAL"]


def test_the_calendar_of_the_edition_holds_the_day_and_its_gatherings(vigil):
    entries = Calendar.from_ical(get("calendar.ics")).walk("VEVENT")
    assert len({str(entry["uid"]) for entry in entries}) == 2
    assert str(entries[0]["summary"]) == "Save North Korean Refugees Day"


@pytest.mark.parametrize("name", [*FEEDS, "gatherings/{id}/calendar.ics"])
def test_what_a_city_has_not_released_is_in_no_file(name):
    edition = make_edition()
    pledge = make_pledge(target=make_target(edition=edition))
    make_plan(
        edition=edition, city=pledge.city, own_date=date(2018, 9, 23), own_date_reason="canary", gate_from=time(8, 17)
    )
    make_attempt(pledge=pledge, note="canary", local_time=time(8, 17))
    gathering = make_gathering(edition=edition, starts=time(8, 17), place="canary")
    GatheringText.objects.filter(gathering=gathering).update(description="canary")
    Stage.objects.create(gathering=gathering, position=1, place="canary", starts=time(8, 17))
    body = get(name.format(id=gathering.public_id), AT + timedelta(minutes=30))
    for secret in (b"canary", b"08:17", b"0817", b"051700", b"2018-09-23", b"20180923", b"handed"):
        assert secret not in body.replace(b'"handed_over"', b"")  # which the printed counting rule names


@pytest.mark.parametrize("name", FEEDS)
def test_a_rehearsal_says_so_in_every_file(edition, name):
    assert clock.NOTICE.encode() not in get(name)
    clock.move_clock(AT + HOUR, stopped=True)
    assert clock.NOTICE.encode() in get(name)


@pytest.mark.parametrize("name", FEEDS)
def test_a_draft_has_no_files(name):
    make_edition(state="draft", opened_at=None)
    with pytest.raises(PublicationError, match="404"):
        get(name)


def test_a_feed_asked_of_django_sends_the_reader_to_the_public_site(edition, client):
    answer = client.get(f"{BASE}edition.json", headers={"host": "localhost:8000"})
    assert (answer.status_code, answer["Location"]) == (302, f"http://127.0.0.1:8000{BASE}edition.json")


def test_a_city_is_one_entry_with_all_its_doors(edition):
    tokyo = make_city(**TOKYO)
    for number in range(2):
        make_pledge(target=make_target(edition=edition, city=tokyo, name=f"Door {number}"))
    data = json.loads(get("edition.json"))
    assert [(city["city"], len(city["targets"])) for city in data["cities"]] == [("Tokyo", 2), ("Nairobi", 1)]
