"""Readers of the public site that believe nothing: every answer must belong to one whole release.

They poll as browsers do, through the server of the files, with and without compression, and copy whole releases as a
mirror would. Whatever is torn, mixed or missing becomes a sentence in ``Seen.broken``.
"""

from __future__ import annotations

import gzip
import hashlib
import threading
import time
import zlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from daybreak.publication.serve import respond
from daybreak.publication.store import CURRENT, read_release

PAUSE = 0.05  # between two passes of a reader: the publisher needs the machine too
ASKED = 10
"""Pages a reader asks for in one pass."""


@dataclass
class Seen:
    """What the readers met: answers, whole passes over a release, and every sentence about something that was not."""

    answers: Counter[int] = field(default_factory=Counter)
    passes: int = 0
    releases: set[str] = field(default_factory=set)
    broken: list[str] = field(default_factory=list)


def current(site: Path) -> str:
    """Return where ``current`` points to. :raises FileNotFoundError: before the first release."""
    return str((site / CURRENT).readlink())


def read_until(ended: threading.Event, site: Path, seen: Seen) -> None:
    """Poll: one page after another through the server of the files, then a whole release as a mirror would copy it."""
    turn = 0
    while not ended.is_set():
        turn += 1
        name = current(site)
        try:
            release = read_release(site / name)
        except FileNotFoundError:
            if current(site) == name:
                seen.broken.append(f"{name} is the current release and has no manifest")
            continue  # switched and removed between two lines: its successor is there already
        paths = list(release.files)
        for path in paths[turn % ASKED :: max(1, len(paths) // ASKED)]:
            ask(site, path, seen, compressed=bool(turn % 2))
        copy(site, release.folder, release.files, seen)
        time.sleep(PAUSE)


def ask(site: Path, path: str, seen: Seen, *, compressed: bool = False) -> None:
    """Ask for a page and hold the answer against its own hash: body and header must come from one release."""
    wanted = {"HTTP_ACCEPT_ENCODING": "gzip"} if compressed else {}
    asked = {"REQUEST_METHOD": "GET", "PATH_INFO": "/" + path.removesuffix("index.html"), **wanted}
    answer = respond(asked, site)
    if answer.status == 404 and _is_gone(site, path):
        return
    seen.answers[answer.status.value] += 1
    headers = dict(answer.headers)
    if answer.status != 200:
        seen.broken.append(f"{path} answered {answer.status.value}")
        return
    etag = headers.get("ETag", "").strip('"').removesuffix("-gz")
    body = _plain(answer.body) if headers.get("Content-Encoding") == "gzip" else answer.body
    if not hashlib.sha256(body).hexdigest().startswith(etag or "none"):
        seen.broken.append(f"{path} is not what its release says")


def _is_gone(site: Path, path: str) -> bool:
    """Whether a page was taken down while it was asked for. Nothing that was taken down comes back to its address."""
    while True:
        try:
            return path not in read_release(site / current(site)).files
        except FileNotFoundError:
            continue


def _plain(body: bytes) -> bytes:
    """Return what a compressed body holds; nothing where it is torn."""
    try:
        return gzip.decompress(body)
    except (OSError, EOFError, zlib.error):
        return b""


def copy(site: Path, folder: Path, files: Mapping[str, str], seen: Seen) -> None:
    """Read every file of one release; it may vanish as a whole while it is read, never in parts or changed."""
    marks = set()
    for path, digest in files.items():
        try:
            body = (folder / path).read_bytes()
        except FileNotFoundError:
            if (site / current(site)).resolve() == folder.resolve():
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
