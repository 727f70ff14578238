"""What one line changes on one mission: the better source wins, group by group, and a person wins over all.

Order of weight for most groups: exactness, then family (one with ids before others), then the newer date. For
names the newer date comes before exactness, for the status it comes first. At equal weight the list read last
wins, so that a list corrected at its source can be read again. A list that says nothing changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from daybreak.domain.missions.importers.rows import GROUP_REASONS, GROUPS, PLAIN, Group, MissionRow
from daybreak.domain.missions.importers.sources import Said
from daybreak.domain.missions.importers.words import FAMILY_RANK, KINDS, OWN, Reason, kind_key
from daybreak.domain.missions.kinds import MissionKind, MissionStatus, Precision
from daybreak.domain.missions.models import Mission

MISSION_FIELDS = (
    *("sender", "host", "city", "city_as_given", "kind", "kind_as_given", "name", "latitude", "longitude"),
    *("precision", "address", "phone", "email", "website", "status", "source_family", "source_id", "review"),
    "vanished_at",
)
"""Everything an import may change."""

LISTED = "listed"
"""``FieldSource.field`` of the row that says as of when a list no longer had the mission, or had it again."""
GONE, BACK = "no", "yes"

_POINT_QUALITY = {Precision.NONE: 0, Precision.SUSPECT: 1, Precision.CITY: 2, Precision.BUILDING: 3}
_ATTRIBUTES = {
    "city": ("city_id", "city_as_given"),
    "kind": ("kind", "kind_as_given"),
    "point": ("latitude", "longitude", "precision"),
}
Weight = tuple[Any, ...]


@dataclass(slots=True)
class Held:
    """One mission in hand during a batch, with its sources and what people said about it."""

    mission: Mission
    sources: dict[str, Said] = field(default_factory=dict)
    corrected: frozenset[str] = frozenset()
    reviewed: frozenset[str] = frozenset()
    before: dict[str, Any] = field(default_factory=dict)
    touched: set[str] = field(default_factory=set)
    is_new: bool = False

    def __post_init__(self) -> None:
        self.before = {} if self.is_new else snapshot(self.mission)

    def changed_fields(self) -> list[str]:
        """Return the names of the fields that differ from what was read; of a new mission, those that say something."""
        now = snapshot(self.mission)
        if self.is_new:
            return [name for name, value in now.items() if value not in ("", None, [])]
        return [name for name, value in now.items() if value != self.before[name]]

    def say(self, name: str, said: Said) -> None:
        """Note where the field *name* comes from, if that is news."""
        before = self.sources.get(name)
        if before is None or before[:5] != said[:5]:
            self.sources[name] = said if before is None else said._replace(is_checked=before.is_checked)
            self.touched.add(name)

    def flag(self, reasons: Iterable[str]) -> None:
        """Add reasons for review, in a fixed order and once each."""
        self.mission.review = sorted({*self.mission.review, *(str(reason) for reason in reasons)})

    def unflag(self, reasons: Iterable[str]) -> None:
        """Take reasons for review away."""
        self.mission.review = sorted(set(self.mission.review).difference(str(reason) for reason in reasons))


@dataclass(slots=True)
class Kept:
    """A value of the list that did not enter the mission. ``by_person``: a correction or a check stands."""

    group: str
    by_person: bool
    said: str


def snapshot(mission: Mission) -> dict[str, Any]:
    """Return what an import may change, by field; the city as its id, the review as a list of its own."""
    values = {name: getattr(mission, "city_id" if name == "city" else name) for name in MISSION_FIELDS}
    return {**values, "review": list(mission.review)}


def apply_row(held: Held, row: MissionRow) -> list[Kept]:
    """Let *row* say what it knows about the mission. Return the differing values that were not taken."""
    mission = held.mission
    kept: list[Kept] = []
    _identity(held, row)
    _returned(held, row)
    had_city = mission.city_id is not None  # before this row: the quality of the name depends on it
    for name, group in row.groups.items():
        outcome = _apply_group(held, row, name, group, had_city=had_city)
        if outcome is not None:
            kept.append(outcome)
    if held.is_new:
        held.flag(row.reasons)
    if has_unused_text(held):
        held.flag([Reason.BAD_VALUE])
    else:
        held.unflag([Reason.BAD_VALUE])
    return kept


def has_unused_text(held: Held) -> bool:
    """Whether a list gave an address, phone, e-mail or web address that could not be used, and nobody a better."""
    return any(
        name in held.sources and held.sources[name].value and not getattr(held.mission, name)
        for name in PLAIN
        if name not in held.corrected
    )


def _identity(held: Held, row: MissionRow) -> None:
    mission = held.mission
    if row.source_id and not mission.source_id:
        mission.source_id = row.source_id
    if not mission.source_family or _family_rank(row.family) > _family_rank(mission.source_family):
        mission.source_family = row.family
    if row.sender and not mission.sender:
        mission.sender = row.sender
        held.unflag([Reason.NO_SENDER, Reason.UNKNOWN_SENDER])
    if row.host and not mission.host:
        mission.host = row.host
        held.unflag([Reason.NO_COUNTRY, Reason.UNKNOWN_COUNTRY])


def _returned(held: Held, row: MissionRow) -> None:
    """A mission that vanished is back when a list at least as new as the one that lacked it names it."""
    evidence = held.sources.get(LISTED)
    if evidence is not None:
        if evidence.value != GONE or row.family != evidence.family or row.as_of < evidence.as_of:
            return
        held.say(LISTED, Said(BACK, row.family, row.source, row.as_of, row.licence))
    held.mission.vanished_at = None
    held.unflag([Reason.VANISHED])


def _apply_group(held: Held, row: MissionRow, name: str, group: Group, *, had_city: bool) -> Kept | None:
    fields = GROUPS[name]
    sources = [held.sources.get(one) for one in fields]
    differs = _differs(held.mission, name, group)
    said = ", ".join(text for text in group.raw.values() if text)
    if held.corrected.intersection(fields):
        if sources[0] is None or (_family_rank(row.family), row.as_of) >= (
            _family_rank(sources[0].family),
            sources[0].as_of,
        ):
            _set_sources(held, row, group)  # the desk sees what the list says meanwhile
        return Kept(name, True, said) if differs else None
    if differs and any(source is not None and source.is_checked for source in sources):
        if Reason.DIFFERS not in held.reviewed:
            held.flag([Reason.DIFFERS])
        return Kept(name, True, said)
    if _weight_of(row, name, group.quality) < _stored_weight(held, name, had_city=had_city):
        return Kept(name, False, said) if differs else None
    _set_sources(held, row, group)
    if differs:
        for attribute, value in _values(name, group).items():
            setattr(held.mission, attribute, value)
        if name in GROUP_REASONS:
            held.unflag(GROUP_REASONS[name])
            held.flag(group.reasons)
    return None


def _values(name: str, group: Group) -> dict[str, Any]:
    if name != "city":
        return group.values
    return {"city_id": group.values["city"], "city_as_given": group.values["city_as_given"]}


def _differs(mission: Mission, name: str, group: Group) -> bool:
    values = _values(name, group)
    return any(getattr(mission, one) != values[one] for one in _ATTRIBUTES.get(name, (name,)))


def _set_sources(held: Held, row: MissionRow, group: Group) -> None:
    """Write down where each field of a group comes from; rows already saying so are left alone."""
    for name, value in group.raw.items():
        held.say(name, Said(value, row.family, row.source, row.as_of, row.licence))


def _weigh(name: str, quality: int, family: str, as_of: str) -> Weight:
    rank = _family_rank(family)
    if name == "name":
        return (quality > 0, rank, as_of, quality)
    if name == "status":
        return (as_of, rank)
    return (quality, rank, as_of)


def _family_rank(family: str) -> int:
    return FAMILY_RANK.get(family, 1)


def _weight_of(row: MissionRow, name: str, quality: int) -> Weight:
    return _weigh(name, quality, row.family, row.as_of)


def _stored_weight(held: Held, name: str, *, had_city: bool) -> Weight:
    """Return the weight of what the directory holds; the least there is where it holds nothing."""
    source = held.sources.get(GROUPS[name][0])
    if source is None:
        return ()
    return _weigh(name, _stored_quality(held.mission, name, source, had_city=had_city), source.family, source.as_of)


def _stored_quality(mission: Mission, name: str, source: Said, *, had_city: bool) -> int:
    """Return the quality ``rows`` gave to the stored value, read back from the mission."""
    if name == "point":
        return _POINT_QUALITY[Precision(mission.precision)]
    if name == "city":
        return 2 if mission.city_id is not None else 1
    if name == "kind":
        given = kind_key(mission.kind_as_given)
        known = KINDS.get(given)
        vague = known is MissionKind.OTHER_OFFICE and given in ("other", "other_office")
        return 0 if known is None else 1 if vague else 2
    if name == "name":
        return 0 if source.family == OWN or Reason.NO_NAME in mission.review else 2 if had_city else 1
    if name == "status":
        return int(mission.status != MissionStatus.UNVERIFIED)
    return int(bool(getattr(mission, name)))
