"""Print an address that signs somebody of the desk in, once."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse

from daybreak.core.lib import clock
from daybreak.core.lib.actor import COMMAND
from daybreak.core.lib.errors import Refused
from daybreak.domain.people.models import DeskUser
from daybreak.domain.people.services import TOKEN_HOURS, add_desk_user, make_sign_in_token

FIRST = "first"
LONGEST = 40


class Command(BaseCommand):
    help = "Print an address that signs somebody of the desk in, once. There is no password."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--alias",
            default="",
            metavar="NAME",
            help="for which person of the desk; one who is not known yet is added. Two people are needed to check "
            "a delivery. Choose a name that tells outsiders nothing.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        alias = " ".join(str(options["alias"]).split())
        if len(alias) > LONGEST:
            raise CommandError(f"A name at the desk has at most {LONGEST} characters.")
        at = clock.now()
        try:
            user = _find(alias) or add_desk_user(alias=alias or FIRST, actor=COMMAND, at=at)
            token = make_sign_in_token(user, actor=COMMAND, at=at)
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        print(f"{settings.DAYBREAK.forms_url}{reverse('desk-sign-in', args=[token])}")
        self.stderr.write(f"Signs “{user.alias}” in, once, within {TOKEN_HOURS} hours. Give it to nobody else.")


def _find(alias: str) -> DeskUser | None:
    """Return the person of that alias, or the first one where none is named."""
    active = DeskUser.objects.filter(is_active=True).order_by("pk")
    return (active.filter(alias=alias) if alias else active).first()
