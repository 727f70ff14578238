"""JSON Schema (draft 2020-12) of the JSON files. Closed lists come from the code, so that the two cannot part."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from daybreak.domain.campaigns.states import PUBLIC_STATES as EDITION_STATES
from daybreak.domain.campaigns.states import FigureKind, TargetKind
from daybreak.domain.deliveries.outcomes import Channel, Count, Obstacle, Outcome, Proof
from daybreak.domain.gatherings.kinds import GatheringKind, GatheringState
from daybreak.outputs.board.shape import PUBLIC_STATES as BOARD_STATES

Schema = dict[str, Any]

EDITION = "daybreak-edition/1"
FIGURES = "daybreak-figures/1"
HOSTS = "daybreak-hosts/1"
FORMS = (EDITION, FIGURES, HOSTS)
"""What the key ``form`` of a JSON file may say."""

DIALECT = "https://json-schema.org/draft/2020-12/schema"
MOMENT = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$"
DAY = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
HOUR = r"^([01][0-9]|2[0-3]):[0-5][0-9]$"
LANGUAGE = r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$"
BASE64 = r"^[A-Za-z0-9+/]+={0,2}$"


def schema_path(form: str) -> str:
    """Return where the schema of a form lies: ``/data/daybreak-edition-1.schema.json``."""
    return f"/data/{schema_name(form)}"


def schema_name(form: str) -> str:
    """Return the file name of a form's schema."""
    return f"{form.replace('/', '-')}.schema.json"


def schema_of(form: str, address: str) -> Schema:
    """Return the schema of one of ``FORMS``. *address*: the whole address it is published at."""
    title, properties = _PARTS[form]
    whole = _object(title, {"$schema": _const("The address of this schema.", address), **properties()})
    return {"$schema": DIALECT, "$id": address, "title": form, **whole}


def _object(said: str, properties: dict[str, Schema]) -> Schema:
    """Return an object that has all of these keys and no other."""
    rules = {"type": "object", "additionalProperties": False, "required": list(properties)}
    return {"description": said, **rules, "properties": properties}


def _list(said: str, items: Schema, **more: Any) -> Schema:
    return {"description": said, "type": "array", "items": items, **more}


def _text(said: str, **more: Any) -> Schema:
    return {"description": said, "type": "string", **more}


def _const(said: str, value: str) -> Schema:
    return {"description": said, "const": value}


def _one_of(said: str, values: Iterable[str]) -> Schema:
    return {"description": said, "type": "string", "enum": [str(value) for value in values]}


def _flag(said: str) -> Schema:
    return {"description": said, "type": "boolean"}


def _number(said: str) -> Schema:
    return {"description": said, "type": "integer", "minimum": 0}


def _degrees(said: str, most: int) -> Schema:
    return {"description": said, "type": "number", "minimum": -most, "maximum": most}


def _moment(said: str) -> Schema:
    return _text(said, format="date-time", pattern=MOMENT)


def _day(said: str) -> Schema:
    return _text(said, format="date", pattern=DAY)


def _hour(said: str) -> Schema:
    return _text(said, pattern=HOUR)


def _address(said: str) -> Schema:
    return _text(said, format="uri", pattern=r"^https?://[^\s/]+(/\S*)?$")


def _country(said: str) -> Schema:
    return _text(said, pattern="^[A-Z]{2}$")


def _or_null(schema: Schema) -> Schema:
    """Return the same with null allowed besides."""
    wider = {**schema, "type": [schema["type"], "null"]}
    if "enum" in schema:
        wider["enum"] = [*schema["enum"], None]
    return wider


def _head(form: str) -> dict[str, Schema]:
    return {
        "form": _const("What the file is, and the number of its form. A key that changes its meaning raises it.", form),
        "notice": _text("Empty, or the words every page of a rehearsal carries: then nothing here is real."),
    }


def _dated(form: str) -> dict[str, Schema]:
    return {
        **_head(form),
        "language": _text("The language of words that Daybreak itself supplies, such as names of countries.",
                          pattern=LANGUAGE),
        "as_of": _moment("The last change the figures hold, by a person or by a city's clock, in UTC."),
        "edition": _edition(),
        "totals": _totals(),
        "counting_rule": _rule(),
    }  # fmt: skip


