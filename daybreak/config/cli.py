"""The ``daybreak`` command: all commands in groups, one line each, and every failure as a sentence."""

from __future__ import annotations

import difflib
import os
import sys
from collections.abc import Sequence
from typing import NoReturn

from daybreak.config.command_list import command_names, commands_by_group

PROCESSES = ("web", "worker", "publisher")
DEMO_LANGUAGES = "en,ko,ar"
"""What the demo publishes where ``DAYBREAK_LANGUAGES`` says nothing; its processes inherit it."""
# What Django adds to every command's --help; it all still works.
_DJANGO_OPTIONS = frozenset(
    {"--version", "--verbosity", "--settings", "--pythonpath", "--traceback", "--no-color", "--force-color"}
    | {"--skip-checks"}
)
_WRONG_USE, _REFUSED, _UNKNOWN_ERROR, _STOPPED, _PIPE_CLOSED = 2, 1, 3, 130, 141


def main() -> NoReturn:
    """Run the command named on the command line and leave with its exit code."""
    for stream in (sys.stdout, sys.stderr):
        # A terminal that lacks a character shows its code; it never stops a command half-way.
        getattr(stream, "reconfigure", lambda **kwargs: None)(errors="backslashreplace")
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """Run one command. Returns 0, or: 1 refused, 2 wrong settings or use, 3 unexpected, 130 stopped by Ctrl-C."""
    first = arguments[0] if arguments else "--help"
    if first in {"--help", "-h", "help"}:
        if len(arguments) > 1:
            return run([arguments[1], "--help"])
        sys.stdout.write(f"{help_text()}\n")
        return 0
    if first in {"--version", "version"}:
        from importlib.metadata import version

        sys.stdout.write(f"daybreak {version('daybreak')}\n")
        return 0
    try:
        return _run_command(first, list(arguments[1:]))
    except KeyboardInterrupt:
        return _say("\nStopped.", _STOPPED)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # or the interpreter complains once more when it flushes
        return _PIPE_CLOSED
    except Exception as error:
        if os.environ.get("DAYBREAK_TRACEBACK") == "1":
            raise
        return _explain(error)


def help_text() -> str:
    """Return the list of commands in their groups."""
    width = max(len(name) for name in command_names())
    lines = ["daybreak: a worldwide day of action. One day, one letter, every city.", "", "  daybreak COMMAND [--help]"]
    for group, commands in commands_by_group().items():
        lines += ["", group.value]
        lines += [f"  {name:<{width}}  {summary}".rstrip() for name, summary in commands]
    lines += ["", "Settings are variables that begin with DAYBREAK_; docs/operating.md lists them."]
    return "\n".join(lines)


def _run_command(name: str, arguments: list[str]) -> int:
    module = name.replace("-", "_")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "daybreak.config.settings")
    if module in PROCESSES:
        os.environ["DAYBREAK_PROCESS"] = module
    if module == "demo" and not os.environ.get("DAYBREAK_LANGUAGES", "").strip():
        os.environ["DAYBREAK_LANGUAGES"] = DEMO_LANGUAGES
    if parent := os.environ.pop("DAYBREAK_PARENT", ""):
        from daybreak.config.parent import leave_with

        leave_with(int(parent))

    import django
    from django.core.management import get_commands

    django.setup()
    if module not in get_commands():
        return _say(_unknown(name), _WRONG_USE)
    return _execute(module, arguments)


def _execute(module: str, arguments: list[str]) -> int:
    from django.core.management import BaseCommand, get_commands, handle_default_options, load_command_class
    from django.db import connections

    app = get_commands()[module]
    command = app if isinstance(app, BaseCommand) else load_command_class(app, module)
    command.suppressed_base_arguments = set(command.suppressed_base_arguments) | _DJANGO_OPTIONS
    command._called_from_command_line = True  # type: ignore[attr-defined]  # its parser then prints its usage
    parser = command.create_parser("daybreak", module.replace("_", "-"))
    parsed = parser.parse_args(arguments)
    handle_default_options(parsed)
    options = vars(parsed)
    try:
        command.execute(*options.pop("args", ()), **options)
    finally:
        connections.close_all()
    return 0


def _unknown(name: str) -> str:
    wanted = name.replace("_", "-")
    near = difflib.get_close_matches(wanted, command_names(), n=3, cutoff=0.5)
    meant = f" Did you mean {' or '.join(near)}?" if near else ""
    return f"There is no command {wanted}.{meant} `daybreak --help` lists them all."


def _explain(error: Exception) -> int:
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import CommandError

    from daybreak.config.sentences import sentence_of

    if isinstance(error, CommandError):
        return _say(str(error), error.returncode)
    if isinstance(error, ImproperlyConfigured):
        return _say(str(error), _WRONG_USE)
    sentence = sentence_of(error)
    if sentence:
        return _say(sentence, _REFUSED)
    return _say(
        f"Something went wrong that Daybreak has no sentence for: {type(error).__name__}: {error}\n"
        "Run the same again with DAYBREAK_TRACEBACK=1 before it to see where.",
        _UNKNOWN_ERROR,
    )


def _say(sentence: str, code: int) -> int:
    sys.stderr.write(f"{sentence}\n")
    return code


if __name__ == "__main__":
    main()
