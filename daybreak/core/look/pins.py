"""Where the pins of a map stand, so that they keep their size at every width and do not cover each other. Pure.

A pin is placed in hundredths of the drawing and pushed aside in pixels. What fits at the narrowest of some widths
and at the widest of them is tried at all of them, since a pushed pin wanders over the land as the drawing grows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import atan2, cos, hypot, pi, sin

PIN, HALO, GAP = 12, 7.5, 14
"""Pixels: a shape's size, the radius of the paper round it, and from one shape to the next of the same city."""
LETTER, WIDE_LETTER, LINE = 7.0, 13.0, 16
"""Pixels a letter of a name takes at most (Latin, and Chinese, Japanese or Korean), and the height of a line."""
STAND_OFF = (13, 19, 26, 34, 44)
TOGETHER = 8
"""So many crowded cities may stand off with leaders; more become one mark with their number."""
APART, TOUCHING, NUMBER = 15, 13, 3
"""Pixels between pins: with a name each, and on a narrow drawing where only shapes stand; more beside a number."""
SQUARE = 48
"""Pixels: the side of a square of the grid by which taken room is found again. It changes no result."""


@dataclass(frozen=True)
class Spot:
    """A city on a drawing: *x*, *y* in shares of its width and height; its signs as their short names."""

    name: str
    x: float
    y: float
    signs: tuple[str, ...]


@dataclass(frozen=True)
class Shape:
    """One sign of a mark; *x*, *cx* in pixels: its left edge and its middle."""

    css: str
    x: int
    cx: int


@dataclass(frozen=True)
class Mark:
    """What is drawn for one city, or for *count* of them, or a word: *x*, *y* as of a spot, the rest in pixels."""

    x: float
    y: float
    dx: int = 0
    dy: int = 0
    shapes: tuple[Shape, ...] = ()
    name: str = ""
    name_x: int = 0
    name_y: int = 0
    anchor: str = "start"
    count: int = 1

    @property
    def across(self) -> str:
        """The place in hundredths of the drawing's width."""
        return f"{self.x:.2%}"

    @property
    def down(self) -> str:
        """The place in hundredths of the drawing's height."""
        return f"{self.y:.2%}"

    @property
    def top(self) -> int:
        """The upper edge of the shapes."""
        return self.dy - PIN // 2


@dataclass(frozen=True)
class Box:
    """A rectangle in pixels about a mark's place."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True)
class Crowd:
    """Cities too near each other to be told apart at one width, and where their mark stands."""

    spots: tuple[Spot, ...]
    x: float
    y: float


def crowds(spots: Iterable[Spot], *, width: float, height: float, apart: float = TOUCHING) -> list[Crowd]:
    """Gather spots nearer than *apart* pixels on a drawing of one size; a spot that stands alone is a crowd of one.

    A crowd's number takes more room than a pin, so it draws in what lies a little further off.
    """
    found = [Crowd((spot,), spot.x, spot.y) for spot in spots]
    merged = True
    while merged:
        merged = False
        kept: list[Crowd] = []
        for crowd in found:
            near = next((i for i, one in enumerate(kept) if _touch(one, crowd, width, height, apart)), None)
            if near is None:
                kept.append(crowd)
            else:
                kept[near] = _joined(kept[near], crowd)
                merged = True
        found = kept
    return found


def _touch(one: Crowd, other: Crowd, width: float, height: float, apart: float) -> bool:
    numbers = (len(one.spots) > 1) + (len(other.spots) > 1)
    return hypot((one.x - other.x) * width, (one.y - other.y) * height) < apart + numbers * NUMBER


def _joined(one: Crowd, other: Crowd) -> Crowd:
    spots = one.spots + other.spots
    return Crowd(spots, sum(s.x for s in spots) / len(spots), sum(s.y for s in spots) / len(spots))


def gathered(spots: Iterable[Spot], *, width: float, height: float) -> list[Mark]:
    """Return marks without names for a narrow drawing: a pin where a city stands alone, else a number."""
    return [mark_of(crowd) for crowd in crowds(spots, width=width, height=height)]


def mark_of(crowd: Crowd) -> Mark:
    """Return a crowd's mark without a name, at its place."""
    if len(crowd.spots) > 1:
        return Mark(crowd.x, crowd.y, count=len(crowd.spots))
    spot = crowd.spots[0]
    return Mark(spot.x, spot.y, shapes=_shapes(spot.signs, 0))


