"""What is kept about people, why, and for how long: printed from the registry, so that it cannot be out of date."""

from __future__ import annotations

from dataclasses import dataclass

from django.apps import apps
from django.db import models
from django.http import HttpRequest, HttpResponse

from daybreak.core.lib.data_level import Level
from daybreak.core.lib.privacy import lines_of
from daybreak.faces.public.scope import Scope, page, show


@dataclass(frozen=True)
class Kept:
    """One line of the registry in words."""

    what: str
    fields: list[str]
    level: Level
    purpose: str
    days: int | None


def kept() -> list[Kept]:
    """Return every line of the registry of every table, most dangerous first."""
    found = [
        Kept(_noun(model), [_word(name) for name in line.fields], line.level, line.purpose, line.days)
        for model in apps.get_models(include_auto_created=True)
        for line in lines_of(model)
    ]
    return sorted(found, key=lambda one: (-one.level, one.what, one.purpose))


def _noun(model: type[models.Model]) -> str:
    return str(model._meta.verbose_name)


def _word(field: str) -> str:
    return field.replace("_", " ")


@page
def privacy(request: HttpRequest, scope: Scope) -> HttpResponse:
    """The registry in two tables: what touches people, and what is public."""
    lines = kept()
    context = {
        "guarded": [line for line in lines if line.level > Level.L0],
        "open_lines": [line for line in lines if line.level == Level.L0],
    }
    return show(request, scope, "privacy", context)
