"""Verbs of the directory about doubts: one office listed twice, and a field somebody says is wrong."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from daybreak.core.journal.changing import locked, set_fields
from daybreak.core.journal.services import record
from daybreak.core.lib.actor import Actor
from daybreak.core.lib.errors import Refused
from daybreak.domain.missions.importers import batches
from daybreak.domain.missions.importers.words import Reason
from daybreak.domain.missions.models import IMPORTED_FIELDS, Correction, Dispute, FieldSource, Mission

TWICE = (Reason.SAME_KEY, Reason.AMBIGUOUS)
"""Reasons for review that end when two rows are one office."""

_TAKEN_OVER = (("city",), ("latitude", "longitude", "precision"), ("address",), ("phone",), ("email",), ("website",))
"""What the row that stays takes from the other where it knows nothing; a point goes whole or not at all."""

BY_MOST = 40
WORDS_MOST = 1000
REASON_MOST = 300


class MergeRefused(Refused):
    """The two rows cannot become one."""


class DisputeRefused(Refused):
    """The doubt cannot be taken down, or is settled already."""


@transaction.atomic
def merge_mission(mission: Mission, *, into: Mission, reason: str, actor: Actor, at: datetime) -> Mission:
    """Say that *mission* is the same office as *into*, which stands for both from now on. Nothing is deleted.

    *into* takes the id and the fields that only the other row has, with their sources. Targets are moved by
    ``campaigns.services_editing.merge_missions``. Return the row that stays.

    :raises MergeRefused: for one row, rows of two states, or a row that was merged already.
    """
    gone, stays = locked(mission), locked(into)
    if gone.pk == stays.pk:
        raise MergeRefused("That is the same entry. Choose the other one.")
    if gone.merged_into_id is not None or stays.merged_into_id is not None:
        raise MergeRefused("One of the two was merged before. Look at the entry that stands for it.")
    if gone.sender and stays.sender and gone.sender != stays.sender:
        raise MergeRefused("The two belong to different states, so they are two offices. Correct that first.")
    reason = _reason(reason, "Say how you know that the two are one office.", MergeRefused)
    values = _what_only(gone, stays)
    if gone.source_id and not stays.source_id:
        values["source_id"] = gone.source_id  # what later lists say of this id is about the row that stays
    set_fields(
        gone,
        {"merged_into": stays, "review": [], **({"source_id": ""} if "source_id" in values else {})},
        verb="merge_mission",
        actor=actor,
        at=at,
    )
    Mission.objects.filter(merged_into=gone).update(merged_into=stays)
    values["review"] = [code for code in stays.review if code not in TWICE]
    set_fields(stays, values, verb="merge_mission", actor=actor, at=at)
    for row in (gone, stays):
        # Said like this, the same list raises the question no more (``importers.batches.load``).
        Correction.objects.create(mission=row, field=batches.REVIEW, old=" ".join(TWICE), reason=reason, at=at)
    _take_sources(gone, stays, values)
    mission.refresh_from_db()
    into.refresh_from_db()
    return into


def _what_only(gone: Mission, stays: Mission) -> dict[str, Any]:
    """Return the fields of *gone* that *stays* lacks."""
    values: dict[str, Any] = {}
    for group in _TAKEN_OVER:
        first = group[0]
        if getattr(stays, first) in (None, "") and getattr(gone, first) not in (None, ""):
            values |= {name: getattr(gone, name) for name in group}
    return values


def _take_sources(gone: Mission, stays: Mission, values: dict[str, Any]) -> None:
    """Let the fields that were taken over keep their sources and checks."""
    for said in FieldSource.objects.filter(mission=gone, field__in=values):
        FieldSource.objects.update_or_create(
            mission=stays,
            field=said.field,
            defaults={
                name: getattr(said, name)
                for name in ("value", "family", "source", "as_of", "licence", "checked_on", "checked_by")
            },
        )


@transaction.atomic
def part_mission(mission: Mission, *, reason: str, actor: Actor, at: datetime) -> Mission:
    """Take a merging back: the row stands for itself again. What the other row took over stays there too.

    :raises MergeRefused: if the row was not merged.
    """
    held = locked(mission)
    if held.merged_into_id is None:
        raise MergeRefused("This entry stands for itself already.")
    reason = _reason(reason, "Say why these are two offices after all.", MergeRefused)
    set_fields(held, {"merged_into": None}, verb="part_mission", actor=actor, at=at)
    Correction.objects.create(mission=held, field=batches.REVIEW, old=" ".join(TWICE), reason=reason, at=at)
    mission.refresh_from_db()
    return mission


@transaction.atomic
def dispute_mission(mission: Mission, *, field: str, words: str, by: str, actor: Actor, at: datetime) -> Dispute:
    """Keep that somebody says *field* is wrong. *by* is a role, never a name. The directory stays as it is.

    :raises DisputeRefused: if the field cannot be disputed, or a word is missing or too long.
    """
    words, by = " ".join(words.split()), " ".join(by.split())
    if field not in IMPORTED_FIELDS:
        raise DisputeRefused(f"Only these can be disputed: {', '.join(IMPORTED_FIELDS)}.")
    if not words or len(words) > WORDS_MOST:
        raise DisputeRefused(f"Write what is wrong, in at most {WORDS_MOST} characters.")
    if not by or len(by) > BY_MOST:
        raise DisputeRefused(f"Say in at most {BY_MOST} letters in which role they told us, for example: coordinator.")
    dispute = Dispute(mission=mission, field=field, words=words, by=by, flagged_at=at)
    dispute.save(force_insert=True)
    record("dispute_mission", dispute, actor=actor, at=at, fields=["mission", "field", "words", "by"])
    return dispute


@transaction.atomic
def settle_dispute(dispute: Dispute, *, answer: str, actor: Actor, at: datetime) -> Dispute:
    """Say how a doubt ended. Of two people at once, one settles it.

    :raises DisputeRefused: if it is settled already, or no answer is given.
    """
    answer = _reason(answer, "Say how it ended: what was corrected, or why it stays.", DisputeRefused)
    settled = Dispute.objects.filter(pk=dispute.pk, settled_at=None).update(settled_at=at, settled_with=answer)
    if settled != 1:
        raise DisputeRefused("Somebody settled this already.")
    dispute.refresh_from_db()
    record("settle_dispute", dispute, actor=actor, at=at, fields=["settled_at", "settled_with"])
    return dispute


def _reason(text: str, missing: str, refused: type[Refused]) -> str:
    text = " ".join(text.split())
    if not text:
        raise refused(missing)
    if len(text) > REASON_MOST:
        raise refused(f"Write the reason in at most {REASON_MOST} characters.")
    return text
