"""Settings of the two databases, and the check that every connection really has them.

SQLite before 3.51.3 (3.50.7, 3.44.6) can lose acknowledged commits in WAL mode; there the rollback journal with
``synchronous=EXTRA`` is used instead (docs/decisions/0003-databases.md).
"""

from __future__ import annotations

import sqlite3
from enum import StrEnum
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured


class Process(StrEnum):
    """Which process this is: how long it may wait for the database depends on it."""

    WEB = "web"  # a person waits: give up soon, say "try again"
    WORKER = "worker"
    PUBLISHER = "publisher"
    COMMAND = "command"

    @property
    def wait_seconds(self) -> int:
        """Longest wait for a lock."""
        return 2 if self is Process.WEB else 10


def wal_is_safe(version: tuple[int, ...]) -> bool:
    """Whether this SQLite has the fix of the WAL-reset bug: >= 3.51.3, or the backports 3.50.7+ and 3.44.6+."""
    if version >= (3, 51, 3):
        return True
    return (3, 50, 7) <= version < (3, 51) or (3, 44, 6) <= version < (3, 45)


def pragmas(version: tuple[int, ...] = sqlite3.sqlite_version_info) -> dict[str, tuple[str, object]]:
    """Return the pragmas to set: name → (value to write, value that must be read back).

    ``trusted_schema`` stays on: with it off SQLite 3.40 refuses JSON_VALID in the CHECK of Django's JSONField.
    """
    if wal_is_safe(version):
        journal = {"journal_mode": ("WAL", "wal"), "synchronous": ("FULL", 2)}
    else:
        journal = {"journal_mode": ("TRUNCATE", "truncate"), "synchronous": ("EXTRA", 3)}
    return {
        **journal,
        "secure_delete": ("ON", 1),
        "foreign_keys": ("ON", 1),
    }


def sqlite(path: Path, process: Process) -> dict[str, object]:
    """Return Django's settings for a SQLite file."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": process.wait_seconds,
            "init_command": ";".join(f"PRAGMA {name}={value}" for name, (value, _) in pragmas().items()),
        },
    }


def postgresql(url: str, process: Process) -> dict[str, object]:
    """Return Django's settings for ``postgresql://user:password@host:port/name?host=/socket/folder``."""
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query))
    wait = process.wait_seconds * 1000
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.get("host") or parts.hostname or "",
        "PORT": str(parts.port or query.get("port") or ""),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            "options": f"-c synchronous_commit=on -c lock_timeout={wait} -c statement_timeout={wait * 6}"
            " -c idle_in_transaction_session_timeout=30000 -c timezone=UTC",
            "target_session_attrs": "read-write",
        },
    }


def check_connection(sender: object, connection: Any, **kwargs: object) -> None:
    """Read the settings back on a new connection. :raises ImproperlyConfigured: if one did not take."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            for name, (_, wanted) in pragmas().items():
                cursor.execute(f"PRAGMA {name}")
                found = cursor.fetchone()[0]
                in_memory = name == "journal_mode" and found == "memory"
                if found != wanted and not in_memory:
                    raise ImproperlyConfigured(
                        f"SQLite did not take PRAGMA {name}: wanted {wanted}, found {found}. "
                        "Is another program holding the database, or does it lie on a network drive?"
                    )
    elif connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SHOW synchronous_commit")
            if cursor.fetchone()[0] != "on":
                raise ImproperlyConfigured(
                    "PostgreSQL runs without synchronous_commit: reports could be lost. Turn it on."
                )
