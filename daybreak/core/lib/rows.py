"""Abstract parents of tables."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from daybreak.core.lib.privacy import Held


class Row(models.Model):
    """A table with a counter as key. Every model declares what it holds in ``privacy``."""

    id = models.BigAutoField(primary_key=True)
    privacy: ClassVar[tuple[Held, ...]]

    class Meta:
        abstract = True


class UuidRow(models.Model):
    """A table with a random key made before INSERT: needed by sealed columns, and where counting rows must
    tell a stranger nothing."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    privacy: ClassVar[tuple[Held, ...]]

    class Meta:
        abstract = True
