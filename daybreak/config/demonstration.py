"""``daybreak demo``: set up a rehearsal home, load the founding edition, play its day, then run it or stop."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.db import connections

from daybreak.config.port import free_port_near
from daybreak.config.progress import Progress
from daybreak.config.running import running_process
from daybreak.config.setting_up import set_up
from daybreak.core.journal.services import seal_journal
from daybreak.core.lib import clock
from daybreak.core.lib.actor import COMMAND
from daybreak.core.lib.errors import Refused
from daybreak.demo.founding import load_founding_edition
from daybreak.demo.play import Stage, Tell, play, timeline
from daybreak.demo.rehearse import Part, edition_opening, parts_of, prepare, print_letter
from daybreak.domain.campaigns.models import Edition
from daybreak.domain.missions.services import load_own_missions
from daybreak.domain.people.models import DeskUser
from daybreak.domain.people.services import add_desk_user, make_sign_in_token
from daybreak.publication.publish import update

OPENS_AT = datetime(2018, 9, 24, 16, 30, tzinfo=UTC)
"""Where the rehearsal's clock stands when the demo is opened first: half past twelve in Washington."""

WEB_SECONDS = 30
KEPT_FOLDERS = {"places"}  # the index of cities is the same in every home; building it takes seconds


class NotARehearsal(Refused):
    """The demo would have to clear a home that holds somebody's real data."""


@dataclass(frozen=True)
class Demo:
    """The rows and addresses the command prints."""

    edition: Edition
    parts: list[Part]


def demo_home_exists() -> bool:
    """Whether this home was set up as a demo before."""
    home: Path = settings.DAYBREAK.home
    return (home / "rehearsal.json").exists() and Edition.objects.filter(slug="2018", year=2018).exists()


def clear_home() -> None:
    """Empty a rehearsal's home. :raises Refused: if it is no rehearsal, or its processes run."""
    home: Path = settings.DAYBREAK.home
    if not home.exists() or not any(home.iterdir()):
        return
    if not (home / "rehearsal.json").exists():
        raise NotARehearsal(
            f"{home} is not a rehearsal, so the demo does not touch it. Set DAYBREAK_HOME to an empty folder."
        )
    if (process := running_process(home)) is not None:
        raise Refused(f"The demo is running from {home} (process {process}). Stop it first: Ctrl-C there.")
    connections.close_all()
    for entry in home.iterdir():
        if entry.name in KEPT_FOLDERS:
            continue
        if entry.is_dir() and not entry.is_symlink():
            shutil.rmtree(entry)
        else:
            entry.unlink()


def refuse_a_real_home() -> None:
    """Refuse to set a demo up in a home that holds anything but a rehearsal."""
    home: Path = settings.DAYBREAK.home
    if (home / "daybreak.sqlite3").exists() and not (home / "rehearsal.json").exists():
        raise NotARehearsal(
            f"{home} holds a database that is no rehearsal, so the demo does not touch it. "
            "Set DAYBREAK_HOME to an empty folder."
        )


def load(progress: Progress) -> Demo:
    """Fill an empty home: directory, founding edition, invented coordinators, letters."""
    refuse_a_real_home()
    settings.DAYBREAK.home.mkdir(mode=0o700, parents=True, exist_ok=True)
    clock.move_clock(datetime(2018, 9, 4, 12, tzinfo=UTC), stopped=True)
    set_up(progress)
    with progress.step("directory of Chinese missions"):
        load_own_missions(actor=COMMAND, at=clock.now())
    with progress.step("founding edition, 24 September 2018"):
        founding = load_founding_edition()
        parts = list(prepare(founding))
    with progress.step("letters") as step:
        for number, part in enumerate(parts, start=1):
            print_letter(part, at=edition_opening(founding.edition))
            step.tell(f"{number} of {len(parts)}")
    return Demo(founding.edition, parts)


def loaded() -> Demo:
    """Return the demo of a home that was set up before."""
    edition = Edition.objects.select_related("campaign").get(slug="2018", year=2018)
    return Demo(edition, parts_of(edition))


def play_day(demo: Demo, *, tell: Tell, until: datetime | None = None) -> datetime:
    """Play the day through a web process of its own. Return where the clock stands."""
    with web_process() as port:
        at = play(Stage(demo.edition, demo.parts, port, update, tell), until=until)
    seal_journal(at=at)
    return at


def steps_left(demo: Demo) -> int:
    """Return how many steps the play has."""
    return len(timeline(demo.edition, demo.parts))


@contextmanager
def web_process() -> Iterator[int]:
    """Run the web process on a free port of its own; yield the port."""
    port = free_port_near(settings.DAYBREAK.port + 100)
    if port is None:
        raise Refused("No port is free on this machine for the play's web process.")
    environment = {
        **os.environ,
        "DAYBREAK_PORT": str(port),
        "DAYBREAK_FORMS_URL": f"http://localhost:{port}",
        "DAYBREAK_PUBLIC_URL": f"http://127.0.0.1:{port}",
        "DAYBREAK_BIND": "127.0.0.1",
        "DAYBREAK_PARENT": str(os.getpid()),
    }
    child = subprocess.Popen(  # our own interpreter and our own words
        [sys.executable, "-m", "daybreak.config.cli", "web"],
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        _wait_for(port, child)
        yield port
    finally:
        child.terminate()
        try:
            child.wait(timeout=10)
        except subprocess.TimeoutExpired:
            child.kill()


def _wait_for(port: int, child: subprocess.Popen[bytes]) -> None:
    import http.client

    until = time.monotonic() + WEB_SECONDS
    while time.monotonic() < until and child.poll() is None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
        try:
            connection.request("GET", "/healthz", headers={"Host": f"localhost:{port}"})
            if connection.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.05)
        finally:
            connection.close()
    raise Refused("The web process of the play did not start. `daybreak doctor` says what is missing.")


def sign_in_path() -> str:
    """Return a fresh one-time address of the desk."""
    user = DeskUser.objects.order_by("pk").first()
    if user is None:
        user = add_desk_user(alias="first", actor=COMMAND, at=clock.now())
    return f"/desk/sign-in/{make_sign_in_token(user, actor=COMMAND, at=clock.now())}/"


def resume_clock() -> datetime:
    """Let the clock go on from where the home stopped: never earlier than the last thing that happened."""
    from daybreak.core.journal.models import Entry

    last = Entry.objects.order_by("-at").values_list("at", flat=True).first()
    at = max(OPENS_AT, last) if last else OPENS_AT
    clock.move_clock(at)
    return at
