"""The hash chain over salted commitments. Pure: no database.

``commitment = SHA-256(salt · canonical payload)`` and
``link(n) = SHA-256(link(n-1) · position · entry id · commitment)``.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

START = "0" * 64
"""The link before the first entry."""


def canonical(payload: Mapping[str, Any]) -> bytes:
    """Return the one byte form of a payload: sorted keys, no spaces, UTF-8."""
    return json.dumps(payload, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def commitment(salt: bytes, payload: Mapping[str, Any]) -> str:
    """Return 64 hex digits that bind the payload without revealing it."""
    return hashlib.sha256(salt + canonical(payload)).hexdigest()


def link(previous: str, *, position: int, entry_id: int, commitment: str) -> str:
    """Return the link of the entry at *position* (64 hex digits)."""
    return hashlib.sha256(f"{previous}|{position}|{entry_id}|{commitment}".encode()).hexdigest()