def named(spots: Sequence[Spot], *, widths: Sequence[int], ratio: float, words: Sequence[Mark] = ()) -> list[Mark]:
    """Return marks with names for a wide drawing, right at all *widths* (pixels; *ratio*: width to height).

    Crowded cities stand off with a leader to their true place; where too many crowd, or nothing is free, a number
    stands for them, or the name is left out. *words* are written on the drawing beforehand.
    """
    page = _Page(widths, ratio)
    for word in words:
        page.take(Spot(word.name, word.x, word.y, ()), _text(word.name, word.name_x, word.name_y, word.anchor))
    size = {"width": widths[0], "height": widths[0] / ratio}
    alone, together, many = _sorted_out(spots, size)
    for spot in alone:
        page.take(spot, *_pins(spot, 0, 0))
    for crowd in many:
        page.take(Spot("", crowd.x, crowd.y, ()), _around(0, 0, 10))
    for spot in (spot for crowd in together for spot in crowd.spots):
        page.take(spot, _around(0, 0, 2))
    marks = [mark_of(crowd) for crowd in many]
    for crowd in together:
        marks += _stood_off(page, crowd)
    return marks + [_with_name(page, spot) for spot in alone]


def _sorted_out(spots: Sequence[Spot], size: dict[str, float]) -> tuple[list[Spot], list[Crowd], list[Crowd]]:
    """Part spots into those alone, the crowds small enough for leaders, and marks that bear a number."""
    alone: list[Spot] = []
    together: list[Crowd] = []
    many: list[Crowd] = []
    for neighbours in _chains(spots, size):
        if len(neighbours) == 1:
            alone += neighbours
        elif len(neighbours) <= TOGETHER:
            middle = [sum(getattr(spot, axis) for spot in neighbours) / len(neighbours) for axis in ("x", "y")]
            together.append(Crowd(tuple(neighbours), middle[0], middle[1]))
        else:
            for crowd in crowds(neighbours, **size, apart=22):
                if len(crowd.spots) > 1:
                    many.append(crowd)
                else:
                    alone += crowd.spots
    return alone, together, many


def _chains(spots: Sequence[Spot], size: dict[str, float]) -> list[list[Spot]]:
    """Part spots into groups in which each has a neighbour nearer than a pin's width."""
    groups: list[list[Spot]] = []
    for spot in spots:
        near = [group for group in groups if any(_distance(spot, other, size) < APART for other in group)]
        groups = [group for group in groups if not any(group is one for one in near)]
        groups.append([other for group in near for other in group] + [spot])
    return groups


def _distance(one: Spot, other: Spot, size: dict[str, float]) -> float:
    return hypot((one.x - other.x) * size["width"], (one.y - other.y) * size["height"])


def _stood_off(page: _Page, crowd: Crowd) -> list[Mark]:
    """Push the pins of a crowd outwards, the outermost first; those without room lose their name or share a number."""
    size = {"width": page.widths[0], "height": page.widths[0] / page.ratio}
    middle = Spot("", crowd.x, crowd.y, ())
    marks, left = [], []
    for spot in sorted(crowd.spots, key=lambda one: (-_distance(one, middle, size), one.name)):
        outwards = atan2((spot.y - crowd.y) * size["height"], (spot.x - crowd.x) * size["width"])
        tries = (_tried(page, spot, dx, dy, named=named) for named in (True, False) for dx, dy in _offsets(outwards))
        mark = next(filter(None, tries), None)
        if mark is None:
            left.append(spot)
        else:
            marks.append(mark)
    if left:
        page.take(middle, _around(0, 0, 10))
        marks.append(mark_of(Crowd(tuple(left), crowd.x, crowd.y)))
    return marks


def _offsets(outwards: float) -> Iterator[tuple[int, int]]:
    """Yield pushes in pixels: near before far, outwards before inwards."""
    for far in STAND_OFF:
        for turn in (0, 1, -1, 2, -2, 3, -3, 4, -4, 5, -5, 6):
            angle = outwards + turn * pi / 6
            yield round(cos(angle) * far), round(sin(angle) * far)


def _tried(page: _Page, spot: Spot, dx: int, dy: int, *, named: bool = True) -> Mark | None:
    """Return the mark of a pushed pin, with its name or without, if all of it is free, and take its room."""
    leader = [_around(dx * i / 8, dy * i / 8, 1) for i in range(3, 6)]
    pins = _pins(spot, dx, dy)
    if not page.free(spot, *pins, *leader):
        return None
    if not named:
        page.take(spot, *pins, *leader)
        return _mark(spot, dx, dy, name=None)
    for anchor in ("start", "end") if dx >= 0 else ("end", "start"):
        x, y = _name_place(spot, dx, dy, anchor)
        name = _text(spot.name, x, y, anchor)
        if page.free(spot, name):
            page.take(spot, *pins, *leader, name)
            return _mark(spot, dx, dy, name=(x, y, anchor))
    return None


