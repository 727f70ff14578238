"""Message catalogues: ``.po`` files compiled to ``.mo``, with Babel alone.

``python -m daybreak.config.catalogues`` does it from a shell.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

FOLDER = Path(__file__).resolve().parents[1] / "locale"


def stale_catalogues(folder: Path = FOLDER) -> list[Path]:
    """Return the ``.po`` files that have no ``.mo``, or one that is older."""
    return [po for po in sorted(folder.glob("*/LC_MESSAGES/*.po")) if _is_stale(po, po.with_suffix(".mo"))]


def _is_stale(po: Path, mo: Path) -> bool:
    return not mo.exists() or mo.stat().st_mtime < po.stat().st_mtime


def compile_catalogues(folder: Path = FOLDER) -> int:
    """Compile what is stale, each file in one rename. Return how many were compiled."""
    stale = stale_catalogues(folder)
    for po in stale:
        temporary = po.with_suffix(f".{os.getpid()}.tmp")
        with po.open("rb") as source, temporary.open("wb") as target:
            write_mo(target, read_po(source, locale=po.parts[-3]))
        temporary.replace(po.with_suffix(".mo"))
    return len(stale)


if __name__ == "__main__":
    if compiled := compile_catalogues():
        sys.stdout.write(f"{compiled} catalogue(s) compiled\n")
