"""Put rows that were made here, not read from a document, into the form's words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from daybreak.domain.campaigns.models import CityPlan, Edition, Figure, Participation, Target, Thanked
from daybreak.domain.campaigns.states import TargetKind
from daybreak.domain.deliveries.models import Attempt
from daybreak.domain.gatherings.kinds import GatheringState
from daybreak.domain.gatherings.models import Gathering, Stage
from daybreak.domain.places.models import City
from daybreak.domain.pledges.models import Pledge
from daybreak.domain.pledges.states import PledgeState
from daybreak.outputs.past_editions.forms import FORMS, as_object
from daybreak.outputs.past_editions.mentions import Row, mentions_of
from daybreak.outputs.past_editions.tree import ADDED, Document, Json, Path
from daybreak.outputs.past_editions.words import ROLE_KEYS


class Adder:
    """Finds the place of each new row among those that are there. Give it parents before children."""

    def __init__(self, document: Document, rows: Sequence[Row]) -> None:
        self.document = document
        self._cities: dict[int, Path] = {}
        self._pledges: dict[UUID, Path] = {}
        self._gatherings: dict[UUID, Path] = {}
        self._without_pledge: set[Path] = set()
        for row in rows:
            bases = [mention.base for mention in mentions_of(row)]
            if bases and isinstance(row, CityPlan):
                self._cities[row.city_id] = bases[0]
            elif bases and isinstance(row, Pledge):
                self._pledges[row.pk] = bases[0]
                self._cities.setdefault(row.city_id, bases[0])
            elif bases and isinstance(row, Gathering):
                self._gatherings[row.pk] = bases[0]

    def add(self, row: Row) -> None:
        """Write one row."""
        verbs: dict[type[Any], Callable[[Any], None]] = {
            Edition: self._edition,
            CityPlan: self._plan,
            Pledge: self._pledge,
            Target: self._target,
            Participation: self._participation,
            Gathering: self._gathering,
            Stage: self._stage,
            Attempt: self._attempt,
            Figure: self._figure,
            Thanked: self._thanked,
        }
        verbs[type(row)](row)

    def _edition(self, edition: Edition) -> None:
        for one in FORMS["edition"]:
            word = one.word(edition)
            if word not in (None, ""):
                self.document.put(one.key, word)
        self.document.put(("cities",), [])

    def _list(self, base: Path, key: str) -> Path:
        """Return the path of a list to add to; what stands there and is no list is left alone."""
        path = (*base, key)
        free = not self.document.has(path) or self.document.is_list(path)
        return path if free else (*base, key + ADDED)

    def _new_city(self, city: City) -> Path:
        entry: dict[str, Json] = {"city": city.name, "country": city.country, "geonames_id": city.geonames_id}
        path = self.document.append(self._list((), "cities"), entry)
        self._cities.setdefault(city.pk, path)
        return path

    def _city(self, city: City) -> Path:
        return self._cities.get(city.pk) or self._new_city(city)

    def _plan(self, plan: CityPlan) -> None:
        if plan.city_id in self._cities:
            return
        path = self._new_city(plan.city)
        self._without_pledge.add(path)
        own = as_object(plan, "city")
        for key in ("date", "date_reason", "solidarity"):
            if key in own:
                self.document.put((*path, key), own[key])

    def _pledge(self, pledge: Pledge) -> None:
        path = self._cities.get(pledge.city_id)
        if path is None or path not in self._without_pledge:
            path = self._new_city(pledge.city)
        self._without_pledge.discard(path)
        self._pledges[pledge.pk] = path
        kind = FORMS["pledge"][0].word(pledge)
        if kind is None and pledge.target is not None:
            kind = pledge.target.name
        self.document.put((*path, "mission_kind"), kind)
        if pledge.source:
            self.document.put((*path, "source"), pledge.source)
        if pledge.state != PledgeState.CONFIRMED:
            self.document.put((*path, "pledge"), str(pledge.state))

    def _target(self, target: Target) -> None:
        """Write another door of a city that takes part. A gate nobody promised is no part of what happened."""
        if target.kind == TargetKind.MISSION and target.primary:
            return
        path = self._cities.get(target.city_id)
        if path is not None:
            self.document.append(self._list(path, "secondary_targets"), target.name)

    def _participation(self, part: Participation) -> None:
        base = () if part.city is None else self._city(part.city)
        self.document.append(self._list(base, ROLE_KEYS[part.role]), part.organisation.name)

    def _gathering(self, gathering: Gathering) -> None:
        entry = as_object(gathering, "gathering")
        if gathering.state == GatheringState.PLANNED:
            del entry["state"]
        base = self._city(gathering.city)
        self._gatherings[gathering.pk] = self.document.append(self._list(base, "events"), entry)

    def _stage(self, stage: Stage) -> None:
        self.document.append(self._list(self._gatherings[stage.gathering_id], "route"), stage.place)

    def _attempt(self, attempt: Attempt) -> None:
        base = self._pledges.get(attempt.delivery.pledge_id)
        if base is None:
            return
        entry = as_object(attempt, "attempt")
        if self.document.has((*base, "delivery")) or self.document.has((*base, "attempts")):
            self.document.append(self._list(base, "attempts"), entry)
        else:
            self.document.put((*base, "delivery"), entry)

    def _figure(self, figure: Figure) -> None:
        entry: dict[str, Json] = {"counted": figure.what, "value": figure.value}
        said = {"country": figure.country, "note": figure.note, "as_of": figure.as_of, "source": figure.source}
        self._append_total(str(figure.kind), {**entry, **{key: text for key, text in said.items() if text}})

    def _thanked(self, line: Thanked) -> None:
        entry = as_object(line, "thanked")
        self._append_total("thanked", entry if len(entry) > 1 else line.as_given_name)

    def _append_total(self, key: str, entry: Json) -> None:
        path: Path = (key,)
        if self.document.has(path) and not self.document.is_list(path):
            path = self._list(path, "also")
        self.document.append(path, entry)
