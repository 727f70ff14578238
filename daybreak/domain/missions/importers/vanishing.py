"""Missions a list no longer has: marked for review, never deleted. Judged within one family of sources only."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from daybreak.core.lib.actor import Actor
from daybreak.domain.missions.importers.applying import GONE, LISTED
from daybreak.domain.missions.importers.batches import BATCH, load, one_import_at_a_time, write
from daybreak.domain.missions.importers.result import ImportResult
from daybreak.domain.missions.importers.rows import MissionRow
from daybreak.domain.missions.importers.sources import Said
from daybreak.domain.missions.importers.words import Reason
from daybreak.domain.missions.kinds import MissionStatus
from daybreak.domain.missions.models import FieldSource, Mission


@dataclass(slots=True)
class Listing:
    """What one file says of one family: of which states, as of when, from which source."""

    family: str
    senders: set[str] = field(default_factory=set)
    as_of: str = ""
    source: str = ""
    licence: str = ""


def listings_of(rows: Iterable[MissionRow]) -> list[Listing]:
    """Return one listing for each family in the file."""
    listings: dict[str, Listing] = {}
    for row in rows:
        one = listings.setdefault(row.family, Listing(row.family))
        one.senders.add(row.sender)
        if row.as_of >= one.as_of:
            one.as_of, one.source, one.licence = row.as_of, row.source, row.licence
    return list(listings.values())


def mark_vanished(
    listing: Listing,
    *,
    seen: set[int],
    unread_ids: frozenset[str],
    is_whole: bool,
    result: ImportResult,
    actor: Actor,
    at: datetime,
) -> None:
    """Mark missions of the family that the file no longer has.

    Only states the file speaks of are judged. A file as old as what we know is believed only if it is as wide
    (an extract for one state says nothing new about a list of the same day). *unread_ids* stand in lines that
    could not be read; where lines without an id were not read (*is_whole* false), missions without an id are not
    judged.
    """
    dates = FieldSource.objects.filter(family=listing.family).exclude(field=LISTED).values("mission_id")
    known_as_of = dict(dates.annotate(newest=Max("as_of")).values_list("mission_id", "newest"))
    missions = Mission.objects.listed().filter(source_family=listing.family).exclude(status=MissionStatus.CLOSED)
    known = {
        pk: (sender, source_id, known_as_of.get(pk, ""))
        for pk, sender, source_id in missions.order_by("pk").values_list("pk", "sender", "source_id")
    }
    is_wide = 2 * len(listing.senders) >= len({sender for sender, _, _ in known.values()})
    gone = [
        pk
        for pk, (sender, source_id, as_of) in known.items()
        if pk not in seen
        and sender in listing.senders
        and source_id not in unread_ids
        and (source_id or is_whole)
        and (listing.as_of > as_of or (listing.as_of == as_of and is_wide))
    ]
    for start in range(0, len(gone), BATCH):
        _mark(gone[start : start + BATCH], listing, result, actor, at)


@transaction.atomic
def _mark(pks: Sequence[int], listing: Listing, result: ImportResult, actor: Actor, at: datetime) -> None:
    one_import_at_a_time()
    held = load(pks)
    for one in held.values():
        evidence = one.sources.get(LISTED)
        if evidence is not None and evidence.value == GONE and evidence.as_of >= listing.as_of:
            continue  # said before; a person may have looked at it since
        if one.mission.vanished_at is None:
            one.mission.vanished_at = at
            result.vanished += 1
            text = f"{one.mission.name} is no longer in the list of {listing.as_of}. It stays, marked for review."
            result.doubt(0, Reason.VANISHED, text)
        one.flag([Reason.VANISHED])
        one.say(LISTED, Said(GONE, listing.family, listing.source, listing.as_of, listing.licence))
    write(held, actor, at)
