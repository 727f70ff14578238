"""What the doctor asks the database, the background processes, the published site and the journal."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, InterfaceError, connection
from django.db.migrations.executor import MigrationExecutor
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from daybreak.config import heartbeats
from daybreak.config.databases import pragmas
from daybreak.config.findings import Finding, duration, good, note, wrong
from daybreak.config.sentences import sentence_of, where
from daybreak.config.task_queue import oldest_waiting_seconds
from daybreak.core.journal.models import Entry
from daybreak.core.journal.services import head
from daybreak.domain.campaigns.hold import PublicationHold
from daybreak.publication.memory import recall

OLD_HEARTBEAT_SECONDS = 60.0
LONG_WAIT_SECONDS = 60.0
MANY_UNSEALED = 1000
_SETUP = "Run `daybreak setup`."


def database() -> Iterator[Finding]:
    """Reachable, set as wanted, and with this version's tables. Without it nothing can start."""
    if connection.vendor == "sqlite" and not _file().exists():
        yield wrong("database", f"There is no database {where()}.", _SETUP)
        return
    try:
        connection.ensure_connection()  # reads every wanted setting back (databases.check_connection)
    except (DatabaseError, InterfaceError, ImproperlyConfigured) as error:
        yield wrong("database", sentence_of(error) or str(error), "Nothing works without it.")
        return
    missing = _missing_migrations()
    if missing:
        yield wrong(
            "database",
            f"{where()} lacks {missing} change(s) of this version.",
            f"Stop Daybreak, make a backup. {_SETUP}",
        )
        return
    yield good("database", where())


def durability() -> Iterator[Finding]:
    """Whether what is saved stays saved when the power fails."""
    return _sqlite_settings() if connection.vendor == "sqlite" else _postgresql_settings()


def _file() -> Path:
    return Path(str(connection.settings_dict["NAME"]))


def _missing_migrations() -> int:
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _sqlite_settings() -> Iterator[Finding]:
    words = ", ".join(f"{name} {value}" for name, (value, _) in pragmas().items())
    yield good("durability", f"{words}; {_file().stat().st_size / 1024**2:.1f} MB")


def _postgresql_settings() -> Iterator[Finding]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name, setting FROM pg_settings WHERE name IN"
            " ('server_version', 'fsync', 'full_page_writes', 'data_checksums', 'synchronous_commit')"
        )
        found = dict(cursor.fetchall())
    words = f"PostgreSQL {found['server_version']}, synchronous_commit {found['synchronous_commit']}"
    off = [name for name in ("fsync", "full_page_writes") if found[name] != "on"]
    if off:
        yield wrong(
            "durability",
            f"{words}; {' and '.join(off)} off.",
            "Turn it on in postgresql.conf: a power cut would lose data.",
        )
    elif found["data_checksums"] != "on":
        yield note(
            "durability", f"{words}; data checksums off.", "pg_checksums turns them on while the server is stopped."
        )
    else:
        yield good("durability", f"{words}, fsync and checksums on")


def integrity() -> Iterator[Finding]:
    """SQLite's own quick check of the whole file."""
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA quick_check(1)")
        answer = str(cursor.fetchone()[0])
    if answer == "ok":
        yield good("integrity", "quick check passed")
    else:
        yield wrong(
            "integrity",
            f"The database file is damaged: {answer}",
            "Stop Daybreak, keep the file, put back the last backup.",
        )


def processes() -> Iterator[Finding]:
    """Signs of life of the two background processes."""
    for what, name in (("worker", heartbeats.WORKER), ("publisher", heartbeats.PUBLISHER)):
        sign = heartbeats.last_heartbeat(settings.DAYBREAK.home, name)
        if sign is None:
            yield note(what, "never ran in this home.", "`daybreak start` starts it.")
        elif sign.age > OLD_HEARTBEAT_SECONDS:
            yield note(what, f"last sign of life {duration(sign.age)} ago.", "`daybreak start` starts it.")
        elif sign.problem:
            yield wrong(what, sign.problem, "It goes on by itself when this is mended.")
        else:
            yield good(what, f"last sign of life {duration(sign.age)} ago")


def site() -> Iterator[Finding]:
    """The published site."""
    current: Path = settings.DAYBREAK.site / "current"
    if not current.exists():
        yield note(
            "public site",
            "nothing is published yet.",
            "`daybreak publish` does it now; `daybreak start` keeps it fresh.",
        )
        return
    age = max(0.0, time.time() - current.resolve().stat().st_mtime)
    yield good("public site", f"release {current.resolve().name}, {duration(age)} old")
    yield from _hold()
    yield from _compared()


def _hold() -> Iterator[Finding]:
    hold = PublicationHold.objects.standing()
    if hold is not None:
        yield note("publication", f"held since {hold.held_at:%d %B %H:%M} UTC: {hold.reason}", "The desk resumes it.")


def _compared() -> Iterator[Finding]:
    """The last nightly comparison of the site with a whole run."""
    memory = recall(settings.DAYBREAK.site)
    if memory is None or memory.compared is None:
        return
    compared = memory.compared
    if compared.missed:
        yield note(
            "comparison",
            f"{len(compared.missed)} of {compared.files} files were out of date, and mended: {compared.missed[0]} …",
            "Send the log of the publisher to those who build Daybreak: an update missed them.",
        )
    else:
        yield good("comparison", f"all {compared.files} files were right on {compared.at:%d %B}")


def tasks() -> Iterator[Finding]:
    """Work that waits, and work that failed for good."""
    waiting = oldest_waiting_seconds(now=datetime.now(UTC))
    failed = DBTaskResult.objects.filter(status=TaskResultStatus.FAILED)
    if waiting > LONG_WAIT_SECONDS:
        yield note("tasks", f"the oldest waits for {duration(waiting)}.", "See that the worker runs.")
    else:
        yield good("tasks", "none waits long")
    if count := failed.count():
        paths = sorted(set(failed.values_list("task_path", flat=True)))
        yield note(
            "failed tasks",
            f"{count}: {', '.join(paths)}.",
            "The desk's health page shows them; they are kept for 30 days.",
        )


def journal() -> Iterator[Finding]:
    """Whether the journal is sealed up to now."""
    unsealed = Entry.objects.filter(position=None).count()
    position = head().partition(":")[0]
    words = f"{position} entries sealed, {unsealed} not yet"
    if unsealed > MANY_UNSEALED:
        yield note("journal", words, "See that the worker runs: it seals them.")
    else:
        yield good("journal", words)
