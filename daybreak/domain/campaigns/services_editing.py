"""Verbs of campaigns and editions: changing and taking back what ``services.py`` made."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import ProtectedError

from daybreak.core.journal.changing import locked, set_fields
from daybreak.core.journal.services import RowChange, record, record_many
from daybreak.core.lib.actor import Actor
from daybreak.core.lib.errors import Refused
from daybreak.domain.campaigns.models import (
    Campaign,
    Edition,
    EditionText,
    Participation,
    Statement,
    StatementText,
    Target,
)
from daybreak.domain.campaigns.services import EditionRefused, target_slug
from daybreak.domain.campaigns.states import EditionState, TargetKind
from daybreak.domain.missions.models import Mission
from daybreak.domain.missions.services_doubts import merge_mission

MOST_AT_ONCE = 1000
"""Targets added in one go: one transaction that holds up nobody for long."""

_OVER = (EditionState.CLOSED, EditionState.ARCHIVED)

CAMPAIGN_FIELDS = frozenset({"name", "government", "contact"})
EDITION_FIELDS = frozenset(
    {
        *("year", "slug", "date", "anniversary_of"),
        *("addressee_style", "addressee_name", "addressee_office", "press_organisation"),
    }
)
STATEMENT_FIELDS = frozenset({"source_name", "source_url", "source_date", "names_no_source", "as_of"})


class CampaignRefused(Refused):
    """The campaign cannot be changed like this."""


class StatementRefused(Refused):
    """The statement cannot stand like this."""


class TargetRefused(Refused):
    """The target cannot be added, changed or removed."""


class ParticipationRefused(Refused):
    """The organisation's part cannot be changed like this."""


def _known(fields: Iterable[str], allowed: frozenset[str], what: str) -> None:
    unknown = sorted(set(fields) - allowed)
    if unknown:
        raise Refused(f"{what} has no field {', '.join(unknown)} that can be changed.")


@transaction.atomic
def change_campaign(campaign: Campaign, *, actor: Actor, at: datetime, **fields: Any) -> Campaign:
    """Change the named fields of a cause: name, government, contact. Its address stays.

    :raises CampaignRefused: without a name, or for another government once an edition was public.
    """
    _known(fields, CAMPAIGN_FIELDS, "A campaign")
    if "government" in fields:
        fields["government"] = fields["government"].upper()
    held = locked(campaign)
    if not str(fields.get("name", held.name)).strip():
        raise CampaignRefused("A campaign needs a name.")
    moved = fields.get("government", held.government) != held.government
    if moved and held.editions.exclude(state=EditionState.DRAFT).exists():
        raise CampaignRefused("An edition of this campaign was public: it goes on addressing the same government.")
    set_fields(held, fields, verb="change_campaign", actor=actor, at=at)
    campaign.refresh_from_db()
    return campaign


@transaction.atomic
def change_edition(edition: Edition, *, actor: Actor, at: datetime, **fields: Any) -> Edition:
    """Change the named fields of an edition. Its year and address are fixed once it was opened.

    :raises EditionRefused: if it is archived, if its address is taken or public, or if it would lose its date.
    """
    _known(fields, EDITION_FIELDS, "An edition")
    held = locked(edition)
    if held.state == EditionState.ARCHIVED:
        raise EditionRefused("This edition is archived: what it said stays on the record.")
    if held.state != EditionState.DRAFT:
        if any(name in fields and fields[name] != getattr(held, name) for name in ("slug", "year")):
            raise EditionRefused("This edition was opened: its year and its address stay. Links lead there.")
        if "date" in fields and fields["date"] is None:
            raise EditionRefused("An open edition keeps a date. Give the new one.")
    slug = fields.get("slug", held.slug)
    if Edition.objects.filter(campaign=held.campaign_id, slug=slug).exclude(pk=held.pk).exists():
        raise EditionRefused(f"Another edition of this campaign has the address {slug} already.")
    set_fields(held, fields, verb="change_edition", actor=actor, at=at)
    edition.refresh_from_db()
    return edition


@transaction.atomic
def withdraw_edition_text(text: EditionText, *, actor: Actor, at: datetime) -> None:
    """Take back the edition's words in one language.

    :raises EditionRefused: for the last language of an edition that is public: its page would have no name.
    """
    edition = locked(text.edition)
    if edition.state != EditionState.DRAFT and edition.texts.count() == 1:
        raise EditionRefused("These are the only words of an edition that is public. Write another language first.")
    record("withdraw_edition_text", text, actor=actor, at=at, fields=["edition", "language", "name", "ask"])
    text.delete()


