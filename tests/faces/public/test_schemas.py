"""The schemas: strict, whole, made from the closed lists; every real file is valid, every wrong one is not."""

import json
from collections.abc import Iterator
from datetime import time, timedelta
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from daybreak.core.lib import clock
from daybreak.domain.campaigns.models import Edition, Figure
from daybreak.domain.campaigns.states import TargetKind
from daybreak.domain.deliveries.outcomes import Channel, Obstacle, Outcome, Proof
from daybreak.domain.gatherings.models import Attendance, GatheringText, Stage
from daybreak.domain.pledges.models import Pledge
from daybreak.faces.public.schemas import EDITION, FIGURES, FORMS, HOSTS, schema_of, schema_path
from daybreak.faces.public.site_files import site_paths
from daybreak.publication.errors import PublicationError
from daybreak.publication.render import render
from tests.factories import AT, LIMA, make_city, make_edition, make_gathering, make_plan, make_pledge, make_target
from tests.outputs.board.factories import TOKYO, make_attempt

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("home")]

BASE = "/en/save-north-korean-refugees-day/2018/"
FILES = {EDITION: f"{BASE}edition.json", FIGURES: f"{BASE}figures.json", HOSTS: "/hosts.json"}
LATER = AT + timedelta(days=4)
each_form = pytest.mark.parametrize("form", FORMS)


def published(form: str, at=LATER) -> dict[str, Any]:
    return json.loads(render(FILES[form], at=at))


def validator(form: str) -> Draft202012Validator:
    schema = json.loads(render(schema_path(form), at=AT))
    return Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)


def faults(form: str, data: Any) -> list[str]:
    return [f"{'/'.join(map(str, fault.path))}: {fault.message}" for fault in validator(form).iter_errors(data)]


def objects(schema: Any) -> Iterator[dict[str, Any]]:
    """Yield every object of a schema, itself among them."""
    if isinstance(schema, dict):
        yield from [schema] if schema.get("type") == "object" else []
        for value in schema.values():
            yield from objects(value)


@pytest.fixture
def edition():
    """A day with everything in it: all outcomes, channels, obstacles and proofs, other doors, figures, a march."""
    edition = make_edition()
    pledge = make_pledge(target=make_target(edition=edition))
    make_plan(edition=edition, city=pledge.city, reveal="now", results_show="at_once", gate_from=time(11),
              gate_until=time(12))  # fmt: skip
    for number, outcome in enumerate(Outcome):
        channel = list(Channel)[number % len(Channel)]
        make_attempt(pledge=pledge, outcome=outcome, channel=channel, obstacles=Obstacle.values, proofs=Proof.values)
    for kind in [kind for kind in TargetKind if kind is not TargetKind.MISSION]:
        make_pledge(target=make_a_door(edition, kind))
    solidarity = Pledge.objects.create(
        edition=edition, city=make_city(**LIMA), state="confirmed", offered_at=AT, confirmed_at=AT
    )
    make_plan(edition=edition, city=solidarity.city, solidarity=True)
    make_figures(edition)
    make_the_march(edition)
    return edition


def make_figures(edition):
    for value, country, as_of in ((22, "", "2018-10-01"), (None, "PE", "2018"), (3, "", "")):
        said = {"value": value, "country": country, "as_of": as_of}
        Figure.objects.create(edition=edition, kind="reported", what="cities", **said)


def make_a_door(edition, kind):
    named = {"name": f"Invented {kind}", "slug": kind, "kind": kind, "primary": False}
    return edition.targets.create(city=make_city(**TOKYO), **named)


def make_the_march(edition):
    march = make_gathering(edition=edition, kind="march", starts=time(19), ends=time(21), place="Invented Square")
    GatheringText.objects.filter(gathering=march).update(description="Bring a candle.")
    Stage.objects.create(gathering=march, position=1, place="Invented Gate", starts=time(19, 30))
    Stage.objects.create(gathering=march, position=2, place="Invented Park")
    Attendance.objects.create(gathering=march, people=40, source="An invented steward", as_of=AT)


@each_form
def test_a_schema_is_a_schema_and_says_where_it_lies(form):
    schema = validator(form).schema
    Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == Draft202012Validator.META_SCHEMA["$id"]
    assert schema["$id"] == f"http://127.0.0.1:8000/data/{form.replace('/', '-')}.schema.json"


@each_form
def test_every_object_is_strict_and_every_key_is_described(form):
    found = list(objects(validator(form).schema))
    assert found
    for one in found:
        assert one["additionalProperties"] is False
        assert one["required"] == list(one["properties"])
        assert [name for name, about in one["properties"].items() if len(about.get("description", "")) < 6] == []


