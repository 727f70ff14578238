"""Runs measurements one after the other, each in a process and a home of its own."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.server import free_port

ROOT = Path(__file__).resolve().parents[1]
LASTING = Path("/var/tmp")
"""On a disk, where ``/tmp`` may be memory: nothing durable can be measured in memory."""

SQLITE, POSTGRESQL = "sqlite", "postgresql"
DATABASES = (SQLITE, POSTGRESQL)
NO_POSTGRES = 69
LEAVE_SECONDS = 20.0

Row = dict[str, Any]


class NotMeasured(RuntimeError):
    """A measurement gave no figure; the text says why."""


@dataclass(frozen=True)
class Job:
    """A function of a module, run once on each of *databases*, for at most *seconds* (chaos adds some for a kill)."""

    module: str
    function: str = "measure"
    databases: tuple[str, ...] = (SQLITE,)
    seconds: float = 300.0


BENCHES: Mapping[str, Job] = {
    "reports": Job("bench.reports", databases=DATABASES),
    "import": Job("bench.import_missions", seconds=600.0),
    "letters": Job("bench.letters"),
    "publication": Job("bench.publication", seconds=2400.0),
    "pages": Job("bench.pages", seconds=1200.0),
    "audit": Job("bench.audit", seconds=1200.0),
}
CHAOS: Mapping[str, Job] = {
    "reports": Job("bench.chaos_reports", "run", databases=DATABASES),
    "publish": Job("bench.chaos_publish", "run"),
}
SECONDS_A_KILL = 8.0


def run(job: Job, database: str, *, kills: int | None = None) -> list[Row]:
    """Run *job* on *database* and return its rows. :raises NotMeasured: if it fails or takes too long."""
    base = LASTING if LASTING.is_dir() else None
    folder = Path(tempfile.mkdtemp(prefix="daybreak-bench-", dir=base))
    result = folder / "result.json"
    arguments = json.dumps([] if kills is None else [kills])
    command = [sys.executable, "-m", "bench.child", job.module, job.function, arguments, str(result)]
    if database == POSTGRESQL:
        command = [sys.executable, str(ROOT / "scripts" / "with_postgres.py"), "--durable", *command]
    try:
        code = _wait(command, _environment(folder, base), seconds=job.seconds + SECONDS_A_KILL * (kills or 0))
        if code == NO_POSTGRES:
            raise NotMeasured("PostgreSQL cannot be run here; the line above says why.")
        if not result.exists():
            raise NotMeasured(f"The measuring process ended with code {code} and no figure.")
        said = json.loads(result.read_text(encoding="utf-8"))
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    if "failure" in said:
        raise NotMeasured(said["failure"])
    rows: list[Row] = said["rows"]
    return rows


def _environment(folder: Path, base: Path | None) -> dict[str, str]:
    """Return the environment of a measurement in *folder*; a database server's own folder lies on the same disk."""
    own = {
        "DAYBREAK_HOME": str(folder / "home"),
        "DAYBREAK_KEY_FILE": str(folder / "home.key"),
        "DAYBREAK_PORT": str(free_port()),
        "DJANGO_SETTINGS_MODULE": "daybreak.config.settings",
        **({"TMPDIR": str(base)} if base else {}),
    }
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("DAYBREAK_", "DJANGO_"))}
    return {**kept, **own}


def _wait(command: Sequence[str], environment: dict[str, str], *, seconds: float) -> int:
    """Run *command* and return its exit code. :raises NotMeasured: if it takes longer than *seconds*."""
    process = subprocess.Popen(command, cwd=ROOT, env=environment, start_new_session=True)
    try:
        return process.wait(seconds)
    except subprocess.TimeoutExpired:
        raise NotMeasured(f"It was stopped: it took longer than {seconds:.0f} s.") from None
    finally:
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """Stop a process that still runs, politely first: it may have a database server to take down."""
    for number in (signal.SIGTERM, signal.SIGKILL):
        if process.poll() is not None:
            return
        with suppress(ProcessLookupError):
            os.killpg(process.pid, number)
        with suppress(subprocess.TimeoutExpired):
            process.wait(LEAVE_SECONDS)
