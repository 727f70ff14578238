"""The peer: pretix (https://pretix.eu), free software that sells tickets, with a public page for a series of dates.

It is installed once, under ``~/.cache/daybreak-bench``, in an environment of its own, and runs there as its own
documentation says: gunicorn, two workers; with Redis where ``redis-server`` is installed, which makes it twice as
fast. It is a program beside ours: nothing of it is imported here, its rows are given to its own ``loaddata``.
"""

from __future__ import annotations

import html
import json
import os
import shutil
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from bench.runner import NotMeasured
from bench.server import free_port

VERSION = "2026.8.0"
GUNICORN = "27.0.1"
WORKERS = 2
INSTALL_SECONDS, MIGRATE_SECONDS, LOAD_SECONDS, READY_SECONDS = 300, 400, 120, 90
EMPTY = "empty.sqlite3"
PLACES = 1000


@dataclass(frozen=True)
class Peer:
    """Where it answers: the page with all dates, the page of the first one; and how it runs, in words."""

    series: str
    one: str
    how: str


def cache_folder() -> Path:
    """Return where peers and tools stay between two runs."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "daybreak-bench"


@contextmanager
def pretix(names: Sequence[str], folder: Path, *, at: datetime) -> Iterator[Peer]:
    """Run pretix with a date for each of *names* until the end of the block; its own files lie in *folder*.

    :raises NotMeasured: if it cannot be installed or does not answer; the text holds its own words.
    """
    home = _installed()
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(home / EMPTY, folder / "db.sqlite3")
    (folder / "rows.json").write_text(json.dumps(rows(names, at=at)), encoding="utf-8")
    address = f"http://127.0.0.1:{free_port()}"
    with ExitStack() as running:
        redis = running.enter_context(_redis(folder))
        environment = _environment(folder, address, redis)
        _do([home / "bin" / "python", "-m", "pretix", "loaddata", folder / "rows.json"], LOAD_SECONDS, environment)
        command: list[str | Path] = [
            home / "bin" / "gunicorn",
            "pretix.wsgi",
            "--workers",
            f"{WORKERS}",
            "--no-control-socket",
        ]
        command += ["--bind", address.removeprefix("http://"), "--max-requests", "1200", "--max-requests-jitter", "50"]
        running.enter_context(_process(command, folder, environment))
        series = f"{address}/sample/day/"
        _wait_until(lambda: shows(series, names), READY_SECONDS, folder)
        how = f"pretix {VERSION}, gunicorn, {WORKERS} workers, SQLite, {'Redis' if redis else 'without Redis'}"
        yield Peer(series, f"{series}1/", how)


def rows(names: Sequence[str], *, at: datetime) -> list[dict[str, Any]]:
    """Return pretix's rows for a series with a date for each of *names*, the day after *at*: free places to be had."""
    day = (at + timedelta(days=1)).isoformat()
    shown = {"is_public": True, "last_modified": day, "date_from": day}
    found: list[tuple[str, int, dict[str, Any]]] = [
        ("organizer", 1, _named("Sample", "sample")),
        ("saleschannel", 1, {"organizer": 1, "label": "Online shop", "identifier": "web", "type": "web"}),
        (
            "event",
            1,
            {**shown, "organizer": 1, "name": "Sample Day", "slug": "day", "live": True, "has_subevents": True},
        ),
        ("event_settingsstore", 1, {"object": 1, "key": "event_list_type", "value": "list"}),
        ("event_settingsstore", 2, {"object": 1, "key": "timezone", "value": "UTC"}),
        ("item", 1, {"event": 1, "name": "Place", "default_price": "0.00", "admission": True}),
    ]
    for number, name in enumerate(names, start=1):
        place = {**shown, "event": 1, "active": True, "name": name, "location": f"Sample Embassy, {name}"}
        found.append(("subevent", number, place))
        found.append(("quota", number, {"event": 1, "subevent": number, "name": "Places", "size": PLACES}))
        found.append(("quota_items", number, {"quota": number, "item": 1}))
    return [{"model": f"pretixbase.{model}", "pk": pk, "fields": fields} for model, pk, fields in found]


def _named(name: str, slug: str) -> dict[str, Any]:
    return {"name": name, "slug": slug}


