"""System checks: what stops a start, each with what to do."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register

from daybreak.core.lib.errors import Refused
from daybreak.core.lib.keys import read_key_file


@register()
def key_file(**kwargs: Any) -> list[CheckMessage]:
    """The key file is there and whole. (A warning: `daybreak setup`, which makes it, must run without it.)"""
    try:
        read_key_file(settings.DAYBREAK.key_file)
    except Refused as refused:
        return [Warning(str(refused), id="daybreak.W001")]
    return []


@register()
def routes_declare(**kwargs: Any) -> list[CheckMessage]:
    """Every route names its audience, cache class, rate class and data level."""
    from daybreak.core.lib.routes import all_routes

    return [
        Error(f"{route.pattern} has no declaration: put @route(...) on its view.", id="daybreak.E002")
        for route in all_routes()
        if route.declaration is None
    ]
