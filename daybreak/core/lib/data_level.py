"""The closed list of privacy levels (docs/threat-model.md)."""

from __future__ import annotations

from enum import IntEnum


class Level(IntEnum):
    """How much harm a value can do in the wrong hands."""

    L0 = 0  # public, or harmless
    L1 = 1  # contact: encrypted column, keyed HMAC beside it for look-up
    L2 = 2  # dangerous: encrypted, never in an export, a mail body or a published file
    L3 = 3  # lethal: not stored, or only as a ciphertext this server cannot open

    @property
    def words(self) -> str:
        """What the privacy page calls it."""
        return {
            Level.L0: "public",
            Level.L1: "contact",
            Level.L2: "dangerous",
            Level.L3: "lethal",
        }[self]
