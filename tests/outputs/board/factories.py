"""Rows of the board's own tests."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from daybreak.domain.deliveries.models import Attempt, Delivery
from daybreak.domain.pledges.models import Pledge
from tests.factories import AT

TOKYO = {
    "geonames_id": 1850147, "name": "Tokyo", "country": "JP", "latitude": 35.6895, "longitude": 139.69171,
    "zone": "Asia/Tokyo", "slug": "tokyo",
}  # fmt: skip
APIA = {
    "geonames_id": 4035413, "name": "Apia", "country": "WS", "latitude": -13.83333, "longitude": -171.76666,
    "zone": "Pacific/Apia", "slug": "apia",
}  # fmt: skip
HONOLULU = {
    "geonames_id": 5856195, "name": "Honolulu", "country": "US", "latitude": 21.30694, "longitude": -157.85833,
    "zone": "Pacific/Honolulu", "slug": "honolulu",
}  # fmt: skip
TRAVERSE_CITY = {
    "geonames_id": 5012495, "name": "Traverse City", "country": "US", "latitude": 44.76306, "longitude": -85.62063,
    "zone": "America/Detroit", "slug": "traverse-city",
}  # fmt: skip


def make_attempt(*, pledge: Pledge, at: datetime = AT + timedelta(minutes=20), **fields: Any) -> Attempt:
    """An accepted try: handed over at 12:10 local time, accepted at 09:20 UTC."""
    delivery, _ = Delivery.objects.get_or_create(pledge=pledge)
    defaults = {
        "position": delivery.attempts.count() + 1,
        "local_date": date(2018, 9, 24),
        "local_time": time(12, 10),
        "channel": "by_hand",
        "outcome": "handed_over",
        "accepted_at": at,
    }
    return Attempt.objects.create(delivery=delivery, **{**defaults, **fields})


def check(pledge: Pledge, *, at: datetime = AT + timedelta(minutes=30)) -> None:
    """A second person of the desk agreed to every try there is."""
    number = Attempt.objects.filter(delivery__pledge=pledge).count()
    Delivery.objects.filter(pledge=pledge).update(checked_at=at, checked_by="dora", checked_attempts=number)
