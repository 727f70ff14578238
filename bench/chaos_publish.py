"""Kills the publisher again and again while readers poll the public site: every answer must belong to a whole release.

Two ways, one loop. ``run(n)``: the real publisher on a home of its own, with a writer that changes something public
all the time; most often the process of the loop (``daybreak publisher``), every few kills a run of everything
(``daybreak publish``). ``run(n, real=False)``: a child that stores invented pages as fast as it can; it is killed in
the middle of a switch far more often, and needs no database.

A kill is aimed: while a release is being built beside the others (files written and linked), just after the switch
(older releases are being taken away), or at any moment since the start.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from enum import StrEnum
from functools import partial
from pathlib import Path

from bench.readers import Seen, current, read_until
from daybreak.config.parent import leave_with
from daybreak.publication.store import CURRENT, RELEASES, store

READERS = 4
PAGES = 40
CITIES = 12
READY_SECONDS = 60.0
WRITE_SECONDS = 0.4
PLANS = 4
MODULE = "bench.chaos_publish"
LOOP, WHOLE = ("daybreak.config.cli", "publisher"), ("daybreak.config.cli", "publish")
WHOLE_EVERY = 8
"""Every so many kills a run of everything is killed in place of the loop."""

LEAST_RELEASES = 0.25
"""Switches per kill that a run must have shown its readers, or it proves nothing."""


class Aim(StrEnum):
    """The moment a kill waits for."""

    BUILD = "while building"
    SWITCH = "after the switch"
    ANY = "at any moment"


class _Stuck(Exception):
    """The publisher does not publish."""


AIMS = (Aim.BUILD, Aim.BUILD, Aim.SWITCH, Aim.SWITCH, Aim.ANY)
LATEST = {Aim.BUILD: 0.06, Aim.SWITCH: 0.02, Aim.ANY: 2.5}
"""A kill comes at most so many seconds after the moment it waits for."""

STORE_LATEST = 0.1


def run(n: int, *, real: bool = True, seed: int | None = None) -> dict[str, object]:
    """Kill the publisher *n* times. Returns the figures; ``lost`` counts answers that were not whole (0 is right).

    :raises RuntimeError: if the publisher never publishes, too few releases came by to prove anything, or the last
        run does not clear away what the killed ones left.
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
        except _Stuck as error:
            raise RuntimeError(f"{error} {_last_lines(environment)}") from error
        finally:
            if writer is not None:
                _kill(writer)
        final = _final_state(site, environment, real=real)
    if final["leftovers"]:
        raise RuntimeError(f"The last run left {', '.join(final['leftovers'])} behind.")
    if len(seen.releases) < n * LEAST_RELEASES:
        raise RuntimeError(f"The readers met {len(seen.releases)} releases in {n} kills: this run proves nothing.")
    print(
        f"  {n} kills (seed {seed}): {', '.join(f'{count} {aim}' for aim, count in kills.items())}; {READERS} readers, "
        f"{sum(seen.answers.values()):,} answers, {seen.passes:,} whole copies of {len(seen.releases)} releases.",
        file=sys.stderr,
    )
    return {
        "name": "publish" if real else "publish (files)",
        "database": "sqlite" if real else None,
        "kills": n,
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
    command = [sys.executable, "-m", *arguments]
    with _log(environment).open("ab") as log:
        return subprocess.Popen(command, env=own, stdout=subprocess.DEVNULL, stderr=log, start_new_session=True)


def _log(environment: dict[str, str]) -> Path:
    return Path(environment["DAYBREAK_HOME"]).with_suffix(".log")


def _last_lines(environment: dict[str, str]) -> str:
    return "\n".join(_log(environment).read_text(encoding="utf-8", errors="replace").splitlines()[-3:])


def _prepare(environment: dict[str, str]) -> subprocess.Popen[bytes]:
    """Set up the home with an edition, and start the writer."""
    for arguments in (["daybreak.config.cli", "setup"], [MODULE, "--prepare"]):
        if _python(environment, *arguments).wait(timeout=300):
            raise RuntimeError(f"{' '.join(arguments)} failed. {_last_lines(environment)}")
    return _python(environment, MODULE, "--write")


def _kill(process: subprocess.Popen[bytes]) -> None:
    """SIGKILL: no handler, no goodbye."""
    process.send_signal(signal.SIGKILL)
    process.wait()


def _kill_and_read(
    n: int, site: Path, environment: dict[str, str], *, real: bool, chance: random.Random
) -> tuple[Seen, Counter[Aim]]:
    seen, ended, kills = Seen(), threading.Event(), Counter[Aim]()
    loop = LOOP if real else (MODULE, "--store", str(site))
    process = _python(environment, *loop)
    readers = [threading.Thread(target=read_until, args=(ended, site, seen), daemon=True) for _ in range(READERS)]
    try:
        _wait_for((site / CURRENT).is_symlink, process)
        for reader in readers:
            reader.start()
        while kills.total() < n:
            aim = chance.choice(AIMS) if real else Aim.SWITCH
            _wait_for(_moment(aim, site), process)
            time.sleep(chance.uniform(0, LATEST[aim] if real else STORE_LATEST))
            if process.poll() is None:
                _kill(process)
                kills[aim] += 1
                if kills.total() % 20 == 0:
                    print(f"  {kills.total()} of {n} kills …", file=sys.stderr)
            process = _python(environment, *(WHOLE if real and kills.total() % WHOLE_EVERY == 1 else loop))
    finally:
        ended.set()
        _kill(process)
        for reader in readers:
            if reader.ident is not None:
                reader.join(timeout=10)
    return seen, kills


def _moment(aim: Aim, site: Path) -> Callable[[], bool]:
    """Return what says that the moment a kill waits for has come."""
    if aim is Aim.BUILD:
        return lambda: any((site / RELEASES).glob("??????.tmp"))
    if aim is Aim.SWITCH:
        return partial(_switched, site, current(site))
    return lambda: True


def _switched(site: Path, before: str) -> bool:
    return current(site) != before


def _wait_for(ready: Callable[[], bool], process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + READY_SECONDS
    while not ready():
        if process.poll() == 0:
            return  # a run of everything came to its end first: there is nothing left of it to kill
        if process.returncode:
            raise _Stuck(f"The publisher ended by itself with code {process.returncode}.")
        if time.monotonic() > until:
            raise _Stuck(f"No new release for {READY_SECONDS:.0f} s.")
        time.sleep(0.001)


def _final_state(site: Path, environment: dict[str, str], *, real: bool) -> dict[str, list[str]]:
    """One run that nobody kills: it must clear away what the killed ones left."""
    if real:
        code = _python(environment, *WHOLE).wait(timeout=120)
        if code:
            raise RuntimeError(f"The last publication failed. {_last_lines(environment)}")
    else:
        _store_generation(site, 10**9)
    left = [path.name for path in [*site.iterdir(), *(site / RELEASES).iterdir()] if path.name.endswith(".tmp")]
    return {"leftovers": left}


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

    live_through(make_edition(invented_cities(CITIES), at=now()), at=now())


def _write_for_ever() -> None:
    """Change something public again and again, through the verbs the faces call.

    Each round adds a page and takes it away again; between the two some cities' plans change and a field report
    is accepted. So releases come with a few changed pages, with more pages, with fewer, and alone.
    """
    from bench.edition import OUTCOMES, announce, now, report
    from daybreak.core.lib.actor import COMMAND
    from daybreak.domain.campaigns.services import plan_city
    from daybreak.domain.gatherings.services import cancel_gathering
    from daybreak.domain.pledges.models import Pledge

    pledges = list(Pledge.objects.select_related("edition__campaign", "city", "target__mission").order_by("pk"))
    for number in range(10**9):
        pledge = pledges[number % len(pledges)]
        gathering = announce(pledge, at=now())
        time.sleep(WRITE_SECONDS)
        for other in pledges[:PLANS]:
            plan_city(other.edition, city=other.city, assumption=f"Invented {number}.", actor=COMMAND, at=now())
            time.sleep(WRITE_SECONDS)
        report(pledge, OUTCOMES[number % len(OUTCOMES)], at=now())
        time.sleep(WRITE_SECONDS)
        cancel_gathering(gathering, actor=COMMAND, at=now())
        time.sleep(WRITE_SECONDS)


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
