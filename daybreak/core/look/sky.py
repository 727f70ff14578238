"""Where the sun stands over the Earth, well enough to draw on a map: to a quarter of a degree. Pure.

After the low-precision formulas of the Astronomical Almanac: mean longitude, equation of the centre, obliquity.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from math import asin, atan2, cos, degrees, radians, sin

from daybreak.core.look.land import Frame
from daybreak.core.look.projection import turned

J2000 = datetime(2000, 1, 1, 12, tzinfo=UTC)
UPRIGHT = 1.2
"""Degrees. The sun's declination changes by 0.4° a day about an equinox: less than this is three days around it."""
LOWER = -52
"""The latitude the words Noon and Night stand at: there is sea nearly everywhere."""


def sun_over(moment: datetime) -> tuple[float, float]:
    """Return the longitude (-180 to 180, east positive) and latitude where the sun stands overhead, in degrees."""
    days = (moment - J2000) / timedelta(days=1)
    mean = (280.460 + 0.9856474 * days) % 360
    anomaly = radians((357.528 + 0.9856003 * days) % 360)
    ecliptic = radians(mean + 1.915 * sin(anomaly) + 0.020 * sin(2 * anomaly))
    tilt = radians(23.439 - 0.0000004 * days)
    ascension = degrees(atan2(cos(tilt) * sin(ecliptic), cos(ecliptic)))
    declination = degrees(asin(sin(tilt) * sin(ecliptic)))
    ahead = (mean - ascension + 180) % 360 - 180  # the equation of time, as an angle
    utc = moment.astimezone(UTC)
    hours = utc.hour + utc.minute / 60 + utc.second / 3600
    return (360 - 15 * hours - ahead) % 360 - 180, declination


def near_equinox(moment: datetime) -> bool:
    """Whether night lies between two meridians, near enough to be drawn so."""
    return abs(sun_over(moment)[1]) <= UPRIGHT


@dataclass(frozen=True)
class Sky:
    """Night and noon on one drawing. ``veil`` and ``noon`` are the ``d`` of paths in the frame's units.

    ``noon_at``, ``dusk``, ``dawn``: longitudes in degrees. ``noon_spot`` and ``night_spot``: where their words stand
    on the lower edge, in shares of the drawing's width.
    """

    veil: str
    noon: str
    noon_at: float
    dusk: float
    dawn: float
    noon_spot: float
    night_spot: float


def sky_on(frame: Frame, moment: datetime) -> Sky | None:
    """Draw night and noon of *moment*; None more than three days from an equinox, when two meridians would lie."""
    if not near_equinox(moment):
        return None
    noon_at = sun_over(moment)[0]
    noon = turned(noon_at, frame.meridian)
    dusk = turned(noon_at + 90, frame.meridian)
    nights = [(dusk, dusk + 180)] if dusk <= 0 else [(dusk, 180.0), (-180.0, dusk - 180)]
    west, east = max(nights, key=lambda night: night[1] - night[0])
    return Sky(
        veil="".join(f"M{_down(frame, begins)}L{_down(frame, ends, up=True)}z" for begins, ends in nights),
        noon=f"M{_down(frame, noon)}",
        noon_at=noon_at,
        dusk=(noon_at + 270) % 360 - 180,
        dawn=(noon_at + 90) % 360 - 180,
        noon_spot=_lower_edge(frame, noon),
        night_spot=_lower_edge(frame, (west + east) / 2),
    )


def _down(frame: Frame, east: float, *, up: bool = False) -> str:
    """Return the points of a meridian from pole to pole, in units."""
    steps = range(-90, 91, 6) if up else range(90, -91, -6)
    return " ".join(f"{x:.0f} {y:.0f}" for x, y in (frame.at(east, latitude) for latitude in steps))


def _lower_edge(frame: Frame, east: float) -> float:
    return frame.at(east, LOWER)[0] / frame.width
