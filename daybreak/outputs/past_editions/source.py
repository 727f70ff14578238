"""Read a JSON text strictly: whatever could not be given back unchanged is refused with a sentence."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from daybreak.core.lib.errors import Refused
from daybreak.outputs.past_editions.tree import Json, Path, shown

DEEPEST = 40
"""Levels of objects and lists. A year's document has six."""

LARGEST = 20_000_000
"""Bytes. The longest year so far has six thousand."""


class FileRefused(Refused):
    """The file cannot be imported; nothing was changed."""


class _Pairs(dict[str, Any]):
    """An object that remembers which of its keys came twice."""

    twice: list[str]


def _object(pairs: list[tuple[str, Any]]) -> _Pairs:
    made = _Pairs(pairs)
    seen: set[str] = set()
    made.twice = [key for key, _ in pairs if key in seen or seen.add(key)]  # type: ignore[func-returns-value]
    return made


def _number(text: str) -> float:
    number = float(text)
    if math.isinf(number) or Decimal(repr(number)) != Decimal(text):
        raise FileRefused(f"The number {text[:40]} has more digits than can be kept. Write it as text, in quotes.")
    return number


def _constant(text: str) -> float:
    raise FileRefused(f"The file holds {text}, which is not a number in JSON. Write null or a text in its place.")


def parse(raw: bytes) -> dict[str, Json]:
    """Return the object written in *raw* (UTF-8, with or without a byte order mark), key order kept.

    :raises FileRefused: a sentence with line and column, or with the path of what cannot be kept.
    """
    if len(raw) > LARGEST:
        raise FileRefused(f"The file has {len(raw)} bytes. A year's document has at most {LARGEST}.")
    read = _decoded(_text(raw))
    if not isinstance(read, dict):
        kind = "a list" if isinstance(read, list) else "a single value"
        raise FileRefused(
            f"The file holds {kind} where one object (in curly brackets) should be: one year, one object."
        )
    try:
        for path, value in _walk(read, ()):
            _check(path, value)
    except RecursionError as error:
        raise _too_deep() from error
    return _plain(read)  # type: ignore[no-any-return]


def _text(raw: bytes) -> str:
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise FileRefused(
            f"The file is not written in UTF-8: line {line} holds a byte ({raw[error.start]:#04x}) that cannot be read."
            " Save it again as UTF-8."
        ) from error
    if not text.strip():
        raise FileRefused("The file is empty.")
    return text


def _decoded(text: str) -> Any:
    try:
        return json.loads(text, object_pairs_hook=_object, parse_float=_number, parse_constant=_constant)
    except json.JSONDecodeError as error:
        raise FileRefused(
            f"The file is not JSON: {error.msg} at line {error.lineno}, column {error.colno}. Nothing was imported."
        ) from error
    except RecursionError as error:
        raise _too_deep() from error
    except ValueError as error:  # Python reads whole numbers of up to 4300 digits
        raise FileRefused(
            "The file holds a whole number of thousands of digits. Write it as text, in quotes."
        ) from error


def _too_deep() -> FileRefused:
    return FileRefused(f"Objects and lists lie more than {DEEPEST} deep in one another. Write the file flatter.")


def _walk(value: Any, path: Path) -> Iterator[tuple[Path, Any]]:
    yield path, value
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, child in items:
        yield from _walk(child, (*path, key))


def _check(path: Path, value: Any) -> None:
    if len(path) > DEEPEST:
        raise _too_deep()
    where = shown(path) or "the whole file"
    if isinstance(value, _Pairs) and value.twice:
        raise FileRefused(
            f'The key "{value.twice[0]}" stands twice in {where}: one of the two would be lost. Rename one of them.'
        )
    words = [value] if isinstance(value, str) else list(value) if isinstance(value, dict) else []
    for word in words:
        if "\x00" in word or any("\ud800" <= letter <= "\udfff" for letter in word):
            raise FileRefused(f"The text at {where} holds a sign no database keeps (U+0000, or half of a pair).")


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(child) for key, child in value.items()}
    return [_plain(child) for child in value] if isinstance(value, list) else value
