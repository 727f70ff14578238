import json

import pytest

from daybreak.domain.campaigns.models import Campaign, Edition, Figure, Participation
from daybreak.domain.campaigns.states import EditionState
from daybreak.domain.deliveries.models import Attempt
from daybreak.domain.gatherings.models import Gathering
from daybreak.domain.missions.models import Mission
from daybreak.domain.pledges.models import Pledge
from daybreak.outputs.past_editions.source import FileRefused
from daybreak.outputs.past_editions.writing import write_edition
from tests.outputs.past_editions.helpers import imported, lines, round_trip, year

pytestmark = pytest.mark.django_db
SEOUL = {"city": "Seoul", "country": "KR", "mission_kind": "embassy"}
ODDITIES = {
    "only the least": {},
    "no city list": {"cities": None},
    "totals only": {"cities": 51, "countries": "18"},
    "cities as names": {"cities": ["Seoul", "Tokyo", "Nowhere at all"]},
    "cities as an object": {"cities": {"KR": ["Seoul"]}},
    "things among cities": {"cities": [None, 7, [], {}, {"city": None}, {"city": 5}]},
    "a country's number among cities": {"cities": [{"country": "PE", "cities": 3, "note": "names to follow"}]},
    "keys in another order": {
        "cities": [{"zeal": 1, "source": "a", "country": "KR", "city": "Seoul", "aim": {"b": 1}}]
    },
    "odd types": {"cities": [{**SEOUL, "events": "protest", "delivery": "planned", "organisations": "A"}]},
    "wrong types": {"cities": [{**SEOUL, "events": [3], "delivery": 7, "organisations": [{}], "source": []}]},
    "nulls": {"cities": [{**SEOUL, "events": None, "delivery": None, "organisations": [None], "source": None}]},
    "empty things": {"cities": [{**SEOUL, "events": [], "delivery": {}, "organisations": []}], "reported": {}},
    "thanks in words": {"thanked": ["Peru", {"name": "Michigan", "country": "US"}, "Atlantis of old", 3, None]},
    "a date that is none": {"date": "in autumn", "anniversary": "fifth"},
    "another government": {"target": {"government": "RU", "addressee_office": "Office", "extra": [1.5]}},
    "a year in quotes": {"year": "2011"},
    "long words": {"cities": [{**SEOUL, "source": "x" * 900, "events": [{"kind": "k" * 300, "place": "p" * 500}]}]},
}


@pytest.mark.parametrize("oddity", ODDITIES.values(), ids=ODDITIES)
def test_every_oddity_comes_back_with_the_same_keys_in_the_same_order(oddity):
    edition = round_trip(year(**oddity))
    assert edition.state == EditionState.ARCHIVED


def test_four_spellings_are_one_city_and_all_come_back():
    names = ["Kiev", "Kyiv", "Київ", "KYIV"]
    edition = round_trip(year(cities=[{"city": name, "country": "UA"} for name in names]))
    assert edition.city_plans.get().city.name == "Kyiv" and edition.pledges.count() == 4
    assert "one city, two promises" in lines(edition)


def test_a_second_promise_for_a_gate_is_a_slot_or_joins():
    edition = round_trip(year(cities=[SEOUL, {**SEOUL, "delivery": "refused"}, SEOUL]))
    assert sorted(edition.pledges.values_list("place", flat=True)) == ["joiner", "lead", "slot"]
    assert edition.targets.count() == 1 and "separate slot" in lines(edition)


@pytest.mark.parametrize("name", ["Springfield", "Nowhere at all"])
def test_a_city_that_is_not_clear_is_kept_and_listed(name):
    edition = round_trip(year(cities=[{"city": name, "country": "US", "events": [{"kind": "protest"}]}]))
    assert edition.pledges.count() == 0 and Gathering.objects.count() == 0
    assert f"cities[0].city: '{name}' in US" in lines(edition) or f"called '{name}' in US" in lines(edition)


def test_an_unclear_city_is_settled_by_its_number_or_its_region():
    numbered = {"city": "Springfield", "country": "US", "geonames_id": 4250542}
    edition = round_trip(year(cities=[numbered, {"city": "Springfield", "country": "US", "state": "Missouri"}]))
    assert set(edition.city_plans.values_list("city__region", flat=True)) == {"IL", "MO"}