def _edition_file() -> dict[str, Schema]:
    return {
        **_dated(EDITION),
        "cities": _list("The cities that take part, east to west.", _city()),
        "gatherings": _list("The gatherings that are listed, by date.", _gathering()),
        "figures_of_others": _told(),
    }


def _figures_file() -> dict[str, Schema]:
    return {**_dated(FIGURES), "figures_of_others": _told()}


def _edition() -> Schema:
    return _object(
        "The edition: one year of a campaign.",
        {
            "campaign": _text("The campaign's name."),
            "name": _text("The edition's name."),
            "year": {"description": "Its year.", "type": "integer"},
            "date": _or_null(_day("The day itself: a date, which every city has in its own zone. Null if unknown.")),
            "state": _one_of("Where the edition stands.", EDITION_STATES),
            "addressed_government": _country("The state whose government is addressed (ISO 3166-1)."),
            "url": _address("Its home page."),
        },
    )


def _totals() -> Schema:
    counts = [str(count) for count in Count if count is not Count.NONE]
    return _object(
        "Figures by the counting rule.",
        {
            "cities": _number("Cities that take part, each counted once."),
            "countries": _number("Countries of these cities."),
            "solidarity_cities": _number("How many of the cities have no target."),
            "targets": _number("Doors a letter goes to."),
            "deliveries": _object(
                "Deliveries at primary targets, each counted by its best attempt.",
                {count: _number(f"Counted as {count}.") for count in counts},
            ),
            "other_doors": _object(
                "The same for doors that do not enter the count.",
                {count: _number(f"Counted as {count}.") for count in counts},
            ),
            "delivered_in": _object(
                "Where at least one primary target counts as delivered.",
                {"cities": _number("Cities."), "countries": _number("Countries.")},
            ),
        },
    )


def _rule() -> Schema:
    line = _object(
        "One group.",
        {
            "count": _one_of("The group.", Count),
            "words": _text("What it means."),
            "outcomes": _list("The outcomes that fall in it.", _one_of("An outcome.", Outcome)),
        },
    )
    return _list("The counting rule, best group first.", line)


def _city() -> Schema:
    return _object(
        "One city.",
        {
            "city": _text("Its name."),
            "country": _country("Its country (ISO 3166-1)."),
            "country_name": _text("The country's name."),
            "geonames_id": {"description": "Its number in GeoNames.", "type": "integer"},
            "latitude": _degrees("Degrees, north positive.", 90),
            "longitude": _degrees("Degrees, east positive.", 180),
            "time_zone": _text("Its time zone by the IANA list. All its dates and hours are in it.", minLength=1),
            "solidarity": _flag("Whether it has no target and takes part all the same."),
            "state": _one_of("Where it stands: its primary target's state.", BOARD_STATES),
            "date": _or_null(_day("Its day; null while it keeps its own day to itself.")),
            "date_reason": _text("Why it has a day of its own."),
            "assumption": _text("What we assume about it."),
            "source": _text("Where we know it from."),
            "as_of": _moment("Its last change."),
            "url": _address("Its page."),
            "targets": _list("Its doors.", _target()),
        },
    )


def _target() -> Schema:
    return _object(
        "One door a letter goes to.",
        {
            "name": _text("Its name."),
            "kind": _one_of("What kind of door.", TargetKind),
            "primary": _flag("Whether its delivery enters the count."),
            "separate_slot": _flag("Whether this is another group's own delivery at the same door."),
            "state": _one_of("Where it stands.", BOARD_STATES),
            "count": _or_null(_one_of("The group it counts in; null while no result is released.", Count)),
            "outcome": _or_null(_one_of("Its best outcome; null while no result is released.", Outcome)),
            "hour_at_the_gate": {
                "description": "From and until, the city's wall time; null while the city keeps it to itself.",
                "type": ["array", "null"],
                "items": _hour("An hour."),
                "minItems": 2,
                "maxItems": 2,
            },
            "attempts": _list("The attempts that are released, in their order.", _attempt()),
        },
    )


