"""Check that nobody rewrote the journal."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from daybreak.core.journal.services import verify_journal


class Command(BaseCommand):
    help = "Check that nobody rewrote the journal."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--head",
            metavar="N:HASH",
            help="a head printed earlier by journal-head and kept elsewhere: only it shows that the end was cut off",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        result = verify_journal(exported=options["head"])
        if result.broken:
            raise CommandError(result.broken)
        unsealed = f"; {result.unsealed} newer not sealed yet" if result.unsealed else ""
        print(f"{result.entries} entries, head {result.head}, whole{unsealed}.")
