"""Run a command with a private PostgreSQL server that lives only as long as the command.

    python scripts/with_postgres.py [--durable] COMMAND [ARGUMENT ...]

The cluster lies in a temporary folder and listens on a socket in it, nowhere else. ``DAYBREAK_DATABASE`` names it
for the command. As root the server runs as the user ``postgres``. Without ``--durable`` nothing is forced to the
disk: quick, for tests. Exits with the command's code; 69 where PostgreSQL is not installed.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

NOT_INSTALLED = 69
_QUICK = "-c fsync=off -c full_page_writes=off -c synchronous_commit=on"
_DURABLE = "-c fsync=on -c full_page_writes=on -c synchronous_commit=on"


def folder_of_programs() -> Path | None:
    """Return the folder that holds initdb and pg_ctl: the newest of Debian's, or the one on the path."""
    candidates = sorted(
        Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: (len(path.parent.name), path.parent.name)
    )
    on_path = shutil.which("initdb")
    found = [path for path in candidates if (path / "initdb").exists()]
    return found[-1] if found else (Path(on_path).resolve().parent if on_path else None)


def _as_server_user(*words: str | Path) -> list[str]:
    """PostgreSQL refuses to run as root."""
    command = [str(word) for word in words]
    if os.geteuid() != 0:
        return command
    return ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", "--", *command]


def _run(*words: str | Path) -> None:
    done = subprocess.run(_as_server_user(*words), capture_output=True, text=True, cwd="/")
    if done.returncode:
        raise SystemExit(f"PostgreSQL does not start:\n{done.stdout}{done.stderr}")


@contextmanager
def cluster(programs: Path, *, durable: bool) -> Iterator[str]:
    """Start a server; yield the address of its database ``daybreak``; stop and remove it."""
    folder = Path(tempfile.mkdtemp(prefix="daybreak-pg-"))
    data = folder / "data"
    log = folder / "log"
    try:
        if os.geteuid() == 0:
            shutil.chown(folder, "postgres", "postgres")
        _run(
            *(programs / "initdb", "-D", data, "-U", "daybreak", "--auth=trust", "-E", "UTF8", "--locale=C.UTF-8"),
            *(["--data-checksums"] if durable else ["--no-sync"]),
        )
        options = f"-k {folder} -c listen_addresses='' -c max_connections=60 {_DURABLE if durable else _QUICK}"
        _run(programs / "pg_ctl", "-D", data, "-l", log, "-w", "-o", options, "start")
        try:
            _run(programs / "createdb", "-h", folder, "-U", "daybreak", "daybreak")
            yield f"postgresql://daybreak@/daybreak?host={folder}"
        finally:
            _run(programs / "pg_ctl", "-D", data, "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def main(arguments: list[str]) -> int:
    """Run the command named by *arguments* with a server of its own."""
    durable = arguments[:1] == ["--durable"]
    command = arguments[1:] if durable else arguments
    if not command:
        raise SystemExit(__doc__)
    programs = folder_of_programs()
    if programs is None:
        print("PostgreSQL is not installed here (Debian: apt-get install postgresql).", file=sys.stderr)
        return NOT_INSTALLED
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that the server is stopped then, too
    with cluster(programs, durable=durable) as address:
        return subprocess.run(command, env={**os.environ, "DAYBREAK_DATABASE": address}).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
