"""A real home with real processes, on the database the tests run on."""

from __future__ import annotations

import os
import secrets
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import psycopg

PROJECT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Home:
    """A folder set up by ``daybreak setup``, and the environment of its processes."""

    path: Path
    env: dict[str, str]

    def run(self, *arguments: str, **env: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            _daybreak(arguments), env={**self.env, **env}, cwd=PROJECT, capture_output=True, text=True, timeout=120
        )

    def start(self, *arguments: str, **env: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            _daybreak(arguments),
            env={**self.env, "DAYBREAK_PARENT": str(os.getpid()), **env},  # it ends with the tests at the latest
            cwd=PROJECT,
            stdout=subprocess.DEVNULL,
            stderr=(self.path / "stderr.txt").open("ab"),
        )

    def python(self, code: str) -> str:
        """Run code with the models at hand; return what it printed."""
        whole = f"import django; django.setup()\nfrom tests.config import sample_tasks as t\n{code}"
        done = subprocess.run(
            [sys.executable, "-c", whole], env=self.env, cwd=PROJECT, capture_output=True, text=True, timeout=60
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def said(self) -> str:
        return (self.path / "stderr.txt").read_text()

    def processes(self) -> list[int]:
        """All living processes of this home."""
        wanted = f"DAYBREAK_HOME={self.path}".encode()
        return [int(entry.name) for entry in Path("/proc").glob("[0-9]*") if wanted in _environment(entry)]


def _daybreak(arguments: tuple[str, ...]) -> list[str]:
    return [sys.executable, "-m", "daybreak.config.cli", *arguments]


def _environment(entry: Path) -> list[bytes]:
    try:
        return (entry / "environ").read_bytes().split(b"\0")
    except OSError:
        return []


def wait_for(true: Callable[[], object], seconds: float = 30.0) -> bool:
    """Wait until something is true; False if it never was."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if true():
            return True
        time.sleep(0.1)
    return False


@contextmanager
def new_home(folder: Path) -> Iterator[Home]:
    """Make a home in *folder*, and on PostgreSQL a database of its own; remove that one at the end."""
    env = {name: value for name, value in os.environ.items() if not name.startswith(("DAYBREAK_", "DJANGO_"))}
    env |= {"DAYBREAK_HOME": str(folder / "home"), "DAYBREAK_KEY_FILE": str(folder / "home.key")}
    env |= {"DJANGO_SETTINGS_MODULE": "daybreak.config.settings", "PYTHONPATH": str(PROJECT)}
    with _database() as url:
        home = Home(folder / "home", {**env, "DAYBREAK_DATABASE": url} if url else env)
        yield home


@contextmanager
def _database() -> Iterator[str]:
    server = os.environ.get("DAYBREAK_DATABASE", "")
    if not server.startswith("postgres"):
        yield ""
        return
    name = f"home_{secrets.token_hex(6)}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        try:
            yield urlsplit(server)._replace(path=f"/{name}").geturl()
        finally:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")
