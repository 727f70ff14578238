"""Read the gatherings of a city (``events`` or ``gatherings`` in a document), with their stages."""

from __future__ import annotations

import re
from datetime import date, time

from daybreak.core.journal.services import record
from daybreak.domain.campaigns.models import Target
from daybreak.domain.campaigns.states import OrganisationRole, TargetKind
from daybreak.domain.gatherings import services as gatherings
from daybreak.domain.gatherings.kinds import GatheringKind, GatheringState, Visibility
from daybreak.domain.gatherings.models import Gathering, GatheringText, Stage
from daybreak.domain.places.models import City
from daybreak.outputs.past_editions import moments, words
from daybreak.outputs.past_editions.filing import Filing, Part
from daybreak.outputs.past_editions.forms import fit
from daybreak.outputs.past_editions.moments import When
from daybreak.outputs.past_editions.reading_totals import read_organisation

_GATE = re.compile(r"\b(?:embassy|consulate(?:-general)?|mission|gate)\b", re.IGNORECASE)


def read_gatherings(filing: Filing, part: Part, *, city: City, day: date | None, targets: list[Target]) -> None:
    """Read every gathering of an entry: an object, or its kind alone."""
    said = part.get("source")
    source = said if isinstance(said, str) else ""
    for path, one in part.items("events", "gatherings"):
        if isinstance(one, dict | str):
            _read_one(filing, Part(one, path, filing), source, city=city, day=day, targets=targets)
        else:
            filing.doubt(path, "not understood: a gathering, or its kind, was expected.")


def _read_one(
    filing: Filing, part: Part, source: str, *, city: City, day: date | None, targets: list[Target]
) -> Gathering:
    given = part.text("kind")
    kind = words.gathering_kind(given) if given else GatheringKind.OTHER
    is_unknown = bool(given) and kind == GatheringKind.OTHER and words.folded(given) != GatheringKind.OTHER
    if is_unknown:
        part.doubt("kind", "a kind of gathering we do not know: kept as text.")
    description = part.text("description", "description", "detail")
    title = part.text("title") or (str(GatheringKind(kind).label) if description else "")
    when = _when(part, city, day)
    stages, stage_parts = _stages(filing, part, targets)
    gathering = gatherings.announce_gathering(
        filing.edition,
        city=city,
        kind=kind,
        kind_as_given=fit(given, Gathering, "kind_as_given") if is_unknown else "",
        date=when.date,
        starts=when.time,
        ends=_end(part, when),
        when_as_given=fit(when.rest, Gathering, "when_as_given"),
        title=fit(title, GatheringText, "title"),
        description=description,
        place=fit(part.text("place"), Gathering, "place"),
        visibility=Visibility.PUBLIC,
        stages=stages,
        source=fit(part.text("source") or source, Gathering, "source"),
        **filing.who,
    )
    _read_state(filing, part, gathering)
    own = {name: path for name, path in part.paths.items() if name != "name"}
    filing.mention(gathering, "gathering", part.path, own)
    for stage, inner in zip(gathering.stages.all(), stage_parts, strict=True):
        filing.mention(stage, "stage", inner.path, inner.paths)
    for key in ("org", "organisation", "organiser"):
        if part.has(key) and part.get(key) is not None:
            read_organisation(filing, part.get(key), part.at(key), OrganisationRole.PARTNER, city)
    return gathering


def _when(part: Part, city: City, day: date | None) -> When:
    key = part.has("when", "date", "start", "time")
    value = part.get(key) if key else None
    if key is None or value is None:
        return When()
    if not isinstance(value, str):
        part.doubt(key, "not understood: a date, an hour or words were expected.")
        return When()
    part.understand("when", key)
    when = moments.read_when(value, day=day, zone=city.tz)
    if when.rest:
        part.doubt(key, "the hour is not clear: kept in the document's words.")
    return when


def _end(part: Part, when: When) -> time | None:
    key = part.has("end", "ends", "until")
    value = part.get(key) if key else None
    if key is None or value is None:
        return None
    text = value if isinstance(value, str) else ""
    clock = moments.read_clock(text)
    if clock is None:
        full = moments.read_when(text, day=None, zone=None)
        clock = full.time if full.time and full.date == when.date else None
    if clock is None:
        part.doubt(key, "not understood as the hour of the end: kept as it stands.")
    else:
        part.understand("end", key)
    return clock


def _read_state(filing: Filing, part: Part, gathering: Gathering) -> None:
    state = part.get("state")
    if part.has("state") is None or state is None:
        return
    word = words.folded(state) if isinstance(state, str) else ""
    if word == "canceled":
        word = GatheringState.CANCELLED
    if word not in GatheringState.values:
        part.doubt("state", "not understood: planned, held or cancelled was expected.")
        return
    part.understand("state", "state")
    if word == GatheringState.CANCELLED:
        gatherings.cancel_gathering(gathering, **filing.who)
    elif word != gathering.state:
        old, gathering.state = gathering.state, word
        gathering.save(update_fields=["state"])
        record("read_gathering_state", gathering, fields=["state"], old={"state": old}, **filing.who)


def _stages(filing: Filing, part: Part, targets: list[Target]) -> tuple[list[gatherings.NewStage], list[Part]]:
    stages: list[gatherings.NewStage] = []
    parts: list[Part] = []
    for path, one in part.items("route"):
        inner = Part(one, path, filing)
        place = fit(inner.text("place"), Stage, "place") if isinstance(one, dict | str) else ""
        if place.strip():
            stages.append(gatherings.NewStage(place, target=_target_at(place, targets)))
            parts.append(inner)
        else:
            filing.doubt(path, "not understood: the place of a stage was expected.")
    return stages, parts


def _target_at(place: str, targets: list[Target]) -> Target | None:
    """Return the target a stage's place names, where that is plain: a door's name or kind, or the gate itself."""
    kind = words.door_kind(place)
    for target in targets:
        if target.name.casefold() in place.casefold() or (kind == target.kind and kind != TargetKind.OTHER):
            return target
    missions = [target for target in targets if target.kind == TargetKind.MISSION]
    return missions[0] if missions and _GATE.search(place) and kind == TargetKind.OTHER else None
