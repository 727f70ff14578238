"""Numbers others announced or reported, in the many shapes documents give them. Pure.

``{"cities": 22, "as_of": …, "source": …}``, a list of such, numbers per country (``{"per_country": {"PE":
{"cities": 3, "note": "names to follow"}}}``, ``{"countries": [{"country": "Peru", "cities": 3}]}``), or plain
words ("Peru: 3 cities, names to follow", "51+").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from daybreak.core.lib import countries
from daybreak.outputs.past_editions.tree import GIVEN, Json, Path
from daybreak.outputs.past_editions.words import folded

LARGEST = 2_147_483_647
"""The largest number a column holds."""

CITIES = "cities"
_CONTEXT = {
    "as_of": "as_of",
    "date": "as_of",
    "source": "source",
    "sources": "source",
    "note": "note",
    "notes": "note",
    "detail": "note",
    "what": "note",
    "country": "country",
    "counted": "counted",
}
_GROUPS = {"per_country", "by_country", "countries", "cities", "also", "figures"}
_VALUE_KEYS = {"value", "number", "count"}
_TEXT_KEY = "text"
_IN_TEXT = re.compile(r"(?P<number>\d[\d,. ]*\d|\d)(?P<vague>\s*\+)?\s*(?P<what>[^\W\d]+)?")
_ALONE = re.compile(
    r"\s*(?:about|around|some|over|more than|at least|nearly|almost|up to|ca\.?|c\.|[~≈>≥])?\s*"
    r"(?P<number>\d{1,3}(?:,\d{3})+|\d+)\s*(?:\+|or more|or so|plus)?\s*",
    re.IGNORECASE,
)
_NO_COUNT = {"year", "page", "id", "edition", "ordinal"}


@dataclass(frozen=True)
class Claim:
    """One number, what it counts, and who says so. *paths*: where each of its parts stands."""

    what: str
    value: int | None
    country: str = ""
    note: str = ""
    as_of: str = ""
    source: str = ""
    base: Path = ()
    paths: dict[str, Path] = field(default_factory=dict)
    in_words: bool = False


@dataclass(frozen=True)
class _Context:
    """What the objects around a number say of it."""

    said: dict[str, str] = field(default_factory=dict)
    paths: dict[str, Path] = field(default_factory=dict)

    def with_(self, name: str, text: str, path: Path | None) -> _Context:
        paths = self.paths if path is None else {**self.paths, name: path}
        return replace(self, said={**self.said, name: text}, paths=paths)


def claims(node: Json, path: Path) -> list[Claim]:
    """Return the numbers that *node*, standing at *path*, gives. What is no number is left to its row."""
    return list(_read(node, path, _Context()))


def _read(node: Json, path: Path, context: _Context) -> Iterator[Claim]:
    if isinstance(node, dict):
        yield from _read_object(node, path, context)
    elif isinstance(node, list):
        for number, item in enumerate(node):
            yield from _read(item, (*path, number), context)
    elif isinstance(node, str):
        yield from _read_text(node, path, context)
    elif _is_count(node):
        yield _claim(CITIES, node, path, path, context)


def _read_object(node: dict[str, Json], path: Path, context: _Context) -> Iterator[Claim]:
    for key, value in node.items():
        name = _CONTEXT.get(folded(key))
        if name and isinstance(value, str) and (name != "country" or countries.from_name(value)):
            code = countries.from_name(value) if name == "country" else value
            context = context.with_(name, str(code), (*path, key))
    for key, value in node.items():
        here = (*path, key)
        country = _country(key)
        if folded(key) in _CONTEXT or _is_beside(key, node):
            continue
        if folded(key) == _TEXT_KEY or (country and isinstance(value, str)):
            yield from _read(value, here, context.with_("country", country, None) if country else context)
        elif isinstance(value, dict | list):
            if country:
                yield from _read(value, here, context.with_("country", country, None))
            elif folded(key) in _GROUPS:
                yield from _read(value, here, context)
        elif (_number(value) is not None or _is_open(key, value, context)) and folded(key) not in _NO_COUNT:
            own = _own_context(key, node, path, context.with_("country", country, None) if country else context)
            what = CITIES if country else own.said.get("counted", CITIES) if folded(key) in _VALUE_KEYS else key
            yield _claim(what, value, path, here, own)


def _is_beside(key: str, node: dict[str, Json]) -> bool:
    """Whether a key belongs to another: ``cities_source``, ``cities_given``."""
    return any(
        key.endswith(end) and key.removesuffix(end) in node for end in (GIVEN, "_source", "_as_of", "_note", "_country")
    )


def _own_context(key: str, node: dict[str, Json], path: Path, context: _Context) -> _Context:
    """Take what stands beside one number alone (``cities_source``)."""
    for name in ("source", "as_of", "note", "country"):
        text = node.get(f"{key}_{name}")
        if name == "country" and isinstance(text, str):
            text = countries.from_name(text)
        if isinstance(text, str):
            context = context.with_(name, text, (*path, f"{key}_{name}"))
    return context


def _is_open(key: str, value: Json, context: _Context) -> bool:
    """Whether an object counts something without a number: {"counted": "cities", "value": null, "note": …}."""
    return value is None and folded(key) in _VALUE_KEYS and "counted" in context.said


def _country(key: str) -> str | None:
    """Return the code of a key that is a country: "PE", "Peru", "south_korea"."""
    return countries.from_name(key) or countries.from_name(key.replace("_", " "))


def _is_count(value: Json) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= LARGEST


def _number(value: Json) -> int | None:
    """Return the one number of 22, "51+" or "about 1,200"; None for anything else."""
    if isinstance(value, str) and (found := _ALONE.fullmatch(value)):
        value = int(found["number"].replace(",", "")) if len(found["number"]) < len(str(LARGEST)) + 4 else None
    return value if isinstance(value, int) and _is_count(value) else None


def _claim(what: str, value: Json, base: Path, path: Path, context: _Context) -> Claim:
    said = context.said
    note = said.get("note", "")
    if isinstance(value, str) and not value.strip().isdigit():
        note = "; ".join(part for part in (f'given as "{value.strip()}"', note) if part)
    return Claim(
        what=what,
        value=_number(value),
        country=said.get("country", ""),
        note=note,
        as_of=said.get("as_of", ""),
        source=said.get("source", ""),
        base=base,
        paths={**{k: p for k, p in context.paths.items() if k != "counted"}, "value": path},
    )


def _read_text(text: str, path: Path, context: _Context) -> Iterator[Claim]:
    """Read words: "Peru: 3 cities, names to follow", "11 countries and 22 cities", "51+"."""
    before, colon, after = text.partition(":")
    country = countries.from_name(before) if colon else None
    if country:
        context, text = context.with_("country", country, None), after
    found = [match for match in _IN_TEXT.finditer(text) if _number(match["number"].strip()) is not None]
    for place, match in enumerate(found):
        end = found[place + 1].start() if place + 1 < len(found) else len(text)
        rest = re.sub(r"^[\s,;.]+|[\s,;.]+$|\s+and\s*$", "", text[match.end() : end])
        note = "; ".join(part for part in ("or more" if match["vague"] else "", rest) if part)
        plain = _claim(match["what"] or CITIES, _number(match["number"].strip()), path, path, context)
        paths = {name: place for name, place in plain.paths.items() if name in ("as_of", "source")}
        yield replace(plain, note=note or plain.note, paths={**paths, "text": path}, in_words=True)


def in_words(value: int | None, what: str, country: str, note: str) -> str:
    """Return a number in words that ``claims`` reads as the same: "Peru: 3 cities, names to follow"."""
    counted = " ".join(part for part in (str(value) if value is not None else "", what) if part)
    text = ", ".join(part for part in (counted, note) if part)
    return f"{countries.name(country)}: {text}" if country else text
