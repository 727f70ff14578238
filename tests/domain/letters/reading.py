"""What a reader of a PDF sees, page by page, read with pikepdf from the fonts' own tables."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

import pikepdf

_PAIR = re.compile(rb"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>")
_BLOCK = re.compile(rb"beginbfchar(.*?)endbfchar", re.DOTALL)


def opened(content: bytes) -> pikepdf.Pdf:
    """Return the PDF, ready to be asked."""
    return pikepdf.open(io.BytesIO(content))


def pages_of(content: bytes) -> list[str]:
    """Return the text of each page, in the order it is drawn; runs are parted by nothing."""
    return [_page_text(page) for page in opened(content).pages]


def tags_under(element: pikepdf.Object) -> Iterator[str]:
    """Yield the names of the structure tags below ``element``, in reading order."""
    kids = element.get("/K", pikepdf.Array())
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield str(kid.S)
            yield from tags_under(kid)


def _page_text(page: pikepdf.Page) -> str:
    tables = {str(name): _table(font) for name, font in page.Resources.Font.items()}
    words, table = [], {}
    for operands, operator in pikepdf.parse_content_stream(page):
        if str(operator) == "Tf":
            table = tables[str(operands[0])]
        elif str(operator) in ("Tj", "TJ"):
            pieces = operands[0] if str(operator) == "TJ" else operands
            words += [_decoded(bytes(piece), table) for piece in pieces if isinstance(piece, pikepdf.String)]
    return "".join(words)


def _table(font: pikepdf.Object) -> dict[bytes, str]:
    blocks = _BLOCK.findall(font.ToUnicode.read_bytes())
    return {
        bytes.fromhex(code.decode()): bytes.fromhex(text.decode()).decode("utf-16-be")
        for block in blocks
        for code, text in _PAIR.findall(block)
    }


def _decoded(codes: bytes, table: dict[bytes, str]) -> str:
    return "".join(table.get(codes[i : i + 2], "") for i in range(0, len(codes), 2))
