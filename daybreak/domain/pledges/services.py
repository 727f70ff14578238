"""Verbs of pledges: taking a target, and the links coordinators report with."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, models, transaction

from daybreak.core.journal.services import record
from daybreak.core.lib.actor import Actor
from daybreak.core.lib.came_by import CameBy
from daybreak.core.lib.errors import Refused
from daybreak.core.lib.tasks import enqueue
from daybreak.domain.campaigns.models import Campaign, Edition, Target
from daybreak.domain.campaigns.states import EditionState
from daybreak.domain.people.models import Person, ShownAs
from daybreak.domain.places.models import City
from daybreak.domain.pledges.models import FieldLink, Pledge, PledgePart, Trust
from daybreak.domain.pledges.states import PartRole, Place, PledgeState

LINK_DAYS_AFTER_CLOSING = 60


class PledgeRefused(Refused):
    """The pledge cannot do that now."""


class TargetTaken(PledgeRefused):
    """Somebody else leads at this target. ``lead`` is the pledge to join."""

    def __init__(self, lead: Pledge) -> None:
        self.lead = lead
        super().__init__("This target has a lead already. You can join them, or take a separate slot at another hour.")


@transaction.atomic
def offer_pledge(
    edition: Edition,
    *,
    city: City,
    target: Target | None = None,
    person: Person | None = None,
    role: str = PartRole.LEAD,
    shown_as: str | None = None,
    proven: bool = True,
    source: str = "",
    came_by: str = CameBy.UNKNOWN,
    note: str = "",
    actor: Actor,
    at: datetime,
) -> Pledge:
    """Promise a city. Offers are unlimited: nobody can block a gate by offering.

    *proven* is False while the person's address is not proven. *person* is None only in past editions. *came_by*
    and *note* belong to the person's part.
    """
    if edition.state in {EditionState.CLOSED, EditionState.ARCHIVED} and person is not None:
        raise PledgeRefused("This edition is over. The next one will be announced on its page.")
    if target is not None and (target.edition_id != edition.pk or target.city_id != city.pk):
        raise PledgeRefused(f"{target.name} is not a target of this edition in {city.name}.")
    pledge = Pledge.objects.create(
        edition=edition,
        city=city,
        target=target,
        state=PledgeState.OFFERED if proven else PledgeState.UNPROVEN,
        offered_at=at,
        source=source,
    )
    record("offer_pledge", pledge, actor=actor, at=at, fields=["edition", "city", "target", "state"])
    if person is not None:
        shown_as = shown_as or ShownAs.CITY
        add_part(pledge, person=person, role=role, shown_as=shown_as, came_by=came_by, note=note, actor=actor, at=at)
    return pledge


@transaction.atomic
def add_part(
    pledge: Pledge,
    *,
    person: Person,
    role: str = PartRole.LEAD,
    shown_as: str = ShownAs.CITY,
    came_by: str = CameBy.UNKNOWN,
    note: str = "",
    actor: Actor,
    at: datetime,
) -> PledgePart:
    """Give somebody a part in a pledge; once each. *note* is what they wrote, for the desk; *came_by* how."""
    try:
        with transaction.atomic():
            part = PledgePart.objects.create(
                pledge=pledge, person=person, role=role, shown_as=shown_as, came_by=came_by, note=note.strip()
            )
    except IntegrityError as error:
        raise PledgeRefused("This person has a part in this pledge already.") from error
    fields = ["pledge", "person", "role", "shown_as", "came_by", "note"]
    record("add_part", part, actor=actor, at=at, fields=fields)
    return part


@transaction.atomic
def prove_pledge(pledge: Pledge, *, actor: Actor, at: datetime) -> Pledge:
    """unproven → offered: the address answered."""
    return _move(pledge, "prove_pledge", of=(PledgeState.UNPROVEN,), to=PledgeState.OFFERED, actor=actor, at=at)


@transaction.atomic
def confirm_pledge(pledge: Pledge, *, actor: Actor, at: datetime) -> Pledge:
    """offered → confirmed as the lead of its target.

    :raises TargetTaken: if somebody leads there already, or became the lead at the same moment: the constraint
        ``one_confirmed_lead_per_target`` decides, not a look beforehand.
    """
    try:
        with transaction.atomic():
            confirmed = _move(
                pledge,
                "confirm_pledge",
                of=(PledgeState.OFFERED,),
                to=PledgeState.CONFIRMED,
                actor=actor,
                at=at,
                confirmed_at=at,
            )
    except IntegrityError as error:
        pledge.refresh_from_db()
        lead = Pledge.objects.filter(target=pledge.target, state=PledgeState.CONFIRMED, place=Place.LEAD).first()
        if lead is None:
            raise
        raise TargetTaken(lead) from error
    _print_letter(confirmed)
    return confirmed


@transaction.atomic
def join_lead(pledge: Pledge, *, lead: Pledge, actor: Actor, at: datetime) -> Pledge:
    """offered → confirmed as a joiner of *lead*. A joiner owns no delivery; the city is counted once."""
    if lead.state != PledgeState.CONFIRMED or lead.place != Place.LEAD or lead.target_id != pledge.target_id:
        raise PledgeRefused("Only the confirmed lead at the same target can be joined.")
    return _move(
        pledge,
        "join_lead",
        of=(PledgeState.OFFERED,),
        to=PledgeState.CONFIRMED,
        actor=actor,
        at=at,
        place=Place.JOINER,
        lead=lead,
        confirmed_at=at,
    )


@transaction.atomic
def take_slot(pledge: Pledge, *, actor: Actor, at: datetime) -> Pledge:
    """offered → confirmed as a separate slot: another delivery at the same target, at another hour."""
    confirmed = _move(
        pledge,
        "take_slot",
        of=(PledgeState.OFFERED,),
        to=PledgeState.CONFIRMED,
        actor=actor,
        at=at,
        place=Place.SLOT,
        confirmed_at=at,
    )
    _print_letter(confirmed)
    return confirmed


@transaction.atomic
def decline_pledge(pledge: Pledge, *, actor: Actor, at: datetime) -> Pledge:
    """unproven or offered → declined."""
    return _move(
        pledge,
        "decline_pledge",
        of=(PledgeState.UNPROVEN, PledgeState.OFFERED),
        to=PledgeState.DECLINED,
        actor=actor,
        at=at,
        ended_at=at,
    )


@transaction.atomic
def lapse_pledge(pledge: Pledge, *, actor: Actor, at: datetime) -> Pledge:
    """unproven or offered → lapsed: nobody answered in time."""
    return _move(
        pledge,
        "lapse_pledge",
        of=(PledgeState.UNPROVEN, PledgeState.OFFERED),
        to=PledgeState.LAPSED,
        actor=actor,
        at=at,
        ended_at=at,
    )


@transaction.atomic
def withdraw_pledge(pledge: Pledge, *, actor: Actor, at: datetime) -> Pledge:
    """Withdraw a waiting or standing pledge. Its joiners keep their offers: they are asked to lead."""
    return _end(pledge, "withdraw_pledge", PledgeState.WITHDRAWN, actor=actor, at=at)


@transaction.atomic
def pass_on_pledge(pledge: Pledge, *, actor: Actor, at: datetime) -> Pledge:
    """confirmed → passed on: somebody else takes the city; the target is free again."""
    return _end(pledge, "pass_on_pledge", PledgeState.PASSED_ON, actor=actor, at=at)


def _end(pledge: Pledge, verb: str, to: str, *, actor: Actor, at: datetime) -> Pledge:
    """End a standing pledge and make its joiners offers again."""
    of = (
        (PledgeState.CONFIRMED,)
        if to == PledgeState.PASSED_ON
        else (
            PledgeState.UNPROVEN,
            PledgeState.OFFERED,
            PledgeState.CONFIRMED,
        )
    )
    ended = _move(pledge, verb, of=of, to=to, actor=actor, at=at, ended_at=at)
    for joiner in Pledge.objects.filter(lead=pledge, state=PledgeState.CONFIRMED):
        _move(
            joiner,
            "lose_lead",
            of=(PledgeState.CONFIRMED,),
            to=PledgeState.OFFERED,
            actor=actor,
            at=at,
            place=Place.LEAD,
            lead=None,
            confirmed_at=None,
        )
    return ended


def _print_letter(pledge: Pledge) -> None:
    """Queue the printing, unless nobody will carry it: a solidarity city, or a past edition's pledge without people."""
    if pledge.target_id is not None and pledge.parts.exists():
        enqueue("daybreak.domain.letters.tasks.address_copy", str(pledge.pk))


