"""What can stop a publication. The old release stays."""

from __future__ import annotations

from daybreak.core.lib.errors import Refused


class PublicationError(Refused):
    """The run ended without a new release; ``str(error)`` says which page or file, and why."""


class ReleaseDamaged(PublicationError):
    """Files of the current release are missing: it cannot be gone on from, only be made whole again."""
