"""The map on the home page and on its own page: the same as the list, and no more than is released."""

from __future__ import annotations

import gzip
import re
from datetime import timedelta

import pytest

from daybreak.core.look.assets import assets
from daybreak.faces.public.map import frame_of
from tests import factories as make
from tests.faces.public.cast import nairobi, tried
from tests.faces.public.reading import BASE, NOON, Tags, read

pytestmark = pytest.mark.django_db

NYERI = {**make.NAIROBI, "geonames_id": 1, "name": "Nyeri", "slug": "nyeri", "latitude": -0.42, "longitude": 36.95}
GENEVA = {"geonames_id": 2, "name": "Geneva", "slug": "geneva", "country": "CH", "latitude": 46.2, "longitude": 6.15}


def pins(html: str) -> list[str]:
    """Return the signs drawn as pins with names, in their order."""
    wide = html.split('<g class="far">')[1].split("</g>")[0]
    return re.findall(r'href="#s-(\w+)"', wide)


@pytest.mark.parametrize("path", [BASE, BASE + "map/"])
def test_the_map_is_one_image_with_a_name_and_a_description_and_no_link(path: str) -> None:
    nairobi()
    html = read(path)
    figure = html.split('<figure class="map"')[1].split("</figure>")[0]
    [image] = [attrs for attrs in Tags(figure).named("svg") if attrs.get("role") == "img"]
    ids = {attrs.get("id") for _, attrs in Tags(figure).tags}
    assert {image["aria-labelledby"], image["aria-describedby"]} <= ids
    assert image["direction"] == "ltr"
    assert "<a " not in figure
    assert "1 city. Awaiting word: 1." in figure


@pytest.mark.parametrize("path", [BASE, BASE + "map/"])
def test_every_page_with_a_map_is_sound(path: str) -> None:
    edition = nairobi().edition
    for city in (NYERI, {**GENEVA, "zone": "Europe/Zurich"}, make.LIMA):
        make.make_pledge(target=make.make_target(edition=edition, city=make.make_city(**city)))
    html = Tags(read(path))
    ids = [attrs["id"] for _, attrs in html.tags if attrs.get("id")]
    assert (html.faults, len(ids)) == ([], len(set(ids)))
    assert not [attrs for _, attrs in html.tags if "style" in attrs]


def test_the_map_shows_a_result_only_when_the_city_released_it() -> None:
    tried(nairobi(), outcome="mailbox", at=make.AT)
    assert pins(read(BASE + "map/")) == ["due"]
    assert pins(read(BASE + "map/", at=NOON + timedelta(days=1))) == ["rep"]


def test_a_city_that_is_not_public_is_not_on_the_map() -> None:
    edition = make.make_edition()
    make.make_target(edition=edition, city=make.make_city(**make.LIMA))
    assert "Lima" not in read(BASE + "map/")
    assert 'class="map"' not in read(BASE + "map/")


def test_a_city_with_two_doors_in_two_states_bears_both_signs() -> None:
    pledge = nairobi(results_show="at_once")
    tried(pledge, outcome="mailbox", at=make.AT)
    make.make_pledge(target=make.make_target(edition=pledge.edition, city=pledge.city, slug="other"))
    assert sorted(pins(read(BASE))) == ["due", "rep"]


def test_night_belongs_to_the_stated_time_and_to_days_near_the_equinox() -> None:
    edition = make.make_edition()
    tried(nairobi(edition, results_show="at_once"), outcome="mailbox", at=make.AT)
    html = read(BASE)
    assert 'class="night"' in html
    assert "The world, as of" in html
    assert "Noon stands at 43° east; night lies from 133° east eastwards to 47° west." in html
    edition.date = edition.date.replace(month=6)
    edition.opened_at = make.AT - timedelta(days=200)
    edition.save()
    assert 'class="night"' not in read(BASE, at=NOON - timedelta(days=150))


def test_cities_too_close_on_a_phone_become_a_number_and_an_inset() -> None:
    edition = nairobi().edition
    assert 'class="insets"' not in read(BASE)
    make.make_pledge(target=make.make_target(edition=edition, city=make.make_city(**NYERI)))
    html = read(BASE)
    near = html.split('<g class="near"')[1].split("</g>")[0]
    assert '<text class="num" y="4" text-anchor="middle">2</text>' in near
    assert re.search(r'class="insets" aria-hidden="true">\s*<li>.*?>Kenya</span>', html, re.DOTALL)


def test_a_region_has_an_anchor_a_drawing_and_the_list_of_its_cities() -> None:
    edition = nairobi().edition
    make.make_pledge(target=make.make_target(edition=edition, city=make.make_city(**make.LIMA)))
    html = read(BASE + "map/")
    africa, americas = html.split('id="africa-middle-east"')[1].split('id="americas"')
    assert ["Nairobi" in part for part in (africa, americas)] == [True, False]
    assert f'href="{BASE}peru/lima/"' in americas
    assert [f'href="#{anchor}"' in html for anchor in ("americas", "africa-middle-east", "europe")] == [
        True,
        True,
        False,
    ]


@pytest.mark.parametrize(
    ("name", "country", "latitude", "longitude", "region"),
    [
        ("Helsinki", "FI", 60.2, 24.9, "europe"),
        ("Vladivostok", "RU", 43.1, 131.9, "asia-pacific"),
        ("Las Palmas", "ES", 28.1, -15.4, "europe"),
        ("Papeete", "PF", -17.5, -149.6, "asia-pacific"),
        ("Honolulu", "US", 21.3, -157.9, "americas"),
        ("Almaty", "KZ", 43.2, 76.9, "asia-pacific"),
    ],
)
def test_every_city_has_a_region_whose_drawing_holds_it(
    name: str, country: str, latitude: float, longitude: float, region: str
) -> None:
    place = {"name": name, "slug": "there", "country": country, "latitude": latitude, "longitude": longitude}
    city = make.make_city(geonames_id=7, zone="UTC", **place)
    frame = frame_of(city)
    assert frame.name == region
    assert frame.holds(longitude, latitude)


def test_the_home_page_with_its_stylesheet_stays_within_sixty_thousand_bytes() -> None:
    edition = nairobi().edition
    make.make_pledge(target=make.make_target(edition=edition, city=make.make_city(**NYERI)))
    sheet = assets()["look.css"].body
    assert len(gzip.compress(read(BASE).encode())) + len(gzip.compress(sheet)) < 60_000
