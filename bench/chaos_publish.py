"""Kills the publisher again and again while readers poll the public site: every answer must belong to a whole release.

Two ways, one loop. ``run(n)``: the real publisher (``daybreak publisher``) on a home of its own, with a writer that
changes a city's plan all the time. ``run(n, real=False)``: a child that stores invented pages as fast as it can; it
is killed in the middle of a switch far more often, and needs no database.
"""

from __future__ import annotations

import hashlib
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from daybreak.config.parent import leave_with
from daybreak.publication.serve import respond
from daybreak.publication.store import CURRENT, read_release, store

READERS = 2
PAGES = 40
READY_SECONDS = 60.0
PAUSE = 0.002  # between two passes of a reader: the publisher needs the machine too
MODULE = "bench.chaos_publish"


@dataclass
class Seen:
    """What the readers met: answers, whole passes over a release, and every sentence about something that was not."""

    answers: Counter[int] = field(default_factory=Counter)
    passes: int = 0
    releases: set[str] = field(default_factory=set)
    broken: list[str] = field(default_factory=list)


def run(n: int, *, real: bool = True, seed: int | None = None) -> dict[str, object]:
    """Kill the publisher *n* times. Returns the figures; ``lost`` counts answers that were not whole (0 is right).

    :raises RuntimeError: if the publisher never publishes.
    """
    seed = random.randrange(10**6) if seed is None else seed
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="daybreak-chaos-") as folder:
        home = Path(folder) / "home"
        environment = _environment(home)
        site = home / "site"
        writer = _prepare(environment) if real else None
        try:
            seen, kills = _kill_and_read(n, site, environment, real=real, chance=random.Random(seed))
        finally:
            if writer is not None:
                _kill(writer)
        final = _final_state(site, environment, real=real)
    return {
        "name": "publish" if real else "publish (files)",
        "database": "sqlite" if real else None,
        "kills": kills,
        "acknowledged": sum(seen.answers.values()),
        "lost": len(seen.broken),
        "doubled": 0,
        "passes": seen.passes,
        "releases": len(seen.releases),
        "statuses": dict(seen.answers),
        "broken": seen.broken[:5],
        "seconds": round(time.monotonic() - began, 1),
        "seed": seed,
        **final,
    }


def _environment(home: Path) -> dict[str, str]:
    home.mkdir()
    own = {"DAYBREAK_HOME": str(home), "DAYBREAK_KEY_FILE": f"{home}.key", "DAYBREAK_PORT": "8990"}
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("DAYBREAK_", "DJANGO_"))}
    return {**kept, **own}


def _python(environment: dict[str, str], *arguments: str) -> subprocess.Popen[bytes]:
    # Children leave by themselves when this process is killed and can tell nobody.
    own = {**environment, "DAYBREAK_PARENT": str(os.getpid())}
    command = [sys.executable, *arguments]
    return subprocess.Popen(command, env=own, stdout=subprocess.DEVNULL, start_new_session=True)


def _prepare(environment: dict[str, str]) -> subprocess.Popen[bytes]:
    """Set up the home with an edition, and start the writer."""
    for arguments in (["-m", "daybreak.config.cli", "setup"], ["-m", MODULE, "--prepare"]):
        if _python(environment, *arguments).wait(timeout=300):
            raise RuntimeError(f"{' '.join(arguments)} failed.")
    return _python(environment, "-m", MODULE, "--write")


def _start(site: Path, environment: dict[str, str], *, real: bool) -> subprocess.Popen[bytes]:
    arguments = ["daybreak.config.cli", "publisher"] if real else [MODULE, "--store", str(site)]
    return _python(environment, "-m", *arguments)


def _kill(process: subprocess.Popen[bytes]) -> None:
    """SIGKILL: no handler, no goodbye."""
    process.send_signal(signal.SIGKILL)
    process.wait()


def _kill_and_read(
    n: int, site: Path, environment: dict[str, str], *, real: bool, chance: random.Random
) -> tuple[Seen, int]:
    seen, ended = Seen(), threading.Event()
    process = _start(site, environment, real=real)
    readers = [threading.Thread(target=_read, args=(site, seen, ended), daemon=True) for _ in range(READERS)]
    kills = 0
    try:
        _wait_for((site / CURRENT).is_symlink, process)
        for reader in readers:
            reader.start()
        while kills < n:
            # Wait for a sign that it works, then for any moment of its work.
            _wait_for(partial(_switched, site, _current(site)), process)
            time.sleep(chance.uniform(0, 1.5 if real else 0.1))
            _kill(process)
            kills += 1
            process = _start(site, environment, real=real)
    finally:
        ended.set()
        _kill(process)
        for reader in readers:
            if reader.ident is not None:
                reader.join(timeout=10)
    return seen, kills


