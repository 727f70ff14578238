"""Public statements signed with this home's key (Ed25519): whoever has the public key can check them anywhere.

Signed are the bytes of ``canonical``: the JSON object without its signature, keys sorted, no white space, UTF-8. The
same statement always has the same signature.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from daybreak.core.lib.keys import KEY_BYTES, keys

USE = "signature of public statements"
"""What the key is derived for: no other key of this home can make or read these signatures."""

_ENVELOPE = bytes.fromhex("302a300506032b6570032100")
"""What precedes the 32 bytes of an Ed25519 key in a SubjectPublicKeyInfo (RFC 8410)."""

_GROUPS, _GROUP = 8, 4


def public_key() -> bytes:
    """Return this home's public key (32 bytes). :raises Refused: if there is no key file."""
    return _private().public_key().public_bytes_raw()


def _private() -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(keys().derive(USE))


def canonical(statement: Mapping[str, Any]) -> bytes:
    """Return the bytes that are signed. :raises ValueError: for text that UTF-8 cannot carry."""
    return json.dumps(statement, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def sign(statement: Mapping[str, Any]) -> str:
    """Return the signature of a statement: 64 bytes in base64."""
    return base64.b64encode(_private().sign(canonical(statement))).decode()


def is_signed(statement: Mapping[str, Any], signature: str, key: bytes) -> bool:
    """Whether the holder of *key* (a public key, 32 bytes) signed exactly this statement."""
    try:
        raw = base64.b64decode(signature, validate=True)
        Ed25519PublicKey.from_public_bytes(key).verify(raw, canonical(statement))
    except (InvalidSignature, ValueError):
        return False
    return True


def written(key: bytes) -> str:
    """Return a public key as text: one line of base64, the inside of a PEM file ("BEGIN PUBLIC KEY")."""
    return base64.b64encode(_ENVELOPE + key).decode()


def read(text: str) -> bytes:
    """Read what ``written`` wrote. :raises ValueError: if it is something else."""
    raw = base64.b64decode(text, validate=True)
    if not raw.startswith(_ENVELOPE) or len(raw) != len(_ENVELOPE) + KEY_BYTES:
        raise ValueError("no Ed25519 public key")
    return raw.removeprefix(_ENVELOPE)


def fingerprint(key: bytes) -> str:
    """Return the fingerprint people compare: eight groups of four hexadecimal digits, the first half of SHA-256."""
    digits = hashlib.sha256(key).hexdigest()
    return " ".join(digits[place * _GROUP : (place + 1) * _GROUP] for place in range(_GROUPS))