@transaction.atomic
def change_statement(statement: Statement, *, actor: Actor, at: datetime, **fields: Any) -> Statement:
    """Change the named fields of a statement's source. Its words: ``write_statement_text``.

    :raises StatementRefused: if nobody would be named as its source.
    """
    _known(fields, STATEMENT_FIELDS, "A statement")
    held = locked(statement)
    if not str(fields.get("source_name", held.source_name)).strip():
        raise StatementRefused("A statement needs a source: who says so? Name the document itself if it names none.")
    set_fields(held, fields, verb="change_statement", actor=actor, at=at)
    statement.refresh_from_db()
    return statement


@transaction.atomic
def write_statement_text(
    statement: Statement, *, language: str, text: str, actor: Actor, at: datetime
) -> StatementText:
    """Set a statement's words in one language.

    :raises StatementRefused: for no words.
    """
    if not text.strip():
        raise StatementRefused("A statement needs its words.")
    row = StatementText.objects.select_for_update().filter(statement=statement, language=language).first()
    if row is not None:
        set_fields(row, {"text": text}, verb="write_statement_text", actor=actor, at=at)
        return row
    row = StatementText.objects.create(statement=statement, language=language, text=text)
    record("write_statement_text", row, actor=actor, at=at, fields=["statement", "language", "text"])
    return row


@transaction.atomic
def withdraw_statement(statement: Statement, *, actor: Actor, at: datetime) -> None:
    """Take a statement back, in all languages. The ones after it move up; the journal keeps its source."""
    record("withdraw_statement", statement, actor=actor, at=at, fields=["edition", "key", "source_name", "source_url"])
    statement.delete()


@transaction.atomic
def move_statement(statement: Statement, *, to: int, actor: Actor, at: datetime) -> Statement:
    """Put a statement in another place of the list: 1 is the first. Beyond the end means the end.

    :raises StatementRefused: for a place before the first.
    """
    if to < 1:
        raise StatementRefused("It is the first already.")
    locked(statement.edition)  # two moves at once would mix their orders
    others = list(Statement.objects.filter(edition=statement.edition_id).exclude(pk=statement.pk))
    order = [*others[: to - 1], Statement.objects.get(pk=statement.pk), *others[to - 1 :]]
    changes = []
    for place, one in enumerate(order, start=1):
        if one.position != place:
            changes.append(RowChange(one, ("position",), {"position": one.position}))
            one.position = place
    Statement.objects.bulk_update([change.row for change in changes], ["position"])  # type: ignore[misc]
    record_many("move_statement", changes, actor=actor, at=at)
    statement.refresh_from_db()
    return statement


@transaction.atomic
def add_targets(edition: Edition, *, missions: Sequence[Mission], actor: Actor, at: datetime) -> list[Target]:
    """Want a letter delivered to each of *missions* (their cities loaded). Return the targets that are new.

    :raises TargetRefused: for too many at once, for a mission without a city, or an edition that is over.
    """
    edition = locked(edition)
    if edition.state in _OVER:
        raise TargetRefused("This edition is over: no target can be added to it.")
    if len(missions) > MOST_AT_ONCE:
        raise TargetRefused(f"At most {MOST_AT_ONCE} targets can be added at once. Narrow the choice.")
    homeless = [one.name for one in missions if one.city is None]
    if homeless:
        names = "; ".join(homeless[:5])
        raise TargetRefused(f"A target needs a city, and these have none: {names}. Correct them in the directory.")
    there = Target.objects.filter(edition=edition)
    wanted_already = set(there.filter(mission__isnull=False).values_list("mission_id", flat=True))
    slugs = set(there.values_list("city_id", "slug"))
    targets = []
    for mission in missions:
        if mission.pk in wanted_already or mission.city is None:
            continue
        wanted_already.add(mission.pk)
        slug = target_slug(mission.get_kind_display(), {slug for city, slug in slugs if city == mission.city_id})
        slugs.add((mission.city.pk, slug))
        targets.append(Target(edition=edition, city=mission.city, mission=mission, name=mission.name, slug=slug))
    Target.objects.bulk_create(targets)
    fields = ("edition", "city", "mission", "kind", "name", "primary")
    record_many("add_targets", [RowChange(one, fields, {}) for one in targets], actor=actor, at=at)
    return targets