def _current(site: Path) -> str:
    return str((site / CURRENT).readlink())


def _switched(site: Path, before: str) -> bool:
    return _current(site) != before


def _wait_for(ready: Callable[[], bool], process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + READY_SECONDS
    while not ready():
        if process.poll() is not None:
            raise RuntimeError(f"The publisher ended by itself with code {process.returncode}.")
        if time.monotonic() > until:
            raise RuntimeError(f"No new release for {READY_SECONDS:.0f} s.")
        time.sleep(0.01)


def _read(site: Path, seen: Seen, ended: threading.Event) -> None:
    """Poll: one page after another through the server of the files, then a whole release as a mirror would copy it."""
    while not ended.is_set():
        try:
            release = read_release(site / _current(site))
        except FileNotFoundError:
            continue  # switched and removed between two lines: its successor is there already
        for path in list(release.files)[:: max(1, len(release.files) // 10)]:
            _ask(site, path, seen)
        _copy(site, release.folder, release.files, seen)
        time.sleep(PAUSE)


def _ask(site: Path, path: str, seen: Seen) -> None:
    """Ask for a page and hold the answer against its own hash: body and header must come from one release."""
    answer = respond({"REQUEST_METHOD": "GET", "PATH_INFO": "/" + path.removesuffix("index.html")}, site)
    seen.answers[answer.status.value] += 1
    etag = dict(answer.headers).get("ETag", "").strip('"')
    if answer.status != 200:
        seen.broken.append(f"{path} answered {answer.status.value}")
    elif not hashlib.sha256(answer.body).hexdigest().startswith(etag or "none"):
        seen.broken.append(f"{path} is not what its release says")


def _copy(site: Path, folder: Path, files: Mapping[str, str], seen: Seen) -> None:
    """Read every file of one release; it may vanish as a whole while it is read, never in parts or changed."""
    marks = set()
    for path, digest in files.items():
        try:
            body = (folder / path).read_bytes()
        except FileNotFoundError:
            if (site / _current(site)).resolve() == folder.resolve():
                seen.broken.append(f"{folder.name}/{path} is missing from the current release")
            return
        if hashlib.sha256(body).hexdigest() != digest:
            seen.broken.append(f"{folder.name}/{path} does not match its manifest")
        if body.startswith(b"generation "):
            marks.add(body.split(b"\n", 1)[0])
    if len(marks) > 1:
        seen.broken.append(f"{folder.name} mixes {len(marks)} generations")
    seen.passes += 1
    seen.releases.add(folder.name)


def _final_state(site: Path, environment: dict[str, str], *, real: bool) -> dict[str, object]:
    """One run that nobody kills: it must clear away what the killed ones left."""
    if real:
        code = _python(environment, "-m", "daybreak.config.cli", "publish").wait(timeout=120)
        if code:
            raise RuntimeError("The last publication failed.")
    else:
        _store_generation(site, 10**9)
    left = [path.name for path in [*site.iterdir(), *(site / "releases").iterdir()] if path.name.endswith(".tmp")]
    return {"leftovers": left, "kept": len(list((site / "releases").iterdir()))}


def _store_generation(site: Path, generation: int) -> None:
    mark = f"generation {generation}\n".encode()
    pages = {f"en/{number}/index.html": mark + bytes([65 + number % 26]) * 2000 for number in range(PAGES)}
    store(site, {**pages, "assets/look.css": b"always the same"})


def _store_for_ever(site: Path) -> None:
    generation = time.time_ns()
    while True:
        generation += 1
        _store_generation(site, generation)


def _prepare_edition() -> None:
    from bench.edition import invented_cities, live_through, make_edition, now

    live_through(make_edition(invented_cities(8), at=now()), at=now())


def _write_for_ever() -> None:
    """Change something public again and again, through the verb the desk uses."""
    from bench.edition import now
    from daybreak.core.lib.actor import COMMAND
    from daybreak.domain.campaigns.models import CityPlan
    from daybreak.domain.campaigns.services import plan_city

    plans = list(CityPlan.objects.select_related("edition", "city"))
    for number in range(10**9):
        plan = plans[number % len(plans)]
        plan_city(plan.edition, city=plan.city, assumption=f"Invented note {number}.", actor=COMMAND, at=now())
        time.sleep(0.2)


def main(arguments: Sequence[str]) -> None:
    """What the children of this bench do."""
    leave_with(int(os.environ["DAYBREAK_PARENT"]))
    if arguments[0] == "--store":
        _store_for_ever(Path(arguments[1]))
        return
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "daybreak.config.settings")
    import django

    django.setup()
    {"--prepare": _prepare_edition, "--write": _write_for_ever}[arguments[0]]()


if __name__ == "__main__":
    main(sys.argv[1:])
