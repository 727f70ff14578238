"""Verbs of campaigns and editions."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, models, transaction
from django.utils.text import slugify

from daybreak.core.journal.services import record
from daybreak.core.lib.actor import Actor
from daybreak.core.lib.errors import Refused
from daybreak.domain.campaigns.models import (
    Campaign,
    CityPlan,
    Edition,
    EditionText,
    Participation,
    Statement,
    StatementText,
    Target,
)
from daybreak.domain.campaigns.states import EditionState, TargetKind
from daybreak.domain.missions.models import Mission
from daybreak.domain.people.models import Organisation
from daybreak.domain.places.models import City


class EditionRefused(Refused):
    """The edition cannot do that now."""


@transaction.atomic
def create_campaign(
    *, slug: str, name: str, government: str, contact: str = "", actor: Actor, at: datetime
) -> Campaign:
    """Create a cause. *government* is the ISO code of the state it addresses; *contact* an office anybody may write to.

    :raises EditionRefused: if another cause has that address.
    """
    if Campaign.objects.filter(slug=slug).exists():
        raise EditionRefused(f"Another campaign has the address {slug} already. Choose another one.")
    campaign = Campaign.objects.create(slug=slug, name=name, government=government.upper(), contact=contact)
    record("create_campaign", campaign, actor=actor, at=at, fields=["slug", "name", "government", "contact"])
    return campaign


@transaction.atomic
def create_edition(
    campaign: Campaign,
    *,
    slug: str,
    year: int,
    date: date | None,
    anniversary_of: date | None = None,
    addressee_style: str = "",
    addressee_name: str = "",
    addressee_office: str = "",
    press_organisation: Organisation | None = None,
    actor: Actor,
    at: datetime,
) -> Edition:
    """Create a draft edition: one year of the campaign.

    :raises EditionRefused: if another edition of the campaign has that address.
    """
    if Edition.objects.filter(campaign=campaign, slug=slug).exists():
        raise EditionRefused(f"Another edition of this campaign has the address {slug} already.")
    fields: dict[str, Any] = {
        "slug": slug,
        "year": year,
        "date": date,
        "anniversary_of": anniversary_of,
        "addressee_style": addressee_style,
        "addressee_name": addressee_name,
        "addressee_office": addressee_office,
        "press_organisation": press_organisation,
    }
    edition = Edition.objects.create(campaign=campaign, **fields)
    record("create_edition", edition, actor=actor, at=at, fields=["campaign", *fields])
    return edition


@transaction.atomic
def write_edition_text(
    edition: Edition,
    *,
    language: str,
    name: str,
    ask: str,
    introduction: str = "",
    actor: Actor,
    at: datetime,
) -> EditionText:
    """Set the edition's words in one language."""
    text, _made = EditionText.objects.update_or_create(
        edition=edition, language=language, defaults={"name": name, "ask": ask, "introduction": introduction}
    )
    record("write_edition_text", text, actor=actor, at=at, fields=["name", "ask", "introduction"])
    return text


@transaction.atomic
def add_statement(
    edition: Edition,
    *,
    key: str,
    text: str,
    language: str = "en",
    source_name: str,
    source_url: str = "",
    source_date: str = "",
    names_no_source: bool = False,
    as_of: str = "",
    actor: Actor,
    at: datetime,
) -> Statement:
    """Add one sourced claim of the background. The source may be the document itself, flagged "names no source"."""
    if not source_name.strip():
        raise Refused(f"The statement {key!r} needs a source: who says so? Name the document itself if it names none.")
    if edition.statements.filter(key=key).exists():
        raise Refused(f"Another statement of this edition is called {key!r} already.")
    statement = Statement.objects.create(
        edition=edition,
        position=(edition.statements.aggregate(last=models.Max("position"))["last"] or 0) + 1,
        key=key,
        source_name=source_name,
        source_url=source_url,
        source_date=source_date,
        names_no_source=names_no_source,
        as_of=as_of,
    )
    StatementText.objects.create(statement=statement, language=language, text=text)
    record(
        "add_statement",
        statement,
        actor=actor,
        at=at,
        fields=["edition", "key", "source_name", "names_no_source"],
    )
    return statement


def target_slug(words: str, taken: Collection[str]) -> str:
    """Return a target's part of an address: its kind, with a number where its city has another one of it."""
    wanted = slugify(words) or "target"
    slug, number = wanted, 2
    while slug in taken:
        slug, number = f"{wanted}-{number}", number + 1
    return slug


@transaction.atomic
def add_target(
    edition: Edition,
    *,
    city: City,
    mission: Mission | None = None,
    kind: str = TargetKind.MISSION,
    name: str = "",
    primary: bool = True,
    actor: Actor,
    at: datetime,
) -> Target:
    """Want a letter delivered to a mission or another door. The same mission again → the target there is."""
    if mission is not None:
        there = Target.objects.filter(edition=edition, mission=mission).first()
        if there is not None:
            return there
        name = name or mission.name
    if not name.strip():
        raise Refused("A target that is no mission needs a name.")
    taken = set(Target.objects.filter(edition=edition, city=city).values_list("slug", flat=True))
    target = Target.objects.create(
        edition=edition,
        city=city,
        mission=mission,
        kind=kind,
        name=name,
        primary=primary,
        slug=target_slug(mission.get_kind_display() if mission else kind, taken),
    )
    record(
        "add_target",
        target,
        actor=actor,
        at=at,
        fields=["edition", "city", "mission", "kind", "name", "primary"],
    )
    return target


