import json

import pytest

from daybreak.domain.campaigns.models import Campaign, Figure
from daybreak.domain.pledges.models import Pledge
from tests.outputs.past_editions.helpers import lines, round_trip

pytestmark = [pytest.mark.django_db, pytest.mark.data]
YEARS = {2015: 17, 2018: 6, 2022: 9, 2024: 1}


@pytest.fixture
def case(data_dir):
    return lambda year: json.loads((data_dir / "cases" / f"{year}.json").read_bytes())


@pytest.mark.parametrize("year", YEARS)
def test_a_real_year_comes_back_as_it_was(case, year):
    edition = round_trip(case(year))
    assert edition.city_plans.count() == edition.pledges.count() == YEARS[year]
    assert "not understood" not in lines(edition)


def test_four_real_years_are_four_editions_of_one_campaign(case):
    for year in YEARS:
        round_trip(case(year))
    assert Campaign.objects.get().editions.count() == 4
    assert Pledge.objects.filter(city__name="Washington").values("city").distinct().count() == 1


@pytest.mark.parametrize(
    ("given", "spelling"),
    [("Pretoria", "Tshwane"), ("Washington, D.C.", "Washington DC"), ("Seoul", "서울")],
)
def test_another_spelling_makes_the_same_rows(case, given, spelling):
    document = case(2018)
    next(entry for entry in document["cities"] if entry["city"] == given)["city"] = spelling
    edition = round_trip(document)
    assert edition.city_plans.filter(city__name__in=["Pretoria", "Washington", "Seoul"]).count() == 3


@pytest.mark.parametrize("spelling", ["Den Haag", "'s-Gravenhage"])
def test_the_hague_is_found_under_its_other_names(case, spelling):
    document = case(2015)
    next(entry for entry in document["cities"] if entry["city"] == "The Hague")["city"] = spelling
    assert round_trip(document).city_plans.filter(city__geonames_id=2747373).exists()


def test_the_reported_figures_of_2018_keep_source_and_moment(case):
    edition = round_trip(case(2018))
    figures = Figure.objects.filter(edition=edition).values_list("what", "value", "as_of", "kind")
    assert set(figures) == {("countries", 11, "2018-10-01", "reported"), ("cities", 22, "2018-10-01", "reported")}