def _move(
    pledge: Pledge, verb: str, *, of: tuple[str, ...], to: str, actor: Actor, at: datetime, **also: Any
) -> Pledge:
    """Move a pledge's state by a conditional UPDATE, right on both databases."""
    moved = Pledge.objects.filter(pk=pledge.pk, state__in=of).update(state=to, **also)
    old = pledge.state
    pledge.refresh_from_db()
    if moved != 1:
        raise PledgeRefused(
            f"This pledge is {pledge.get_state_display()}; it cannot become {PledgeState(to).label} now."
        )
    record(verb, pledge, actor=actor, at=at, fields=["state", *also], old={"state": old})
    return pledge


@transaction.atomic
def give_trust(
    person: Person,
    *,
    campaign: Campaign,
    scope: str,
    target: Target | None = None,
    city: City | None = None,
    country: str = "",
    until: datetime,
    actor: Actor,
    at: datetime,
) -> Trust:
    """Take a person's word without the desk looking first, for a target, a city or a country."""
    trust = Trust.objects.create(
        person=person,
        campaign=campaign,
        scope=scope,
        target=target,
        city=city,
        country=country,
        given_by=actor.id,
        until=until,
    )
    record("give_trust", trust, actor=actor, at=at, fields=["person", "scope", "until"])
    return trust


