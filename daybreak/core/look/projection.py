"""The Equal Earth projection, forward only. Pure.

Published by its three authors in 2018 (International Journal of Geographical Information Science 33:3): areas are
true, shapes are pleasant, and one polynomial draws it. Here for a sphere of radius 1.
"""

from __future__ import annotations

from math import asin, cos, pi, radians, sin, sqrt

A1, A2, A3, A4 = 1.340264, -0.081106, 0.000893, 0.003796
_M = sqrt(3) / 2


def turned(longitude: float, meridian: float) -> float:
    """Return how far east of *meridian* a longitude lies, in degrees from -180 up to, not including, 180."""
    return (longitude - meridian + 180) % 360 - 180


def forward(longitude: float, latitude: float) -> tuple[float, float]:
    """Project a point, in degrees; *longitude* counts from the drawing's middle meridian and is not wrapped.

    Returns x to the right (2.7066 at 180° on the equator) and y upwards (1.3174 at the pole).
    """
    angle = asin(_M * sin(radians(latitude)))
    square = angle * angle
    sixth = square**3
    slope = A1 + 3 * A2 * square + sixth * (7 * A3 + 9 * A4 * square)
    x = longitude * pi / 180 * cos(angle) / (_M * slope)
    y = angle * (A1 + A2 * square + sixth * (A3 + A4 * square))
    return x, y
