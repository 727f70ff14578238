"""From a line's cells to what it says about one mission, group by group. Reads places, touches no table."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from daybreak.domain.missions.importers import points
from daybreak.domain.missions.importers.gazetteer import Gazetteer, country_codes, country_names
from daybreak.domain.missions.importers.reading import Line
from daybreak.domain.missions.importers.words import KIND_TITLES, KINDS, OWN, Reason, family_of, kind_key
from daybreak.domain.missions.kinds import MissionKind, MissionStatus
from daybreak.domain.missions.models import Mission
from daybreak.domain.places.records import CityRecord
from daybreak.domain.places.spelling import key as spelling_key

GROUPS: dict[str, tuple[str, ...]] = {
    "name": ("name",),
    "kind": ("kind",),
    "city": ("city",),
    "point": ("latitude", "longitude", "precision"),
    "address": ("address",),
    "phone": ("phone",),
    "email": ("email",),
    "website": ("website",),
    "status": ("status",),
}
"""Fields that come from one source together: half a point of one list and half of another is nowhere."""

GROUP_REASONS: dict[str, frozenset[Reason]] = {
    "name": frozenset({Reason.NO_NAME}),
    "kind": frozenset({Reason.UNKNOWN_KIND}),
    "city": frozenset({Reason.NO_CITY, Reason.UNKNOWN_CITY, Reason.SEVERAL_CITIES}),
    "point": points.REASONS,
}
"""Reasons that end when a group is replaced or corrected. (BAD_VALUE: see ``applying.has_unused_text``.)"""

PLAIN = ("address", "phone", "email", "website")
"""Groups of one text each."""

_WIKIDATA_ID = re.compile(r"^(?:https?://www\.wikidata\.org/(?:entity|wiki)/)?(Q[1-9]\d*)$", re.I)
_OTHER_ID = re.compile(r"^[\w:./-]{1,40}$")
_DATE = re.compile(r"^\d{4}(?:-\d{2}(?:-\d{2})?)?$")
_WEBSITE = re.compile(r"^https?://[^\s/@]+\.[^\s/@]+(?:/\S*)?$", re.I)
_EMAIL = re.compile(r"^[^@\s<>\"]+@[^@\s<>\"]+\.[^@\s<>\".]+$")
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_ADDRESS_LENGTH = 1000

Tell = Callable[[Reason, str], None]


@dataclass(slots=True)
class Group:
    """What one line says about one group. *raw* is the text as the list has it, field by field."""

    values: dict[str, Any]
    raw: dict[str, str]
    quality: int = 1
    reasons: frozenset[Reason] = frozenset()


@dataclass(slots=True)
class MissionRow:
    """One readable line."""

    line: int
    source_id: str
    sender: str
    host: str
    family: str
    source: str
    as_of: str
    licence: str
    kind: MissionKind
    kind_given: str
    city: CityRecord | None
    city_given: str
    name: str
    named: bool
    groups: dict[str, Group]
    reasons: frozenset[Reason] = frozenset()
    doubts: list[tuple[Reason, str]] = field(default_factory=list)
    twins: set[str] = field(default_factory=set)
    """Ids of other lines of the file with the same natural key."""

    @property
    def key(self) -> tuple[str, ...]:
        """The natural key: sender, host, city, kind; with the name where sender or city is not known."""
        return natural_key(
            self.sender, self.host, self.city.geonames_id if self.city else None, self.city_given, self.kind, self.name
        )


class LineRefused(Exception):
    """The line cannot be stored at all."""

    def __init__(self, reason: Reason, text: str) -> None:
        self.reason, self.text = reason, text
        super().__init__(text)


def natural_key(
    sender: str, host: str, geonames_id: int | None, city_given: str, kind: str, name: str
) -> tuple[str, ...]:
    """Return what tells missions without a source id from each other."""
    city = f"#{geonames_id}" if geonames_id else spelling_key(city_given)
    return (sender, host, city, kind, "" if sender and city else spelling_key(name))


def clean(text: str) -> str:
    """Return one line of plain text: no control characters, no signs that turn the direction of writing."""
    if text.isprintable():
        return " ".join(text.split())
    kept = "".join(" " if unicodedata.category(c) == "Cc" else "" if c in _TURNING else c for c in text)
    return " ".join(kept.split())


def read_row(line: Line, *, gazetteer: Gazetteer, today: date, family: str = "", source: str = "") -> MissionRow:
    """Read one line. *family* and *source* stand in where the list names none.

    :raises LineRefused: if nothing tells the mission from others, or its id cannot be one.
    """
    cells = {column: clean(text) for column, text in line.cells.items()}
    doubts: list[tuple[Reason, str]] = []

    def tell(reason: Reason, text: str) -> None:
        doubts.append((reason, text))

    source_id = _source_id(cells)
    sender, host = _country(cells, "sending_country", tell), _country(cells, "country", tell)
    if not host and not source_id:
        raise LineRefused(Reason.NO_COUNTRY, "without a host country or an id nothing tells this mission from others.")
    identity_reasons = frozenset(reason for reason, _ in doubts)
    named_source = cells.get("source", "") or source
    if not named_source:
        tell(Reason.NO_SOURCE, "the line does not say where its facts come from.")
    city, city_group = _city(cells, host, gazetteer, tell)
    kind_group = _kind(cells, tell)
    kind = kind_group.values["kind"]
    name_group = _name(cells, sender, kind, city, family, tell)
    groups = {"kind": kind_group, "city": city_group, "name": name_group}
    point = points.read_point(cells, city=city, host=host, gazetteer=gazetteer, tell=tell)
    if point is not None:
        groups["point"] = Group(point.values, point.raw, point.quality, point.reasons)
    groups |= _plain(cells, tell)
    return MissionRow(
        line=line.number,
        source_id=source_id,
        sender=sender,
        host=host,
        family=family or (family_of(named_source) if named_source else "unnamed"),
        source=_cut(named_source or "not named", 300, "source", tell),
        as_of=_as_of(cells, today, tell),
        licence=_cut(cells.get("licence", ""), 120, "licence", tell),
        kind=kind,
        kind_given=kind_group.values["kind_as_given"],
        city=city,
        city_given=city_group.values["city_as_given"] if city_group.values else "",
        name=name_group.values["name"],
        named=bool(cells.get("name")),
        groups={name: group for name, group in groups.items() if group.raw},
        reasons=identity_reasons.union(*(group.reasons for group in groups.values())),
        doubts=doubts,
    )


def _source_id(cells: Mapping[str, str]) -> str:
    given = cells.get("wikidata", "")
    if not given:
        return ""
    if matched := _WIKIDATA_ID.match(given):
        return matched[1].upper()
    if _OTHER_ID.match(given):
        return given
    raise LineRefused(Reason.BAD_VALUE, f"{given[:60]!r} cannot be an id (like Q12345, at most 40 letters).")


def _country(cells: Mapping[str, str], column: str, tell: Tell) -> str:
    given = cells.get(column, "")
    code = country_codes().get(given.lower(), "")
    is_host = column == "country"
    if given and not code:
        text = f"{given[:60]!r} is neither an ISO code nor the English name of a {'country' if is_host else 'state'}."
        tell(Reason.UNKNOWN_COUNTRY if is_host else Reason.UNKNOWN_SENDER, text)
    elif not given:
        text = "no host country is given." if is_host else "no sending state is given."
        tell(Reason.NO_COUNTRY if is_host else Reason.NO_SENDER, text)
    return code


def _city(cells: Mapping[str, str], host: str, gazetteer: Gazetteer, tell: Tell) -> tuple[CityRecord | None, Group]:
    """Return the city and its group; an empty group where the line names no city."""
    number = cells.get("geonames_id", "")
    given = [text for text in (cells.get("city", ""), cells.get("locality_raw", "")) if text]
    numbered = gazetteer.numbered(int(number)) if number.isascii() and number.isdigit() and len(number) < 12 else None
    shown = given[0] if given else ""
    if numbered is None and not given:
        tell(Reason.NO_CITY, "no city is given.")
        return None, Group({}, {}, 0, frozenset({Reason.NO_CITY}))
    shown = _cut(shown or (numbered.name if numbered else ""), 200, "city", tell)
    answers = [gazetteer.named(text[:200], host) for text in given] if host and numbered is None else []
    city = numbered or next((answer for answer in answers if isinstance(answer, CityRecord)), None)
    values = {"city": city, "city_as_given": shown}
    if city is not None:
        return city, Group(values, {"city": shown}, 2)
    several = next((answer for answer in answers if isinstance(answer, tuple)), None)
    if several:
        names = "; ".join(f"{one.name}, {one.admin1} {one.country}" for one in several[:4])
        tell(Reason.SEVERAL_CITIES, f"{shown!r} in {host} may be {names}.")
        return None, Group(values, {"city": shown}, 1, frozenset({Reason.SEVERAL_CITIES}))
    where = f" in {country_names()[host]}" if host else ", and its country is not known"
    tell(Reason.UNKNOWN_CITY, f"no city is known as {shown!r}{where}.")
    return None, Group(values, {"city": shown}, 1, frozenset({Reason.UNKNOWN_CITY}))


def _kind(cells: Mapping[str, str], tell: Tell) -> Group:
    given = cells.get("kind", "")
    known = KINDS.get(kind_key(given))
    as_given = _cut(given, 80, "kind", tell)
    values = {"kind": known or MissionKind.OTHER_OFFICE, "kind_as_given": as_given}
    if known is None:
        what = f"{as_given!r} is no kind we know" if given else "no kind is given"
        tell(Reason.UNKNOWN_KIND, f"{what}; it is kept as an other office.")
        return Group(values, {"kind": as_given or "?"}, 0, frozenset({Reason.UNKNOWN_KIND}))
    is_vague = known is MissionKind.OTHER_OFFICE and kind_key(given) in ("other", "other_office")
    return Group(values, {"kind": as_given}, 1 if is_vague else 2)


def _name(
    cells: Mapping[str, str], sender: str, kind: MissionKind, city: CityRecord | None, family: str, tell: Tell
) -> Group:
    """Return the name given, or one made of kind, state and city. A name beside a city is the better one."""
    if given := cells.get("name", ""):
        return Group({"name": _cut(given, 300, "name", tell)}, {"name": given}, 2 if cells.get("city") else 1)
    made = KIND_TITLES[kind]
    if sender:
        made += f" of {country_names()[sender]}"
    if city:
        made += f", {city.name}"
    if family == OWN:
        return Group({"name": made}, {"name": made}, 0)
    tell(Reason.NO_NAME, f"no name is given; it is listed as {made!r}.")
    return Group({"name": made}, {"name": made}, 0, frozenset({Reason.NO_NAME}))


def _plain(cells: Mapping[str, str], tell: Tell) -> dict[str, Group]:
    """Return the groups of one text each. A text that cannot be used is kept in *raw* only."""
    groups: dict[str, Group] = {}
    for name in PLAIN:
        given = cells.get(name, "")
        if not given:
            continue
        longest = longest_of(name) or _ADDRESS_LENGTH
        if len(given) > longest:
            tell(Reason.OVERLONG, f"{name} has {len(given)} letters, more than {longest}; it is left out.")
            groups[name] = Group({name: ""}, {name: given[:longest]}, 0, frozenset({Reason.BAD_VALUE}))
        elif not usable(name, given):
            what = "e-mail address" if name == "email" else "web address (http:// or https://)"
            tell(Reason.BAD_VALUE, f"{given[:80]!r} is no {what}; it is left out.")
            groups[name] = Group({name: ""}, {name: given}, 0, frozenset({Reason.BAD_VALUE}))
        else:
            groups[name] = Group({name: given}, {name: given})
    status = kind_key(cells.get("status", ""))
    if status in MissionStatus.values and status != MissionStatus.UNVERIFIED:
        groups["status"] = Group({"status": MissionStatus(status)}, {"status": status})
    elif status and status not in MissionStatus.values:
        allowed = ", ".join(MissionStatus.values)
        tell(Reason.BAD_VALUE, f"{status[:40]!r} is no status ({allowed}); it is left out.")
    return groups


def longest_of(name: str) -> int | None:
    """Return how many letters the field *name* of a mission holds, None where there is no limit."""
    limit: int | None = getattr(Mission._meta.get_field(name), "max_length", None)
    return limit


def usable(name: str, given: str) -> bool:
    """Whether a text can stand as the field *name*: a web address begins with http, an e-mail has one @."""
    if name == "website":
        return _WEBSITE.match(given) is not None
    return name != "email" or _EMAIL.match(given) is not None


def _as_of(cells: Mapping[str, str], today: date, tell: Tell) -> str:
    """Return the date of the facts: YYYY, YYYY-MM or YYYY-MM-DD. A list without dates is as of today."""
    given = cells.get("as_of", "").split("T")[0]
    if not given:
        return today.isoformat()
    try:
        if not _DATE.match(given):
            raise ValueError
        day = date.fromisoformat((given + "-01-01")[:10])
    except ValueError:
        tell(Reason.BAD_DATE, f"{given[:40]!r} is no date like 2022-11-16; today is taken.")
        return today.isoformat()
    if day > today:
        tell(Reason.BAD_DATE, f"{given} lies in the future; today is taken.")
        return today.isoformat()
    return given


def _cut(text: str, longest: int, name: str, tell: Tell) -> str:
    if len(text) <= longest:
        return text
    tell(Reason.OVERLONG, f"{name} has {len(text)} letters; the first {longest} are kept.")
    return text[: longest - 1] + "…"
