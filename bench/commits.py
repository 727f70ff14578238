"""The limit of durable reports: the smallest durable write the same database can do on the same disk.

One row in one table in one transaction, with the settings of the product's own connections and nothing of Django's
between. The table lies beside the product's: in a file of its own, or in the same PostgreSQL database.
"""

from __future__ import annotations

import sqlite3
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path
from typing import Any

import psycopg
from django.conf import settings
from django.db import connection

from daybreak.config.databases import Process, pragmas

ROW = "x" * 400
OPEN_SECONDS = 30.0
CREATE = "CREATE TABLE bare_commit (key TEXT PRIMARY KEY, row TEXT NOT NULL)"
DROP = "DROP TABLE bare_commit"

Run = Callable[..., object]
"""Runs one statement, with the values after it, in a transaction of its own."""


def bare_commits(seconds: float, *, threads: int) -> float:
    """Return the commits per second that *threads* connections reach together in *seconds*."""
    sqlite = connection.vendor == "sqlite"
    opened: Callable[[], AbstractContextManager[Run]] = _sqlite if sqlite else _postgresql
    insert = f"INSERT INTO bare_commit VALUES ({'?, ?' if sqlite else '%s, %s'})"
    ready = threading.Barrier(threads)
    counts: list[int] = []
    failures: list[Exception] = []

    def work() -> None:
        try:
            with opened() as run:
                ready.wait(OPEN_SECONDS)  # opening takes locks too: nobody writes before all are open
                counts.append(_repeat(run, insert, seconds))
        except Exception as error:
            failures.append(error)
            ready.abort()

    with opened() as first:
        first(CREATE)
        workers = [threading.Thread(target=work) for _ in range(threads)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
        first(DROP)
    if failures:
        raise RuntimeError(f"The bare commits failed: {failures[0]}") from failures[0]
    return sum(counts) / seconds


def _repeat(run: Run, insert: str, seconds: float) -> int:
    """Return how many commits were done within *seconds* from now; one that ends later is none."""
    count, until = 0, time.monotonic() + seconds
    while True:
        run(insert, str(uuid.uuid4()), ROW)
        if time.monotonic() > until:
            return count
        count += 1


@contextmanager
def _sqlite() -> Iterator[Run]:
    path = Path(str(connection.settings_dict["NAME"])).with_name("bare.sqlite3")
    with closing(sqlite3.connect(path, timeout=Process.COMMAND.wait_seconds, isolation_level=None)) as raw:
        for name, (value, _) in pragmas().items():
            raw.execute(f"PRAGMA {name}={value}").fetchall()

        def run(statement: str, *values: str) -> None:
            raw.execute("BEGIN IMMEDIATE")
            raw.execute(statement, values)
            raw.execute("COMMIT")

        yield run


@contextmanager
def _postgresql() -> Iterator[Run]:
    product: dict[str, Any] = settings.DATABASES["default"]
    with psycopg.connect(
        dbname=product["NAME"],
        user=product["USER"],
        password=product["PASSWORD"] or None,
        host=product["HOST"],
        port=product["PORT"] or None,
        options=product["OPTIONS"]["options"],
        autocommit=True,
    ) as raw:
        yield lambda statement, *values: raw.execute(statement, values)