PLAN_FIELDS = frozenset(
    {
        "own_date",
        "own_date_reason",
        "gate_from",
        "gate_until",
        "reveal",
        "results_show",
        "checked_out_at",
        "solidarity",
        "assumption",
        "source",
        "desk_note",
    }
)


@transaction.atomic
def plan_city(edition: Edition, *, city: City, actor: Actor, at: datetime, **fields: Any) -> CityPlan:
    """Say what one city does differently. Only the named fields change."""
    unknown = set(fields) - PLAN_FIELDS
    if unknown:
        raise Refused(f"A city plan has no field {', '.join(sorted(unknown))}.")
    if fields.get("own_date") and not str(fields.get("own_date_reason", "")).strip():
        raise Refused(f"{city.name} has a date of its own: give the reason, it is printed beside it.")
    plan, _made = CityPlan.objects.get_or_create(edition=edition, city=city)
    old = {name: getattr(plan, name) for name in fields if name != "desk_note"}
    for name, value in fields.items():
        setattr(plan, name, value)
    if fields:
        plan.save(update_fields=list(fields))
    record("plan_city", plan, actor=actor, at=at, fields=["edition", "city", *fields], old=old)
    return plan


@transaction.atomic
def list_participation(
    edition: Edition,
    *,
    organisation: Organisation,
    role: str,
    city: City | None = None,
    listed_from: datetime | None = None,
    actor: Actor,
    at: datetime,
) -> Participation:
    """List an organisation's part in an edition; the same part again → the row there is, listed again if it was
    withdrawn."""
    part, made = Participation.objects.get_or_create(
        edition=edition,
        organisation=organisation,
        city=city,
        role=role,
        defaults={"listed_from": listed_from or at},
    )
    if not made and part.withdrawn_at is not None:
        part.withdrawn_at, part.listed_from = None, listed_from or at
        part.save(update_fields=["withdrawn_at", "listed_from"])
        record("list_participation", part, actor=actor, at=at, fields=["listed_from", "withdrawn_at"])
    elif made:
        record("list_participation", part, actor=actor, at=at, fields=["edition", "organisation", "city", "role"])
    return part


def _move(
    edition: Edition, verb: str, *, of: Iterable[str], to: str, actor: Actor, at: datetime, **also: Any
) -> Edition:
    """Move an edition's state by a conditional UPDATE: two people at once cannot both move it."""
    try:
        with transaction.atomic():
            moved = Edition.objects.filter(pk=edition.pk, state__in=list(of)).update(state=to, **also)
    except IntegrityError as error:
        raise EditionRefused("An edition needs its date before it can be opened.") from error
    old = edition.state
    edition.refresh_from_db()
    if moved != 1:
        raise EditionRefused(
            f"This edition is {edition.get_state_display()}; it cannot become {EditionState(to).label} now."
        )
    record(verb, edition, actor=actor, at=at, fields=["state", *also], old={"state": old})
    return edition


@transaction.atomic
def open_edition(edition: Edition, *, actor: Actor, at: datetime) -> Edition:
    """draft → open: the call is public and cities can be taken.

    :raises EditionRefused: without a date, or without a name and an ask in any language.
    """
    if not edition.texts.exists():
        raise EditionRefused("An edition needs its name and its ask before it can be opened.")
    return _move(
        edition,
        "open_edition",
        of=[EditionState.DRAFT],
        to=EditionState.OPEN,
        actor=actor,
        at=at,
        opened_at=at,
    )


@transaction.atomic
def start_day(edition: Edition, *, actor: Actor, at: datetime) -> Edition:
    """open → live. The owner does this, not the clock."""
    return _move(edition, "start_day", of=[EditionState.OPEN], to=EditionState.LIVE, actor=actor, at=at)


@transaction.atomic
def close_edition(edition: Edition, *, actor: Actor, at: datetime) -> Edition:
    """live → closed."""
    return _move(
        edition,
        "close_edition",
        of=[EditionState.LIVE],
        to=EditionState.CLOSED,
        actor=actor,
        at=at,
        closed_at=at,
    )


@transaction.atomic
def archive_edition(edition: Edition, *, actor: Actor, at: datetime) -> Edition:
    """closed → archived; a past edition that was read from a document goes there from draft."""
    also: dict[str, Any] = {} if edition.state == EditionState.CLOSED else {"opened_at": at, "closed_at": at}
    return _move(
        edition,
        "archive_edition",
        of=[EditionState.CLOSED, EditionState.DRAFT],
        to=EditionState.ARCHIVED,
        actor=actor,
        at=at,
        **also,
    )
