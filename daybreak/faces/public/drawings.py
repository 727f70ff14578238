"""The map's drawings for pages: land, pins by state, night and noon of the stated time, insets where cities crowd."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import lru_cache

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from daybreak.core.look.land import WORLD, Frame, land
from daybreak.core.look.pins import Mark, Spot, crowds, gathered, named, widths_between
from daybreak.core.look.signs import SIGNS, public_words, sign
from daybreak.core.look.sky import LOWER, Sky, sky_on
from daybreak.faces.public.lines import Line

NARROW, INSET = 320, 150
"""Pixels: how wide a drawing is on the smallest phone, and an inset beside another one."""
WORLD_WIDTHS, REGION_WIDTHS = widths_between(640, 1120), widths_between(380, 720)
"""Pixels: how wide drawings are from 44rem on, where pins have names."""
INSET_REACH, MOST_INSETS = 46, 4
REGION_SHAPE = 8 / 7
LAST_WORD = 0.9
"""Share of the width: a word that begins further right would leave the drawing."""


@dataclass(frozen=True)
class Window:
    """The part of a frame that is shown, in its units."""

    left: float
    top: float
    width: float
    height: float

    @property
    def box(self) -> str:
        """The value of ``viewBox``."""
        return " ".join(f"{value:.0f}" for value in (self.left, self.top, self.width, self.height))


@dataclass(frozen=True)
class Inset:
    """A crowded part of the world drawn larger, under the world's drawing on a phone."""

    window: Window
    marks: list[Mark]
    words: str


@dataclass(frozen=True)
class Drawing:
    """``far``: marks with names for wide pages; ``near``: marks for phones, crowds as numbers."""

    name: str
    land: str
    window: Window
    far: list[Mark]
    near: list[Mark]
    told: str
    sky: Sky | None
    insets: list[Inset]
    words: list[Mark] = field(default_factory=list)


@dataclass(frozen=True)
class _Pin:
    """A city with the signs of its rows and where it lies in a frame, in units."""

    name: str
    country: str
    signs: tuple[str, ...]
    x: float
    y: float


def key_of(lines: Iterable[Line], *, over: bool) -> list[str]:
    """Return the words a key explains: the public states, and the facts that are drawn."""
    used, states = {line.word for line in lines}, public_words(over=over)
    return [*states, *(word for word in SIGNS if word in used and word not in states)]


def world_of(frame: Frame, lines: Sequence[Line], moment: datetime, *, insets: bool = False) -> Drawing:
    """Draw the world at *moment* with every line's city."""
    whole = Window(0, 0, frame.width, frame.height)
    pins = _pins(frame, lines)
    spots = _spots(pins, whole)
    sky = sky_on(frame, moment)
    words = _words(frame, sky)
    ratio = frame.width / frame.height
    return Drawing(
        name=WORLD.name,
        land=land(frame.name),
        window=whole,
        far=_named(spots, WORLD_WIDTHS, ratio),
        near=gathered(spots, width=NARROW, height=NARROW / ratio),
        told=" ".join(filter(None, (_told_sky(sky), _told(lines)))),
        sky=sky,
        insets=_insets(pins, whole) if insets else [],
        words=words,
    )


def _named(spots: list[Spot], widths: tuple[int, ...], ratio: float) -> list[Mark]:
    """Return the marks of *spots*, their places found once for the same cities: that takes longest of all, and does
    not depend on which signs the cities bear, only on how many."""
    signs = {f"{place}.{number}": sign for place, spot in enumerate(spots) for number, sign in enumerate(spot.signs)}
    blank = tuple(
        replace(spot, signs=tuple(f"{place}.{number}" for number in range(len(spot.signs))))
        for place, spot in enumerate(spots)
    )
    return [
        replace(mark, shapes=tuple(replace(shape, css=signs[shape.css]) for shape in mark.shapes))
        for mark in _placed(blank, widths, ratio)
    ]


@lru_cache(maxsize=24)
def _placed(spots: tuple[Spot, ...], widths: tuple[int, ...], ratio: float) -> tuple[Mark, ...]:
    return tuple(named(spots, widths=widths, ratio=ratio))


def region_of(frame: Frame, lines: Sequence[Line]) -> Drawing:
    """Draw the part of a region in which its cities lie."""
    pins = _pins(frame, lines)
    whole = Window(0, 0, frame.width, frame.height)
    window = _around(pins, whole, least=frame.width * 0.45)
    spots = _spots(pins, window)
    return Drawing(
        name=frame.name,
        land=land(frame.name),
        window=window,
        far=_named(spots, REGION_WIDTHS, REGION_SHAPE),
        near=gathered(spots, width=NARROW, height=NARROW / REGION_SHAPE),
        told=_told(lines),
        sky=None,
        insets=[],
    )


