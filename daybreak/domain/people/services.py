"""Verbs of people and organisations."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import transaction

from daybreak.core.journal.changing import locked, set_fields
from daybreak.core.journal.services import record
from daybreak.core.lib.actor import Actor
from daybreak.core.lib.errors import Refused
from daybreak.core.lib.keys import keys
from daybreak.domain.people.models import DeskUser, Organisation, Person, ShownAs, SignInToken

TOKEN_HOURS = 12
ORGANISATION_FIELDS = frozenset({"name", "country", "seat", "about", "website", "press_contact"})


class SignInRefused(Refused):
    """The one-time token does not sign anybody in."""


@transaction.atomic
def add_organisation(
    name: str,
    *,
    country: str = "",
    seat: str = "",
    about: str = "",
    website: str = "",
    press_contact: str = "",
    invented: bool = False,
    actor: Actor,
    at: datetime,
) -> Organisation:
    """Add an organisation, or return the one of that name."""
    name = " ".join(name.split())
    if not name:
        raise Refused("An organisation needs a name.")
    organisation, made = Organisation.objects.get_or_create(
        name=name,
        defaults={
            "country": country,
            "seat": seat,
            "about": about,
            "website": website,
            "press_contact": press_contact,
            "invented": invented,
        },
    )
    if made:
        record("add_organisation", organisation, actor=actor, at=at, fields=["name", "country", "website"])
    return organisation


@transaction.atomic
def change_organisation(organisation: Organisation, *, actor: Actor, at: datetime, **fields: Any) -> Organisation:
    """Change the named fields of an organisation (``ORGANISATION_FIELDS``).

    :raises Refused: without a name, or if another one has it.
    """
    unknown = sorted(set(fields) - ORGANISATION_FIELDS)
    if unknown:
        raise Refused(f"An organisation has no field {', '.join(unknown)} that can be changed.")
    held = locked(organisation)
    if "name" in fields:
        fields["name"] = " ".join(str(fields["name"]).split())
        if not fields["name"]:
            raise Refused("An organisation needs a name.")
        if Organisation.objects.filter(name=fields["name"]).exclude(pk=held.pk).exists():
            raise Refused("Another organisation has that name.")
    set_fields(held, fields, verb="change_organisation", actor=actor, at=at)
    organisation.refresh_from_db()
    return organisation


@transaction.atomic
def add_person(
    *,
    name: str,
    email: str = "",
    phone: str = "",
    language: str = "en",
    organisation: Organisation | None = None,
    shown_as: str = ShownAs.CITY,
    invented: bool = False,
    actor: Actor,
    at: datetime,
) -> Person:
    """Add a person. Two people may share an e-mail address: couples do."""
    person = Person(
        name=" ".join(name.split()),
        email=email.strip(),
        phone=phone.strip(),
        language=language,
        organisation=organisation,
        shown_as=shown_as,
        invented=invented,
        added_at=at,
    )
    person.save(force_insert=True)
    record("add_person", person, actor=actor, at=at, fields=["name", "email", "phone", "language", "shown_as"])
    return person


@transaction.atomic
def erase_contact(person: Person, *, actor: Actor, at: datetime) -> Person:
    """Erase what identifies somebody. The row stays, so that counts and the journal hold."""
    person.name = person.email = person.phone = ""
    person.organisation = None
    person.shown_as = ShownAs.CITY
    person.erased_at = at
    fields = ["name", "email", "email_lookup", "phone", "organisation", "shown_as", "erased_at"]
    person.save(update_fields=fields)
    record("erase_contact", person, actor=actor, at=at, fields=fields)
    return person


@transaction.atomic
def add_desk_user(*, alias: str, actor: Actor, at: datetime) -> DeskUser:
    """Add a person of the desk with an opaque login name and no password. The first one is the owner."""
    user = DeskUser.objects.opaque()
    user.alias = alias
    user.owner = not DeskUser.objects.filter(owner=True).exists()
    user.save(force_insert=True)
    record("add_desk_user", user, actor=actor, at=at, fields=["login", "alias", "owner"])
    return user


def _token_hash(token: str) -> str:
    return hmac.new(keys().derive("desk token"), token.encode(), hashlib.sha256).hexdigest()


@transaction.atomic
def make_sign_in_token(user: DeskUser, *, actor: Actor, at: datetime) -> str:
    """Return a one-time token for the desk. It is printed once and stored as a keyed hash only.

    Sign-in uses real time, never the rehearsal's clock (design.md §9.15); *at* is for the journal.
    """
    token = secrets.token_urlsafe(24)
    real = datetime.now(UTC)
    row = SignInToken.objects.create(
        user=user, token_hash=_token_hash(token), made_at=real, expires_at=real + timedelta(hours=TOKEN_HOURS)
    )
    record("make_sign_in_token", row, actor=actor, at=at, fields=["user", "expires_at"])
    return token


@transaction.atomic
def use_sign_in_token(token: str, *, actor: Actor, at: datetime) -> DeskUser:
    """Spend a token and return its user. A conditional UPDATE makes sure that only one browser gets in.

    :raises SignInRefused: for a token that is unknown, used or too old: the same words for all three.
    """
    real = datetime.now(UTC)
    spent = SignInToken.objects.filter(
        token_hash=_token_hash(token), used_at=None, expires_at__gt=real, user__is_active=True
    ).update(used_at=real)
    if spent != 1:
        raise SignInRefused("This sign-in link is not valid any more. Print a new one with `daybreak desk-token`.")
    row = SignInToken.objects.select_related("user").get(token_hash=_token_hash(token))
    record("use_sign_in_token", row, actor=actor, at=at, fields=["used_at"])
    return row.user
