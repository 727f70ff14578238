"""The web process alone, for those who run each process by itself (systemd, containers)."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "Run the web process alone (start runs all three)."

    def handle(self, *args: Any, **options: Any) -> None:
        from daybreak.config.web_server import serve  # granian only where it serves

        serve()
