"""What every template may ask for."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language, get_language_bidi

from daybreak.core.lib import clock


def everywhere(request: HttpRequest) -> dict[str, Any]:
    """The rehearsal's notice, the page's language and direction, and the two hosts."""
    return {
        "notice": clock.notice(),
        "language": get_language() or "en",
        "direction": "rtl" if get_language_bidi() else "ltr",
        "public_url": settings.DAYBREAK.public_url,
        "forms_url": settings.DAYBREAK.forms_url,
    }
