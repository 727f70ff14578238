"""The closed list of ways somebody's word reaches us when the desk writes it down for them."""

from __future__ import annotations

from django.db import models


class CameBy(models.TextChoices):
    """How somebody told the desk. Shown to the desk only."""

    UNKNOWN = "unknown", "not noted"
    EMAIL = "email", "by e-mail"
    PHONE = "phone", "by phone"
    CHAT = "chat", "by chat message"
    FORM = "form", "by a form elsewhere"
    IN_PERSON = "person", "in person"


TOLD = tuple(one for one in CameBy if one is not CameBy.UNKNOWN)
"""What the desk chooses from when it writes something down."""