@transaction.atomic
def make_field_link(part: PledgePart, *, expires_at: datetime | None = None, actor: Actor, at: datetime) -> FieldLink:
    """Make the field link of a part, or return the one there is, so that its token can be printed again."""
    link, made = FieldLink.objects.get_or_create(part=part, defaults={"made_at": at, "expires_at": expires_at})
    if made:
        record("make_field_link", link, actor=actor, at=at, fields=["part", "expires_at"])
    return link


@transaction.atomic
def renew_field_link(link: FieldLink, *, actor: Actor, at: datetime) -> FieldLink:
    """Raise the generation: every token printed before is dead, a new one can be printed."""
    FieldLink.objects.filter(pk=link.pk).update(generation=models.F("generation") + 1, revoked_at=None)
    link.refresh_from_db()
    record("renew_field_link", link, actor=actor, at=at, fields=["generation", "revoked_at"])
    return link


@transaction.atomic
def revoke_field_link(link: FieldLink, *, actor: Actor, at: datetime) -> FieldLink:
    """End a link. Its page says so, and whom to ring."""
    link.revoked_at = at
    link.save(update_fields=["revoked_at"])
    record("revoke_field_link", link, actor=actor, at=at, fields=["revoked_at"])
    return link


@transaction.atomic
def end_links_after_closing(edition: Edition, *, actor: Actor, at: datetime) -> int:
    """Set the end of all links of a closed edition: closing + 60 days. Return how many."""
    if edition.closed_at is None:
        raise PledgeRefused("Links end sixty days after closing; this edition is not closed.")
    until = edition.closed_at + timedelta(days=LINK_DAYS_AFTER_CLOSING)
    count = 0
    for link in FieldLink.objects.filter(part__pledge__edition=edition, expires_at=None):
        link.expires_at = until
        link.save(update_fields=["expires_at"])
        record("end_field_link", link, actor=actor, at=at, fields=["expires_at"])
        count += 1
    return count
