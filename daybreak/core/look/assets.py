"""Stylesheet and scripts, served under names that hold their hash, so they may be kept for ever."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "assets"
TYPES = {".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml"}


@dataclass(frozen=True)
class Asset:
    """One file: its name with hash, its bytes and type."""

    name: str
    body: bytes
    content_type: str


@cache
def assets() -> dict[str, Asset]:
    """Return all assets by their plain name (``look.css``)."""
    found = {}
    for path in sorted(FOLDER.iterdir()):
        if path.suffix in TYPES:
            body = path.read_bytes()
            digest = hashlib.sha256(body).hexdigest()[:12]
            found[path.name] = Asset(f"{path.stem}.{digest}{path.suffix}", body, TYPES[path.suffix])
    return found


def by_hashed_name(name: str) -> Asset | None:
    """Return the asset that is served under *name*, or None."""
    return next((asset for asset in assets().values() if asset.name == name), None)
