"""Verbs of deliveries: from a claim (field report) to what we hold to be true (attempts of a delivery)."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping
from datetime import date, datetime, time
from typing import Any, Unpack

from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

from daybreak.core.journal.models import Entry
from daybreak.core.journal.services import record
from daybreak.core.lib.actor import Actor
from daybreak.core.lib.keys import keys
from daybreak.domain.deliveries.claims import Said, check_claim, in_order, listed, read_claim
from daybreak.domain.deliveries.models import Attempt, Delivery, FieldReport, ReportState
from daybreak.domain.deliveries.outcomes import Channel, Obstacle, Outcome, Proof
from daybreak.domain.deliveries.receipts import in_print, new_receipt
from daybreak.domain.deliveries.refusals import (
    AlreadyDecided,
    ClaimRefused,
    NothingToDeliver,
    NotToCheck,
    PledgeNotStanding,
    SameKeyOtherBody,
    SamePerson,
)
from daybreak.domain.pledges.models import FieldLink, Pledge
from daybreak.domain.pledges.states import STANDING, PledgeState

TRIES = 5
"""How often a receipt number that is taken already is drawn again."""


def delivery_of(pledge: Pledge) -> Delivery:
    """Return the delivery a pledge's reports belong to, made at its first use.

    A joiner owns none: theirs is the lead's. Two at once make one row (the column is unique).
    """
    owner = pledge.lead if pledge.lead_id else pledge
    delivery, _made = Delivery.objects.get_or_create(pledge=owner)
    return delivery


@transaction.atomic
def file_field_report(
    pledge: Pledge,
    *,
    link: FieldLink | None,
    client_key: uuid.UUID,
    actor: Actor,
    at: datetime,
    **said: Unpack[Said],
) -> FieldReport:
    """Keep what a coordinator told us of one attempt (``claims.Said``). It is a claim until the desk accepts it.

    Without a date and a time, *at* is taken. The same *client_key* with the same content is the same report,
    whatever became of it or of the pledge since: its row is returned.

    :raises SameKeyOtherBody: if the key belongs to a report that said something else.
    :raises ClaimRefused: if the content cannot be true or read; ``field`` says what to correct.
    :raises PledgeNotStanding: if the promise does not hold.
    :raises NothingToDeliver: in a solidarity city.
    """
    claim = read_claim(**said)
    fingerprint = claim.fingerprint(key=keys().derive("field report"))
    known = _known(pledge, client_key)
    if known is not None:
        return _same(known, fingerprint)
    _check_pledge(pledge)
    check_claim(claim, at=at, tz=pledge.city.tz)
    report = FieldReport(
        pledge=pledge,
        link=link,
        client_key=client_key,
        body_hash=fingerprint,
        received_at=at,
        **claim.columns(pledge.city.local(at)),
    )
    winner = _insert(report)
    if winner is not None:
        return _same(winner, fingerprint)
    record("file_field_report", report, actor=actor, at=at, fields=["pledge", "outcome", "channel", "words", "state"])
    return report


def _known(pledge: Pledge, client_key: uuid.UUID) -> FieldReport | None:
    return next(iter(FieldReport.objects.filter(pledge=pledge, client_key=client_key)), None)


def _same(known: FieldReport, fingerprint: str) -> FieldReport:
    if known.body_hash == fingerprint:
        return known
    raise SameKeyOtherBody(
        _("This page has sent a report already, with other content: its receipt number is %s.")
        % in_print(known.receipt),
        receipt=known.receipt,
    )


def _check_pledge(pledge: Pledge) -> None:
    state = Pledge.objects.values_list("state", flat=True).get(pk=pledge.pk)
    if state not in STANDING:
        raise PledgeNotStanding(_("This promise is %s, so nothing can be reported on it.") % PledgeState(state).label)
    if pledge.target_id is None:
        raise NothingToDeliver(
            _("%s takes part in solidarity: there is no office to bring the letter to.") % pledge.city.name
        )


def _insert(report: FieldReport) -> FieldReport | None:
    """Insert a report under a new receipt number.

    Two identical reports at once: the constraint ``one_report_per_client_key`` lets one in. Return that winner if
    it is not ours, else None.
    """
    for _try in range(TRIES):
        report.receipt = new_receipt()
        try:
            with transaction.atomic():
                report.save(force_insert=True)
        except IntegrityError:
            winner = _known(report.pledge, report.client_key)
            if winner is not None:
                return winner
            if not FieldReport.objects.filter(receipt=report.receipt).exists():
                raise  # neither the key nor the number: a fault of ours, not a race
        else:
            return None
    raise IntegrityError(f"{TRIES} receipt numbers in a row were taken")


@transaction.atomic
def accept_field_report(report: FieldReport, *, actor: Actor, at: datetime, note: str = "") -> Attempt:
    """waiting → accepted: the claim becomes an attempt of the delivery. *note* is public; the words are not taken over.

    :raises AlreadyDecided: if somebody decided before, or at the same moment.
    """
    _decide(report, ReportState.ACCEPTED, at=at)
    attempt = _add_attempt(
        delivery_of(report.pledge),
        report=report,
        local_date=report.local_date,
        local_time=report.local_time,
        channel=report.channel,
        outcome=report.outcome,
        obstacles=report.obstacles,
        proofs=report.proofs,
        note=note,
        accepted_at=at,
    )
    fields = ["report", "delivery", "outcome", "channel", "local_date", "local_time", "note"]
    record("accept_field_report", attempt, actor=actor, at=at, fields=fields)
    return attempt


@transaction.atomic
def set_aside_field_report(report: FieldReport, *, reason: str, actor: Actor, at: datetime) -> FieldReport:
    """waiting → set aside, with the reason. The claim stays as it was sent.

    :raises AlreadyDecided: if somebody decided before, or at the same moment.
    """
    most = FieldReport._meta.get_field("reason").max_length or 0
    reason = reason.strip()
    if not 0 < len(reason) <= most:
        raise ClaimRefused(_("Say why in a sentence of at most %s characters.") % most, field="reason")
    _decide(report, ReportState.SET_ASIDE, at=at, reason=reason)
    old = {"state": ReportState.WAITING}
    record("set_aside_field_report", report, actor=actor, at=at, fields=["state", "reason"], old=old)
    return report


def _decide(report: FieldReport, state: ReportState, *, at: datetime, reason: str = "") -> None:
    """Move a waiting report by a conditional UPDATE: of two people at once, one moves it."""
    waiting = FieldReport.objects.filter(pk=report.pk, state=ReportState.WAITING)
    moved = waiting.update(state=state, decided_at=at, reason=reason)
    report.refresh_from_db(fields=["state", "decided_at", "reason"])
    if moved != 1:
        raise AlreadyDecided(
            _("Report %(receipt)s is decided already: it was %(state)s.")
            % {"receipt": in_print(report.receipt), "state": ReportState(report.state).label}
        )


def _add_attempt(delivery: Delivery, **fields: Any) -> Attempt:
    """Add the next attempt of a delivery. Two at once take turns at the delivery's row."""
    Delivery.objects.select_for_update().get(pk=delivery.pk)  # SQLite: the transaction holds the write lock already
    last = delivery.attempts.aggregate(last=models.Max("position"))["last"] or 0
    return Attempt.objects.create(delivery=delivery, position=last + 1, **fields)


