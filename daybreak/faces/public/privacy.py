"""What is kept about people, why, and for how long; and what was done so that everybody can read these pages.

Printed from the registry and from the stylesheet, so that neither can be out of date.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.apps import apps
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from daybreak.core.lib.data_level import Level
from daybreak.core.lib.privacy import Held, lines_of
from daybreak.core.look.contrast import contrasts
from daybreak.faces.public.hosts import hosts
from daybreak.faces.public.kept_words import FIELDS, NOUNS, SINCE
from daybreak.faces.public.scope import Scope, page, show


@dataclass(frozen=True)
class Kept:
    """One line of the registry in words. ``since``: from when the days run; empty where there are none."""

    what: str
    fields: list[str]
    level: Level
    purpose: str
    days: int | None
    since: str


def kept() -> list[Kept]:
    """Return every line of the registry of every table, most dangerous first."""
    models_of_ours = apps.get_models(include_auto_created=True)
    found = [_kept(model, line) for model in models_of_ours for line in lines_of(model)]
    return sorted(found, key=lambda one: (-one.level, one.what, one.purpose))


def _kept(model: type[models.Model], line: Held) -> Kept:
    label = model._meta.label
    words = [_(FIELDS.get(f"{label}.{name}", name.replace("_", " "))) for name in line.fields]
    since = _(SINCE[label]) if line.days is not None and label in SINCE else ""
    return Kept(_(NOUNS.get(label, str(model._meta.verbose_name))), words, line.level, line.purpose, line.days, since)


@page
def privacy(request: HttpRequest, scope: Scope) -> HttpResponse:
    """The registry in two tables, what touches people and what is public; then accessibility."""
    lines = kept()
    context = {
        "guarded": [line for line in lines if line.level > Level.L0],
        "open_lines": [line for line in lines if line.level == Level.L0],
        "contrasts": contrasts(),
        "contact": scope.edition.press_organisation,
        "hosts": hosts(),
        "here": "privacy",
    }
    return show(request, scope, "privacy", context)