def _attempt() -> Schema:
    return _object(
        "One try at a gate.",
        {
            "date": _or_null(_day("The local date, where it is known.")),
            "local_time": _or_null(_hour("The city's wall time, where it is known.")),
            "channel": _one_of("How the letter travelled.", Channel),
            "outcome": _one_of("What came of it.", Outcome),
            "outcome_as_given": _text("The wording of a past edition's document."),
            "words": _text("The outcome in words."),
            "count": _one_of("The group of the counting rule.", Count),
            "obstacles": _list("What stood in the way.", _one_of("An obstacle.", Obstacle)),
            "proofs": _list("What shows that it happened.", _one_of("A proof.", Proof)),
            "note": _text("What was told besides."),
            "source": _text("Where we know it from."),
        },
    )


def _gathering() -> Schema:
    stage = {"place": _text("Where it stops."), "starts": _or_null(_hour("When, the city's wall time."))}
    states = [state for state in GatheringState if state is not GatheringState.CANCELLED]
    return _object(
        "People meeting. Hour, place, stages and words are empty while the city keeps its plans to itself.",
        {
            "id": _text("Ten characters that stay the same for ever.", pattern="^[a-z2-9]{10}$"),
            "kind": _one_of("What kind.", GatheringKind),
            "kind_words": _text("The kind in words."),
            "title": _text("Its title."),
            "language": _or_null(_text("The language of its title and words; null where it has none.")),
            "description": _text("What to expect."),
            "state": _one_of("Planned or held; a cancelled one is not listed.", states),
            "city": _text("Its city."),
            "country": _country("The city's country (ISO 3166-1)."),
            "time_zone": _text("The city's time zone by the IANA list.", minLength=1),
            "date": _or_null(_day("Its date.")),
            "starts": _or_null(_hour("When it begins, the city's wall time.")),
            "ends": _or_null(_hour("When it ends; an hour before the beginning is the next day's.")),
            "place": _text("Where."),
            "stages": _list("Where it stops, in order.", _object("One stage.", stage)),
            "people": _or_null(_number("How many came, if somebody counted.")),
            "people_source": _text("Who counted."),
            "url": _address("Its page."),
        },
    )


def _told() -> Schema:
    figure = _object(
        "One number.",
        {
            "kind": _one_of("Announced before the day, or reported after it.", FigureKind),
            "what": _text("What was counted."),
            "country": _or_null(_country("The country it is about; null for all.")),
            "value": _or_null({"description": "The number, where the source gave one.", "type": "integer"}),
            "note": _text("What must be known about it."),
            "as_of": _text("Since when it is true, as the source wrote it: a date, a month or a year.", maxLength=10),
            "source": _text("Who gave it, and where."),
        },
    )
    return _list("What others announced or reported. Never added to ours: they count other things.", figure)


def _hosts_file() -> dict[str, Schema]:
    path = _text("The path of an edition's home page, on each of the addresses.", pattern="^/[a-z0-9/_-]+/$")
    return {
        **_head(HOSTS),
        "public": _address("The address of the public site."),
        "forms": _address("The address of the forms."),
        "mirrors": _list("Other addresses of the same public site.", _address("An address."), uniqueItems=True),
        "editions": _list("The editions that are served.", path, uniqueItems=True),
        "algorithm": _const("How the file is signed.", "Ed25519"),
        "public_key": _text("The key to check it with: base64 of SubjectPublicKeyInfo.", pattern=BASE64),
        "fingerprint": _text("The key's fingerprint, to compare with one you noted.",
                             pattern="^[0-9a-f]{4}( [0-9a-f]{4}){7}$"),
        "signature": _text("The signature of all other keys: sorted, without white space, UTF-8; base64.",
                           pattern=BASE64, contentEncoding="base64"),
    }  # fmt: skip


_PARTS: dict[str, tuple[str, Callable[[], dict[str, Schema]]]] = {
    EDITION: ("Everything public of one edition of a day of action, in one language.", _edition_file),
    FIGURES: ("The figures of one edition of a day of action.", _figures_file),
    HOSTS: ("The addresses of one Daybreak, signed with its key.", _hosts_file),
}
