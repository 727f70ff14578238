"""The point of a mission: degrees as a list gives them, and whether they can be right."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from daybreak.domain.missions.importers.gazetteer import FAR_KM, Gazetteer
from daybreak.domain.missions.importers.words import Reason
from daybreak.domain.missions.kinds import Precision
from daybreak.domain.places.records import CityRecord

REASONS = frozenset({Reason.SWAPPED_POINT, Reason.SUSPECT_POINT, Reason.BAD_NUMBER})
_QUALITY = {Precision.NONE: 0, Precision.SUSPECT: 1, Precision.CITY: 2, Precision.BUILDING: 3}

Tell = Callable[[Reason, str], None]


@dataclass(slots=True)
class ReadPoint:
    """Latitude and longitude (degrees, WGS 84; both None where they cannot be stored) and their precision."""

    values: dict[str, Any]
    raw: dict[str, str]
    quality: int
    reasons: frozenset[Reason] = frozenset()


def read_point(
    cells: Mapping[str, str], *, city: CityRecord | None, host: str, gazetteer: Gazetteer, tell: Tell
) -> ReadPoint | None:
    """Return the point of a line, or None where it has none. Doubtful points are kept as given, as suspect."""
    texts = (cells.get("latitude", ""), cells.get("longitude", ""))
    if not any(texts):
        return None
    claimed = cells.get("coord_precision", "").lower()
    raw = {"latitude": texts[0][:40], "longitude": texts[1][:40], "precision": claimed[:40]}
    latitude, longitude = (_degrees(text) for text in texts)
    if latitude is None or longitude is None:
        fault = Reason.BAD_NUMBER
        tell(Reason.BAD_NUMBER, f"{texts[0][:40]!r}, {texts[1][:40]!r} are not two numbers of degrees.")
    elif not _on_earth(latitude, longitude):
        is_swapped = _on_earth(longitude, latitude)
        fault = Reason.SWAPPED_POINT if is_swapped else Reason.BAD_NUMBER
        hint = "; the other way round it is one" if is_swapped else ""
        tell(fault, f"{latitude:g}, {longitude:g} is no point on Earth{hint}.")
    else:
        reason = _doubt((latitude, longitude), claimed, city, host, gazetteer, tell)
        precision = Precision.SUSPECT if reason else _precision(claimed)
        values = {"latitude": latitude, "longitude": longitude, "precision": precision}
        raw["precision"] = precision
        return ReadPoint(values, raw, _QUALITY[precision], frozenset({reason}) if reason else frozenset())
    none = {"latitude": None, "longitude": None, "precision": Precision.NONE}
    return ReadPoint(none, raw, _QUALITY[Precision.NONE], frozenset({fault}))


def _degrees(text: str) -> float | None:
    try:
        number = float(text)
    except ValueError:
        return None
    return number if math.isfinite(number) and "_" not in text else None


def _on_earth(latitude: float, longitude: float) -> bool:
    return -90 <= latitude <= 90 and -180 <= longitude <= 180


def _precision(claimed: str) -> Precision:
    """A list that does not say how exact its points are gets the lesser claim."""
    return Precision.BUILDING if claimed == Precision.BUILDING else Precision.CITY


def _doubt(
    point: tuple[float, float], claimed: str, city: CityRecord | None, host: str, gazetteer: Gazetteer, tell: Tell
) -> Reason | None:
    """Return why a point on Earth cannot be the mission's, if something speaks against it."""
    away = gazetteer.distance(point, city, host)
    if away is None or away <= FAR_KM:
        if claimed == Precision.SUSPECT:
            tell(Reason.SUSPECT_POINT, "the list itself calls the point suspect.")
            return Reason.SUSPECT_POINT
        return None
    place = city.name if city else f"any city of {host}"
    turned = (point[1], point[0])
    if _on_earth(*turned):
        turned_away = gazetteer.distance(turned, city, host)
        if turned_away is not None and turned_away <= FAR_KM:
            tell(Reason.SWAPPED_POINT, f"{point[0]:g}, {point[1]:g} is {away:,.0f} km from {place}; swapped it fits.")
            return Reason.SWAPPED_POINT
    town = gazetteer.town_near(point)
    near = f", near {town}" if town else ""
    tell(Reason.SUSPECT_POINT, f"{point[0]:g}, {point[1]:g} is {away:,.0f} km from {place}{near}.")
    return Reason.SUSPECT_POINT
