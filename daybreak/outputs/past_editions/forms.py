"""What a row says, in the words of the form: one list of fields for each kind of mention."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import models

from daybreak.domain.gatherings.kinds import GatheringState
from daybreak.domain.pledges.states import PledgeState
from daybreak.outputs.past_editions import numbers, says
from daybreak.outputs.past_editions.mentions import Row
from daybreak.outputs.past_editions.moments import When, write_clock, write_when
from daybreak.outputs.past_editions.tree import Json, Path


@dataclass(frozen=True)
class Field:
    """One field of a form: *held* gives what must not change unnoticed, *word* the form's wording, *say* a text."""

    name: str
    key: Path
    held: Callable[[Any], Json]
    word: Callable[[Any], Json]
    say: Callable[[Any], str]


def _plain(name: str, attribute: str = "", key: Path = ()) -> Field:
    """A field whose words are taken as they are."""
    column = attribute or name

    def held(row: Any) -> Json:
        value: Json = getattr(row, column)
        return value

    return Field(name, key or (name,), held, held, lambda row: f"{_called(name)}: {_shortened(row, column)}")


def _called(name: str) -> str:
    return {"detail": "words on it"}.get(name, name.replace("_", " "))


def _shortened(row: Any, column: str) -> str:
    value = getattr(row, column)
    return f"these words, shortened to {len(value)} signs" if str(value).endswith("…") else "these words"


def _text(name: str, attribute: str) -> Field:
    def held(row: Any) -> Json:
        words = says.text_of(row)
        return "" if words is None else str(getattr(words, attribute))

    return Field(name, (name,), held, held, lambda row: f"{name}: these words")


def _list(name: str, key: str) -> Field:
    return Field(
        name,
        (key,),
        lambda row: sorted(getattr(row, name)),
        lambda row: list(getattr(row, name)),
        lambda row: ", ".join(getattr(row, name)) or "none",
    )


_SOURCE = _plain("source")
_CITY = Field(
    "city",
    ("city",),
    lambda row: None if row.city is None else row.city.geonames_id,
    lambda row: None if row.city is None else row.city.name,
    says.city,
)

