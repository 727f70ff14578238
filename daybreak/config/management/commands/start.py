"""Run Daybreak in this terminal: pages, background work and publication, until Ctrl-C."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from daybreak.config.starting import start


class Command(BaseCommand):
    help = "Run Daybreak in this terminal, until Ctrl-C."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        raise SystemExit(start())
