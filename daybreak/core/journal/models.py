"""Tables of the journal. Entries are written by ``services.record`` alone and never changed by a verb."""

from __future__ import annotations

from django.db import models

from daybreak.core.lib.data_level import Level
from daybreak.core.lib.privacy import held
from daybreak.core.lib.rows import Row

ACTOR_DAYS = 730


class Entry(Row):
    """One change of one row by one verb.

    ``commitment`` = SHA-256 over ``salt`` and the payload; the chain holds commitments only, so salt and payload
    can be erased and the chain stays valid. ``position`` and ``link`` are set when the entry is sealed: entries
    that commit late simply stand later in the chain.
    """

    at = models.DateTimeField()
    verb = models.CharField(max_length=60)
    row_type = models.CharField(max_length=60)
    row_id = models.CharField(max_length=40)
    actor_kind = models.CharField(max_length=20)
    actor_id = models.CharField(max_length=120, blank=True, default="")
    fields = models.JSONField(default=list)
    changes = models.JSONField(default=dict)
    salt = models.BinaryField(max_length=16, null=True)
    commitment = models.CharField(max_length=64)
    erased_at = models.DateTimeField(null=True)
    position = models.BigIntegerField(null=True, unique=True)
    link = models.CharField(max_length=64, blank=True, default="")

    privacy = (
        held(
            Level.L0,
            "says what was changed and when",
            "at",
            "verb",
            "row_type",
            "row_id",
            "fields",
            "changes",
        ),
        held(Level.L0, "says who answers for a change", "actor_kind", "actor_id", days=ACTOR_DAYS),
        held(
            Level.L0,
            "proves that nobody rewrote the journal",
            "salt",
            "commitment",
            "erased_at",
            "position",
            "link",
        ),
    )

    class Meta:
        indexes = [
            models.Index(fields=["row_type", "row_id"], name="entry_row"),
            models.Index(fields=["at"], name="entry_at"),
        ]

    def __str__(self) -> str:
        return f"{self.id} {self.verb} {self.row_type} {self.row_id}"


class Seal(Row):
    """The head of the chain after one batch: ``head`` is the link of the entry at ``last_position``."""

    at = models.DateTimeField()
    first_position = models.BigIntegerField(unique=True)
    last_position = models.BigIntegerField(unique=True)
    head = models.CharField(max_length=64)

    privacy = (
        held(
            Level.L0,
            "proves that nobody rewrote the journal",
            "at",
            "first_position",
            "last_position",
            "head",
        ),
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(last_position__gte=models.F("first_position")), name="seal_is_not_empty"
            )
        ]

    def __str__(self) -> str:
        return f"{self.last_position}:{self.head}"
