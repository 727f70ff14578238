"""``daybreak import-edition FILE``: read a past edition's JSON into an archived edition."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from daybreak.core.lib import clock
from daybreak.core.lib.actor import Actor, ActorKind
from daybreak.core.lib.errors import Refused
from daybreak.outputs.past_editions.listing import listing
from daybreak.outputs.past_editions.reading import import_edition


class Command(BaseCommand):
    """Reads one file in one transaction; standard error lists what every value was understood as."""

    help = "Read a past edition (JSON) into an archived edition. Nothing there is ever overwritten."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="the JSON file of one year")
        parser.add_argument("--campaign", default="", metavar="NAME", help="the campaign, where the file names none")
        parser.add_argument("--government", default="", metavar="CODE", help="the addressed government, likewise")

    def handle(self, *args: Any, file: Path, campaign: str, government: str, **options: Any) -> None:
        try:
            raw = file.read_bytes()
        except OSError as error:
            raise CommandError(f"{file} cannot be read: {(error.strerror or 'unknown fault').lower()}.") from error
        actor = Actor(ActorKind.IMPORT, file.name[:120])
        try:
            imported = import_edition(raw, campaign=campaign, government=government, actor=actor, at=clock.now())
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        edition = imported.edition
        for line in listing(edition):
            self.stderr.write(line)
        name = f"{edition.campaign.name} {edition.slug}"
        if not imported.is_new:
            self.stdout.write(f"{name}: already there, nothing changed.")
            return
        doubts = len(edition.understood["doubts"])
        self.stdout.write(
            f"{name}: archived. Cities: {edition.city_plans.count()}; promises: {edition.pledges.count()};"
            f" figures of others: {edition.figures.count()}; doubts: {doubts}, listed line by line."
        )
