"""The closed lists of a delivery, and the one table that says how outcomes are counted.

Channels, outcomes, obstacles and proofs are separate lists (domain.md §3). ``COUNTS`` is the counting rule:
pages, feeds and the closing document print it from here.
"""

from __future__ import annotations

from enum import StrEnum

from django.db import models


class Channel(models.TextChoices):
    """How the letter travelled."""

    BY_HAND = "by_hand", "by hand"
    POST = "post", "post"
    COURIER = "courier", "courier"
    EMAIL = "email", "e-mail"
    FAX = "fax", "fax"
    RELAYED = "relayed", "relayed by a third person"
    UNKNOWN = "unknown", "unknown"


class Outcome(models.TextChoices):
    """What came of one attempt."""

    RECEIVED = "received", "received, confirmed by a person inside"
    HANDED_OVER = "handed_over", "handed over, no confirmation"
    MAILBOX = "mailbox", "left in the mailbox or through the door"
    LEFT = "left", "left at the gate or with a guard"
    RELAYED = "relayed", "relayed"
    SENT = "sent", "sent by post, courier, e-mail or fax"
    REFUSED = "refused", "refused at window, door or intercom"
    NOT_ANSWERED = "not_answered", "not answered"
    SENT_AWAY = "sent_away", "sent away: wrong entrance or closed office"
    DESTROYED = "destroyed", "destroyed or thrown back"
    PREVENTED_GUARD = "prevented_guard", "prevented from approaching by a guard"
    PREVENTED_POLICE = "prevented_police", "prevented by police"
    POSTPONED = "postponed", "postponed"
    NOT_ATTEMPTED = "not_attempted", "not attempted"
    DELIVERED_UNKNOWN = "delivered_unknown", "delivered, how unknown"
    PLANNED = "planned", "planned (past editions)"
    NOT_APPLICABLE = "not_applicable", "not applicable: solidarity city"
    UNKNOWN = "unknown", "unknown"


class Obstacle(models.TextChoices):
    """What stood in the way."""

    PHOTOGRAPHY = "photography", "photography forbidden"
    SOUND = "sound", "singing or sound forbidden"
    PHOTOGRAPHED = "photographed", "participants photographed"
    HURT = "hurt", "pushed or hurt"
    BROKEN_UP = "broken_up", "group broken up"
    PERMIT = "permit", "permit refused"
    WEATHER = "weather", "weather"
    CLOSED = "closed", "office closed"
    GUARDS = "guards", "extra guards"
    OTHER = "other", "other"


class Proof(models.TextChoices):
    """What shows that it happened."""

    PHOTO_LETTER = "photo_letter", "photo of the letter"
    PHOTO_GATE = "photo_gate", "photo at the gate"
    VIDEO = "video", "video"
    STAMPED = "stamped", "stamped copy or receipt"
    POSTAL = "postal", "postal receipt"
    WITNESS = "witness", "witness"
    NONE = "none", "none"


class Count(StrEnum):
    """The groups of the counting rule, best first: a delivery counts by its best attempt."""

    DELIVERED = "delivered"
    LEFT = "delivered (left)"
    SENT = "sent"
    REFUSED = "refused"
    OPEN = "open"
    NONE = "not counted"


COUNTS: dict[Outcome, Count] = {
    Outcome.RECEIVED: Count.DELIVERED,
    Outcome.HANDED_OVER: Count.DELIVERED,
    Outcome.MAILBOX: Count.DELIVERED,
    Outcome.RELAYED: Count.DELIVERED,  # once confirmed: an attempt stands only when the desk accepted it
    Outcome.DELIVERED_UNKNOWN: Count.DELIVERED,
    Outcome.LEFT: Count.LEFT,
    Outcome.SENT: Count.SENT,
    Outcome.REFUSED: Count.REFUSED,
    Outcome.SENT_AWAY: Count.REFUSED,
    Outcome.DESTROYED: Count.REFUSED,
    Outcome.PREVENTED_GUARD: Count.REFUSED,
    Outcome.PREVENTED_POLICE: Count.REFUSED,
    Outcome.NOT_ANSWERED: Count.OPEN,
    Outcome.POSTPONED: Count.OPEN,
    Outcome.NOT_ATTEMPTED: Count.OPEN,
    Outcome.PLANNED: Count.OPEN,
    Outcome.UNKNOWN: Count.OPEN,
    Outcome.NOT_APPLICABLE: Count.NONE,
}

ORDER = tuple(Count)
FORM_OUTCOMES = tuple(
    o for o in Outcome if o not in {Outcome.PLANNED, Outcome.NOT_APPLICABLE, Outcome.UNKNOWN, Outcome.DELIVERED_UNKNOWN}
)
"""What a coordinator can choose; the others are for past editions and the desk."""
