"""The directory: missions, where each field comes from, and what people corrected."""

from __future__ import annotations

from datetime import date

from django.db import models

from daybreak.core.lib.data_level import Level
from daybreak.core.lib.privacy import CONTACT_DAYS, held
from daybreak.core.lib.rows import Row, UuidRow
from daybreak.core.lib.sealed import SealedTextField
from daybreak.domain.missions.kinds import MissionKind, MissionStatus, Precision
from daybreak.domain.places.models import City

IMPORTED_FIELDS = (
    "name",
    "kind",
    "city",
    "latitude",
    "longitude",
    "precision",
    "address",
    "phone",
    "email",
    "website",
    "status",
)
"""The fields an import may set and a person may correct."""


FRESH_DAYS = 60
"""An office that nobody checked within so many days before the day is stale: embassies move."""


class MissionQuerySet(models.QuerySet["Mission"]):
    """Questions over missions."""

    def listed(self) -> MissionQuerySet:
        """Missions that stand for themselves: not those that were merged into another one."""
        return self.filter(merged_into=None)

    def working(self) -> MissionQuerySet:
        """Listed missions that are not known to be closed or gone from their source."""
        return self.listed().filter(vanished_at=None).exclude(status=MissionStatus.CLOSED)

    def stale(self, since: date) -> MissionQuerySet:
        """Missions of which nobody checked any field on *since* or later."""
        checked = FieldSource.objects.filter(checked_on__gte=since).values("mission")
        return self.exclude(pk__in=checked)


class Mission(Row):
    """One state's office in one city.

    Identity (design.md §9.13): ``source_id`` where the source has one, else sender, host, city and kind.
    Never deleted: an office that vanished from its source family is marked for review, and one that was listed twice
    points to the row that stands for both.
    """

    sender = models.CharField(max_length=2, blank=True, default="")
    host = models.CharField(max_length=2)
    city = models.ForeignKey(City, on_delete=models.PROTECT, null=True)
    city_as_given = models.CharField(max_length=200, blank=True, default="")
    kind = models.CharField(max_length=20, choices=MissionKind)
    kind_as_given = models.CharField(max_length=80, blank=True, default="")
    name = models.CharField(max_length=300)
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    precision = models.CharField(max_length=10, choices=Precision, default=Precision.NONE)
    address = models.TextField(blank=True, default="")
    phone = models.CharField(max_length=120, blank=True, default="")
    email = models.CharField(max_length=200, blank=True, default="")
    website = models.CharField(max_length=300, blank=True, default="")
    status = models.CharField(max_length=12, choices=MissionStatus, default=MissionStatus.UNVERIFIED)
    source_family = models.CharField(max_length=40)
    source_id = models.CharField(max_length=40, blank=True, default="")
    head_title = models.CharField(max_length=80, blank=True, default="")
    head_style = models.CharField(max_length=80, blank=True, default="")
    head_name = models.CharField(max_length=120, blank=True, default="")
    review = models.JSONField(default=list)
    vanished_at = models.DateTimeField(null=True)
    first_seen_at = models.DateTimeField()
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="merged")

    objects = MissionQuerySet.as_manager()

    privacy = (
        held(
            Level.L0,
            "public facts about a public office",
            *(
                "sender",
                "host",
                "city",
                "city_as_given",
                "kind",
                "kind_as_given",
                "name",
                "latitude",
                "longitude",
            ),
            *("precision", "address", "phone", "email", "website", "status", "source_family", "source_id"),
            *("vanished_at", "first_seen_at", "review", "merged_into"),
        ),
        held(Level.L0, "the office-holder a letter goes through", "head_title", "head_style", "head_name"),
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["source_id"], condition=~models.Q(source_id=""), name="one_mission_per_source_id"
            ),
            models.CheckConstraint(
                condition=models.Q(latitude=None, longitude=None)
                | (models.Q(latitude__range=(-90, 90)) & models.Q(longitude__range=(-180, 180))),
                name="mission_point_on_earth",
            ),
        ]
        indexes = [
            models.Index(fields=["sender", "host", "kind"], name="mission_natural_key"),
            models.Index(fields=["host", "kind"], name="mission_host"),
        ]

    def __str__(self) -> str:
        return self.name


class FieldSource(Row):
    """Where one field of one mission comes from, as last imported, and who last checked it."""

    mission = models.ForeignKey(Mission, on_delete=models.CASCADE, related_name="sources")
    field = models.CharField(max_length=20)
    value = models.TextField(blank=True, default="")
    family = models.CharField(max_length=40)
    source = models.CharField(max_length=300)
    as_of = models.CharField(max_length=10, blank=True, default="")
    licence = models.CharField(max_length=120, blank=True, default="")
    checked_on = models.DateField(null=True)
    checked_by = models.CharField(max_length=40, blank=True, default="")

    privacy = (
        held(
            Level.L0,
            "says where a public fact comes from",
            *("mission", "field", "value", "family", "source", "as_of", "licence"),
        ),
        held(Level.L0, "says when a role of the desk checked it", "checked_on", "checked_by"),
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["mission", "field"], name="one_source_per_field")]
        indexes = [
            # Few of many rows are checked: "stale" asks for exactly these.
            models.Index(
                fields=["checked_on", "mission"],
                condition=models.Q(checked_on__isnull=False),
                name="field_checked",
            )
        ]

    def __str__(self) -> str:
        return f"{self.field} of mission {self.mission_id}"


class Correction(Row):
    """A person's word against the source's. Imports never overwrite it."""

    mission = models.ForeignKey(Mission, on_delete=models.CASCADE, related_name="corrections")
    field = models.CharField(max_length=20)
    old = models.TextField(blank=True, default="")
    new = models.TextField(blank=True, default="")
    reason = models.TextField(blank=True, default="")
    at = models.DateTimeField()

    privacy = (held(Level.L0, "keeps a corrected public fact", "mission", "field", "old", "new", "reason", "at"),)

    def __str__(self) -> str:
        return f"{self.field} of mission {self.mission_id}"


class Dispute(UuidRow):
    """Somebody says that a field is wrong. It changes nothing by itself: the desk corrects, or says why not."""

    mission = models.ForeignKey(Mission, on_delete=models.CASCADE, related_name="disputes")
    field = models.CharField(max_length=20)
    words = SealedTextField()
    by = models.CharField(max_length=40)
    flagged_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    settled_with = models.CharField(max_length=300, blank=True, default="")

    privacy = (
        held(Level.L0, "says that a public fact is in doubt", "mission", "field", "by", "flagged_at"),
        held(Level.L0, "says how the doubt ended", "settled_at", "settled_with"),
        held(Level.L1, "what somebody who stood there told us", "words", days=CONTACT_DAYS),
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(settled_at=None) | ~models.Q(settled_with=""), name="settled_dispute_says_how"
            )
        ]
        indexes = [models.Index(fields=["mission"], condition=models.Q(settled_at=None), name="open_dispute")]

    def __str__(self) -> str:
        return f"dispute {self.pk}"
