"""Whether the machinery lives: the journal's head and the signs of life of the background processes."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from daybreak.core.journal.models import Entry
from daybreak.core.journal.services import head
from daybreak.domain.campaigns.hold import PublicationHold
from daybreak.faces.desk.pages import reading, show
from daybreak.faces.desk.words import span

PROCESSES = ("worker", "publisher")
OLDEST_SECONDS = 60.0


@dataclass(frozen=True)
class Sign:
    """A process and its last sign of life. ``problem`` is its own sentence, or ours."""

    name: str
    ago: str
    good: bool
    problem: str


@reading()
def health(request: HttpRequest) -> HttpResponse:
    """Show what the machine knows of itself."""
    position, _colon, link = head().partition(":")
    context = {
        "hold": PublicationHold.objects.standing(),
        "signs": [_sign(name) for name in PROCESSES],
        "position": position,
        "link": link,
        "unsealed": Entry.objects.filter(position=None).count(),
    }
    return show(request, "health", context, here="health")


def _sign(name: str) -> Sign:
    path = Path(settings.DAYBREAK.home) / f"{name}.json"
    try:
        age = max(0.0, time.time() - path.stat().st_mtime)
        body = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Sign(name, "", good=False, problem=_("It has never run here. “daybreak start” starts everything."))
    except (OSError, ValueError):
        return Sign(name, "", good=False, problem=_("Its sign of life cannot be read."))
    problem = str(body.get("problem") or "") if isinstance(body, dict) else ""
    if not problem and age > OLDEST_SECONDS:
        problem = _("No sign of life for more than a minute. Look at the server, or run “daybreak doctor” there.")
    return Sign(name, span(timedelta(seconds=age)), good=not problem, problem=problem)