@each_form
def test_the_real_file_is_valid_and_names_its_schema(form, edition):
    data = published(form)
    assert faults(form, data) == []
    assert data["$schema"] == validator(form).schema["$id"]


def test_the_day_under_test_holds_every_value_of_the_closed_lists(edition):
    data = published(EDITION)
    (target,) = [target for city in data["cities"] for target in city["targets"] if target["kind"] == "mission"]
    assert [attempt["outcome"] for attempt in target["attempts"]] == Outcome.values
    assert {attempt["channel"] for attempt in target["attempts"]} == set(Channel.values)
    assert target["attempts"][0]["obstacles"] == Obstacle.values
    assert (target["hour_at_the_gate"], len(data["figures_of_others"])) == (["11:00", "12:00"], 3)
    assert {target["kind"] for city in data["cities"] for target in city["targets"]} == set(TargetKind.values)
    assert {city["solidarity"] for city in data["cities"]} == {True, False}
    assert (len(data["gatherings"][0]["stages"]), data["gatherings"][0]["people"]) == (2, 40)


@pytest.mark.parametrize("form", [EDITION, FIGURES])
def test_a_day_of_which_nothing_is_known_or_released_is_valid(form):
    hidden = make_edition(state="archived", date=None)
    make_pledge(target=make_target(edition=hidden))
    make_gathering(edition=hidden, date=None)
    assert faults(form, published(form)) == []


@each_form
def test_a_rehearsal_s_file_is_valid(form, edition):
    clock.move_clock(LATER, stopped=True)
    data = published(form)
    assert data["notice"] == clock.NOTICE
    assert faults(form, data) == []


def changed(data: dict[str, Any], place: str, value: Any) -> dict[str, Any]:
    """Return *data* with one value changed; *place* is the way to it, as in ``cities.0.state``."""
    *way, last = place.split(".")
    node: Any = data
    for step in way:
        node = node[int(step)] if isinstance(node, list) else node[step]
    node[last] = value
    return data


@pytest.mark.parametrize(
    ("place", "value"),
    [
        ("form", "daybreak-edition/2"),
        ("as_of", "2018-09-24 09:00"),
        ("edition.state", "draft"),
        ("edition.addressed_government", "China"),
        ("edition.url", "javascript:alert(1)"),
        ("edition.extra", 1),
        ("totals.cities", -1),
        ("totals.deliveries.sent", "3"),
        ("cities.0.latitude", 91.0),
        ("cities.0.date", "24.09.2018"),
        ("cities.0.date", "2018-13-01"),
        ("cities.0.state", "late"),
        ("cities.0.targets.0.kind", "gate"),
        ("gatherings.0.state", "cancelled"),
        ("gatherings.0.starts", "24:00"),
        ("gatherings.0.id", "a"),
        ("figures_of_others.0.kind", "guessed"),
        ("counting_rule.0.outcomes", ["nearly"]),
        ("counting_rule.0.words", None),
    ],
)
def test_a_wrong_edition_file_fails(place, value, edition):
    data = published(EDITION)
    assert faults(EDITION, data) == []
    found = faults(EDITION, changed(data, place, value))
    assert found and all(place.split(".")[-1] in fault for fault in found)


@pytest.mark.parametrize(("form", "key"), [(EDITION, "gatherings"), (FIGURES, "counting_rule"), (HOSTS, "signature")])
def test_a_file_without_one_of_its_keys_fails(form, key, edition):
    data = published(form)
    del data[key]
    assert faults(form, data) == [f": {key!r} is a required property"]


@pytest.mark.parametrize(
    ("place", "value"),
    [("mirrors", ["mirror.example.org"]), ("fingerprint", "0000"), ("algorithm", "none"), ("editions", ["../"])],
)
def test_a_wrong_hosts_file_fails(place, value, edition):
    assert len(faults(HOSTS, changed(published(HOSTS), place, value))) == 1


def test_a_new_outcome_is_in_the_schema_without_anybody_writing_it_there(monkeypatch):
    monkeypatch.setattr("daybreak.faces.public.schemas.Outcome", [*Outcome, "sung_to"])
    assert json.dumps(schema_of(EDITION, "http://127.0.0.1:8000/x")).count('"sung_to"') == 3


def test_there_is_no_other_schema():
    with pytest.raises(PublicationError, match="404"):
        render("/data/daybreak-edition-2.schema.json", at=AT)


def test_the_schemas_are_there_before_any_edition_is():
    assert {schema_path(form) for form in FORMS} < set(site_paths())
    assert not Edition.objects.exists()
    assert validator(EDITION).schema["title"] == EDITION
