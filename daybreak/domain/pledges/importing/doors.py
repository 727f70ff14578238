"""Which target a city's pledge is for: the edition's one there, one of several, the nearest, a new one, or none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from daybreak.domain.campaigns.models import CityPlan, Edition, Target
from daybreak.domain.missions.models import Mission
from daybreak.domain.places import sphere
from daybreak.domain.places.records import CityRecord

NEAREST = 3
SOLIDARITY = "solidarity"


@dataclass(frozen=True)
class Door:
    """What a line's pledge is for. At most one of *target* and *mission* (to be opened); neither: solidarity.

    *far*: the target stands in another city than the one that was written.
    """

    target: Target | None = None
    mission: Mission | None = None
    far: bool = False

    @property
    def key(self) -> str:
        """What two doors share that are the same one; empty in a solidarity city."""
        return f"target:{self.target.pk}" if self.target else f"open:{self.mission.pk}" if self.mission else ""

    @property
    def words(self) -> str:
        """What stands on it."""
        return self.target.name if self.target else self.mission.name if self.mission else ""


@dataclass(frozen=True)
class Choice:
    """One answer to the question: what the form sends, and what of: kind is one, near, open or solidarity."""

    value: str
    kind: str
    name: str
    city: str = ""
    km: int = 0


@dataclass
class DoorQuestion:
    """A city with several targets, or with none: asked once for all its lines."""

    city: CityRecord
    choices: list[Choice]
    lines: list[int] = field(default_factory=list)
    answer: str = ""
    has_targets: bool = False

    @property
    def field(self) -> str:
        """The name of its field in a form."""
        return f"door-{self.city.geonames_id}"


class Doors:
    """Answers for the targets of one edition."""

    def __init__(self, edition: Edition, answers: Mapping[str, str]) -> None:
        self._answers = answers
        self._edition = edition
        self._targets = list(Target.objects.filter(edition=edition).select_related("city").order_by("-primary", "pk"))
        self._solidarity = set(
            CityPlan.objects.filter(edition=edition, solidarity=True).values_list("city__geonames_id", flat=True)
        )
        self._found: dict[int, Door | DoorQuestion] = {}

    def find(self, city: CityRecord) -> Door | DoorQuestion:
        """Return the door of a city, or the question to be asked."""
        if city.geonames_id not in self._found:
            self._found[city.geonames_id] = self._find(city)
        return self._found[city.geonames_id]

    def _find(self, city: CityRecord) -> Door | DoorQuestion:
        here = [target for target in self._targets if target.city.geonames_id == city.geonames_id]
        answer = self._answers.get(str(city.geonames_id), "")
        chosen = self._answered(answer, city)
        if chosen is not None:
            return chosen
        if len(here) == 1:
            return Door(here[0])
        if not here and city.geonames_id in self._solidarity:
            return Door()
        if here:
            choices = [Choice(f"target:{one.pk}", "one", one.name) for one in here]
            return DoorQuestion(city, choices, has_targets=True)
        return DoorQuestion(city, [*self._to_open(city), *self._nearest(city), Choice(SOLIDARITY, SOLIDARITY, "")])

    def _answered(self, answer: str, city: CityRecord) -> Door | None:
        """Return what an answer means, as long as it still can be meant."""
        kind, _, number = answer.partition(":")
        if answer == SOLIDARITY:
            return Door()
        if kind in {"target", "near"}:
            found = next((one for one in self._targets if str(one.pk) == number), None)
            return Door(found, far=found.city.geonames_id != city.geonames_id) if found else None
        if kind == "open":
            mission = next((one for one in self._missions(city) if str(one.pk) == number), None)
            return Door(mission=mission) if mission else None
        return None

    def _missions(self, city: CityRecord) -> list[Mission]:
        """Return the offices of the addressed government in a city, as the directory has them."""
        return list(
            Mission.objects.filter(
                city__geonames_id=city.geonames_id,
                sender=self._edition.campaign.government,
                vanished_at=None,
                merged_into=None,
            ).order_by("pk")
        )

    def _to_open(self, city: CityRecord) -> list[Choice]:
        return [Choice(f"open:{one.pk}", "open", one.name) for one in self._missions(city)]

    def _nearest(self, city: CityRecord) -> list[Choice]:
        """Return the nearest targets, one a city."""
        here = sphere.point(city.latitude, city.longitude)
        by_city = {one.city_id: one for one in reversed(self._targets)}.values()
        far = [(sphere.kilometres(here, sphere.point(one.city.latitude, one.city.longitude)), one) for one in by_city]
        far.sort(key=lambda pair: (pair[0], pair[1].pk))
        return [Choice(f"near:{one.pk}", "near", one.name, one.city.name, round(km)) for km, one in far[:NEAREST]]