@transaction.atomic
def change_target(target: Target, *, name: str, primary: bool, actor: Actor, at: datetime) -> Target:
    """Change how a door is called, and whether it enters *delivered* (primary) or stands beside it (extra).

    :raises TargetRefused: without a name, or if another door would be primary: only missions are.
    """
    if not name.strip():
        raise TargetRefused("A target needs a name.")
    held = locked(target)
    if primary and held.kind != TargetKind.MISSION:
        raise TargetRefused("Only a mission can enter the figure of deliveries. This door stands beside it.")
    set_fields(held, {"name": " ".join(name.split()), "primary": primary}, verb="change_target", actor=actor, at=at)
    target.refresh_from_db()
    return target


@transaction.atomic
def remove_target(target: Target, *, actor: Actor, at: datetime) -> None:
    """Remove a door nobody has had anything to do with yet.

    :raises TargetRefused: if a pledge, a letter or a stage names it: what was promised stays on the record.
    """
    record("remove_target", target, actor=actor, at=at, fields=["edition", "city", "mission", "kind", "name"])
    try:
        with transaction.atomic():
            Target.objects.filter(pk=target.pk).delete()
    except ProtectedError as error:
        raise TargetRefused(
            f"{target.name} cannot be removed: a pledge, a letter or a gathering names it, and that stays on the "
            "record. If the office is gone, mark it as closed in the directory."
        ) from error


@transaction.atomic
def remove_targets(targets: Iterable[Target], *, actor: Actor, at: datetime) -> int:
    """Remove several doors, all or none. Return how many.

    :raises TargetRefused: naming the first that has to stay.
    """
    done = 0
    for target in targets:
        remove_target(target, actor=actor, at=at)
        done += 1
    return done


@transaction.atomic
def merge_missions(mission: Mission, *, into: Mission, reason: str, actor: Actor, at: datetime) -> Mission:
    """Merge *mission* into *into*, and let the targets of every edition follow. Return the row that stays.

    Where an edition that is over had both as targets, its record stays as it was.

    :raises TargetRefused: if an edition still to come or under way has both: one of the two must be removed first.
    :raises MergeRefused: as ``missions.services_doubts.merge_mission``.
    """
    merge_mission(mission, into=into, reason=reason, actor=actor, at=at)
    both = set(Target.objects.filter(mission=into).values_list("edition_id", flat=True))
    for target in Target.objects.select_for_update(of=("self",)).filter(mission=mission).select_related("edition"):
        if target.edition_id not in both:
            set_fields(target, {"mission": into}, verb="merge_missions", actor=actor, at=at)
        elif target.edition.state not in _OVER:
            raise TargetRefused(f"Both are targets of {target.edition.year}. Remove one of the two targets first.")
    return into


@transaction.atomic
def change_participation(
    participation: Participation, *, role: str, listed_from: datetime, actor: Actor, at: datetime
) -> Participation:
    """Change what an organisation does in an edition, and from when it is listed.

    :raises ParticipationRefused: if it has that role there already.
    """
    held = locked(participation)
    same = Participation.objects.filter(
        edition=held.edition_id, organisation=held.organisation_id, city=held.city_id, role=role
    )
    if same.exclude(pk=held.pk).exists():
        raise ParticipationRefused("The organisation is listed in that role already.")
    set_fields(held, {"role": role, "listed_from": listed_from}, verb="change_participation", actor=actor, at=at)
    participation.refresh_from_db()
    return participation


@transaction.atomic
def withdraw_participation(participation: Participation, *, actor: Actor, at: datetime) -> Participation:
    """Take an organisation off the list: it is gone from every page with the next publication.

    :raises ParticipationRefused: if it was withdrawn already.
    """
    withdrawn = Participation.objects.filter(pk=participation.pk, withdrawn_at=None).update(withdrawn_at=at)
    if withdrawn != 1:
        raise ParticipationRefused("This organisation was withdrawn already.")
    participation.refresh_from_db()
    record("withdraw_participation", participation, actor=actor, at=at, fields=["withdrawn_at"])
    return participation
