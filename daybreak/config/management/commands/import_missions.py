"""``daybreak import-missions FILE``: read a list of missions."""

from __future__ import annotations

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

from daybreak.core.lib.actor import Actor, ActorKind
from daybreak.core.lib.clock import now
from daybreak.core.lib.errors import Refused
from daybreak.domain.missions.importers.result import ImportResult
from daybreak.domain.missions.services import import_missions


class Command(BaseCommand):
    """Read a CSV file of missions into the directory; safe to run again."""

    help = "Read a CSV file of missions into the directory. Safe to run again: deletes nothing, keeps corrections."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the file."""
        parser.add_argument("file", type=Path, help="a CSV file with the columns docs/operating.md lists")

    def handle(self, *args: object, **options: object) -> None:
        """Import, then print what could not be taken, what is doubtful, and the figures."""
        path = Path(str(options["file"]))
        try:
            result = import_missions(
                path, actor=Actor(ActorKind.IMPORT, path.name[:120]), at=now(), progress=self._progress
            )
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        print_result(self, result)

    def _progress(self, done: int, all_lines: int) -> None:
        if self.stderr.isatty():
            self.stderr.write(f"\r{done:,} of {all_lines:,} lines", ending="" if done < all_lines else "\n")


def print_result(command: BaseCommand, result: ImportResult) -> None:
    """Print refused lines, doubts and figures to the command's output, one line each."""
    for title, notes in (("Not taken:", result.refusals), ("Doubtful:", result.notes)):
        if notes:
            command.stdout.write(title)
            for note in sorted(notes, key=lambda note: (note.line == 0, note.line)):
                command.stdout.write(f"  {note}")
    command.stdout.write(result.summary())
