"""What is forgotten of the desk's own people. For coordinators see ``pledges/retention.py``."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from django.contrib.sessions.models import Session

from daybreak.domain.people.models import SignInToken

TOKEN_DAYS = 30


def due(at: datetime) -> int:
    """Delete spent tokens and sessions that ended. Both live in real time, so *at* is not asked."""
    real = datetime.now(UTC)
    tokens, _ = SignInToken.objects.filter(made_at__lt=real - timedelta(days=TOKEN_DAYS)).delete()
    sessions, _ = Session.objects.filter(expire_date__lt=real).delete()
    return tokens + sessions
