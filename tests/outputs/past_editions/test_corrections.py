import pytest

from daybreak.domain.campaigns import services as campaigns
from daybreak.domain.campaigns import services_figures
from daybreak.domain.campaigns.models import Edition, Figure, Participation, Thanked
from daybreak.domain.deliveries import services as deliveries
from daybreak.domain.deliveries.models import Attempt
from daybreak.domain.gatherings import services as gatherings
from daybreak.domain.gatherings.kinds import Visibility
from daybreak.domain.gatherings.models import Gathering, Stage
from daybreak.domain.people import services as people
from daybreak.domain.people.models import Organisation
from daybreak.domain.places.services import find_city
from daybreak.domain.pledges import services as pledges
from daybreak.domain.pledges.models import Pledge
from daybreak.outputs.past_editions.writing import write_edition
from tests.outputs.past_editions.helpers import ACTOR, NOW, imported, lines, year

pytestmark = pytest.mark.django_db
WHO = {"actor": ACTOR, "at": NOW}
GATHERING = {"kind": "candlelight_vigil", "when": "2011-09-24 at dusk", "props": ["cards"]}
SEOUL = {
    "city": "Seoul", "country": "KR", "mission_kind": "embassy", "organisations": ["A Group"],
    "events": [GATHERING], "delivery": {"outcome": "planned"}, "source": "a page",
}  # fmt: skip


def first_city(edition):
    return write_edition(Edition.objects.get(pk=edition.pk))["cities"][0]


def again(edition):
    """What another home makes of the export: the same export."""
    written = write_edition(edition)
    Edition.objects.filter(pk=edition.pk).update(slug="moved")
    return written, write_edition(imported(written))


def test_a_corrected_value_is_written_with_the_given_one_beside_it():
    edition = imported(year(cities=[SEOUL]))
    Gathering.objects.update(kind="march")
    Attempt.objects.update(outcome="refused")
    entry = first_city(edition)
    assert entry["events"][0] == {
        "kind": "march",
        "kind_given": "candlelight_vigil",
        **dict(list(GATHERING.items())[1:]),
    }
    assert entry["delivery"] == {"outcome": "refused", "outcome_given": "planned"}


def test_a_value_nobody_gave_is_added_without_a_given_one():
    edition = imported(year(cities=[SEOUL]))
    Gathering.objects.update(place="the square")
    assert first_city(edition)["events"][0] == {**GATHERING, "place": "the square"}


def test_a_corrected_city_is_named_with_the_given_name_beside_it():
    edition = imported(year(cities=["Seoul"]))
    busan = find_city("Busan", "KR")
    edition.city_plans.update(city=busan)
    assert first_city(edition)["city"] == "Busan" and first_city(edition)["city_given"] == "Seoul"


def test_an_item_of_a_list_becomes_an_object_when_it_is_corrected():
    edition = imported(year(cities=[SEOUL], thanked=["Michigan"]))
    Organisation.objects.update(name="Another Group")
    Thanked.objects.update(country="US")
    assert first_city(edition)["organisations"] == [{"name": "Another Group", "name_given": "A Group"}]
    assert write_edition(edition)["thanked"] == [{"name": "Michigan", "country": "US"}]


def test_a_correction_taken_back_gives_the_given_wording_again():
    document = year(cities=[SEOUL])
    edition = imported(document)
    Gathering.objects.update(kind="march")
    Gathering.objects.update(kind="vigil")
    assert write_edition(edition) == document


def test_one_of_two_figures_gets_a_source_of_its_own():
    edition = imported(year(reported={"cities": 22, "countries": 11, "source": "a"}))
    Figure.objects.filter(what="cities").update(source="b", value=23)
    wanted = {"cities": 23, "cities_given": 22, "countries": 11, "source": "a", "cities_source": "b"}
    assert write_edition(edition)["reported"] == wanted


def test_a_figure_given_in_words_is_corrected_in_words():
    edition = imported(year(reported={"per_country": ["Peru: 3 cities, names to follow"], "source": "a"}))
    Figure.objects.update(value=4)
    (item,) = write_edition(edition)["reported"]["per_country"]
    assert item == {"text": "Peru: 4 cities, names to follow", "text_given": "Peru: 3 cities, names to follow"}


