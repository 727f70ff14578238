"""Receipt numbers: short codes that survive being read aloud on a bad line. Pure but for chance."""

from __future__ import annotations

import secrets

# Left out because they look or sound like one that stays: 0 O, 1 I L, 2 Z, 5 S, B (8), G (6), U V.
ALPHABET = "346789ACDEFHJKMNPQRTWXY"
LENGTH = 8


def new_receipt() -> str:
    """Return a random code of 8 characters (36 bits): unique with one retry, useless to guess."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def in_print(receipt: str) -> str:
    """Return the code as it is shown: two groups of four."""
    half = LENGTH // 2
    return f"{receipt[:half]} {receipt[half:]}"


def as_stored(text: str) -> str:
    """Return what somebody typed, or a link carried, in the stored form."""
    return "".join(text.split()).replace("-", "").upper()
