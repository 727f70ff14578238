"""The worker alone."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from daybreak.config.task_queue import LEASE_SECONDS
from daybreak.config.worker import Worker


class Command(BaseCommand):
    help = "Run the background worker alone (start runs all three)."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="do what is ready and due, then end")
        parser.add_argument(
            "--lease",
            type=float,
            default=LEASE_SECONDS,
            metavar="SECONDS",
            help="after this time without a sign of life a task is given to another worker (%(default)s)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        worker = Worker(lease_seconds=options["lease"])
        if options["once"]:
            print(f"{worker.run_until_idle()} task(s) run.")
        else:
            worker.run()
