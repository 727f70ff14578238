"""The story of a city: sentences, oldest first, and what is not known said as such."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest

from daybreak.domain.deliveries.outcomes import Obstacle, Outcome
from daybreak.domain.gatherings.models import Stage
from daybreak.faces.public.story import CAME, STOOD
from tests import factories as make
from tests.faces.public.cast import nairobi, tried
from tests.faces.public.reading import BASE, NOON, read
from tests.faces.public.test_words import told

pytestmark = pytest.mark.django_db

CITY = BASE + "kenya/nairobi/"


def test_every_outcome_and_obstacle_has_a_sentence_of_its_own() -> None:
    assert CAME.keys() == set(Outcome)
    assert STOOD.keys() == set(Obstacle)
    assert all(sentence.endswith(".") for sentence in (*CAME.values(), *STOOD.values()))
    assert len({*CAME.values(), *STOOD.values()}) == len(CAME) + len(STOOD)


def test_attempts_and_gatherings_stand_in_one_story_oldest_first() -> None:
    pledge = nairobi(reveal="now", results_show="at_once")
    tried(pledge, outcome="destroyed", at=make.AT, local_time=time(12, 50))
    tried(pledge, outcome="mailbox", at=make.AT, local_time=time(12, 15), obstacles=["photography", "guards"])
    make.make_gathering(edition=pledge.edition, title="A walk to the gate", starts=time(11), place="The lake")
    story = told(read(CITY)).split('<ol class="log story">')[1]
    sentences = ("A walk to the gate", "put into the mailbox", "There were more guards than usual.", "thrown back.")
    places = [story.index(words) for words in sentences]
    assert places == sorted(places)
    assert "Taking photographs was forbidden. There were more guards than usual." in story


def test_the_stages_of_a_march_are_told_in_order() -> None:
    pledge = nairobi(reveal="now")
    march = make.make_gathering(edition=pledge.edition, title="A march", starts=time(10))
    for position, place in enumerate(("The broadcaster", "The bridge", "The embassy"), 1):
        Stage.objects.create(gathering=march, position=position, place=place, starts=time(9 + position))
    story = told(read(CITY)).split('<ol class="way">')[1]
    assert story.index("10:00</time> <bdi>The broadcaster") < story.index("The bridge") < story.index("The embassy")


def test_the_proof_is_told_and_its_absence_is_not_made_up() -> None:
    pledge = nairobi(results_show="at_once")
    tried(pledge, outcome="mailbox", at=make.AT, proofs=["photo_letter", "witness"])
    assert "What shows it: photo of the letter, witness." in told(read(CITY))
    tried(pledge, outcome="refused", at=make.AT, proofs=["none"])
    assert told(read(CITY)).count("What shows it:") == 1


def test_a_letter_that_was_sent_says_how_and_that_nobody_knows_whether_it_arrived() -> None:
    pledge = nairobi(results_show="at_once")
    tried(pledge, outcome="sent", channel="courier", at=make.AT)
    page = told(read(CITY))
    assert "The letter was sent by courier." in page
    assert "Whether the letter that was sent to Embassy of China, Nairobi arrived." in page


def test_words_we_could_not_place_are_repeated_as_they_were_given() -> None:
    tried(nairobi(results_show="at_once"), outcome="unknown", outcome_as_given="slid under a fence", at=make.AT)
    assert "We were told: “slid under a fence”." in told(read(CITY))


def test_an_assumed_hour_and_a_missing_street_are_said_to_be_unknown() -> None:
    pledge = nairobi(reveal="now")
    page = told(read(CITY))
    assert "The hour at the gate: nobody has told us." in page
    assert "The street address of Embassy of China, Nairobi." in page
    pledge.target.mission.address = "An invented road 7"
    pledge.target.mission.save()
    page = told(read(CITY))
    assert "The street address of" not in page
    assert '<address dir="auto">An invented road 7</address>' in page


def test_an_hour_that_is_not_known_is_said_and_ends_its_day() -> None:
    pledge = nairobi(results_show="at_once")
    tried(pledge, outcome="mailbox", at=make.AT, local_time=None)
    tried(pledge, outcome="refused", at=make.AT, local_time=time(9))
    tried(pledge, outcome="left", at=make.AT, local_time=None, local_date=date(2018, 9, 23))
    story = told(read(CITY)).split('<ol class="log story">')[1]
    assert story.index("left at the gate") < story.index("was refused") < story.index("into the mailbox")
    assert story.count("hour not known") == 2


def test_a_gathering_of_a_closed_edition_is_not_said_to_have_been_held() -> None:
    pledge = nairobi(reveal="now")
    make.make_gathering(edition=pledge.edition, title="A vigil")
    pledge.edition.state, pledge.edition.closed_at = "closed", NOON
    pledge.edition.save()
    page = told(read(CITY, at=NOON + timedelta(days=9)))
    assert "It was planned. Whether it was held, we do not know." in page
    assert "How many people came to “A vigil”." in page
