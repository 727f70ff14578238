"""Make or bring up to date everything Daybreak needs. Quick and harmless when run again."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from daybreak.config.setting_up import set_up


class Command(BaseCommand):
    help = "Make the home, key file, tables and index of cities; run it again after every upgrade."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        if set_up():
            print("Keep a copy of the key file apart from this machine: without it nobody can read the names.")
        print("Everything is set up. `daybreak start` starts Daybreak.")
