"""The land as it ships: generated drawings (``scripts/make_map.py``) and the frames that pins are placed in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from daybreak.core.look.projection import forward, turned

FOLDER = Path(__file__).parent / "map"
_PATH = re.compile(r' d="([^"]*)"')


@dataclass(frozen=True)
class Frame:
    """A drawing's window on the Earth, in whole units: x to the right, y downwards from its upper left corner.

    ``meridian`` (degrees east) runs down the middle. ``left``, ``top`` and ``scale`` turn the projection's numbers
    into units; ``width`` and ``height`` are the drawing's size.
    """

    name: str
    meridian: float
    left: float
    top: float
    scale: float
    width: int
    height: int

    def place(self, longitude: float, latitude: float) -> tuple[float, float]:
        """Return where a point on Earth lies, in units."""
        return self.at(turned(longitude, self.meridian), latitude)

    def at(self, east: float, latitude: float) -> tuple[float, float]:
        """Return where a point lies, in units; *east* counts from the middle meridian and is not wrapped."""
        x, y = forward(east, latitude)
        return (x - self.left) * self.scale, (self.top - y) * self.scale

    def holds(self, longitude: float, latitude: float) -> bool:
        """Whether a point lies in the drawing."""
        x, y = self.place(longitude, latitude)
        return 0 <= x <= self.width and 0 <= y <= self.height


def _frame(name: str, *, meridian: float, north: float, half: float, width: int, height: int) -> Frame:
    """Make a frame from the latitude of its upper edge and half its width along the equator, in degrees."""
    left, top = -forward(half, 0)[0], forward(0, north)[1]
    return Frame(name, meridian, left, top, width / (-2 * left), width, height)


# 11° E in the middle puts the seam into the Bering Strait. Antarctica has no embassy and is left out.
WORLD = _frame("world", meridian=11, north=83.7, half=180, width=1500, height=650)
WORLD_FINE = _frame("world-fine", meridian=11, north=83.7, half=180, width=2400, height=1040)
REGIONS = (
    _frame("europe", meridian=17, north=73, half=32, width=1400, height=1225),
    _frame("asia-pacific", meridian=131, north=76, half=84, width=1800, height=1575),
    _frame("africa-middle-east", meridian=27, north=44, half=60, width=1400, height=1225),
    _frame("americas", meridian=-88, north=76, half=87, width=1600, height=1400),
)
FRAMES = {frame.name: frame for frame in (WORLD, WORLD_FINE, *REGIONS)}
"""Both worlds are 30 wide to 13 high, every region 8 to 7: the stylesheet gives them that shape."""


@cache
def land(name: str) -> str:
    """Return the outline of a frame's land: the ``d`` of one path, whole units, filled by the even-odd rule."""
    found = _PATH.search((FOLDER / f"{name}.svg").read_text(encoding="ascii"))
    if found is None:
        raise LookupError(f"The drawing {name}.svg holds no path. Run scripts/make_map.py again.")
    return found[1]
