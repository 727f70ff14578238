"""``daybreak export-edition YEAR --campaign NAME``: write an edition in the form of ``import-edition``."""

from __future__ import annotations

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from daybreak.core.lib.errors import Refused
from daybreak.domain.campaigns.states import EditionState
from daybreak.outputs.past_editions.finding import find_edition
from daybreak.outputs.past_editions.listing import listing
from daybreak.outputs.past_editions.writing import write_edition


class Command(BaseCommand):
    """Writes JSON to standard output and, to standard error, what every value is understood as."""

    help = "Write an edition from its rows, in the form import-edition reads."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("year", help="the year, as in 2018")
        parser.add_argument("--campaign", default="", metavar="NAME", help="needed where there is more than one")
        parser.add_argument(
            "--understood",
            action="store_true",
            help="put what every value is understood as beside it, not on standard error",
        )

    def handle(self, *args: Any, year: str, campaign: str, understood: bool, **options: Any) -> None:
        try:
            edition = find_edition(year, campaign=campaign)
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        if edition.state not in (EditionState.CLOSED, EditionState.ARCHIVED):
            self.stderr.write(
                f"This edition is {edition.get_state_display()}: the output tells of cities whose plans may not be"
                " public yet. Keep it at the desk."
            )
        written = write_edition(edition, with_understood=understood)
        encoding = (getattr(self.stdout, "encoding", None) or "utf-8").lower()
        self.stdout.write(json.dumps(written, ensure_ascii=not encoding.startswith("utf"), indent=1))
        for line in listing(edition, with_understood=not understood):
            self.stderr.write(line)
