"""Values of rows in the words of the form, and in words for the lists a person reads."""

from __future__ import annotations

from typing import Any

from daybreak.core.lib import countries
from daybreak.domain.deliveries.outcomes import Channel, Outcome
from daybreak.domain.gatherings.kinds import GatheringKind
from daybreak.domain.missions.kinds import MissionKind
from daybreak.outputs.past_editions.moments import When, write_when
from daybreak.outputs.past_editions.tree import Json

LANGUAGE = "en"
"""The language of the form's own words."""


def iso(value: Any) -> str | None:
    """Return a date or an hour in ISO form, or None."""
    return None if value is None else value.isoformat()


def city(row: Any) -> str:
    """Say which city."""
    return "no city" if row.city is None else city_words(row.city)


def city_words(city: Any) -> str:
    """Return a city with country and GeoNames id, for the lists a person reads."""
    return f"{city.name}, {country_words(city.country)} (GeoNames {city.geonames_id})"


def country_words(code: str) -> str:
    """Return a country's English name, or words that say that there is none."""
    return countries.name(code) if code else "no country"


def text_of(row: Any) -> Any:
    """Return the row's own words in the form's language, or None."""
    return next((text for text in row.texts.all() if text.language == LANGUAGE), None)


def kind(row: Any) -> Json:
    """Return the form's word for a gathering's kind."""
    return row.kind_as_given if row.kind == GatheringKind.OTHER and row.kind_as_given else str(row.kind)


def kind_said(row: Any) -> str:
    """Say which kind of gathering."""
    label = GatheringKind(row.kind).label
    return f"another kind of gathering, kept as {row.kind_as_given!r}" if row.kind_as_given else f"gathering: {label}"


def outcome(row: Any) -> Json:
    """Return the form's word for an outcome."""
    return row.outcome_as_given if row.outcome == Outcome.UNKNOWN and row.outcome_as_given else str(row.outcome)


def outcome_said(row: Any) -> str:
    """Say which outcome."""
    if row.outcome_as_given:
        return f"an outcome we do not know, kept as {row.outcome_as_given!r}"
    return f"outcome: {Outcome(row.outcome).label}"


def target_mission(pledge: Any) -> Any:
    """Return the mission a pledge is for, or None."""
    return pledge.target.mission if pledge.target is not None else None


def mission_now(pledge: Any) -> Json:
    """Return what must not change unnoticed of a pledge's mission."""
    target = target_mission(pledge)
    return None if target is None else [target.kind, target.kind_as_given]


def mission_word(pledge: Any) -> Json:
    """Return the form's word for the kind of a pledge's mission."""
    target = target_mission(pledge)
    if target is None:
        return None
    is_other = target.kind == MissionKind.OTHER_OFFICE and target.kind_as_given
    return str(target.kind_as_given if is_other else target.kind)


def mission_said(pledge: Any) -> str:
    """Say which mission."""
    target = target_mission(pledge)
    if target is None:
        return "no mission in this city: solidarity"
    return f"{MissionKind(target.kind).label}: {target.name}"


def when(row: Any) -> When:
    """Return a gathering's date and hour as far as they are known."""
    return When(row.date, row.starts, row.when_as_given)


def when_said(row: Any) -> str:
    """Say which date and hour."""
    sure = write_when(When(row.date, row.starts)) or ""
    if not row.when_as_given:
        return f"local time {sure}" if row.starts else f"date {sure}" if sure else "no time"
    return f"words, kept as given{f'; date {sure}' if sure else ''}"


def figure_said(figure: Any) -> str:
    """Say which number, of what, where."""
    value = "no number" if figure.value is None else f"{figure.value}"
    where = f" in {country_words(figure.country)}" if figure.country else ""
    note = f" ({figure.note})" if figure.note else ""
    return f"{figure.get_kind_display()}: {value} {figure.what}{where}{note}"


def figure_now(figure: Any) -> Json:
    """Return what must not change unnoticed of a figure in words."""
    return [figure.value, figure.what, figure.country, figure.note]


def thanked_said(line: Any) -> str:
    """Say who is thanked."""
    if line.city is not None:
        return f"thanks to {city_words(line.city)}"
    if not line.country:
        return "thanks, to a place we do not know"
    is_country = countries.from_name(line.as_given_name) == line.country
    return f"thanks to {'' if is_country else 'a place in '}{country_words(line.country)}"


def channel_said(row: Any) -> str:
    """Say which channel."""
    return f"channel: {Channel(row.channel).label}"
