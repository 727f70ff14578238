"""Which mission a line means: by source id, else by sender, host, city and kind (design.md §9.13)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Max

from daybreak.domain.missions.importers.gazetteer import Gazetteer
from daybreak.domain.missions.importers.rows import MissionRow, natural_key
from daybreak.domain.missions.importers.words import KINDS, Reason, kind_key
from daybreak.domain.missions.kinds import MissionKind, MissionStatus
from daybreak.domain.missions.models import Correction, FieldSource, Mission
from daybreak.domain.places.records import CityRecord
from daybreak.domain.places.spelling import key as spelling_key

_VAGUE = frozenset({"", "other", "other_office"})


@dataclass(slots=True)
class Known:
    """What matching needs to know of one mission. A mission not yet written has a negative number."""

    pk: int
    source_id: str
    name: str
    kind: str
    is_gone: bool
    families: set[str] = field(default_factory=set)


@dataclass(slots=True)
class Found:
    """``pk`` of the mission a line means, or None for a new one. ``rivals`` share its natural key."""

    pk: int | None
    rivals: tuple[int, ...] = ()
    is_ambiguous: bool = False


def group_names(rows: Iterable[MissionRow]) -> dict[tuple[str, ...], list[str]]:
    """Return natural key → names of the lines without an id that share it, in the order of the file."""
    names: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for row in rows:
        if not row.source_id:
            names[row.key].append(spelling_key(row.name))
    return names


def note_twins(rows: Iterable[MissionRow]) -> None:
    """Let lines with an id tell which other lines of the file have another id, but the same natural key."""
    lines: dict[tuple[str, ...], list[MissionRow]] = defaultdict(list)
    for row in rows:
        if row.source_id and row.city_given:
            lines[row.key].append(row)
    for group in lines.values():
        for row in group if len(group) > 1 else ():
            own_kind = kind_key(row.kind_given)
            twins = [one for one in group if one is not row and same_kind(kind_key(one.kind_given), own_kind)]
            row.twins.update(one.source_id for one in twins)
            if twins:
                others = ", ".join(f"{one.source_id} in line {one.line}" for one in twins)
                row.doubts.append((Reason.SAME_KEY, f"so is {others}. One office listed twice, or two offices?"))


class Index:
    """All missions by id and by natural key, in memory (10,000 missions: about 10 MB)."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._known: dict[int, Known] = {}
        self._by_id: dict[str, int] = {}
        self._by_key: dict[tuple[str, ...], list[int]] = {}
        self._claimed: set[tuple[str, int]] = set()
        self._newest = -1
        self.refresh()

    def refresh(self) -> None:
        """Read the missions again if another process added some meanwhile."""
        newest = Mission.objects.aggregate(newest=Max("pk"))["newest"] or 0
        if newest == self._newest:
            return
        self._known, self._by_id, self._by_key, self._newest = {}, {}, {}, newest
        columns = ("sender", "host", "city__geonames_id", "city_as_given", "kind", "name")
        rows = Mission.objects.order_by("pk").values_list(
            "pk", "source_id", "kind_as_given", "status", "vanished_at", "merged_into", *columns
        )
        for pk, source_id, given, status, vanished_at, merged_into, *parts in rows:
            is_gone = vanished_at is not None or status == MissionStatus.CLOSED
            known = Known(pk, source_id, spelling_key(parts[-1]), kind_key(given), is_gone)
            # One that was merged into another is found by its own id alone: it is nobody's rival any more.
            self._add(known, natural_key(*parts) if merged_into is None else None)
        for pk, family in FieldSource.objects.values_list("mission_id", "family").distinct():
            self._known[pk].families.add(family)
        self._add_corrected()

    def _add_corrected(self) -> None:
        """A mission whose city or kind a person corrected is also found by what the list goes on saying."""
        corrected = set(Correction.objects.filter(field__in=("city", "kind")).values_list("mission_id", flat=True))
        said: dict[int, dict[str, str]] = defaultdict(dict)
        sources = FieldSource.objects.filter(mission__in=corrected, field__in=("city", "kind"))
        for pk, name, value in sources.values_list("mission_id", "field", "value"):
            said[pk][name] = value
        for mission in Mission.objects.listed().filter(pk__in=said).select_related("city"):
            text = said[mission.pk].get("city", "")
            city = self._gazetteer.named(text, mission.host) if text and mission.host else None
            number = city.geonames_id if isinstance(city, CityRecord) else None
            if not text and mission.city is not None:
                number = mission.city.geonames_id
            given = kind_key(said[mission.pk].get("kind", ""))
            kind = KINDS.get(given, MissionKind.OTHER_OFFICE) if given else mission.kind
            key = natural_key(mission.sender, mission.host, number, text, kind, mission.name)
            if mission.pk not in self._by_key.get(key, []):
                self._by_key.setdefault(key, []).append(mission.pk)

    def _add(self, known: Known, key: tuple[str, ...] | None) -> None:
        self._known[known.pk] = known
        if key is not None:
            self._by_key.setdefault(key, []).append(known.pk)
        if known.source_id:
            self._by_id[known.source_id] = known.pk

    def add(self, pk: int, row: MissionRow) -> None:
        """Remember a mission made from *row*; *pk* is negative until it is written."""
        known = Known(pk, row.source_id, spelling_key(row.name), kind_key(row.kind_given), False, {row.family})
        self._add(known, row.key)
        self._claim(pk, row)

    def written(self, numbers: dict[int, int]) -> None:
        """Replace negative numbers by those the database gave."""
        for temporary, pk in numbers.items():
            known = self._known.pop(temporary)
            known.pk = pk
            self._known[pk] = known
        for pks in self._by_key.values():
            pks[:] = [numbers.get(pk, pk) for pk in pks]
        self._by_id = {source_id: numbers.get(pk, pk) for source_id, pk in self._by_id.items()}
        self._claimed = {(family, numbers.get(pk, pk)) for family, pk in self._claimed}
        self._newest = max(self._newest, *numbers.values()) if numbers else self._newest

    def find(self, row: MissionRow, group: list[str]) -> Found:
        """Return which mission *row* means. *group*: names of this file's lines without id that share its key."""
        if row.source_id in self._by_id:
            pk = self._by_id[row.source_id]
            self._claim(pk, row)
            return Found(pk, self._rivals(row, pk))
        found = self._without_id(row) if row.source_id else self._by_natural_key(row, group)
        if found.pk is not None:
            self._claim(found.pk, row)
        return found

    def _claim(self, pk: int, row: MissionRow) -> None:
        self._claimed.add((row.family, pk))
        known = self._known[pk]
        known.families.add(row.family)
        if row.source_id and not known.source_id:
            known.source_id = row.source_id
            self._by_id[row.source_id] = pk

    def _candidates(self, row: MissionRow) -> list[Known]:
        known = [self._known[pk] for pk in self._by_key.get(row.key, [])]
        return [one for one in known if same_kind(one.kind, kind_key(row.kind_given))]

    def _rivals(self, row: MissionRow, pk: int | None) -> tuple[int, ...]:
        """Other missions with an id and the same key: perhaps one office listed twice, perhaps two offices."""
        if not (row.source_id and row.city_given):
            return ()  # without a city the key says too little: a state has many consuls in one country
        return tuple(one.pk for one in self._candidates(row) if one.pk != pk and one.source_id)

    def _without_id(self, row: MissionRow) -> Found:
        """A line with a new id enriches the one mission of its key that has none; else it is a new mission."""
        free = [one for one in self._candidates(row) if not one.source_id]
        alike = [one for one in free if one.name == spelling_key(row.name)] or free
        if len(alike) == 1:
            return Found(alike[0].pk, self._rivals(row, alike[0].pk))
        if alike:
            return Found(None, tuple(one.pk for one in alike), is_ambiguous=True)
        return Found(None, self._rivals(row, None))

    def _by_natural_key(self, row: MissionRow, group: list[str]) -> Found:
        own_name = spelling_key(row.name)
        others = set(group) - {own_name}
        free = [
            one
            for one in self._candidates(row)
            if (row.family, one.pk) not in self._claimed and (one.name not in others or one.name == own_name)
        ]
        best = free
        for narrower in (
            [one for one in best if one.name == own_name],
            [one for one in best if row.family in one.families],
            [one for one in best if not one.is_gone],
        ):
            best = [one for one in best if one in narrower] or best
        if not best:
            return Found(None)
        if len(best) == 1 or len(best) <= len(group):
            return Found(min((one.pk for one in best), key=lambda pk: (pk < 0, abs(pk))))
        return Found(None, tuple(one.pk for one in best), is_ambiguous=True)


def same_kind(one: str, other: str) -> bool:
    """Embassies are found as such by the key; other offices only under the same word, or a vague one."""
    if KINDS.get(one, MissionKind.OTHER_OFFICE) is not MissionKind.OTHER_OFFICE:
        return True
    return one == other or one in _VAGUE or other in _VAGUE
