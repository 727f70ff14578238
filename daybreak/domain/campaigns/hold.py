"""Holding publication: the public site stays as it is, whatever happens, until somebody resumes."""

from __future__ import annotations

from django.db import models

from daybreak.core.lib.data_level import Level
from daybreak.core.lib.privacy import held
from daybreak.core.lib.rows import Row


class HoldQuerySet(models.QuerySet["PublicationHold"]):
    """Questions over holds."""

    def standing(self) -> PublicationHold | None:
        """Return the hold that stands now; None while publication goes on."""
        return self.filter(resumed_at=None).first()


class PublicationHold(Row):
    """One hold of the whole public site. At most one stands at a time."""

    held_at = models.DateTimeField()
    reason = models.CharField(max_length=200)
    resumed_at = models.DateTimeField(null=True)

    objects = HoldQuerySet.as_manager()

    privacy = (
        held(Level.L0, "says since when the public site has been held", "held_at", "resumed_at"),
        held(Level.L0, "tells the desk why; no page shows it", "reason"),
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                models.Value(1),
                condition=models.Q(resumed_at=None),
                name="one_standing_hold",
            ),
        ]

    def __str__(self) -> str:
        return f"hold {self.pk}"
