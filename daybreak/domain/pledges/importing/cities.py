"""Which city a writing means: found in any spelling and script, asked where several are meant, asked where none is."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from daybreak.core.lib import countries
from daybreak.domain.campaigns.models import Edition, Target
from daybreak.domain.places.index import Places
from daybreak.domain.places.records import Ambiguous, CityRecord, Resolved

SUGGESTED = 8
_LOOKED_UP = 3_000  # different words of one text: a second or two
_LARGE = 100_000  # people: a city of this size is believed to be meant in the middle of a sentence


@dataclass
class CityQuestion:
    """A writing that must be answered once for all its lines. Without candidates, no city of that name is known."""

    key: str
    text: str
    country: str
    candidates: list[CityRecord]
    lines: list[int] = field(default_factory=list)
    answer: str = ""

    @property
    def field(self) -> str:
        """The name of its field in a form: short, whatever the writing is."""
        return "city-" + hashlib.sha256(self.key.encode()).hexdigest()[:12]


def label_of(record: CityRecord, language: str = "en") -> str:
    """Return a city so that two of one name can be told apart."""
    region = "" if record.admin1.isdigit() else record.admin1  # a number tells nobody anything
    return ", ".join(filter(None, (record.name, region, countries.name(record.country, language))))


class Cities:
    """Answers for the cities of one table; each writing is looked up once."""

    def __init__(self, places: Places, answers: Mapping[str, str], *, targets: set[int]) -> None:
        """*targets*: GeoNames ids of the edition's target cities, which are suggested first."""
        self._places, self._answers, self._targets = places, answers, targets
        self._found: dict[str, CityRecord | CityQuestion] = {}

    def find(self, text: str, country: str, key: str) -> CityRecord | CityQuestion:
        """Return the one city that *text* means, or the question to be asked."""
        if key not in self._found:
            self._found[key] = self._find(text, country, key)
        return self._found[key]

    def _find(self, text: str, country: str, key: str) -> CityRecord | CityQuestion:
        answer = self._answers.get(key, "")
        if answer.isascii() and answer.isdigit() and (record := self._places.get(int(answer[:12]))):
            return record
        asked = CityQuestion(key, text, country, [], answer=answer)
        written = answer or text
        found = self._places.resolve(written, None if answer else country or None)
        if isinstance(found, Resolved):
            return found.city
        if isinstance(found, Ambiguous):
            asked.candidates = list(found.candidates)
        else:
            asked.candidates = self._places.by_name(written) or self._places.prefix(written, limit=SUGGESTED)
        asked.candidates.sort(key=lambda city: city.geonames_id not in self._targets)
        del asked.candidates[SUGGESTED:]
        return asked


def target_cities(edition: Edition) -> set[int]:
    """Return the GeoNames ids of the cities an edition has targets in."""
    return set(Target.objects.filter(edition=edition).values_list("city__geonames_id", flat=True))


def city_finder(edition: Edition, places: Places) -> Callable[[str], bool]:
    """Return a function that says whether words in the middle of a sentence name a city."""
    targets = target_cities(edition)
    known: dict[str, bool] = {}

    def is_city(words: str) -> bool:
        if words not in known:
            if len(known) >= _LOOKED_UP:
                return False
            found = places.by_name(words)[:1] if 1 < len(words) <= 60 else []
            known[words] = any(city.population >= _LARGE or city.geonames_id in targets for city in found)
        return known[words]

    return is_city
