"""A campaign, its editions, what they say, whom they address, and what each city does differently."""

from __future__ import annotations

from datetime import date, datetime

from django.db import models

from daybreak.core.lib.data_level import Level
from daybreak.core.lib.privacy import held
from daybreak.core.lib.rows import Row, UuidRow
from daybreak.core.lib.sealed import SealedTextField
from daybreak.domain.campaigns.as_given import AS_GIVEN, AsGiven
from daybreak.domain.campaigns.hold import PublicationHold as PublicationHold
from daybreak.domain.campaigns.states import (
    PUBLIC_STATES,
    EditionState,
    FigureKind,
    OrganisationRole,
    ResultsShow,
    Reveal,
    TargetKind,
)
from daybreak.domain.missions.models import Mission
from daybreak.domain.people.models import Organisation
from daybreak.domain.places.models import City


class Campaign(Row):
    """A cause that returns every year, and the government it addresses."""

    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=200)
    government = models.CharField(max_length=2)
    contact = models.CharField(max_length=200, blank=True, default="")

    privacy = (
        held(Level.L0, "names the cause", "slug", "name", "government"),
        held(Level.L0, "an office anybody may write to", "contact"),
    )

    def __str__(self) -> str:
        return self.name


class EditionQuerySet(models.QuerySet["Edition"]):
    """Questions over editions."""

    def public(self, at: datetime) -> EditionQuerySet:
        """Editions the world may know of. (*at* is taken so that no caller forgets the moment.)"""
        return self.filter(state__in=PUBLIC_STATES, opened_at__lte=at)

    def current(self, at: datetime) -> Edition | None:
        """The edition ``/{lang}/`` shows: live, else open, else the latest closed or archived one."""
        order = models.Case(
            models.When(state=EditionState.LIVE, then=0),
            models.When(state=EditionState.OPEN, then=1),
            default=2,
        )
        return self.public(at).order_by(order, "-date", "-pk").select_related("campaign").first()


class Edition(AsGiven, Row):
    """One year of a campaign. ``date`` is a date, never an instant: every city has it in its own zone."""

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="editions")
    slug = models.SlugField(max_length=60)
    year = models.IntegerField()
    date = models.DateField(null=True)
    state = models.CharField(max_length=10, choices=EditionState, default=EditionState.DRAFT)
    opened_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    anniversary_of = models.DateField(null=True)
    addressee_style = models.CharField(max_length=80, blank=True, default="")
    addressee_name = models.CharField(max_length=120, blank=True, default="")
    addressee_office = models.CharField(max_length=200, blank=True, default="")
    press_organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")

    objects = EditionQuerySet.as_manager()

    privacy = (
        held(
            Level.L0,
            "says what the day is, when, and whom it addresses",
            *("campaign", "slug", "year", "date", "state", "opened_at", "closed_at", "anniversary_of"),
            *("addressee_style", "addressee_name", "addressee_office", "press_organisation"),
        ),
        AS_GIVEN,
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["campaign", "slug"], name="one_edition_per_slug"),
            models.CheckConstraint(
                condition=models.Q(state=EditionState.DRAFT) | models.Q(opened_at__isnull=False),
                name="edition_open_has_moment",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=[EditionState.OPEN, EditionState.LIVE]) | models.Q(date__isnull=False),
                name="edition_open_has_date",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.campaign_id}/{self.slug}"

    @property
    def anniversary(self) -> int | None:
        """How many years since ``anniversary_of``, counted on the edition's date; None without both dates."""
        if self.date is None or self.anniversary_of is None:
            return None
        return self.date.year - self.anniversary_of.year


class EditionText(Row):
    """The edition's name, ask and introduction in one language."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="texts")
    language = models.CharField(max_length=12)
    name = models.CharField(max_length=200)
    ask = models.TextField()
    introduction = models.TextField(blank=True, default="")
    source_hash = models.CharField(max_length=64, blank=True, default="")
    checked_by = models.CharField(max_length=40, blank=True, default="")

    privacy = (
        held(Level.L0, "the call, for everybody", "edition", "language", "name", "ask", "introduction"),
        held(Level.L0, "says whether a translation is up to date", "source_hash", "checked_by"),
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["edition", "language"], name="one_edition_text_per_language")]

    def __str__(self) -> str:
        return f"{self.name} ({self.language})"


class Statement(Row):
    """One sourced claim of the background: who says so, when, where."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="statements")
    position = models.IntegerField()
    key = models.SlugField(max_length=60)
    source_name = models.CharField(max_length=300)
    source_url = models.CharField(max_length=300, blank=True, default="")
    source_date = models.CharField(max_length=10, blank=True, default="")
    names_no_source = models.BooleanField(default=False)
    as_of = models.CharField(max_length=10, blank=True, default="")

    privacy = (
        held(
            Level.L0,
            "a public claim and who makes it",
            *(
                "edition",
                "position",
                "key",
                "source_name",
                "source_url",
                "source_date",
                "names_no_source",
                "as_of",
            ),
        ),
    )

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["edition", "key"], name="one_statement_per_key")]

    def __str__(self) -> str:
        return self.key


class StatementText(Row):
    """A statement in one language."""

    statement = models.ForeignKey(Statement, on_delete=models.CASCADE, related_name="texts")
    language = models.CharField(max_length=12)
    text = models.TextField()
    source_hash = models.CharField(max_length=64, blank=True, default="")
    checked_by = models.CharField(max_length=40, blank=True, default="")

    privacy = (
        held(Level.L0, "a public claim", "statement", "language", "text"),
        held(Level.L0, "says whether a translation is up to date", "source_hash", "checked_by"),
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["statement", "language"], name="one_statement_text_per_language")
        ]

    def __str__(self) -> str:
        return self.text[:60]


