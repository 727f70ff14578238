"""Say whether everything is as it should be."""

from __future__ import annotations

import textwrap
from typing import Any

from django.core.management.base import BaseCommand

from daybreak.config.doctor import findings
from daybreak.config.findings import Grade

WIDTH = 110


class Command(BaseCommand):
    help = "Look at everything and say what is wrong and what to do."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        found = findings()
        indent = max(len(finding.what) for finding in found) + 6
        for finding in found:
            start = f"{finding.grade.value:>3} {finding.what}".ljust(indent)
            text = f"{finding.found} {finding.to_do}".strip()
            print(textwrap.fill(text, WIDTH, initial_indent=start, subsequent_indent=" " * indent))
        wrong = sum(finding.grade is Grade.WRONG for finding in found)
        print(f"\n{wrong} thing(s) to mend, marked with !" if wrong else "\nAll is well.")
        raise SystemExit(1 if wrong else 0)
