"""Requests per second of the public pages behind nginx, beside one plain file and beside pretix's public pages.

The limit is a plain file of the same number of bytes, in a plain folder of the same nginx, asked by its own name.
Rounds of ours, of the limit and of the peer take turns, because a shared machine is not equally quick all the time.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from django.conf import settings

from bench import nginx
from bench.edition import city_path, live_through, make_edition, make_home, now, real_cities
from bench.load import LIKE_A_BROWSER, ask, find_wrk
from bench.pretix import Peer, pretix
from bench.runner import NotMeasured
from bench.server import free_port
from daybreak.publication.publish import publish

ENTRIES = 22
"""Cities of our page, and entries of the peer's."""

ROUNDS = 6
SECONDS = 2
"""Of a round each of ours and of the limit gets this twice: limit, ours, ours, limit."""

PEER_ROUNDS, PEER_SECONDS = 3, 6
CONNECTIONS = 64
PEER_CONNECTIONS = 4
"""More would only wait in pretix's queue: it has two workers."""

HOME, CITY = "home", "city"


@dataclass
class Page:
    """A page that is measured: its path, the name of the plain file beside it, and what was found.

    ``work`` and ``limit_work``: microseconds of processor time that nginx took for one answer.
    """

    name: str
    path: str
    plain: str
    peer_url: str = ""
    ours: list[float] = field(default_factory=list)
    limits: list[float] = field(default_factory=list)
    peers: list[float] = field(default_factory=list)
    work: list[float] = field(default_factory=list)
    limit_work: list[float] = field(default_factory=list)


def measure(entries: int = ENTRIES, rounds: int = ROUNDS) -> list[dict[str, object]]:
    """Return requests per second of the home and of a city's page, in the home that the environment names (empty).

    :raises NotMeasured: if nginx or wrk is missing. Without pretix the rows stand without a peer and say why.
    """
    wrk = find_wrk()
    nginx.program()
    make_home()
    at = now()
    made = make_edition(real_cities(entries), at=at)
    live_through(made, at=at)
    publish(at)
    site: Path = settings.DAYBREAK.site
    folder = settings.DAYBREAK.home / "nginx"
    ports = free_port(), free_port()
    pages = [Page(HOME, "/en/", "home.html"), Page(CITY, city_path(made.pledges[entries // 2]), "city.html")]
    with nginx.serving(
        nginx.public_and_forms(site, ports[0], 1) + nginx.plain_folder(folder, ports[1]), folder, port=ports[0]
    ) as server:
        for page in pages:
            body, headers = fetch(f"http://127.0.0.1:{ports[0]}{page.path}")
            (folder / page.plain).write_bytes(body)
            print(f"  {page.name}: {len(body):,} bytes compressed, {headers} header lines", file=sys.stderr)
        with peer_of([pledge.city.name for pledge in made.pledges], at=at) as (peer, missing):
            if peer is not None:
                print(f"  peer: {peer.how}", file=sys.stderr)
                pages[0].peer_url, pages[1].peer_url = peer.series, peer.one
            for number in range(rounds):
                _round(wrk, pages, ports, server, peer=peer is not None and number < PEER_ROUNDS)
    for page in pages:
        ours, limit = statistics.median(page.work), statistics.median(page.limit_work)
        print(
            f"  {page.name}: nginx works {ours:.1f} µs for an answer, {limit:.1f} µs for the plain file",
            file=sys.stderr,
        )
    return [row_of(page, missing) for page in pages]


def fetch(url: str) -> tuple[bytes, int]:
    """Return what *url* answers to a browser, as sent, and the number of header lines."""
    names = dict(line.split(": ", 1) for line in LIKE_A_BROWSER[1::2])
    with urllib.request.urlopen(urllib.request.Request(url, headers=names), timeout=20) as answer:
        return answer.read(), len(answer.headers)


@contextmanager
def peer_of(names: list[str], *, at: datetime) -> Iterator[tuple[Peer | None, str]]:
    """Yield the peer that runs, or None and the sentence that says why not."""
    with tempfile.TemporaryDirectory(prefix="daybreak-peer-") as folder, ExitStack() as running:
        found, missing = None, ""
        try:
            found = running.enter_context(pretix(names, Path(folder), at=at))
        except NotMeasured as error:
            missing = str(error)
        yield found, missing


def _round(wrk: str, pages: list[Page], ports: tuple[int, int], server: int, *, peer: bool) -> None:
    threads = os.cpu_count() or 1
    ours, plain = (f"http://127.0.0.1:{port}" for port in ports)
    for page in pages:
        limit = f"{plain}/{page.plain}"
        both = [(page.limits, page.limit_work, limit), (page.ours, page.work, ours + page.path)]
        for found, work, url in (*both, *reversed(both)):
            before = nginx.processor_seconds(server)
            found.append(ask(wrk, url, seconds=SECONDS, connections=CONNECTIONS, threads=threads))
            work.append((nginx.processor_seconds(server) - before) / (found[-1] * SECONDS) * 1e6)
        if peer:
            page.peers.append(ask(wrk, page.peer_url, seconds=PEER_SECONDS, connections=PEER_CONNECTIONS, threads=1))


def row_of(page: Page, missing: str) -> dict[str, object]:
    """Return a page's figure. *missing*: why it has no peer."""
    return {
        "name": f"pages, {page.name}",
        "ours": round(statistics.median(page.ours)),
        "peer": round(statistics.median(page.peers), 1) if page.peers else None,
        "limit": round(statistics.median(page.limits)),
        "unit": "requests/s",
        "runs": [round(pace) for pace in page.ours],
        "cores": os.cpu_count(),
        "missing": missing,
    }
