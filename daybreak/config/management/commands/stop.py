"""Stop the Daybreak that runs from this home."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from daybreak.config.running import stop_running


class Command(BaseCommand):
    help = "Stop the Daybreak that runs from this home."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        stopped = stop_running(settings.DAYBREAK.home)
        print("Stopped." if stopped else "Nothing runs from this home.")
