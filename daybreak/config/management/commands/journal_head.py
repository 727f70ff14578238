"""Print the head of the sealed journal."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from daybreak.core.journal.services import head


class Command(BaseCommand):
    help = "Print the journal's head. Keep it away from this machine; verify-journal --head takes it."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        print(head())
