"""The compressed twin of a published file: ``en/index.html`` → ``en/index.html.gz``, made once, sent many times.

The twins are derived: the manifest lists the plain files alone, and a twin comes and goes with its file.
"""

from __future__ import annotations

import gzip
import re
from pathlib import Path, PurePosixPath

SUFFIX = ".gz"
TEXTS = frozenset({".html", ".css", ".js", ".svg", ".json", ".csv", ".atom", ".xml", ".ics", ".txt"})
"""Suffixes of files that are text. Pictures and PDF are compressed already."""

LEAST_BYTES = 512
"""Below this an answer fits into one packet anyway."""

LEVEL = 6
"""The highest one saves one byte in a hundred and takes three times as long, before anybody reads the page."""

_NEVER = re.compile(r"q\s*=\s*0(\.0{0,3})?")


def twin_of(path: Path) -> Path:
    """Return where the compressed twin of the file *path* lies, whether or not it has one."""
    return path.with_name(path.name + SUFFIX)


def is_text(path: str) -> bool:
    """Whether a file of this path is worth compressing, if it is long enough."""
    return PurePosixPath(path).suffix in TEXTS


def compress(path: str, body: bytes) -> bytes | None:
    """Return *body* as gzip, the same bytes for the same body; None where a twin of the file *path* is no help."""
    if len(body) < LEAST_BYTES or not is_text(path):
        return None
    small = gzip.compress(body, LEVEL, mtime=0)
    return small if len(small) < len(body) else None


def is_wanted(accept_encoding: str) -> bool:
    """Whether a request that says *accept_encoding* takes gzip."""
    for part in accept_encoding.lower().split(","):
        name, _, weight = part.partition(";")
        if name.strip() == "gzip":
            return not _NEVER.fullmatch(weight.strip())
    return False