def _with_name(page: _Page, spot: Spot) -> Mark:
    """Return the mark of a pin at its place with its name on a free side; else pushed a little, or without a name."""
    for anchor in ("start", "end", "above", "below"):
        x, y = _name_place(spot, 0, 0, anchor)
        name = _text(spot.name, x, y, anchor)
        if page.free(spot, name):
            page.take(spot, name)
            return _mark(spot, 0, 0, name=(x, y, anchor))
    pushed = (_tried(page, spot, dx, dy) for dx, dy in _offsets(0) if hypot(dx, dy) < STAND_OFF[3])
    return next(filter(None, pushed), _mark(spot, 0, 0, name=None))


def _mark(spot: Spot, dx: int, dy: int, *, name: tuple[int, int, str] | None) -> Mark:
    shapes = _shapes(spot.signs, dx)
    if name is None:
        return Mark(spot.x, spot.y, dx, dy, shapes)
    x, y, anchor = name
    side = anchor if anchor in ("start", "end") else "middle"
    return Mark(spot.x, spot.y, dx, dy, shapes, spot.name, x, y, side)


def _shapes(signs: tuple[str, ...], dx: int) -> tuple[Shape, ...]:
    first = dx - GAP // 2 * (len(signs) - 1)
    return tuple(Shape(css, first + GAP * i - PIN // 2, first + GAP * i) for i, css in enumerate(signs))


def _name_place(spot: Spot, dx: int, dy: int, anchor: str) -> tuple[int, int]:
    """Return where a name begins, ends or has its middle, and its baseline."""
    half = 10 + GAP // 2 * (len(spot.signs) - 1)
    return {
        "start": (dx + half, dy + 4),
        "end": (dx - half, dy + 4),
        "above": (dx, dy - 11),
        "below": (dx, dy + 20),
    }[anchor]


def _text(words: str, x: float, y: float, anchor: str) -> Box:
    """Return the room of a line of text with its baseline at *y*."""
    long = sum(WIDE_LETTER if ord(letter) > 0x1100 else LETTER for letter in words)
    left = x - {"start": 0, "end": long}.get(anchor, long / 2)
    return Box(left, y - LINE + 4, left + long, y + 4)


def _pins(spot: Spot, dx: int, dy: int) -> list[Box]:
    return [_around(shape.cx, dy, HALO) for shape in _shapes(spot.signs, dx)]


def _around(x: float, y: float, half: float) -> Box:
    return Box(x - half, y - half, x + half, y + half)


class _Page:
    """What is taken, at each of the widths: kept by the squares of a grid, for hundreds of cities are asked about."""

    def __init__(self, widths: Sequence[int], ratio: float) -> None:
        self.widths, self.ratio = widths, ratio
        self._taken: list[dict[tuple[int, int], list[tuple[Spot, Box]]]] = [{} for _ in widths]

    def take(self, spot: Spot, *boxes: Box) -> None:
        """Take the room of boxes about a spot."""
        for width, taken in zip(self.widths, self._taken, strict=True):
            for box in (self._moved(spot, one, width) for one in boxes):
                for square in _squares(box):
                    taken.setdefault(square, []).append((spot, box))

    def free(self, spot: Spot, *boxes: Box) -> bool:
        """Whether boxes about a spot lie on the drawing and cover nothing of another spot, at any width."""
        for width, taken in zip(self.widths, self._taken, strict=True):
            for box in (self._moved(spot, one, width) for one in boxes):
                if box.left < 0 or box.right > width or box.top < 0 or box.bottom > width / self.ratio:
                    return False
                near = (pair for square in _squares(box) for pair in taken.get(square, ()))
                if any(owner is not spot and _meet(box, other) for owner, other in near):
                    return False
        return True

    def _moved(self, spot: Spot, box: Box, width: int) -> Box:
        x, y = spot.x * width, spot.y * width / self.ratio
        return Box(box.left + x, box.top + y, box.right + x, box.bottom + y)


def _squares(box: Box) -> Iterator[tuple[int, int]]:
    """Return the squares of the grid that a box lies in; two boxes that meet share one."""
    for column in range(int(box.left // SQUARE), int(box.right // SQUARE) + 1):
        for line in range(int(box.top // SQUARE), int(box.bottom // SQUARE) + 1):
            yield column, line


def _meet(one: Box, other: Box) -> bool:
    return one.left < other.right and other.left < one.right and one.top < other.bottom and other.top < one.bottom


def widths_between(least: int, most: int) -> tuple[int, ...]:
    """Return six widths from *least* to *most*, in pixels."""
    return tuple(round(least + (most - least) * i / 5) for i in range(6))
