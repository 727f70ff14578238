"""``daybreak publisher``"""

from __future__ import annotations

import signal
import threading
from datetime import UTC, datetime
from types import FrameType
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from daybreak.config import heartbeats
from daybreak.publication.loop import Publisher

BEAT_SECONDS = 5.0


class Command(BaseCommand):
    """The publisher process: runs until SIGTERM."""

    help = "Watch for changes and keep the public site up to date (`daybreak start` runs it)."

    def handle(self, *args: Any, **options: Any) -> None:
        """Run the loop, with a sign of life from a thread of its own: a long run is no silence."""
        publisher = Publisher()
        ended = threading.Event()

        def stop(signum: int, frame: FrameType | None) -> None:
            publisher.stop()

        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, stop)
        beating = threading.Thread(target=_keep_beating, args=(publisher, ended), name="heartbeat", daemon=True)
        beating.start()
        told = [""]

        def looked() -> None:
            if publisher.problem != told[0]:
                told[0] = publisher.problem
                _beat(publisher)

        try:
            publisher.run(published=looked)
        finally:
            ended.set()
            beating.join(timeout=2.0)


def _keep_beating(publisher: Publisher, ended: threading.Event) -> None:
    while True:
        _beat(publisher)
        if ended.wait(BEAT_SECONDS):
            break


def _beat(publisher: Publisher) -> None:
    release = publisher.release
    words = {
        "at": datetime.now(UTC).isoformat(),
        "problem": publisher.problem,
        "release": release.number if release else None,
        "published for": publisher.published_at.isoformat() if publisher.published_at else None,
    }
    heartbeats.beat(settings.DAYBREAK.home, heartbeats.PUBLISHER, words)
