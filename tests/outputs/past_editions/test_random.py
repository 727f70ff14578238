"""Whatever comes in goes out again, or is refused with a sentence."""

import json

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from daybreak.core.lib.errors import Refused
from daybreak.outputs.past_editions.source import parse
from daybreak.outputs.past_editions.writing import write_edition
from tests.outputs.past_editions.helpers import imported

pytestmark = pytest.mark.django_db
KEYS = [
    "year",
    "date",
    "campaign",
    "target",
    "government",
    "anniversary",
    "cities",
    "city",
    "country",
    "mission_kind",
    "organisations",
    "events",
    "kind",
    "when",
    "end",
    "place",
    "org",
    "route",
    "delivery",
    "outcome",
    "detail",
    "source",
    "reported",
    "announced",
    "thanked",
    "countries",
    "per_country",
    "PE",
    "note",
    "as_of",
    "what",
    "value",
    "counted",
    "secondary_targets",
    "united_states",
    "solidarity",
    "pledge",
    "state",
    "date_reason",
    "geonames_id",
    "cities_given",
    "kind_given",
    "cities_source",
    "attempts",
    "co_sponsor",
    "text",
    "also",
    "name",
    "title",
    "channel",
    "obstacles",
]
WORDS = [
    "Seoul",
    "Tokyo",
    "Kyiv",
    "Kiev",
    "Springfield",
    "Nowhere at all",
    "KR",
    "Peru",
    "embassy",
    "consulate_general",
    "trade office",
    "protest",
    "tea",
    "planned",
    "delivered_unspecified",
    "sent back",
    "2011-09-24",
    "2011-09-24T20:00",
    "20:00",
    "noon",
    "2011-09-23 afternoon",
    "51+",
    "Peru: 3 cities, names to follow",
    "11 countries and 22 cities",
    "A Group",
    "withdrawn",
    "cancelled",
    "x@example.org",
    "",
]
PLAIN = some.one_of(
    some.none(), some.booleans(), some.integers(-5, 10**12), some.floats(allow_nan=False, allow_infinity=False),
    some.sampled_from(WORDS), some.text(max_size=12), some.sampled_from(["é" * 400, "9" * 30, "\x00", "\ud800"]),
)  # fmt: skip
KEY = some.sampled_from(KEYS) | some.text(max_size=4)
ANYTHING = some.recursive(
    PLAIN, lambda inner: some.lists(inner, max_size=3) | some.dictionaries(KEY, inner, max_size=4), max_leaves=12
)


def loose(**known):
    """An object with some of the known keys, each of its own shape or of any, and others."""
    shaped = some.fixed_dictionaries({}, optional={key: one | ANYTHING for key, one in known.items()})
    return some.builds(lambda one, two: {**one, **two}, shaped, some.dictionaries(KEY, ANYTHING, max_size=2))


WORD = some.sampled_from(WORDS)
GATHERING = loose(kind=WORD, when=WORD, end=WORD, place=WORD, org=WORD, route=some.lists(WORD, max_size=2))
DELIVERY = loose(outcome=WORD, detail=WORD, channel=WORD, when=WORD)
CITY = WORD | loose(
    city=WORD, country=WORD, mission_kind=WORD, organisations=some.lists(WORD, max_size=3),
    events=some.lists(GATHERING | WORD, max_size=3), delivery=DELIVERY | WORD, source=WORD, pledge=WORD,
    secondary_targets=some.lists(WORD, max_size=2), attempts=some.lists(DELIVERY, max_size=2), date=WORD,
)  # fmt: skip
FIGURES = loose(cities=WORD | some.integers(0, 99), countries=ANYTHING, source=WORD, per_country=ANYTHING, text=WORD)
YEAR = loose(
    year=some.just(2011), date=some.just("2011-09-24"), campaign=some.just("Invented Day"),
    target=some.just({"government": "CN"}), cities=some.lists(CITY, max_size=4), reported=FIGURES,
    announced=FIGURES | some.lists(FIGURES | WORD, max_size=3), thanked=ANYTHING, anniversary=ANYTHING,
)  # fmt: skip


@given(document=YEAR)
@settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_year_comes_back_unchanged_or_is_refused_with_a_sentence(document):
    document = {"year": 2011, "campaign": "Invented Day", "target": {"government": "CN"}} | document
    with transaction.atomic():
        try:
            written = write_edition(imported(document))
        except Refused as refused:
            written, sentence = None, str(refused)
        else:
            sentence = "."
        assert sentence.endswith(".") and "fault of Daybreak" not in sentence
        assert written is None or json.dumps(written) == json.dumps(document)
        transaction.set_rollback(True)


@given(raw=some.binary(max_size=60) | some.text(max_size=60).map(str.encode) | ANYTHING.map(json.dumps).map(str.encode))
@settings(max_examples=200, deadline=None)
def test_any_bytes_are_read_or_refused_with_a_sentence(raw):
    try:
        read, sentence = parse(raw), ""
    except Refused as refused:
        read, sentence = None, str(refused)
    assert isinstance(read, dict) or sentence.endswith(".")
