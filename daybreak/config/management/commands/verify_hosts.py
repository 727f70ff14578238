"""``daybreak verify-hosts FILE``: is this ``hosts.json`` signed with the key it should be signed with?"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from daybreak.core.lib.errors import Refused
from daybreak.faces.public.hosts import MOST_BYTES, Checked, check_hosts

STANDARD_INPUT = "-"


class Command(BaseCommand):
    """Reads one file and asks nobody; leaves with 1 where it is not to be trusted."""

    help = "Check a hosts.json: whether an address somebody gave you belongs to this Daybreak."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", help="the file, or - for standard input")
        parser.add_argument(
            "--key",
            default="",
            help="the public key or the fingerprint it must be signed with; without it, this home's own key",
        )

    def handle(self, *args: Any, file: str, key: str, **options: Any) -> None:
        try:
            found = check_hosts(_bytes_of(file), key=key)
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        for line in _told(found):
            self.stdout.write(line)


def _bytes_of(file: str) -> bytes:
    try:
        if file == STANDARD_INPUT:
            return sys.stdin.buffer.read(MOST_BYTES + 1)
        with Path(file).open("rb") as opened:
            return opened.read(MOST_BYTES + 1)
    except OSError as error:
        raise CommandError(f"{file} cannot be read: {(error.strerror or 'unknown fault').lower()}.") from error


def _told(found: Checked) -> list[str]:
    """Return what the signed file says, in lines."""
    lines = [f"The signature is right. Fingerprint of the key: {found.fingerprint}"]
    if found.notice:
        lines.append(f"It comes from a rehearsal: {found.notice}.")
    lines += [f"  public site  {found.public}", f"  forms        {found.forms}"]
    lines += [f"  mirror       {address}" for address in found.mirrors] or ["  no mirrors"]
    lines.append("Any other address is not vouched for. The file has no date: an old one looks the same.")
    return lines
