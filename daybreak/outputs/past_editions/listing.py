"""Say line by line what every value was understood as, what is in doubt, and what stays as it was given."""

from __future__ import annotations

import json
from collections.abc import Iterator

from daybreak.domain.campaigns.models import Edition
from daybreak.outputs.past_editions.forms import FORMS
from daybreak.outputs.past_editions.mentions import Row, mentions_of, pieces_of
from daybreak.outputs.past_editions.tree import GIVEN, Document, Json, Path, Piece, leaves, shown
from daybreak.outputs.past_editions.writing import rows_of

LONGEST = 80
"""Signs of a value that are repeated in a line."""


def listing(edition: Edition, *, with_understood: bool = True) -> list[str]:
    """Return the lines: values with what they mean today, doubts, keys that are not known, rows left out.

    Within each of these, lines come in the order of the document. *with_understood* False leaves the first out.
    """
    found = rows_of(edition)
    pieces = [piece for row in found.rows for piece in pieces_of(row)]
    document = Document(pieces)
    order = _order(pieces)
    known = {path for row in found.rows for mention in mentions_of(row) for path in mention.paths.values()}
    doubts = [(tuple(path), sentence) for path, sentence in edition.understood.get("doubts", [])]
    lines: list[str] = []
    understood = _understood(document, found.rows) if with_understood else ()
    for part in (understood, doubts, _unknown(document, found.rows, known)):
        lines += [_line(*one) for one in sorted(part, key=lambda one: order.get(one[0], 0))]
    return lines + found.left_out


def _order(pieces: list[Piece]) -> dict[Path, int]:
    """Return for every path its place in the document."""
    order: dict[Path, int] = {}
    for piece in sorted(pieces, key=lambda piece: piece.order):
        for path in [piece.path, *(path for path, _value in leaves(piece))]:
            for length in range(len(piece.path), len(path) + 1):
                order.setdefault(path[:length], len(order))
    return order


def _line(path: Path, sentence: str) -> str:
    return f"{shown(path) or 'the file'}: {sentence}"


def _words(value: Json) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def _understood(document: Document, rows: list[Row]) -> Iterator[tuple[Path, str]]:
    done: set[Path] = set()
    for row in rows:
        for mention in mentions_of(row):
            for one in FORMS[mention.form]:
                path = mention.paths.get(one.name)
                if path is not None and path not in done and document.get(path) != "":
                    done.add(path)
                    yield path, f"{_words(document.get(path))} understood as {one.say(row)}"


def _unknown(document: Document, rows: list[Row], known: set[Path]) -> Iterator[tuple[Path, str]]:
    """Yield a line for every key no row understood; it stays with its row."""
    inside = {path[:length] for path in known for length in range(len(path))}
    done: set[Path] = set()
    for row in rows:
        for piece in pieces_of(row):
            for path, value in leaves(piece):
                top = _first_unknown(path, known, inside)
                if top is None or top in done or value in ({}, []) or value is None:
                    continue
                done.add(top)
                yield top, _unknown_words(top, document, known, row)


def _first_unknown(path: Path, known: set[Path], inside: set[Path]) -> Path | None:
    for length in range(1, len(path) + 1):
        if path[:length] in known:
            return None
        if path[:length] not in inside:
            return path[:length]
    return None


def _unknown_words(path: Path, document: Document, known: set[Path], row: Row) -> str:
    key = path[-1]
    if isinstance(key, str) and key.endswith(GIVEN) and (*path[:-1], key.removesuffix(GIVEN)) in known:
        return f"{_words(document.get(path))} is the wording first given"
    value = _words(document.get(path))
    return f"{value} is not known to the importer and stays as given with the {row._meta.verbose_name}"
