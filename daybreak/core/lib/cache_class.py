"""The closed list of cache classes and the one header each stands for."""

from __future__ import annotations

from enum import StrEnum


class CacheClass(StrEnum):
    """How long an answer may be kept, and by whom."""

    PUBLISHED = "published"  # a page of the public site: always asked for again, answered from a file
    IMMUTABLE = "immutable"  # an asset whose name holds its hash
    PRIVATE = "private"  # never stored anywhere, not even on the phone's disk

    @property
    def header(self) -> str:
        """The value of ``Cache-Control``."""
        return {
            CacheClass.PUBLISHED: "no-cache",
            CacheClass.IMMUTABLE: "public, max-age=31536000, immutable",
            CacheClass.PRIVATE: "no-store",
        }[self]
