"""The list of commands in their groups. Read from the files' text: it needs no settings and no database."""

from __future__ import annotations

import ast
from enum import Enum
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "management" / "commands"


class Group(Enum):
    """The headings of ``daybreak --help``, in this order."""

    START = "Start and stop"
    DATA = "Editions and data"
    OUT = "Letters and publication"
    LOOK = "Look and check"
    DEVELOP = "Development"


# A command that is not listed here stands under "Editions and data".
_GROUPS = {
    Group.START: ("demo", "setup", "start", "stop", "web", "worker", "publisher", "rehearse"),
    Group.OUT: ("publish", "render_letters", "letters", "letter"),
    Group.LOOK: ("doctor", "what_we_hold", "routes", "verify_journal", "journal_head", "verify_hosts"),
    Group.DEVELOP: ("migrate", "makemigrations", "shell"),
}
_OF_DJANGO = {
    "migrate": "Bring the tables up to date (setup does it too).",
    "makemigrations": "Write migrations for changed models.",
    "shell": "Open a Python prompt with the models at hand.",
}


@cache
def _summaries() -> dict[str, str]:
    found = {path.stem: _help_of(path) for path in sorted(FOLDER.glob("*.py")) if not path.stem.startswith("_")}
    return found | _OF_DJANGO


def _help_of(path: Path) -> str:
    """Return the text of ``help = "..."`` in the file's class ``Command``, its first line only."""
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.ClassDef) and node.name == "Command":
            for line in node.body:
                if isinstance(line, ast.Assign) and ast.unparse(line.targets[0]) == "help":
                    return str(ast.literal_eval(line.value)).strip().splitlines()[0]
    return ""


def command_names() -> list[str]:
    """Return the names of all listed commands, as typed."""
    return [name.replace("_", "-") for name in sorted(_summaries())]


def commands_by_group() -> dict[Group, list[tuple[str, str]]]:
    """Return for each group its commands as (name as typed, one line). Empty groups are left out."""
    group_of = {name: group for group, names in _GROUPS.items() for name in names}
    order = {name: place for names in _GROUPS.values() for place, name in enumerate(names)}
    found: dict[Group, list[tuple[str, str]]] = {group: [] for group in Group}
    for name in sorted(_summaries(), key=lambda name: (order.get(name, 0), name)):
        found[group_of.get(name, Group.DATA)].append((name.replace("_", "-"), _summaries()[name]))
    return {group: commands for group, commands in found.items() if commands}
