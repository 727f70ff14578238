"""Print the privacy registry: every field, its level, what for and for how long."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from daybreak.core.lib.privacy import FieldEntry, Undeclared, registry


class Command(BaseCommand):
    help = "Print every field that is kept: its level, what for and for how long."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            entries = list(registry())
        except Undeclared as gap:
            raise CommandError(str(gap)) from gap
        names = max(len(entry.field) for entry in entries)
        levels = max(len(entry.level.words) for entry in entries)
        for model, fields in groupby(entries, key=lambda entry: entry.model):
            print(f"\n{model}")
            for entry in fields:
                level = f"{entry.level.name} {entry.level.words:<{levels}}"
                print(f"  {entry.field:<{names}}  {level}  {_kept(entry):<24}  {entry.purpose}")
        personal = sum(entry.level > 0 for entry in entries)
        print(f"\n{len(entries)} fields; {personal} of them say something about a person. What people wrote is sealed.")


def _kept(entry: FieldEntry) -> str:
    return "as long as the campaign" if entry.days is None else f"{entry.days} days"