class Target(AsGiven, Row):
    """A mission, or another door, that an edition wants a letter delivered to. Only primary ones count."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="targets")
    kind = models.CharField(max_length=20, choices=TargetKind, default=TargetKind.MISSION)
    mission = models.ForeignKey(Mission, on_delete=models.PROTECT, null=True)
    city = models.ForeignKey(City, on_delete=models.PROTECT)
    name = models.CharField(max_length=300)
    primary = models.BooleanField(default=True)
    slug = models.SlugField(max_length=80)

    privacy = (
        held(
            Level.L0,
            "a public door a letter goes to",
            "edition",
            "kind",
            "mission",
            "city",
            "name",
            "primary",
            "slug",
        ),
        AS_GIVEN,
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "mission"],
                condition=models.Q(mission__isnull=False),
                name="one_target_per_mission",
            ),
            models.UniqueConstraint(fields=["edition", "city", "slug"], name="one_target_per_slug"),
            models.CheckConstraint(
                condition=models.Q(kind=TargetKind.MISSION, mission__isnull=False)
                | (~models.Q(kind=TargetKind.MISSION) & models.Q(mission__isnull=True)),
                name="target_mission_or_other_door",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class CityPlan(AsGiven, UuidRow):
    """What one city does differently in one edition. Defaults are the most private ones."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="city_plans")
    city = models.ForeignKey(City, on_delete=models.PROTECT)
    own_date = models.DateField(null=True)
    own_date_reason = models.CharField(max_length=200, blank=True, default="")
    gate_from = models.TimeField(null=True)
    gate_until = models.TimeField(null=True)
    reveal = models.CharField(max_length=16, choices=Reveal, default=Reveal.AFTER_DELIVERY)
    results_show = models.CharField(max_length=16, choices=ResultsShow, default=ResultsShow.AFTER_CHECK_OUT)
    checked_out_at = models.DateTimeField(null=True)
    solidarity = models.BooleanField(default=False)
    assumption = models.CharField(max_length=300, blank=True, default="")
    source = models.CharField(max_length=300, blank=True, default="")
    desk_note = SealedTextField()

    privacy = (
        held(
            Level.L0,
            "says which day and how a city takes part",
            "edition",
            "city",
            "own_date",
            "own_date_reason",
        ),
        held(Level.L0, "the hour at the gate; shown only as the city allows", "gate_from", "gate_until"),
        held(Level.L0, "what the city allows to show, and when", "reveal", "results_show", "checked_out_at"),
        held(
            Level.L0,
            "says how a city is counted and where we know it from",
            "solidarity",
            "assumption",
            "source",
        ),
        held(Level.L2, "what the desk must know and nobody else", "desk_note", days=90),
        AS_GIVEN,
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["edition", "city"], name="one_plan_per_city"),
            models.CheckConstraint(
                condition=models.Q(own_date=None) | ~models.Q(own_date_reason=""), name="own_date_has_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"plan {self.pk}"

    def day(self, edition_date: date) -> date:
        """Return the local date of this city: its own, or the edition's."""
        return self.own_date or edition_date


class Participation(AsGiven, Row):
    """An organisation's part in an edition; ``city`` where it took part in one city only."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="participations")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT)
    city = models.ForeignKey(City, on_delete=models.PROTECT, null=True)
    role = models.CharField(max_length=12, choices=OrganisationRole, default=OrganisationRole.PARTNER)
    listed_from = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    privacy = (
        held(
            Level.L0,
            "lists an organisation that agreed to it",
            *("edition", "organisation", "city", "role", "listed_from", "withdrawn_at"),
        ),
        AS_GIVEN,
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "organisation", "city", "role"], name="one_participation_per_role"
            ),
            # NULL is never equal to NULL: an organisation's part in the whole edition needs its own line.
            models.UniqueConstraint(
                fields=["edition", "organisation", "role"],
                condition=models.Q(city=None),
                name="one_participation_in_edition",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} in {self.edition_id}"


class Figure(AsGiven, Row):
    """A number somebody else announced or reported: kept with its source and moment, never mixed with ours."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="figures")
    kind = models.CharField(max_length=10, choices=FigureKind)
    what = models.CharField(max_length=120)
    country = models.CharField(max_length=2, blank=True, default="")
    value = models.IntegerField(null=True)
    note = models.CharField(max_length=300, blank=True, default="")
    as_of = models.CharField(max_length=10, blank=True, default="")
    source = models.CharField(max_length=300, blank=True, default="")

    privacy = (
        held(
            Level.L0,
            "a number somebody else published",
            *("edition", "kind", "what", "country", "value", "note", "as_of", "source"),
        ),
        AS_GIVEN,
    )

    def __str__(self) -> str:
        return f"{self.kind} {self.what}: {self.value}"


class Thanked(AsGiven, Row):
    """One line of a thank-you list: a country or a place, as it was thanked."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="thanked")
    position = models.IntegerField()
    as_given_name = models.CharField(max_length=120)
    country = models.CharField(max_length=2, blank=True, default="")
    city = models.ForeignKey(City, on_delete=models.PROTECT, null=True)
    assumption = models.CharField(max_length=300, blank=True, default="")
    source = models.CharField(max_length=300, blank=True, default="")

    privacy = (
        held(
            Level.L0,
            "thanks a country or a city in public",
            *("edition", "position", "as_given_name", "country", "city", "assumption", "source"),
        ),
        AS_GIVEN,
    )

    class Meta:
        ordering = ["position"]
        verbose_name_plural = "thanked"

    def __str__(self) -> str:
        return self.as_given_name
