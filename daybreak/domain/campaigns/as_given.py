"""What rows of a past edition keep beside what was understood: the words they were given in."""

from __future__ import annotations

from django.db import models

from daybreak.core.lib.data_level import Level
from daybreak.core.lib.privacy import held


class AsGiven(models.Model):
    """What an imported row said in its own words (``given``) and what was understood then (``understood``).

    Export repeats the given wording as long as the row still holds what was understood; keys the importer does not
    know stay here too (docs/decisions/0006-past-editions.md). Both empty on rows made here.
    """

    given = models.JSONField(default=dict, blank=True)
    understood = models.JSONField(default=dict, blank=True)

    class Meta:
        abstract = True


AS_GIVEN = held(Level.L0, "repeats a past edition's public document word for word", "given", "understood")
