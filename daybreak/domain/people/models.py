"""People and organisations. Coordinators are persons, not accounts; only the desk signs in."""

from __future__ import annotations

import secrets

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from daybreak.core.lib.data_level import Level
from daybreak.core.lib.privacy import CONTACT_DAYS, held
from daybreak.core.lib.rows import Row, UuidRow
from daybreak.core.lib.sealed import LookupField, SealedTextField


class ShownAs(models.TextChoices):
    """How much of somebody the public may see. The default is the most private."""

    CITY = "city", "city only"
    ORGANISATION = "organisation", "organisation"
    NAME = "name", "name"


class Organisation(Row):
    """A group that convenes, takes part, signs or endorses."""

    name = models.CharField(max_length=200)
    country = models.CharField(max_length=2, blank=True, default="")
    seat = models.CharField(max_length=200, blank=True, default="")
    about = models.TextField(blank=True, default="")
    website = models.URLField(blank=True, default="")
    press_contact = models.CharField(max_length=200, blank=True, default="")
    invented = models.BooleanField(default=False)

    privacy = (
        held(Level.L0, "a group that chose to be listed", "name", "country", "seat", "about", "website"),
        held(Level.L0, "an office the press may write to", "press_contact"),
        held(Level.L0, "marks samples", "invented"),
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["name"], name="one_organisation_per_name")]

    def __str__(self) -> str:
        return self.name


class Person(UuidRow):
    """Somebody with a part in a pledge, or another known to the desk. Shown through ``labels.public_label`` only."""

    name = SealedTextField()
    email = SealedTextField()
    email_lookup = LookupField(of="email")
    phone = SealedTextField()
    language = models.CharField(max_length=12, default="en")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, blank=True)
    shown_as = models.CharField(max_length=12, choices=ShownAs, default=ShownAs.CITY)
    invented = models.BooleanField(default=False)
    added_at = models.DateTimeField()
    erased_at = models.DateTimeField(null=True)

    privacy = (
        held(Level.L2, "so that the desk knows whom it trusts", "name", days=CONTACT_DAYS),
        held(Level.L1, "so that the desk can write or ring", "email", "phone", days=CONTACT_DAYS),
        held(Level.L1, "finds a person by an exact address", "email_lookup", days=CONTACT_DAYS),
        held(Level.L0, "the language we write in", "language"),
        held(Level.L1, "the group somebody belongs to", "organisation", days=CONTACT_DAYS),
        held(Level.L0, "how much may be shown", "shown_as"),
        held(Level.L0, "marks samples", "invented"),
        held(Level.L0, "says when the days run out", "added_at", "erased_at"),
    )

    class Meta:
        verbose_name_plural = "people"

    def __str__(self) -> str:
        return f"person {self.pk}"  # never the name: __str__ ends up in logs


class DeskUserManager(BaseUserManager["DeskUser"]):
    """Makes desk users. Login names are opaque."""

    def opaque(self) -> DeskUser:
        """Return a new, unsaved user with a random login name and no password."""
        user = self.model(login=f"desk-{secrets.token_hex(6)}")
        user.set_unusable_password()
        return user


class DeskUser(AbstractBaseUser):
    """A person of the desk. The login name is opaque; there is no default password."""

    login = models.CharField(max_length=40, unique=True)
    alias = models.CharField(max_length=40, blank=True, default="")
    is_active = models.BooleanField(default=True)
    owner = models.BooleanField(default=False)

    USERNAME_FIELD = "login"
    objects = DeskUserManager()

    privacy = (
        held(Level.L0, "tells people of the desk apart without their names", "login", "alias"),
        held(Level.L0, "signs somebody in", "password", "last_login", "is_active"),
        held(Level.L0, "says who may open and close an edition", "owner"),
    )

    def __str__(self) -> str:
        return self.login


class SignInToken(Row):
    """A one-time token for the desk. Only its keyed hash is stored."""

    user = models.ForeignKey(DeskUser, on_delete=models.CASCADE)
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    privacy = (
        held(
            Level.L0,
            "lets somebody of the desk sign in once",
            *("user", "token_hash", "made_at", "expires_at", "used_at"),
            days=30,
        ),
    )

    def __str__(self) -> str:
        return f"token for {self.user.login}"