def test_a_corrected_export_makes_the_same_rows_and_the_same_export():
    edition = imported(year(cities=[SEOUL, "Tokyo"], reported="51+", thanked={"united_states": ["Michigan"]}))
    Gathering.objects.update(kind="march", starts="18:00", when_as_given="")
    Attempt.objects.update(outcome="other words", note="n")
    Pledge.objects.filter(city__name="Tokyo").update(source="told by phone")
    Figure.objects.update(value=52, source="s")
    written, once_more = again(edition)
    assert once_more == written
    assert written["cities"][1] == {"city": "Tokyo", "source": "told by phone"}


def test_rows_made_since_are_written_in_the_forms_words():
    edition = imported(year(cities=[SEOUL], reported={"cities": 22}, thanked={"countries": ["Peru"]}))
    seoul = edition.city_plans.get().city
    stages = [gatherings.NewStage("the square"), gatherings.NewStage("the gate")]
    gatherings.announce_gathering(
        edition, city=seoul, kind="march", date=edition.date, visibility=Visibility.PUBLIC, stages=stages, **WHO
    )
    deliveries.record_attempt(Pledge.objects.get().delivery, outcome="mailbox", channel="by_hand", **WHO)
    services_figures.note_figure(edition, kind="reported", what="people", value=400, source="a newspaper", **WHO)
    services_figures.thank(edition, as_given_name="Chile", country="CL", **WHO)
    entry, written = first_city(edition), write_edition(edition)
    assert entry["events"][1] == {"kind": "march", "when": "2011-09-24", "route": ["the square", "the gate"]}
    assert entry["attempts"] == [{"outcome": "mailbox", "channel": "by_hand"}]
    assert written["reported"]["also"] == [{"counted": "people", "value": 400, "source": "a newspaper"}]
    assert written["thanked"]["also"] == [{"name": "Chile", "country": "CL"}]
    written, once_more = again(edition)
    assert once_more == written


def test_a_city_added_since_gets_an_entry():
    edition = imported(year(cities=["Seoul"]))
    tokyo = find_city("Tokyo", "JP")
    campaigns.plan_city(edition, city=tokyo, solidarity=True, **WHO)
    pledges.confirm_pledge(pledges.offer_pledge(edition, city=tokyo, source="told later", **WHO), **WHO)
    group = people.add_organisation("New Group", **WHO)
    campaigns.list_participation(edition, organisation=group, role="partner", city=tokyo, **WHO)
    entry = write_edition(edition)["cities"][1]
    assert entry == {
        "city": "Tokyo", "country": "JP", "geonames_id": tokyo.geonames_id, "solidarity": True,
        "mission_kind": None, "source": "told later", "organisations": ["New Group"],
    }  # fmt: skip


def test_a_cancelled_gathering_says_so_and_an_unlisted_or_deleted_one_is_gone():
    edition = imported(year(cities=[{**SEOUL, "events": ["protest", "vigil", "prayer"]}]))
    protest, vigil, prayer = Gathering.objects.order_by("position")
    gatherings.cancel_gathering(protest, **WHO)
    Gathering.objects.filter(pk=vigil.pk).update(visibility=Visibility.UNLISTED)
    prayer.delete()
    assert first_city(edition)["events"] == [{"kind": "protest", "state": "cancelled"}]
    assert "not listed was left out" in lines(edition)


def test_a_withdrawn_organisation_is_left_out_and_listed():
    edition = imported(year(cities=[SEOUL]))
    Participation.objects.update(withdrawn_at=NOW)
    assert first_city(edition)["organisations"] == [] and "A Group: withdrew" in lines(edition)


def test_a_withdrawn_promise_says_so():
    edition = imported(year(cities=[SEOUL]))
    pledges.withdraw_pledge(Pledge.objects.get(), **WHO)
    written, once_more = again(edition)
    assert written["cities"][0]["pledge"] == "withdrawn" and once_more == written


def test_an_edition_made_here_is_written_in_the_form_and_read_again():
    campaign = campaigns.create_campaign(slug="day", name="Invented Day", government="CN", **WHO)
    edition = campaigns.create_edition(campaign, slug="2012", year=2012, date=None, **WHO)
    seoul = find_city("Seoul", "KR")
    gatherings.announce_gathering(edition, city=seoul, kind="vigil", visibility=Visibility.PUBLIC, **WHO)
    services_figures.note_figure(edition, kind="announced", what="cities", value=None, note="many", **WHO)
    written, once_more = again(edition)
    assert once_more == written and list(written) == ["year", "campaign", "target", "cities", "announced"]
    assert Figure.objects.filter(value=None).count() == 2 and Stage.objects.count() == 0
