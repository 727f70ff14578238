"""The key file: one root key and the data keys. It lies outside ``DAYBREAK_HOME``, so a copy of that folder
gives nothing away (design.md §9.8).

Every use has its own key, derived by HKDF-SHA-256 from the root with the use's name.
"""

from __future__ import annotations

import base64
import json
import os
import secrets
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from daybreak.core.lib.errors import Refused

KEY_BYTES = 32


@dataclass(frozen=True)
class KeyRing:
    """What the key file holds. ``data`` maps a key id (1 byte) to a 32-byte key; ``current`` seals new values."""

    root: bytes
    data: dict[int, bytes]
    current: int

    def derive(self, use: str) -> bytes:
        """Return the 32-byte key for one use, e.g. ``"field link"``."""
        return _derived(self.root, use)


@lru_cache(maxsize=64)
def _derived(root: bytes, use: str) -> bytes:
    return HKDF(hashes.SHA256(), KEY_BYTES, salt=b"daybreak", info=use.encode()).derive(root)


def make_key_file(path: Path) -> bool:
    """Write a new key file, readable by its owner only. Return False if there is one already.

    :raises Refused: if it cannot be written there.
    """
    if path.exists():
        return False
    body = {
        "what": "The keys of one Daybreak home. Keep a copy apart from the home; without it nothing sealed opens.",
        "root": base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode(),
        "data": {"1": base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode()},
        "current": 1,
    }
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary = path.with_name(path.name + ".tmp")
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            json.dump(body, file, indent=1)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except OSError as error:
        raise Refused(
            f"The key file {path} cannot be written: {error.strerror}. Set DAYBREAK_KEY_FILE to a place that can."
        ) from error
    return True


@lru_cache(maxsize=8)
def read_key_file(path: Path) -> KeyRing:
    """Read the key file. :raises Refused: with a sentence if it is missing, unreadable or damaged."""
    try:
        body = json.loads(path.read_text(encoding="utf-8"))
        ring = KeyRing(
            root=base64.b64decode(body["root"], validate=True),
            data={int(key): base64.b64decode(value, validate=True) for key, value in body["data"].items()},
            current=int(body["current"]),
        )
    except FileNotFoundError as error:
        raise Refused(
            f"There is no key file at {path}. Run `daybreak setup`, or set DAYBREAK_KEY_FILE to where it lies."
        ) from error
    except OSError as error:
        raise Refused(f"The key file {path} cannot be read: {error.strerror}.") from error
    except (ValueError, KeyError, TypeError) as error:
        raise Refused(f"The key file {path} is damaged ({error}). Put back the copy you kept.") from error
    if (
        len(ring.root) != KEY_BYTES
        or ring.current not in ring.data
        or any(len(k) != KEY_BYTES for k in ring.data.values())
    ):
        raise Refused(
            f"The key file {path} is damaged (a key is missing or has the wrong length). Put back the copy you kept."
        )
    return ring


def keys() -> KeyRing:
    """Return the key ring of this home."""
    from django.conf import settings  # the settings module itself asks this module for its secret

    return read_key_file(settings.DAYBREAK.key_file)