@transaction.atomic
def record_attempt(
    delivery: Delivery,
    *,
    outcome: str,
    outcome_as_given: str = "",
    channel: str = Channel.UNKNOWN,
    local_date: date | None = None,
    local_time: time | None = None,
    obstacles: Collection[str] = (),
    proofs: Collection[str] = (),
    note: str = "",
    source: str = "",
    given: Mapping[str, Any] | None = None,
    understood: Mapping[str, Any] | None = None,
    actor: Actor,
    at: datetime,
) -> Attempt:
    """Add an attempt that no field report told of.

    It comes from a past edition's document, or the desk heard it by phone: *source* says so.
    """
    attempt = _add_attempt(
        delivery,
        outcome=Outcome(outcome),
        outcome_as_given=outcome_as_given,
        channel=Channel(channel),
        local_date=local_date,
        local_time=local_time,
        obstacles=listed(in_order(obstacles, Obstacle, field="obstacles")),
        proofs=listed(in_order(proofs, Proof, field="proofs")),
        note=note,
        source=source,
        given=dict(given or {}),
        understood=dict(understood or {}),
        accepted_at=at,
    )
    fields = ["delivery", "outcome", "channel", "local_date", "local_time", "note", "source"]
    record("record_attempt", attempt, actor=actor, at=at, fields=fields)
    return attempt


@transaction.atomic
def check_delivery(delivery: Delivery, *, attempts_seen: int | None = None, actor: Actor, at: datetime) -> Delivery:
    """A second person of the desk agrees to all attempts so far. A later attempt asks for a new check.

    *attempts_seen* is how many attempts stood on the page; an attempt added since stops the check.

    :raises SamePerson: if *actor* accepted the last report, or recorded the last attempt.
    :raises NotToCheck: without attempts, when these are checked already, or when there are more than were seen.
    """
    delivery = Delivery.objects.select_for_update().get(pk=delivery.pk)
    last = delivery.attempts.order_by("position").last()
    if last is None:
        raise NotToCheck(_("There is no attempt to check yet. Accept a field report first."))
    count = delivery.attempts.count()
    if delivery.checked_attempts == count:
        raise NotToCheck(_("This delivery is checked already, and nothing was added since."))
    if attempts_seen is not None and attempts_seen != count:
        raise NotToCheck(_("An attempt was added while you looked. Read it, then check again."))
    if _who_added(last) == (actor.kind, actor.id):
        raise SamePerson(
            _("You accepted the last report of this delivery. A second person of the desk has to check it.")
        )
    delivery.checked_at, delivery.checked_by, delivery.checked_attempts = at, actor.id, count
    fields = ["checked_at", "checked_by", "checked_attempts"]
    delivery.save(update_fields=fields)
    record("check_delivery", delivery, actor=actor, at=at, fields=fields)
    return delivery


def _who_added(attempt: Attempt) -> tuple[str, str] | None:
    """Return kind and id of whoever made an attempt of it, from the journal; None after the journal's retention."""
    entries = Entry.objects.filter(row_type=Attempt._meta.label, row_id=str(attempt.pk))
    return entries.order_by("pk").values_list("actor_kind", "actor_id").first()
