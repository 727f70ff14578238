"""Points and distances on a sphere, without poles or a date line to stumble over."""

from __future__ import annotations

import math

EARTH_RADIUS_KM = 6371.0088
"""Mean radius (IUGG)."""

Point = tuple[float, float, float]
"""A point on the sphere of radius 1."""


def point(latitude: float, longitude: float) -> Point:
    """Return the point for a latitude and a longitude in degrees."""
    north, east = math.radians(latitude), math.radians(longitude)
    return math.cos(north) * math.cos(east), math.cos(north) * math.sin(east), math.sin(north)


def kilometres(here: Point, there: Point) -> float:
    """Return the great-circle distance on Earth between two points."""
    return 2 * EARTH_RADIUS_KM * math.asin(min(1.0, math.dist(here, there) / 2))


def reach(radius_km: float) -> float:
    """Return the straight-line distance on the sphere of radius 1 for a distance along Earth's surface."""
    return 2 * math.sin(radius_km / EARTH_RADIUS_KM / 2)
