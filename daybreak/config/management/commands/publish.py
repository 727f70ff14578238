"""``daybreak publish``"""

from __future__ import annotations

import time
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from daybreak.config.progress import Progress
from daybreak.core.lib import clock
from daybreak.core.lib.errors import Refused
from daybreak.publication.publish import publish


class Command(BaseCommand):
    """One whole publication, now."""

    help = "Publish the public site now, whole; `daybreak publisher` does it whenever something changes."

    def handle(self, *args: Any, **options: Any) -> None:
        """Publish, and say what came of it."""
        began = time.monotonic()
        try:
            with Progress().step("rendering the public site"):
                release = publish(clock.now())
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        what = f"Release {release.number}, {len(release.files)} files"
        if release.new:
            print(f"{what}, in {time.monotonic() - began:.1f} s: {settings.DAYBREAK.public_url}/")
        else:
            print(f"{what}, is current already: nothing had changed.")
