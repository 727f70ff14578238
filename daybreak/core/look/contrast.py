"""The colours of the stylesheet and how well they can be told apart: read from the sheet itself. Pure but for that."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from daybreak.core.look.assets import assets

TEXT = ("ink", "ink2", "link", "rubric", "candle")
"""Tokens that text is set in: 4.5 on every ground. ``line`` draws edges of fields: 3."""
GROUNDS = ("paper", "sheet")
LEAST_TEXT, LEAST_EDGE = 4.5, 3.0


@dataclass(frozen=True)
class Contrast:
    """One token with its colour and its contrast on paper and on sheet, by day and by night."""

    token: str
    day: str
    night: str
    on_paper: float
    on_sheet: float
    on_paper_by_night: float
    on_sheet_by_night: float

    @property
    def least(self) -> float:
        """The worst of the four."""
        return min(self.on_paper, self.on_sheet, self.on_paper_by_night, self.on_sheet_by_night)


@cache
def themes() -> tuple[dict[str, str], dict[str, str]]:
    """Return the colour tokens (``#18202a``) of the light theme and of the dark one."""
    sheet = assets()["look.css"].body.decode()
    blocks = re.findall(r":root[^{]*\{([^}]*--paper: #[^}]*)\}", sheet)
    light, dark = (dict(re.findall(r"--(\w+): (#[0-9a-f]{6});", block)) for block in blocks[:2])
    return light, dark


def ratio(one: str, other: str) -> float:
    """Return the contrast of two colours like ``#18202a`` as WCAG 2 counts it: 1 to 21."""
    high, low = sorted((_light(one), _light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _light(colour: str) -> float:
    red, green, blue = (_linear(int(colour[place : place + 2], 16) / 255) for place in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(share: float) -> float:
    return float(share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4)


def contrasts() -> list[Contrast]:
    """Return text colours and the colour of edges, each with its contrast on every ground."""
    day, night = themes()
    return [
        Contrast(
            token,
            day[token],
            night[token],
            *(ratio(day[token], day[ground]) for ground in GROUNDS),
            *(ratio(night[token], night[ground]) for ground in GROUNDS),
        )
        for token in (*TEXT, "line")
    ]