FORMS: dict[str, tuple[Field, ...]] = {
    "edition": (
        Field("year", ("year",), lambda e: e.year, lambda e: e.year, lambda e: f"year {e.year}"),
        Field(
            "date",
            ("date",),
            lambda e: says.iso(e.date),
            lambda e: says.iso(e.date),
            lambda e: f"date {says.iso(e.date)}",
        ),
        Field(
            "campaign",
            ("campaign",),
            lambda e: e.campaign.name,
            lambda e: e.campaign.name,
            lambda e: f"campaign {e.campaign.name}",
        ),
        Field(
            "government",
            ("target", "government"),
            lambda e: e.campaign.government,
            lambda e: e.campaign.government,
            lambda e: f"government of {says.country_words(e.campaign.government)}",
        ),
        _plain("addressee_style", key=("target", "addressee_style")),
        _plain("addressee_name", key=("target", "addressee_name")),
        _plain("addressee_office", key=("target", "addressee_office")),
        Field(
            "anniversary",
            ("anniversary",),
            lambda e: e.anniversary,
            lambda e: e.anniversary,
            lambda e: f"year {e.anniversary} since {says.iso(e.anniversary_of)}",
        ),
        _text("name", "name"),
        _text("ask", "ask"),
        _text("introduction", "introduction"),
    ),
    "city": (
        _CITY,
        Field(
            "country",
            ("country",),
            lambda plan: plan.city.country,
            lambda plan: plan.city.country,
            lambda plan: says.country_words(plan.city.country),
        ),
        Field(
            "date",
            ("date",),
            lambda p: says.iso(p.own_date),
            lambda p: says.iso(p.own_date),
            lambda p: f"own date {p.own_date}",
        ),
        _plain("date_reason", "own_date_reason"),
        Field(
            "solidarity",
            ("solidarity",),
            lambda plan: plan.solidarity,
            lambda plan: plan.solidarity,
            lambda plan: "solidarity city" if plan.solidarity else "city with a target",
        ),
    ),
    "pledge": (
        Field("mission_kind", ("mission_kind",), says.mission_now, says.mission_word, says.mission_said),
        _SOURCE,
        Field(
            "pledge",
            ("pledge",),
            lambda pledge: str(pledge.state),
            lambda pledge: str(pledge.state),
            lambda pledge: f"pledge: {PledgeState(pledge.state).label}",
        ),
    ),
    "target": (
        Field("name", ("name",), lambda t: t.name, lambda t: t.name, lambda t: f"extra target: {t.get_kind_display()}"),
    ),
    "gate": (),
    "participation": (
        Field(
            "name",
            ("name",),
            lambda part: part.organisation.name,
            lambda part: part.organisation.name,
            lambda part: f"organisation: {part.organisation.name} ({part.get_role_display()})",
        ),
    ),
    "gathering": (
        Field("kind", ("kind",), lambda g: [g.kind, g.kind_as_given], says.kind, says.kind_said),
        Field(
            "when",
            ("when",),
            lambda g: [says.iso(g.date), says.iso(g.starts), g.when_as_given],
            lambda g: write_when(says.when(g)),
            says.when_said,
        ),
        Field(
            "end",
            ("end",),
            lambda g: says.iso(g.ends),
            lambda g: write_clock(g.ends),
            lambda g: f"until {write_clock(g.ends)}",
        ),
        _plain("place"),
        _text("title", "title"),
        _text("description", "description"),
        Field(
            "state",
            ("state",),
            lambda g: str(g.state),
            lambda g: str(g.state),
            lambda g: f"gathering is {GatheringState(g.state).label}",
        ),
        _SOURCE,
    ),
    "stage": (
        Field(
            "place",
            ("place",),
            lambda stage: stage.place,
            lambda stage: stage.place,
            lambda s: f"stage {s.position}: {s.place}" + (f", at the target {s.target.name}" if s.target else ""),
        ),
    ),
    "attempt": (
        Field("outcome", ("outcome",), lambda a: [a.outcome, a.outcome_as_given], says.outcome, says.outcome_said),
        _plain("detail", "note"),
        Field("channel", ("channel",), lambda a: str(a.channel), lambda a: str(a.channel), says.channel_said),
        Field(
            "when",
            ("when",),
            lambda a: [says.iso(a.local_date), says.iso(a.local_time)],
            lambda a: write_when(When(a.local_date, a.local_time)),
            lambda a: f"local time {write_when(When(a.local_date, a.local_time))}",
        ),
        _list("obstacles", "obstacles"),
        _list("proofs", "proofs"),
        _SOURCE,
    ),
    "figure": (
        Field("value", ("value",), lambda f: f.value, lambda f: f.value, says.figure_said),
        _plain("note"),
        _plain("as_of"),
        _SOURCE,
        Field(
            "country", ("country",), lambda f: f.country, lambda f: f.country, lambda f: says.country_words(f.country)
        ),
    ),
    "figure in words": (
        Field(
            "text",
            ("text",),
            says.figure_now,
            lambda f: numbers.in_words(f.value, f.what, f.country, f.note),
            says.figure_said,
        ),
        _plain("as_of"),
        _SOURCE,
    ),
    "thanked": (
        Field("name", ("name",), lambda line: line.as_given_name, lambda line: line.as_given_name, says.thanked_said),
        Field(
            "country", ("country",), lambda t: t.country, lambda t: t.country, lambda t: says.country_words(t.country)
        ),
        _CITY,
    ),
}


def snapshot(row: Row, form: str) -> dict[str, Json]:
    """Return what *row* holds now, field by field."""
    return {one.name: one.held(row) for one in FORMS[form]}


def as_object(row: Row, form: str) -> dict[str, Json]:
    """Return a row made here as an object of the form; empty values are left out."""
    words = ((one, one.word(row)) for one in FORMS[form] if len(one.key) == 1)
    return {str(one.key[0]): word for one, word in words if word not in (None, "", [], False)}


def fit(text: str, model: type[models.Model], name: str) -> str:
    """Return *text*, shortened to the length of a column where it is longer. The whole text stays as given."""
    most = model._meta.get_field(name).max_length  # type: ignore[union-attr]
    return text if most is None or len(text) <= most else text[: most - 1] + "…"
