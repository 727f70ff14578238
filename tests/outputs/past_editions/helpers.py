"""Small documents, imported and exported."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from daybreak.core.lib.actor import Actor, ActorKind
from daybreak.domain.campaigns.models import Edition
from daybreak.outputs.past_editions.listing import listing
from daybreak.outputs.past_editions.reading import import_edition
from daybreak.outputs.past_editions.writing import write_edition

NOW = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
ACTOR = Actor(ActorKind.IMPORT, "invented.json")


def year(**more: Any) -> dict[str, Any]:
    """A small invented year."""
    return {"year": 2011, "date": "2011-09-24", "campaign": "Invented Day", "target": {"government": "CN"}, **more}


def imported(document: Any, **more: Any) -> Edition:
    raw = document if isinstance(document, bytes) else json.dumps(document).encode()
    return import_edition(raw, actor=ACTOR, at=NOW, **more).edition


def round_trip(document: dict[str, Any]) -> Edition:
    """Import, export, compare: content and key order."""
    edition = imported(document)
    assert json.dumps(write_edition(edition)) == json.dumps(document)
    return edition


def lines(edition: Edition) -> str:
    return "\n".join(listing(edition))
