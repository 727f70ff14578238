"""A claim: what one field report says, before it is a row. Pure: no database, no clock."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Any, Required, TypedDict, TypeVar, Unpack

from django.db import models
from django.utils.translation import gettext as _

from daybreak.domain.deliveries.outcomes import FORM_OUTCOMES, Channel, Obstacle, Outcome, Proof
from daybreak.domain.deliveries.refusals import ClaimRefused

WORDS_MOST = 2000
"""Characters of a person's own words."""

PEOPLE_MOST = 1_000_000
AHEAD = timedelta(minutes=15)
"""How far a clock may run ahead of ours."""

BACK = timedelta(days=180)
"""Reports come weeks late, sometimes months; never years."""

SENT_BY = (Channel.POST, Channel.COURIER, Channel.EMAIL, Channel.FAX)

_Choice = TypeVar("_Choice", bound=models.TextChoices)


class Said(TypedDict, total=False):
    """What a field report may say, in plain values. Only the outcome is required; ``words`` are the person's own."""

    outcome: Required[str]
    obstacles: Collection[str]
    proofs: Collection[str]
    channel: str
    local_date: date | None
    local_time: time | None
    people: int | None
    words: str
    language: str


@dataclass(frozen=True)
class Claim:
    """What was said of one attempt.

    ``local_date`` and ``local_time`` are on the city's clock. No date means today; neither means now; a date
    without a time means that the hour is not known.
    """

    outcome: Outcome
    channel: Channel
    obstacles: tuple[Obstacle, ...]
    proofs: tuple[Proof, ...]
    local_date: date | None
    local_time: time | None
    people: int | None
    words: str
    language: str

    def fingerprint(self, *, key: bytes) -> str:
        """Return 64 hex digits that are equal for equal claims.

        Keyed, because the words are sealed in the row: a plain hash would let a thief test guesses. Over what was
        *sent*: a report without a time is the same report when it is sent again a minute later.
        """
        body = [
            *(self.outcome, self.channel, list(self.obstacles), list(self.proofs), self.people),
            *(self.words, self.language),
            self.local_date.isoformat() if self.local_date else None,
            self.local_time.isoformat("minutes") if self.local_time else None,
        ]
        return hmac.new(key, json.dumps(body, separators=(",", ":")).encode(), hashlib.sha256).hexdigest()

    def columns(self, now: datetime) -> dict[str, Any]:
        """Return the columns of a field report that repeat the claim, its hour filled from *now* (the city's clock)."""
        day, hour = self.when(now)
        return {
            "local_date": day,
            "local_time": hour,
            "channel": self.channel,
            "outcome": self.outcome,
            "obstacles": listed(self.obstacles),
            "proofs": listed(self.proofs),
            "people": self.people,
            "words": self.words,
            "language": self.language,
        }

    def when(self, now: datetime) -> tuple[date, time | None]:
        """Return the local date and time of the attempt, filled from *now* (the city's clock) where none is given."""
        if self.local_date is None:
            return now.date(), self.local_time or now.time().replace(second=0, microsecond=0)
        return self.local_date, self.local_time


def read_claim(**said: Unpack[Said]) -> Claim:
    """Return what was said as a claim. :raises ClaimRefused: for a value that is on none of the lists."""
    channel = said.get("channel", Channel.BY_HAND)
    if said["outcome"] not in Outcome.values:
        raise ClaimRefused(_("Choose what happened."), field="outcome")
    if channel not in Channel.values:
        raise ClaimRefused(_("Choose how the letter travelled."), field="channel")
    return Claim(
        outcome=Outcome(said["outcome"]),
        channel=Channel(channel),
        obstacles=in_order(said.get("obstacles", ()), Obstacle, field="obstacles"),
        proofs=in_order(said.get("proofs", ()), Proof, field="proofs"),
        local_date=said.get("local_date"),
        local_time=said.get("local_time"),
        people=said.get("people"),
        words=said.get("words", "").strip(),
        language=said.get("language", "en"),
    )


def in_order(values: Collection[str], choices: type[_Choice], *, field: str) -> tuple[_Choice, ...]:
    """Return the chosen values once each, in the order of their list. :raises ClaimRefused: for a strange one."""
    strange = sorted(set(values) - set(choices.values))
    if strange:
        raise ClaimRefused(_("“%s” is not on the list. Choose from the list.") % strange[0][:40], field=field)
    return tuple(choice for choice in choices if choice.value in values)


def check_claim(claim: Claim, *, at: datetime, tz: tzinfo) -> None:
    """Refuse what cannot be a coordinator's report at the moment *at* in a city of zone *tz*.

    :raises ClaimRefused: with the field to correct.
    """
    if claim.outcome not in FORM_OUTCOMES:
        raise ClaimRefused(_("Choose what happened."), field="outcome")
    if claim.outcome is Outcome.SENT and claim.channel not in SENT_BY:
        raise ClaimRefused(_("Say how it was sent: by post, courier, e-mail or fax."), field="channel")
    if len(claim.words) > WORDS_MOST:
        raise ClaimRefused(
            _("Your words are %(long)s characters long; at most %(most)s can be kept. Shorten them.")
            % {"long": len(claim.words), "most": WORDS_MOST},
            field="words",
        )
    if claim.people is not None and not 0 <= claim.people <= PEOPLE_MOST:
        raise ClaimRefused(_("Give the number of people as a plain number, or leave it empty."), field="people")
    _check_when(*claim.when(at.astimezone(tz)), at=at, tz=tz)


def _check_when(day: date, hour: time | None, *, at: datetime, tz: tzinfo) -> None:
    today = at.astimezone(tz).date()
    if day < today - BACK:
        raise ClaimRefused(_("That date is more than half a year ago. Check the year."), field="local_date")
    # Late in the evening a clock that runs ahead shows tomorrow already: with an hour, the hour decides.
    if day > today + timedelta(days=0 if hour is None else 1):
        raise ClaimRefused(_("That date has not come yet. Check the date."), field="local_date")
    if hour is None:
        return
    moment = datetime.combine(day, hour, tzinfo=tz)
    if not _on_the_clock(moment):
        raise ClaimRefused(_("The city's clock skipped that hour that night. Check the time."), field="local_time")
    if moment.astimezone(UTC) > at + AHEAD:
        raise ClaimRefused(
            _("That time has not come yet: it is %(now)s in the city now. Leave it empty to say “just now”.")
            % {"now": at.astimezone(tz).strftime("%H:%M")},
            field="local_time",
        )


def _on_the_clock(moment: datetime) -> bool:
    """Whether a local time exists: summer time skips an hour once a year."""
    there = moment.astimezone(UTC).astimezone(moment.tzinfo)
    return there.replace(tzinfo=None) == moment.replace(tzinfo=None)


def listed(values: Iterable[str]) -> list[str]:
    """Return plain strings, as a JSON column holds them."""
    return [str(value) for value in values]