def _installed() -> Path:
    """Return the environment with pretix and an empty database of it, made at the first run (some minutes)."""
    home = cache_folder() / f"pretix-{VERSION}"
    if (home / EMPTY).is_file():
        return home
    print(f"  installing pretix {VERSION} into {home}; this is done once …", file=sys.stderr)
    shutil.rmtree(home, ignore_errors=True)
    home.parent.mkdir(parents=True, exist_ok=True)
    _do([sys.executable, "-m", "venv", home], INSTALL_SECONDS)
    packages = [f"pretix=={VERSION}", f"gunicorn=={GUNICORN}"]
    _do([home / "bin" / "python", "-m", "pip", "install", "-q", "--prefer-binary", *packages], INSTALL_SECONDS)
    print("  making its tables …", file=sys.stderr)
    trial = home / "trial"
    trial.mkdir()
    environment = _environment(trial, "http://127.0.0.1", None)
    _do([home / "bin" / "python", "-m", "pretix", "migrate", "-v0"], MIGRATE_SECONDS, environment)
    (trial / "db.sqlite3").rename(home / EMPTY)
    shutil.rmtree(trial)
    return home


def _environment(folder: Path, address: str, redis: str | None) -> dict[str, str]:
    """Write pretix's settings into *folder* and return the environment that names them."""
    settings = f"[pretix]\nurl={address}\ndatadir={folder}\n[database]\nbackend=sqlite3\nname={folder}/db.sqlite3\n"
    settings += f"[redis]\nlocation={redis}\nsessions=true\n" if redis else ""
    (folder / "pretix.cfg").write_text(settings, encoding="utf-8")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("DAYBREAK_", "DJANGO_"))}
    return {**kept, "PRETIX_CONFIG_FILE": str(folder / "pretix.cfg")}


def _do(command: Sequence[str | Path], seconds: int, environment: dict[str, str] | None = None) -> None:
    words = [str(word) for word in command]
    try:
        done = subprocess.run(
            words,
            env=environment,
            capture_output=True,
            text=True,
            timeout=seconds,
            stdin=subprocess.DEVNULL,
            check=False,
        )
    except OSError as error:
        raise NotMeasured(f"pretix: {words[0]} cannot be run ({error.strerror}).") from error
    except subprocess.TimeoutExpired:
        raise NotMeasured(f"pretix: {' '.join(words[:5])} … took longer than {seconds} s.") from None
    if done.returncode:
        last = "\n".join((done.stderr or done.stdout).strip().splitlines()[-3:])
        raise NotMeasured(f"pretix: {' '.join(words[:5])} … ended with {done.returncode}: {last}")


@contextmanager
def _redis(folder: Path) -> Iterator[str | None]:
    """Run Redis where it is installed; yield its address."""
    program = shutil.which("redis-server")
    if program is None:
        yield None
        return
    port = free_port()
    command = [program, "--port", f"{port}", "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
    with _process([*command, "--dir", str(folder)], folder, None):
        yield f"redis://127.0.0.1:{port}/0"


@contextmanager
def _process(command: Sequence[str | Path], folder: Path, environment: dict[str, str] | None) -> Iterator[None]:
    """Run *command* with its children until the end of the block; what it says goes to ``folder/said``."""
    words = [str(word) for word in command]
    with (folder / "said").open("ab") as said:
        process = subprocess.Popen(
            words,
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=said,
            start_new_session=True,
        )
    try:
        yield
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def shows(url: str, names: Sequence[str]) -> bool:
    """Whether the page is there with every one of *names*. :raises NotMeasured: if it is there without some."""
    try:
        with urllib.request.urlopen(url, timeout=20) as answer:  # a loopback address of our own
            page = html.unescape(answer.read().decode())
    except OSError:
        return False
    missing = [name for name in names if name not in page]
    if missing:
        raise NotMeasured(f"pretix's page does not show {len(missing)} of {len(names)} entries: {missing[0]} …")
    return True


def _wait_until(ready: Callable[[], bool], seconds: float, folder: Path) -> None:
    until = time.monotonic() + seconds
    while not ready():
        if time.monotonic() > until:
            last = (folder / "said").read_text(encoding="utf-8", errors="replace")[-300:]
            raise NotMeasured(f"pretix does not answer: {last}")
        time.sleep(0.2)
