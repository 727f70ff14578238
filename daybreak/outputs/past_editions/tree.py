"""Take a JSON document apart into the pieces each row keeps, and put it together again. Pure."""

from __future__ import annotations

import json
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias, TypeVar

Json: TypeAlias = "dict[str, Json] | list[Json] | str | int | float | bool | None"
Path: TypeAlias = "tuple[str | int, ...]"
Owner = TypeVar("Owner", bound=Hashable)

GIVEN = "_given"
UNDERSTOOD = "_understood"
ADDED = "_added"
"""Endings of keys: the wording first given, what was understood, and a list beside a value that is no list."""

_MAIN_KEYS = {
    "cities": "city",
    "events": "kind",
    "gatherings": "kind",
    "route": "place",
    "delivery": "outcome",
    "deliveries": "outcome",
    "attempts": "outcome",
}
"""The key a plain value gets when it has to become an object: in ``cities``, "Seoul" → {"city": "Seoul"}."""


@dataclass(frozen=True)
class Piece:
    """A part of a document: its place in the order of the whole, its path, its value."""

    order: int
    path: Path
    value: Json

    def stored(self) -> list[Any]:
        """Return the piece for a JSON column. The value is text: PostgreSQL's jsonb would sort its keys."""
        return [self.order, list(self.path), json.dumps(self.value, ensure_ascii=False)]

    @classmethod
    def restored(cls, stored: list[Any]) -> Piece:
        """Return the piece that ``stored`` made."""
        order, path, text = stored
        return cls(order, tuple(path), json.loads(text))


def shown(path: Path) -> str:
    """Return a path as people write it: ``cities[0].events[1].kind``."""
    text = "".join(f"[{key}]" if isinstance(key, int) else f".{key}" for key in path)
    return text.removeprefix(".")


def main_key(path: Path) -> str:
    """Return the key under which the plain value at *path* stands in an object."""
    if path[:1] in (("reported",), ("announced",)):
        return "text"
    named = [key for key in path if isinstance(key, str)]
    return _MAIN_KEYS.get(named[-1].removesuffix(ADDED), "name") if named else "name"


def split(document: Json, owners: Mapping[Path, Owner], root: Owner) -> dict[Owner, list[Piece]]:
    """Give every part of *document* to the owner of the nearest path above it; *root* owns the rest.

    A value nobody else owns a part of stays whole. Together the pieces hold everything, each part once.
    """
    above = {(), *(path[:length] for path in owners for length in range(len(path)))}
    shares: dict[Owner, list[Piece]] = {}
    order = 0

    def give(value: Json, path: Path, owner: Owner) -> None:
        nonlocal order
        owner = owners.get(path, owner)
        mine = shares.setdefault(owner, [])
        order += 1
        if path in above and isinstance(value, dict | list):
            mine.append(Piece(order, path, type(value)()))
            for key, child in _children(value):
                give(child, (*path, key), owner)
        else:
            mine.append(Piece(order, path, value))

    give(document, (), root)
    return shares


def _children(value: Json) -> Iterator[tuple[str | int, Json]]:
    if isinstance(value, dict):
        yield from value.items()
    elif isinstance(value, list):
        yield from enumerate(value)


def leaves(piece: Piece) -> Iterator[tuple[Path, Json]]:
    """Yield the plain values of a piece with their paths; an empty object or list counts as one."""

    def walk(value: Json, path: Path) -> Iterator[tuple[Path, Json]]:
        if isinstance(value, dict | list) and value:
            for key, child in _children(value):
                yield from walk(child, (*path, key))
        else:
            yield path, value

    yield from walk(piece.value, piece.path)


@dataclass
class _Branch:
    """An object or a list under construction. Lists keep the numbers of the given document until the end."""

    is_list: bool
    children: dict[str | int, Any] = field(default_factory=dict)
    wrapped: str = ""  # the main key, where a plain value had to become an object


