"""Read what a document says of deliveries: one attempt, or a series of them."""

from __future__ import annotations

from datetime import date, time
from typing import Any

from daybreak.domain.campaigns.models import CityPlan
from daybreak.domain.deliveries import services as deliveries
from daybreak.domain.deliveries.models import Attempt
from daybreak.domain.deliveries.outcomes import Channel, Obstacle, Outcome, Proof
from daybreak.domain.places.models import City
from daybreak.domain.pledges.models import Pledge
from daybreak.outputs.past_editions import moments, words
from daybreak.outputs.past_editions.filing import Filing, Part
from daybreak.outputs.past_editions.forms import fit


def read_attempts(filing: Filing, part: Part, pledge: Pledge, plan: CityPlan) -> None:
    """Read ``delivery`` (one attempt, or a list of them) and ``attempts``."""
    for path, one in part.items("delivery", "deliveries", "attempts"):
        if isinstance(one, str) or (one and isinstance(one, dict)):
            _read_attempt(filing, Part(one, path, filing), pledge, plan)
        elif one != {}:
            filing.doubt(path, "not understood: an outcome, or an object with one, was expected.")


def _read_attempt(filing: Filing, part: Part, pledge: Pledge, plan: CityPlan) -> Attempt:
    given = part.text("outcome")
    outcome = words.outcome(given) if given else Outcome.UNKNOWN
    is_unknown = bool(given) and outcome == Outcome.UNKNOWN and words.folded(given) != Outcome.UNKNOWN
    if is_unknown:
        part.doubt("outcome", "an outcome we do not know: kept as text, counted as unknown.")
    day, hour = _when(part, pledge.city, plan.own_date or filing.edition.date)
    attempt = deliveries.record_attempt(
        deliveries.delivery_of(pledge),
        outcome=outcome,
        outcome_as_given=fit(given, Attempt, "outcome_as_given") if is_unknown else "",
        channel=_channel(part),
        local_date=day,
        local_time=hour,
        obstacles=_choices(part, "obstacles", Obstacle.values),
        proofs=_choices(part, "proofs", Proof.values),
        note=part.text("detail", "detail", "note"),
        source=fit(part.text("source") or pledge.source, Attempt, "source"),
        **filing.who,
    )
    filing.mention(attempt, "attempt", part.path, part.paths)
    return attempt


def _when(part: Part, city: City, day: date | None) -> tuple[date | None, time | None]:
    key = part.has("when", "date")
    value = part.get(key) if key else None
    if key is None or value is None:
        return None, None
    when = moments.read_when(value, day=day, zone=city.tz) if isinstance(value, str) else None
    if when is None or when.rest:
        part.doubt(key, "not understood as a date or an hour: kept as it stands.")
        return None, None
    part.understand("when", key)
    return when.date, when.time


def _channel(part: Part) -> str:
    value = part.get("channel")
    channel = words.channel(value) if isinstance(value, str) else None
    if channel:
        part.understand("channel", "channel")
    elif part.has("channel") and value is not None:
        part.doubt("channel", "a channel we do not know: kept as it stands.")
    return channel or Channel.UNKNOWN


def _choices(part: Part, name: str, known: list[Any]) -> list[str]:
    value = part.get(name)
    if isinstance(value, list) and all(isinstance(one, str) and one in known for one in value):
        part.understand(name, name)
        return [str(one) for one in value]
    if part.has(name) and value is not None:
        part.doubt(name, f"not understood: a list of these was expected: {', '.join(map(str, known))}.")
    return []
