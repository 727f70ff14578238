"""``daybreak load-chinese-missions``: the project's own list of the Chinese missions."""

from __future__ import annotations

from django.core.management.base import BaseCommand, CommandError

from daybreak.config.management.commands.import_missions import print_result
from daybreak.core.lib.actor import COMMAND
from daybreak.core.lib.clock import now
from daybreak.core.lib.errors import Refused
from daybreak.domain.missions.services import load_own_missions


class Command(BaseCommand):
    """Load the list of Chinese missions that comes with Daybreak; safe to run again."""

    help = "Load the list of Chinese missions that comes with Daybreak: country, city and kind. Safe to run again."

    def handle(self, *args: object, **options: object) -> None:
        """Load, then print what is doubtful and the figures."""
        try:
            result = load_own_missions(actor=COMMAND, at=now())
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        print_result(self, result)
