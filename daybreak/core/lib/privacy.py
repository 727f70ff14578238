"""The privacy registry: every model field has a level, a purpose and a number of days.

A model declares them once, in ``privacy = (held(...), ...)``. ``tests/test_privacy_registry.py`` fails on a
field without a line, on a line without a field, and on a field of level 1 or more that is not sealed.
``daybreak what-we-hold`` prints the registry; the journal uses it to decide which values it may repeat.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.apps import apps
from django.db import models

from daybreak.core.lib.data_level import Level

KEEP: None = None
"""Kept as long as the campaign: the public record of the day."""

CONTACT_DAYS = 90
"""Days after the closing of the last edition somebody took part in, unless they agreed to more."""

SESSION_DAYS = 14

# A primary key tells one row from another. It is random or a counter and says nothing about anybody.
ROW_PURPOSE = "tells this row from the others"


@dataclass(frozen=True)
class Held:
    """One line of the registry: these fields, at this level, for this purpose, for so many days."""

    level: Level
    purpose: str
    fields: tuple[str, ...]
    days: int | None


def held(level: Level, purpose: str, *fields: str, days: int | None = KEEP) -> Held:
    """Declare *fields* of the model the line stands in. ``days=None`` means: as long as the campaign."""
    return Held(level, purpose, fields, days)


@dataclass(frozen=True)
class FieldEntry:
    """One field of the registry, as ``what-we-hold`` prints it."""

    model: str
    field: str
    level: Level
    purpose: str
    days: int | None


class Undeclared(LookupError):
    """A field that stands in no line of its model's registry."""


def lines_of(model: type[models.Model]) -> tuple[Held, ...]:
    """Return the declared lines of *model*: its own, or those kept for packages that are not ours."""
    own = getattr(model, "privacy", None)
    if own is not None:
        return tuple(own)
    return tuple(FOREIGN.get(model._meta.label, ()))


def entry_of(model: type[models.Model], field: str) -> FieldEntry:
    """Return the registry's entry for one field. :raises Undeclared: if it has none."""
    label = model._meta.label
    pk = model._meta.pk
    if pk is not None and field == pk.name and pk.remote_field is None:
        return FieldEntry(label, field, Level.L0, ROW_PURPOSE, KEEP)
    for line in lines_of(model):
        if field in line.fields:
            return FieldEntry(label, field, line.level, line.purpose, line.days)
    raise Undeclared(f"{label}.{field} has no privacy level. Add it to a held(...) line of {label}.privacy.")


def level_of(model: type[models.Model], field: str) -> Level:
    """Return the privacy level of one field. :raises Undeclared: if it has none."""
    return entry_of(model, field).level


def registry() -> Iterator[FieldEntry]:
    """Yield every stored field of every model, in a fixed order. :raises Undeclared: at the first gap."""
    for model in sorted(apps.get_models(include_auto_created=True), key=lambda m: m._meta.label):
        for field in model._meta.local_concrete_fields:
            yield entry_of(model, field.name)


# Tables of packages that are not ours.
FOREIGN: dict[str, tuple[Held, ...]] = {
    "auth.Group": (held(Level.L0, "unused table of the framework", "name"),),
    "auth.Group_permissions": (held(Level.L0, "unused table of the framework", "group", "permission"),),
    "auth.Permission": (held(Level.L0, "unused table of the framework", "name", "content_type", "codename"),),
    "contenttypes.ContentType": (held(Level.L0, "the framework's list of tables", "app_label", "model"),),
    "sessions.Session": (
        held(
            Level.L0,
            "a signed-in desk browser; holds no address",
            "session_data",
            "expire_date",
            days=SESSION_DAYS,
        ),
    ),
    "django_tasks_database.DBTaskResult": (
        held(
            Level.L0,
            "work to be done by the worker; arguments are row ids only",
            *("status", "enqueued_at", "started_at", "finished_at", "args_kwargs", "priority", "task_path"),
            *(
                "worker_ids",
                "queue_name",
                "backend_name",
                "run_after",
                "return_value",
                "exception_class_path",
            ),
            *("traceback",),
            days=30,
        ),
    ),
}
