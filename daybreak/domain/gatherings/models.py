"""Gatherings: people meeting, with stages, and how many came."""

from __future__ import annotations

import secrets
from datetime import datetime

from django.db import models

from daybreak.core.lib.came_by import CameBy
from daybreak.core.lib.data_level import Level
from daybreak.core.lib.privacy import CONTACT_DAYS, held
from daybreak.core.lib.rows import Row, UuidRow
from daybreak.core.lib.sealed import SealedTextField
from daybreak.domain.campaigns.as_given import AS_GIVEN, AsGiven
from daybreak.domain.campaigns.models import Edition, Target
from daybreak.domain.campaigns.states import PUBLIC_STATES
from daybreak.domain.gatherings.kinds import GatheringKind, GatheringState, PermitState, Visibility
from daybreak.domain.people.models import Organisation
from daybreak.domain.places.models import City

ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"  # no letter that can be read as another


def new_public_id() -> str:
    """Return ten random characters for a gathering's address: no order, no count, nothing to guess."""
    return "".join(secrets.choice(ALPHABET) for _ in range(10))


class GatheringQuerySet(models.QuerySet["Gathering"]):
    """Questions over gatherings."""

    def public(self, at: datetime) -> GatheringQuerySet:
        """Gatherings the world may know of at *at*: listed, not cancelled, of a public edition."""
        return self.filter(
            visibility=Visibility.PUBLIC, edition__state__in=PUBLIC_STATES, edition__opened_at__lte=at
        ).exclude(state=GatheringState.CANCELLED)


class Gathering(AsGiven, UuidRow):
    """People meeting in one city. Planned times are local wall time; the zone is the city's."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="gatherings")
    city = models.ForeignKey(City, on_delete=models.PROTECT)
    public_id = models.CharField(max_length=10, unique=True, default=new_public_id)
    kind = models.CharField(max_length=20, choices=GatheringKind)
    kind_as_given = models.CharField(max_length=80, blank=True, default="")
    state = models.CharField(max_length=10, choices=GatheringState, default=GatheringState.PLANNED)
    visibility = models.CharField(max_length=10, choices=Visibility, default=Visibility.UNLISTED)
    date = models.DateField(null=True)
    starts = models.TimeField(null=True)
    ends = models.TimeField(null=True)
    when_as_given = models.CharField(max_length=80, blank=True, default="")
    place = models.CharField(max_length=200, blank=True, default="")
    meeting_point = SealedTextField()
    source = models.CharField(max_length=300, blank=True, default="")
    came_by = models.CharField(max_length=8, choices=CameBy, default=CameBy.UNKNOWN)
    position = models.IntegerField(default=0)

    objects = GatheringQuerySet.as_manager()

    privacy = (
        held(
            Level.L0,
            "says what kind of gathering there is, where and when, if it is listed",
            *(
                "edition",
                "city",
                "public_id",
                "kind",
                "kind_as_given",
                "state",
                "visibility",
                "date",
                "starts",
            ),
            *("ends", "when_as_given", "place", "source", "position"),
        ),
        held(Level.L0, "how the desk was told of it", "came_by"),
        held(Level.L2, "where people meet; shown to nobody before its time", "meeting_point", days=30),
        AS_GIVEN,
    )

    class Meta:
        ordering = ["date", "starts", "position"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(starts=None) | models.Q(date__isnull=False), name="gathering_hour_has_date"
            )
        ]

    def __str__(self) -> str:
        return f"gathering {self.public_id}"


class GatheringText(Row):
    """A gathering's title and words in one language."""

    gathering = models.ForeignKey(Gathering, on_delete=models.CASCADE, related_name="texts")
    language = models.CharField(max_length=12)
    title = models.CharField(max_length=200)
    description = models.TextField(blank=True, default="")
    source_hash = models.CharField(max_length=64, blank=True, default="")
    checked_by = models.CharField(max_length=40, blank=True, default="")

    privacy = (
        held(Level.L0, "tells people what to expect", "gathering", "language", "title", "description"),
        held(Level.L0, "says whether a translation is up to date", "source_hash", "checked_by"),
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["gathering", "language"], name="one_gathering_text_per_language")
        ]

    def __str__(self) -> str:
        return self.title


class Stage(AsGiven, Row):
    """One stage of a gathering that moves; it may point to a target."""

    gathering = models.ForeignKey(Gathering, on_delete=models.CASCADE, related_name="stages")
    position = models.IntegerField()
    place = models.CharField(max_length=200)
    starts = models.TimeField(null=True)
    target = models.ForeignKey(Target, on_delete=models.PROTECT, null=True)

    privacy = (
        held(
            Level.L0,
            "says where a listed gathering stops",
            "gathering",
            "position",
            "place",
            "starts",
            "target",
        ),
        AS_GIVEN,
    )

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["gathering", "position"], name="one_stage_per_position")]

    def __str__(self) -> str:
        return self.place


class Attendance(Row):
    """How many came, as a number, and who says so. Never a list of people."""

    gathering = models.ForeignKey(Gathering, on_delete=models.CASCADE, related_name="attendances")
    people = models.PositiveIntegerField()
    source = models.CharField(max_length=200)
    as_of = models.DateTimeField()

    privacy = (held(Level.L0, "a number, never names", "gathering", "people", "source", "as_of"),)

    def __str__(self) -> str:
        return f"{self.people}"


class Host(Row):
    """An organisation that hosts a gathering and agreed to be named for it."""

    gathering = models.ForeignKey(Gathering, on_delete=models.CASCADE, related_name="hosts")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="hosted")

    privacy = (held(Level.L0, "names a host that agreed to it", "gathering", "organisation"),)

    class Meta:
        ordering = ["organisation__name"]
        constraints = [models.UniqueConstraint(fields=["gathering", "organisation"], name="one_host_per_organisation")]

    def __str__(self) -> str:
        return f"host of {self.gathering_id}"


class Permit(UuidRow):
    """What an authority must allow, and where that stands. For the desk alone: it says who asks, and where."""

    gathering = models.ForeignKey(Gathering, on_delete=models.CASCADE, related_name="permits")
    state = models.CharField(max_length=10, choices=PermitState, default=PermitState.NEEDED)
    authority = SealedTextField()
    deadline = models.DateField(null=True)
    applied_on = models.DateField(null=True)
    decided_on = models.DateField(null=True)
    note = SealedTextField()

    privacy = (
        held(
            Level.L1,
            "whom a gathering must ask, by when, and what they said",
            *("gathering", "state", "authority", "deadline", "applied_on", "decided_on"),
            days=CONTACT_DAYS,
        ),
        held(Level.L2, "conditions and contacts of a permit, for the desk", "note", days=CONTACT_DAYS),
    )

    class Meta:
        ordering = ["deadline", "pk"]
        indexes = [models.Index(fields=["state", "deadline"], name="permit_waiting")]

    def __str__(self) -> str:
        return f"permit {self.pk}"