def _grown(value: Json) -> Any:
    if not isinstance(value, dict | list):
        return value
    return _Branch(isinstance(value, list), {key: _grown(child) for key, child in _children(value)})


def _plain(node: Any) -> Json:
    if not isinstance(node, _Branch):
        return node  # type: ignore[no-any-return]
    if node.is_list:
        return [_plain(child) for _, child in sorted(node.children.items(), key=lambda item: item[0])]
    return {str(key): _plain(child) for key, child in node.children.items()}


class Document:
    """A document built from pieces, then changed here and there."""

    def __init__(self, pieces: Iterable[Piece] = ()) -> None:
        self._root: Any = _Branch(is_list=False)
        for piece in sorted(pieces, key=lambda piece: piece.order):
            if piece.path:
                self.put(piece.path, piece.value)

    def plain(self) -> dict[str, Json]:
        """Return the whole document."""
        return _plain(self._root)  # type: ignore[return-value]

    def get(self, path: Path) -> Json:
        """Return the value at *path*, or None where there is none."""
        parent = self._find(path[:-1]) if path else None
        node = self._root if not path else self._child(parent, path[-1])
        if isinstance(node, _Branch) and node.wrapped:
            node = node.children[node.wrapped]
        return _plain(node)

    def has(self, path: Path) -> bool:
        """Whether something (null counts) stands at *path*."""
        parent = self._find(path[:-1])
        return isinstance(parent, _Branch) and path[-1] in parent.children

    def is_list(self, path: Path) -> bool:
        """Whether a list stands at *path*."""
        node = self._find(path)
        return isinstance(node, _Branch) and node.is_list

    def put(self, path: Path, value: Json) -> None:
        """Set the value at *path*. What is missing on the way is made; a plain value on the way becomes an object."""
        parent = self._make(path)
        old = parent.children.get(path[-1])
        if isinstance(old, _Branch) and old.wrapped and not isinstance(value, dict | list):
            old.children[old.wrapped] = value
        else:
            parent.children[path[-1]] = _grown(value)

    def put_beside(self, path: Path, suffix: str, value: Json) -> None:
        """Set ``<key><suffix>`` right after ``<key>``, unless it is there. An item of a list becomes an object."""
        parent = self._make(path)
        if isinstance(path[-1], int):
            parent = self._wrap(parent, path)
            key = parent.wrapped
        else:
            key = path[-1]
        if key + suffix in parent.children:
            return
        children: dict[str | int, Any] = {}
        for known, child in parent.children.items():
            children[known] = child
            if known == key:
                children[key + suffix] = _grown(value)
        parent.children = children

    def append(self, path: Path, value: Json) -> Path:
        """Add *value* at the end of the list at *path*, made if it is missing. Return the new path."""
        if not self.has(path):
            self.put(path, [])
        branch = self._find(path)
        number = 1 + max((key for key in branch.children if isinstance(key, int)), default=-1)
        branch.children[number] = _grown(value)
        return (*path, number)

    def _find(self, path: Path) -> Any:
        node = self._root
        for key in path:
            node = self._child(node, key)
        return node

    @staticmethod
    def _child(node: Any, key: str | int) -> Any:
        return node.children.get(key) if isinstance(node, _Branch) else None

    def _make(self, path: Path) -> _Branch:
        node = self._root
        for depth, key in enumerate(path[:-1], start=1):
            if key not in node.children:
                node.children[key] = _Branch(is_list=isinstance(path[depth], int))
            elif not isinstance(node.children[key], _Branch):
                self._wrap(node, path[:depth])
            node = node.children[key]
        return node  # type: ignore[no-any-return]

    @staticmethod
    def _wrap(parent: _Branch, path: Path) -> _Branch:
        child = parent.children[path[-1]]
        if not isinstance(child, _Branch):
            key = main_key(path)
            child = parent.children[path[-1]] = _Branch(is_list=False, children={key: child}, wrapped=key)
        elif not child.wrapped:
            child.wrapped = main_key(path)
        return child
