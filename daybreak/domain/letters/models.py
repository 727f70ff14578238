"""Letters and their copies."""

from __future__ import annotations

from django.db import models

from daybreak.core.lib.data_level import Level
from daybreak.core.lib.privacy import held
from daybreak.core.lib.rows import Row, UuidRow
from daybreak.domain.campaigns.models import Edition, Target
from daybreak.domain.people.models import Organisation
from daybreak.domain.pledges.models import Pledge


class LetterKind(models.TextChoices):
    """What the letter is for."""

    COALITION = "coalition", "coalition letter"
    OWN = "own", "an organisation's own letter"
    SAMPLE = "sample", "public sample"
    THANKS = "thanks", "thank-you letter"
    COVER = "cover", "covering note"


class Letter(Row):
    """The appeal in one language: the edition's template, a variant, or an organisation's own letter.

    The wording is text with merge fields from the fixed list in ``compose.py``, one row per version.
    """

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="letters")
    language = models.CharField(max_length=12)
    kind = models.CharField(max_length=10, choices=LetterKind, default=LetterKind.COALITION)
    country = models.CharField(max_length=2, blank=True, default="")
    target = models.ForeignKey(Target, on_delete=models.PROTECT, null=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True)
    sender = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    signatories = models.JSONField(default=list)
    version = models.IntegerField(default=1)
    current = models.BooleanField(default=True)
    subject = models.CharField(max_length=200, blank=True, default="")
    salutation = models.CharField(max_length=200)
    paragraphs = models.JSONField(default=list)
    law = models.JSONField(default=list)
    demands_intro = models.CharField(max_length=400, blank=True, default="")
    demands = models.JSONField(default=list)
    thanks = models.TextField(blank=True, default="")
    closing = models.TextField()
    enclosures = models.JSONField(default=list)
    cc = models.JSONField(default=list)
    specimen = models.BooleanField(default=False)
    written_at = models.DateTimeField()

    privacy = (
        held(
            Level.L0,
            "the words of a public letter",
            *("edition", "language", "kind", "country", "target", "organisation", "version", "current", "subject"),
            *("salutation", "paragraphs", "law", "demands_intro", "demands", "thanks", "closing", "enclosures"),
            *("cc", "specimen", "written_at"),
        ),
        held(Level.L0, "who signs, as they chose to be shown", "sender", "signatories"),
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "language", "kind"],
                condition=models.Q(current=True, country="", target=None, organisation=None),
                name="one_current_template",
            )
        ]

    def __str__(self) -> str:
        return f"letter {self.pk} ({self.language}, version {self.version})"


class Copy(UuidRow):
    """That letter addressed to one target for one pledge: hash, version and where the files lie."""

    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, related_name="copies")
    target = models.ForeignKey(Target, on_delete=models.PROTECT, related_name="copies")
    pledge = models.ForeignKey(Pledge, on_delete=models.PROTECT, related_name="copies")
    version = models.IntegerField()
    current = models.BooleanField(default=True)
    sha256 = models.CharField(max_length=64)
    pages = models.IntegerField()
    paper = models.CharField(max_length=10)
    made_at = models.DateTimeField()

    privacy = (
        held(
            Level.L0,
            "the printed letter a city hands over",
            *("letter", "target", "pledge", "version", "current", "sha256", "pages", "paper", "made_at"),
        ),
    )

    class Meta:
        verbose_name_plural = "copies"
        constraints = [
            models.UniqueConstraint(fields=["pledge", "version"], name="one_copy_per_version"),
            models.UniqueConstraint(
                fields=["pledge"], condition=models.Q(current=True), name="one_current_copy_per_pledge"
            ),
        ]

    def __str__(self) -> str:
        return f"copy {self.pk}"
