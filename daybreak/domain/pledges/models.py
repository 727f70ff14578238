"""A pledge: the promise of one coordinator for one city. People sit in its parts."""

from __future__ import annotations

from datetime import datetime

from django.db import models

from daybreak.core.lib.came_by import CameBy
from daybreak.core.lib.data_level import Level
from daybreak.core.lib.privacy import held
from daybreak.core.lib.rows import Row, UuidRow
from daybreak.core.lib.sealed import SealedTextField
from daybreak.domain.campaigns.as_given import AS_GIVEN, AsGiven
from daybreak.domain.campaigns.models import Campaign, Edition, Target
from daybreak.domain.people.models import Person, ShownAs
from daybreak.domain.places.models import City
from daybreak.domain.pledges.states import STANDING, PartRole, Place, PledgeState, TrustScope

IMPORT_DAYS = 7
"""Days a table is kept between being read and being forgotten."""


class PledgeQuerySet(models.QuerySet["Pledge"]):
    """Questions over pledges."""

    def standing(self) -> PledgeQuerySet:
        """Pledges whose promise holds."""
        return self.filter(state__in=STANDING)

    def owning(self) -> PledgeQuerySet:
        """Pledges that own a delivery: leads and separate slots."""
        return self.exclude(place=Place.JOINER)


class Pledge(AsGiven, UuidRow):
    """Edition, city and target (none in a solidarity city).

    Offers are unlimited, so nobody can block a gate by offering; at most one *confirmed* lead per target is a
    constraint. A joiner points to its lead.
    """

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="pledges")
    city = models.ForeignKey(City, on_delete=models.PROTECT)
    target = models.ForeignKey(Target, on_delete=models.PROTECT, null=True, related_name="pledges")
    state = models.CharField(max_length=10, choices=PledgeState, default=PledgeState.UNPROVEN)
    place = models.CharField(max_length=8, choices=Place, default=Place.LEAD)
    lead = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="joiners")
    offered_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    source = models.CharField(max_length=300, blank=True, default="")

    objects = PledgeQuerySet.as_manager()

    privacy = (
        held(Level.L0, "says that a city is taken", "edition", "city", "target", "state", "place", "lead"),
        held(Level.L0, "says when", "offered_at", "confirmed_at", "ended_at"),
        held(Level.L0, "where a past edition's city is known from", "source"),
        AS_GIVEN,
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["target"],
                condition=models.Q(state=PledgeState.CONFIRMED, place=Place.LEAD, target__isnull=False),
                name="one_confirmed_lead_per_target",
            ),
            models.CheckConstraint(
                condition=models.Q(place=Place.JOINER, lead__isnull=False)
                | (~models.Q(place=Place.JOINER) & models.Q(lead__isnull=True)),
                name="joiner_has_a_lead",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=PledgeState.CONFIRMED) | models.Q(confirmed_at__isnull=False),
                name="confirmed_pledge_has_moment",
            ),
        ]

    def __str__(self) -> str:
        return f"pledge {self.pk}"


class PledgePart(UuidRow):
    """Somebody's part in a pledge, and how much of them may be shown for it."""

    pledge = models.ForeignKey(Pledge, on_delete=models.CASCADE, related_name="parts")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="parts")
    role = models.CharField(max_length=8, choices=PartRole, default=PartRole.LEAD)
    shown_as = models.CharField(max_length=12, choices=ShownAs, default=ShownAs.CITY)
    came_by = models.CharField(max_length=8, choices=CameBy, default=CameBy.UNKNOWN)
    note = SealedTextField(null=True)  # null: parts made before there was a note

    privacy = (
        held(Level.L1, "says who promised", "pledge", "person", "role", days=90),
        held(Level.L1, "what somebody wrote when they promised, for the desk", "note", days=90),
        held(Level.L0, "how much may be shown", "shown_as"),
        held(Level.L0, "how their word reached the desk", "came_by"),
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["pledge", "person"], name="one_part_per_person")]

    def __str__(self) -> str:
        return f"part {self.pk}"


class Trust(Row):
    """Whose field reports need no desk first: a person, for a target, a city or a country, until a moment."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE)
    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT)
    scope = models.CharField(max_length=8, choices=TrustScope)
    target = models.ForeignKey(Target, on_delete=models.PROTECT, null=True)
    city = models.ForeignKey(City, on_delete=models.PROTECT, null=True)
    country = models.CharField(max_length=2, blank=True, default="")
    given_by = models.CharField(max_length=60)
    until = models.DateTimeField()

    privacy = (
        held(
            Level.L1,
            "says whose word is taken",
            *("person", "campaign", "scope", "target", "city", "country", "given_by", "until"),
            days=90,
        ),
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(scope=TrustScope.TARGET, target__isnull=False)
                | models.Q(scope=TrustScope.CITY, city__isnull=False)
                | (models.Q(scope=TrustScope.COUNTRY) & ~models.Q(country="")),
                name="trust_names_its_scope",
            )
        ]

    def __str__(self) -> str:
        return f"trust {self.pk}"


class FieldLink(UuidRow):
    """One link for one part. The token is an HMAC of this row's id and generation: it can be printed again, and a
    stolen database gives nothing. Raising ``generation`` revokes every token printed before."""

    part = models.OneToOneField(PledgePart, on_delete=models.CASCADE, related_name="link")
    generation = models.IntegerField(default=1)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    privacy = (
        held(
            Level.L1,
            "lets a phone report without an account",
            *("part", "generation", "made_at", "expires_at", "revoked_at"),
            days=90,
        ),
    )

    def __str__(self) -> str:
        return f"link {self.pk}"

    def open_at(self, moment: datetime) -> bool:
        """Whether the link may be used at *moment*."""
        return self.revoked_at is None and (self.expires_at is None or moment < self.expires_at)


class ImportDraft(UuidRow):
    """A table of coordinators on its way to pledges: as it came, and what the desk has said about it so far.

    ``content`` is one JSON document (``importing.content.Content``): nothing of it is anywhere else until the desk
    says so. ``version`` counts the changes: who is second does not undo the first's answers.
    """

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="+")
    content = SealedTextField()
    came_by = models.CharField(max_length=8, choices=CameBy, default=CameBy.UNKNOWN)
    version = models.IntegerField(default=1)
    made_at = models.DateTimeField()
    stored_at = models.DateTimeField(null=True)

    privacy = (
        held(Level.L2, "people's names and contacts, until they are pledges", "content", days=IMPORT_DAYS),
        held(Level.L0, "which edition a table is for, and how it came", "edition", "came_by"),
        held(Level.L0, "says how far an import is, and when its days run out", "version", "made_at", "stored_at"),
    )

    def __str__(self) -> str:
        return f"import {self.pk}"