def _pins(frame: Frame, lines: Iterable[Line]) -> list[_Pin]:
    """Return one pin per city in the frame; a city with two doors in two states bears both signs."""
    by_city: dict[int, list[Line]] = {}
    for line in lines:
        by_city.setdefault(line.row.city.pk, []).append(line)
    pins = []
    for found in by_city.values():
        city = found[0].row.city
        if frame.holds(city.longitude, city.latitude):
            signs = tuple(dict.fromkeys(sign(line.word).css for line in found))
            pins.append(_Pin(city.name, found[0].country_name, signs, *frame.place(city.longitude, city.latitude)))
    return pins


def _spots(pins: Iterable[_Pin], window: Window) -> list[Spot]:
    return [
        Spot(pin.name, (pin.x - window.left) / window.width, (pin.y - window.top) / window.height, pin.signs)
        for pin in pins
    ]


def _around(pins: Sequence[_Pin], whole: Window, *, least: float) -> Window:
    """Return the window of a region's shape that holds the pins with room about them, inside the whole drawing."""
    if not pins:
        return whole
    xs, ys = [pin.x for pin in pins], [pin.y for pin in pins]
    width = max((max(xs) - min(xs)) * 1.35, (max(ys) - min(ys)) * 1.35 * REGION_SHAPE, least)
    width = min(width, whole.width, whole.height * REGION_SHAPE)
    height = width / REGION_SHAPE
    left = min(max((max(xs) + min(xs) - width) / 2, 0), whole.width - width)
    top = min(max((max(ys) + min(ys) - height) / 2, 0), whole.height - height)
    return Window(left, top, width, height)


def _insets(pins: list[_Pin], whole: Window) -> list[Inset]:
    """Return the parts of the world where a phone shows numbers instead of pins, most cities first."""
    by_spot = dict(zip(_spots(pins, whole), pins, strict=True))
    height = NARROW * whole.height / whole.width
    crowded = [
        spot for crowd in crowds(by_spot, width=NARROW, height=height) if len(crowd.spots) > 1 for spot in crowd.spots
    ]
    groups = crowds(crowded, width=NARROW, height=height, apart=INSET_REACH)
    groups.sort(key=lambda group: (-len(group.spots), group.x))
    windows = [_around([by_spot[spot] for spot in group.spots], whole, least=whole.width / 9) for group in groups]
    # A larger part of the world would be no clearer than the world itself; the map page has its regions.
    windows = [window for window in windows if window.width < whole.width / 4][:MOST_INSETS]
    return [_inset(pins, window) for window in sorted(windows, key=lambda window: window.left)]


def _inset(pins: list[_Pin], window: Window) -> Inset:
    by_spot = zip(_spots(pins, window), pins, strict=True)
    inside = [(spot, pin) for spot, pin in by_spot if _well_inside(spot.x) and _well_inside(spot.y)]
    marks = gathered([spot for spot, _pin in inside], width=INSET, height=INSET / REGION_SHAPE)
    countries = [name for name, _count in Counter(pin.country for _spot, pin in inside).most_common()]
    words = _(", ").join(countries)
    more = len(countries) - 2
    if more > 1:
        words = ngettext("%(countries)s and %(more)d more country", "%(countries)s and %(more)d more countries", more)
        words %= {"countries": _(", ").join(countries[:2]), "more": more}
    return Inset(window, marks, words)


def _well_inside(share: float) -> bool:
    """Whether a pin this far across an inset is not cut by its edge."""
    return 0.06 < share < 0.94


def _words(frame: Frame, sky: Sky | None) -> list[Mark]:
    """Return the words Noon, beside its line, and Night, in the middle of its veil, on the lower edge."""
    if sky is None:
        return []
    y = frame.at(0, LOWER)[1] / frame.height
    x, anchor = (7, "start") if sky.noon_spot < LAST_WORD else (-7, "end")
    return [
        Mark(sky.noon_spot, y, name=_("Noon"), name_x=x, name_y=4, anchor=anchor),
        Mark(sky.night_spot, y, name=_("Night"), name_y=4, anchor="middle"),
    ]


def _told(lines: Sequence[Line]) -> str:
    """Say how many doors stand under which sign."""
    counted = Counter(line.word for line in lines)
    cities = len({line.row.city.pk for line in lines})
    words = ngettext("%(cities)d city.", "%(cities)d cities.", cities) % {"cities": cities}
    signs = _("; ").join(f"{SIGNS[name].words}: {counted[name]}" for name in SIGNS if counted[name])
    return f"{words} {signs}." if signs else words


def _told_sky(sky: Sky | None) -> str:
    """Say where noon and night are."""
    if sky is None:
        return ""
    return _("Noon stands at %(noon)s; night lies from %(dusk)s eastwards to %(dawn)s.") % {
        "noon": _meridian(sky.noon_at),
        "dusk": _meridian(sky.dusk),
        "dawn": _meridian(sky.dawn),
    }


def _meridian(longitude: float) -> str:
    degrees = round(abs(longitude))
    return (
        _("%(degrees)d° east") % {"degrees": degrees}
        if longitude > 0
        else _("%(degrees)d° west") % {"degrees": degrees}
    )
