"""Field report (claim, kept as sent) → attempt → delivery (fact). A delivery's state is computed, never stored."""

from __future__ import annotations

from django.db import models

from daybreak.core.lib.data_level import Level
from daybreak.core.lib.privacy import held
from daybreak.core.lib.rows import Row, UuidRow
from daybreak.core.lib.sealed import SealedTextField
from daybreak.domain.campaigns.as_given import AS_GIVEN, AsGiven
from daybreak.domain.deliveries.outcomes import Channel, Outcome
from daybreak.domain.pledges.models import FieldLink, Pledge


class ReportState(models.TextChoices):
    """What the desk made of a field report."""

    WAITING = "waiting", "waiting for the desk"
    ACCEPTED = "accepted", "accepted"
    SET_ASIDE = "set_aside", "set aside"


class Delivery(UuidRow):
    """What we hold to be true for one pledge that owns a delivery (a lead or a separate slot)."""

    pledge = models.OneToOneField(Pledge, on_delete=models.PROTECT, related_name="delivery")
    checked_at = models.DateTimeField(null=True)
    checked_by = models.CharField(max_length=60, blank=True, default="")
    checked_attempts = models.IntegerField(default=0)

    privacy = (
        held(Level.L0, "holds the attempts of one pledge", "pledge"),
        held(
            Level.L0,
            "says that a second person of the desk agreed, and to how many attempts",
            *("checked_at", "checked_by", "checked_attempts"),
        ),
    )

    class Meta:
        verbose_name_plural = "deliveries"

    def __str__(self) -> str:
        return f"delivery {self.pk}"


class FieldReport(UuidRow):
    """What a coordinator told us of one attempt, kept as sent. The same ``client_key`` is the same report."""

    pledge = models.ForeignKey(Pledge, on_delete=models.PROTECT, related_name="field_reports")
    link = models.ForeignKey(FieldLink, on_delete=models.SET_NULL, null=True, related_name="+")
    client_key = models.UUIDField()
    body_hash = models.CharField(max_length=64)
    receipt = models.CharField(max_length=12, unique=True)
    received_at = models.DateTimeField()
    local_date = models.DateField()
    local_time = models.TimeField(null=True)
    channel = models.CharField(max_length=10, choices=Channel, default=Channel.BY_HAND)
    outcome = models.CharField(max_length=20, choices=Outcome)
    obstacles = models.JSONField(default=list)
    proofs = models.JSONField(default=list)
    people = models.PositiveIntegerField(null=True)
    words = SealedTextField()
    language = models.CharField(max_length=12, default="en")
    state = models.CharField(max_length=10, choices=ReportState, default=ReportState.WAITING)
    decided_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=300, blank=True, default="")
    forgotten_at = models.DateTimeField(null=True)

    privacy = (
        held(
            Level.L0,
            "a claim about one attempt",
            "pledge",
            "channel",
            "outcome",
            "obstacles",
            "proofs",
            "people",
        ),
        held(Level.L0, "when it happened and when we heard", "received_at", "local_date", "local_time"),
        held(Level.L0, "makes sending twice harmless", "client_key", "body_hash", "receipt"),
        held(Level.L1, "which link it came by", "link", days=90),
        held(Level.L1, "a person's own words, for the desk", "words", days=90),
        held(Level.L0, "the language of the words", "language"),
        held(Level.L0, "what the desk made of it", "state", "decided_at", "reason"),
        held(Level.L0, "says that the words were erased", "forgotten_at"),
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["pledge", "client_key"], name="one_report_per_client_key"),
            models.CheckConstraint(
                condition=models.Q(state=ReportState.WAITING) | models.Q(decided_at__isnull=False),
                name="decided_report_has_moment",
            ),
        ]
        indexes = [models.Index(fields=["state", "received_at"], name="report_queue")]

    def __str__(self) -> str:
        return f"field report {self.receipt}"


class Attempt(AsGiven, Row):
    """One try at a gate: taken from an accepted field report, or from a past edition's document."""

    delivery = models.ForeignKey(Delivery, on_delete=models.PROTECT, related_name="attempts")
    report = models.OneToOneField(FieldReport, on_delete=models.PROTECT, null=True, related_name="attempt")
    position = models.IntegerField()
    local_date = models.DateField(null=True)
    local_time = models.TimeField(null=True)
    channel = models.CharField(max_length=10, choices=Channel, default=Channel.UNKNOWN)
    outcome = models.CharField(max_length=20, choices=Outcome)
    outcome_as_given = models.CharField(max_length=80, blank=True, default="")
    obstacles = models.JSONField(default=list)
    proofs = models.JSONField(default=list)
    note = models.TextField(blank=True, default="")
    source = models.CharField(max_length=300, blank=True, default="")
    accepted_at = models.DateTimeField()

    privacy = (
        held(
            Level.L0,
            "what we hold to be true of one try",
            *("delivery", "report", "position", "local_date", "local_time", "channel", "outcome"),
            *("outcome_as_given", "obstacles", "proofs", "note", "source", "accepted_at"),
        ),
        AS_GIVEN,
    )

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["delivery", "position"], name="one_attempt_per_position")]

    def __str__(self) -> str:
        return f"attempt {self.position} of {self.delivery_id}"
