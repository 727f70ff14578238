"""Notes an export may put beside values (``--understood``), and their removal. Pure."""

from __future__ import annotations

from daybreak.outputs.past_editions.tree import UNDERSTOOD, Json

MARK = "understood_by"
MAKER = "daybreak"


def without_notes(document: dict[str, Json]) -> tuple[dict[str, Json], bool]:
    """Return *document* without the notes of an earlier export, and whether there were any.

    Only a document that carries our mark has them: in any other, such keys belong to whoever wrote it.
    """
    if document.get(MARK) != MAKER:
        return document, False
    return {key: _bare(value) for key, value in _kept(document).items() if key != MARK}, True


def _kept(node: dict[str, Json]) -> dict[str, Json]:
    return {
        key: value
        for key, value in node.items()
        if not (key.endswith(UNDERSTOOD) and key.removesuffix(UNDERSTOOD) in node)
    }


def _bare(node: Json) -> Json:
    if isinstance(node, dict):
        return {key: _bare(value) for key, value in _kept(node).items()}
    return [_bare(item) for item in node] if isinstance(node, list) else node
