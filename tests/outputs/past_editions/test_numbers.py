import pytest

from daybreak.outputs.past_editions.numbers import claims, in_words

PERU = ("cities", 3, "PE", "names to follow")
SHAPES = {
    "per country, codes": {"per_country": {"PE": {"cities": 3, "note": "names to follow"}}},
    "per country, names": {"by_country": {"Peru": {"cities": 3, "note": "names to follow"}}},
    "list of objects": {"countries": [{"country": "Peru", "cities": 3, "note": "names to follow"}]},
    "list of words": {"per_country": ["Peru: 3 cities, names to follow"]},
    "words": "Peru: 3 cities, names to follow",
    "countries as keys": {"Peru": "3 cities, names to follow"},
    "objects in a list": [{"country": "PE", "cities": 3, "note": "names to follow"}],
    "our own": [{"counted": "cities", "value": 3, "country": "Peru", "note": "names to follow"}],
}


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
def test_a_number_of_one_country_is_read_in_many_shapes(shape):
    (claim,) = claims(shape, ("reported",))
    assert (claim.what, claim.value, claim.country, claim.note) == PERU


def test_numbers_of_one_object_share_its_source_and_moment():
    node = {"countries": 11, "cities": 22, "what": "protests", "as_of": "2011-10-01", "source": "a newspaper"}
    found = claims(node, ("reported",))
    assert [(one.what, one.value) for one in found] == [("countries", 11), ("cities", 22)]
    assert {(one.note, one.as_of, one.source) for one in found} == {("protests", "2011-10-01", "a newspaper")}


def test_one_number_may_have_a_source_of_its_own():
    found = claims({"cities": 22, "cities_source": "b", "countries": 9, "source": "a"}, ("reported",))
    assert [(one.what, one.source) for one in found] == [("cities", "b"), ("countries", "a")]


@pytest.mark.parametrize(("text", "value"), [("51+", 51), ("about 1,200", 1200), ("over 50", 50)])
def test_a_vague_number_is_read_and_its_words_are_kept(text, value):
    (claim,) = claims({"cities": text}, ("announced",))
    assert claim.value == value and text in claim.note


def test_two_numbers_in_one_sentence_are_two_claims():
    found = claims("11 countries and 22 cities", ("reported",))
    assert [(one.value, one.what) for one in found] == [(11, "countries"), (22, "cities")]


@pytest.mark.parametrize(
    "node", [{"source": "page 7"}, {"url": "x/2011"}, {"year": 2011}, True, -3, 10**12, {"a": [1]}]
)
def test_what_is_no_count_is_left_alone(node):
    assert claims(node, ("reported",)) == []


def test_words_made_of_a_number_are_read_as_the_same():
    what, value, country, note = PERU
    (claim,) = claims(in_words(value, what, country, note), ("reported",))
    assert (claim.what, claim.value, claim.country, claim.note) == PERU