def test_words_we_do_not_have_are_kept_as_text_and_listed():
    entry = {**SEOUL, "mission_kind": "trade office", "events": ["tea party"], "delivery": {"outcome": "sung aloud"}}
    edition = round_trip(year(cities=[entry]))
    assert Mission.objects.get().kind_as_given == "trade office" and Mission.objects.get().review
    assert Gathering.objects.get().kind_as_given == "tea party"
    assert Attempt.objects.get().outcome_as_given == "sung aloud"
    assert lines(edition).count("we do not know") >= 3


def test_a_city_without_a_mission_gathers_and_owns_no_target():
    entry = {"city": "Traverse City", "mission_kind": None, "delivery": {"outcome": "not_applicable"}}
    edition = round_trip(year(cities=[entry]))
    assert edition.city_plans.get().solidarity and Pledge.objects.get().target is None


def test_a_gathering_keeps_its_hours_its_stages_and_its_words():
    one = {"kind": "march", "when": "2011-09-24T13:15", "end": "14:00", "route": ["broadcaster", "the embassy"]}
    edition = round_trip(year(cities=[{**SEOUL, "events": [one, {"kind": "vigil", "when": "2011-09-24 at dusk"}]}]))
    march, vigil = Gathering.objects.order_by("position")
    assert (str(march.starts), str(march.ends)) == ("13:15:00", "14:00:00")
    assert [stage.target_id for stage in march.stages.all()] == [None, edition.targets.get().pk]
    assert vigil.starts is None and vigil.when_as_given == "2011-09-24 at dusk" and vigil.date is not None


def test_announced_and_reported_numbers_are_kept_apart_with_their_source():
    announced = {"cities": 60, "as_of": "2011-09-01", "source": "call"}
    edition = round_trip(year(announced=announced, reported=[{"cities": 51, "source": "b"}, "Peru: 3 cities, soon"]))
    figures = Figure.objects.filter(edition=edition).order_by("value").values_list("kind", "value", "country", "source")
    assert list(figures) == [("reported", 3, "PE", ""), ("reported", 51, "", "b"), ("announced", 60, "", "call")]


def test_an_organisation_named_twice_in_a_city_is_one_part():
    round_trip(year(cities=[{**SEOUL, "organisations": ["A", "A "], "events": [{"kind": "vigil", "org": "A"}]}]))
    assert Participation.objects.count() == 1


def test_the_same_file_again_changes_nothing_and_another_is_refused():
    edition = imported(year(cities=[SEOUL]))
    before = Edition.objects.values().get()
    assert imported(json.dumps(year(cities=[SEOUL]), indent=4).encode()) == edition
    with pytest.raises(FileRefused, match="already here with other content"):
        imported(year(cities=[]))
    assert Edition.objects.values().get() == before


@pytest.mark.parametrize(
    ("document", "words"),
    [
        ({"campaign": "Day"}, "which year"),
        ({"year": 12345, "campaign": "Day"}, "between 1 and 9999"),
        ({"year": 2011}, "--campaign NAME"),
        ({"year": 2011, "campaign": "Day"}, "--government"),
    ],
)
def test_a_year_that_cannot_be_filed_is_refused_and_leaves_nothing(document, words):
    with pytest.raises(FileRefused, match=words):
        imported(document)
    assert Campaign.objects.count() == 0


def test_an_address_in_the_document_is_pointed_at():
    edition = round_trip(year(cities=[{**SEOUL, "contact": "amina@example.org"}]))
    assert "cities[0].contact: holds an e-mail address" in lines(edition)


def test_unknown_keys_stay_with_their_row():
    edition = round_trip(year(cities=[{**SEOUL, "events": [{"kind": "vigil", "props": ["cards"]}], "mood": "good"}]))
    assert "props" in json.dumps(Gathering.objects.get().given)
    assert "mood" in json.dumps(edition.city_plans.get().given)
    assert "cities[0].mood" in lines(edition) and write_edition(edition)["cities"][0]["mood"] == "good"
