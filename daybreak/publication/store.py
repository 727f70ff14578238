"""Releases of the public site: built aside, switched in one rename, so that a reader meets whole ones only.

    site/releases/000012/…          the files with their compressed twins, and manifest.json: path → SHA-256
    site/current → releases/000012

Order of a switch: write ``releases/<n>.tmp``, fsync files and folders, rename it, make a new symbolic link beside
``current`` and rename it over, fsync the folders above. A process killed at any point leaves the old release in
place and at most a ``.tmp`` that the next run removes.

A web server of another user reads the files (deploy/): they are public, so their rights are given, whatever the umask.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import shutil
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path

from daybreak.publication import compressed
from daybreak.publication.errors import PublicationError, ReleaseDamaged

KEPT = 3
"""Releases that stay: a slow reader may still be in the one before, and an upgrade's assets are carried over."""

CARRIED = 12
"""Stylesheets and scripts of former programs that stay beside the current ones: pages open in a browser use them."""

MANIFEST = "manifest.json"
ASSETS = "assets/"
LOCK = ".lock"
CURRENT = "current"
RELEASES = "releases"
PUBLIC_FILE, PUBLIC_FOLDER = 0o644, 0o755


@dataclass(frozen=True)
class Release:
    """One release: its number, folder, and the SHA-256 of each file by path. ``carried``: assets of former releases
    that pages still open in a browser may ask for. ``new`` is False where nothing had changed."""

    number: int
    folder: Path
    files: Mapping[str, str]
    carried: tuple[str, ...] = ()
    new: bool = True


def digest(body: bytes) -> str:
    """Return the SHA-256 of a file's bytes (64 hex digits)."""
    return hashlib.sha256(body).hexdigest()


@contextmanager
def only_publisher(site: Path, *, seconds: float = 60.0) -> Iterator[None]:
    """Hold the site for one run; the system frees it when the process dies.

    :raises PublicationError: if another run holds it longer than *seconds*.
    """
    site.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(site / LOCK, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        until = time.monotonic() + seconds
        while True:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() > until:
                    raise PublicationError(
                        f"Another publication has been running for {seconds:.0f} s; this one gave way to it."
                    ) from None
                time.sleep(0.05)
        yield
    finally:
        os.close(descriptor)


def read_release(folder: Path) -> Release:
    """Read the release in *folder* from its manifest. :raises OSError, ValueError: if it is not whole."""
    manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    return Release(int(folder.name), folder, manifest["files"], tuple(manifest["carried"]), new=False)


def current_release(site: Path) -> Release | None:
    """Return the release ``current`` points to, or None before the first one (or where its folder is damaged)."""
    try:
        return read_release(site / (site / CURRENT).readlink())
    except (OSError, ValueError, KeyError, TypeError):
        return None


def store(site: Path, files: Mapping[str, bytes], *, alone: bool = False) -> Release:
    """Make *files* (path → bytes) the whole current release, unless they are it already. Under ``only_publisher``.

    A page that is missing now was removed: then no older release that holds it is kept. *alone*: keep none at all.

    :raises PublicationError: if a path leaves the release's folder, or the disk is full.
    """
    before = current_release(site)
    gone = frozenset(_own(before)).difference(files) if before is not None else frozenset()
    return _release(site, before, files, gone, alone=alone)


def change(site: Path, changed: Mapping[str, bytes], gone: Iterable[str], *, alone: bool = False) -> Release:
    """Make a release of the current one with *changed* files (path → bytes) written anew and *gone* ones left out.

    All other files are the same ones, under two names. Call it under ``only_publisher``; *alone* as in ``store``.

    :raises PublicationError: if there is no release to go on from, a path leaves its folder, or the disk is full.
    """
    before = current_release(site)
    if before is None:
        raise PublicationError("There is no whole release to change; publish the whole site.")
    return _release(site, before, changed, frozenset(gone), alone=alone)


def _release(
    site: Path, before: Release | None, files: Mapping[str, bytes], gone: frozenset[str], *, alone: bool
) -> Release:
    _sweep(site)
    for path in files:
        _check(path)
    own = _own(before) if before is not None else {}
    hashes = {path: digest(body) for path, body in files.items()}
    whole = {path: value for path, value in {**own, **hashes}.items() if path not in gone}
    if before is not None and whole == own:
        _prune(site, before, alone=alone)
        return before
    carried = _carried(before, whole)
    release = Release(_next_number(site), site, dict(sorted({**whole, **carried}.items())), tuple(carried))
    release = replace(release, folder=site / RELEASES / f"{release.number:06d}")
    try:
        _build(site, release, files, before)
        _switch(site, release.folder)
    except ReleaseDamaged:
        _sweep(site)
        raise
    except OSError as error:
        _sweep(site)
        raise PublicationError(
            f"The release could not be written ({error.strerror or error}); the one before stays. Is the disk full?"
        ) from error
    _prune(site, release, alone=alone)
    return release


def _own(release: Release) -> dict[str, str]:
    """Return what was rendered for a release, without assets carried over from others."""
    carried = set(release.carried)
    return {path: value for path, value in release.files.items() if path not in carried}


def _carried(before: Release | None, whole: Mapping[str, str]) -> dict[str, str]:
    """Return the assets of former releases that stay, oldest first."""
    if before is None:
        return {}
    replaced = [path for path in _own(before) if path.startswith(ASSETS) and path not in whole]
    stay = [*(path for path in before.carried if path not in whole), *replaced][-CARRIED:]
    return {path: before.files[path] for path in stay}


def _next_number(site: Path) -> int:
    return max((_number(folder) for folder in _folders(site)), default=0) + 1


def _check(path: str) -> None:
    parts = path.split("/")
    wrong = not path or path == MANIFEST or path.endswith(compressed.SUFFIX) or "\0" in path
    if wrong or any(part in {"", ".", ".."} for part in parts):
        raise PublicationError(f"{path!r} is no path for a published file.")


def _build(site: Path, release: Release, files: Mapping[str, bytes], before: Release | None) -> None:
    """Write the release beside the others; nobody sees it before the last line."""
    own = _own(before) if before is not None else {}
    changed = {path: body for path, body in files.items() if own.get(path) != release.files[path]}
    part = release.folder.with_name(release.folder.name + ".tmp")
    part.mkdir(parents=True)
    same = frozenset(path for path in release.files if path not in changed)
    missing = _link_tree(before.folder, part, same) if before is not None else frozenset()
    if not missing <= files.keys():
        raise ReleaseDamaged("Files of the current release are missing; publish the whole site.")
    for path, body in {**changed, **{path: files[path] for path in missing}}.items():
        _put_with_twin(part / path, body, before.folder / path if before is not None and path in own else None)
    manifest = {"files": release.files, "carried": list(release.carried)}
    text = json.dumps(manifest, indent=1, ensure_ascii=False) + "\n"
    _put(part / MANIFEST, text.encode(), int(time.time()))
    for inner, _, _ in os.walk(part, topdown=False):
        Path(inner).chmod(PUBLIC_FOLDER)
        _sync(Path(inner))
    for outer in (site, part.parent):
        outer.chmod(PUBLIC_FOLDER)
    part.rename(release.folder)
    _sync(part.parent)


def _link_tree(old: Path, new: Path, wanted: frozenset[str]) -> frozenset[str]:
    """Give every *wanted* file of the folder *old*, and its compressed twin, a second name in the folder *new*.

    Most of a release is this, thousands of files at a time: so plain strings, and one look at each folder.
    Return the wanted files that are not there.
    """
    found = set()
    for folder, _, names in os.walk(old):
        below = os.path.relpath(folder, old).replace(os.sep, "/")
        prefix = "" if below == "." else f"{below}/"
        files = [name for name in names if prefix + name in wanted]
        if not files:
            continue
        into, there = new / below, frozenset(names)
        into.mkdir(parents=True, exist_ok=True)
        for name in files:
            _link(f"{old}/{prefix}{name}", f"{into}/{name}")
            found.add(prefix + name)
            twin = name + compressed.SUFFIX
            if twin in there:
                _link(f"{old}/{prefix}{twin}", f"{into}/{twin}")
            elif compressed.is_text(name):
                _add_twin(into / name)
    return wanted - found


def _link(old: str, new: str) -> None:
    try:
        os.link(old, new)
    except OSError:  # another file system, or one without links: write it anew
        shutil.copy2(old, new)
        _sync(Path(new))


def _put_with_twin(path: Path, body: bytes, former: Path | None) -> None:
    """Write one file and, where it helps, its compressed twin. *former*: this path in the release before.

    Web servers know a version by its length and its second, so a changed file is at least one second younger.
    """
    second = int(time.time())
    if former is not None and former.exists():
        second = max(second, int(former.stat().st_mtime) + 1)
    _put(path, body, second)
    _add_twin(path)


def _add_twin(path: Path) -> None:
    """Write the compressed twin of a file, of the same second, where it helps."""
    about = path.stat()
    if about.st_size >= compressed.LEAST_BYTES:
        small = compressed.compress(path.name, path.read_bytes())
        if small is not None:
            _put(compressed.twin_of(path), small, int(about.st_mtime))


def _put(path: Path, body: bytes, second: int) -> None:
    """Write one file of this time through to the disk."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("xb") as file:
        file.write(body)
        file.flush()
        os.fchmod(file.fileno(), PUBLIC_FILE)
        os.utime(file.fileno(), (second, second))
        os.fsync(file.fileno())


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _switch(site: Path, folder: Path) -> None:
    """Point ``current`` to *folder* in one rename. (``ln -sfn`` would leave a gap without any release.)"""
    link = site / f"{CURRENT}.tmp"
    link.unlink(missing_ok=True)
    link.symlink_to(f"{RELEASES}/{folder.name}")
    link.replace(site / CURRENT)
    _sync(site)


def _folders(site: Path) -> list[Path]:
    releases = site / RELEASES
    return [folder for folder in releases.iterdir() if folder.name.isdigit()] if releases.is_dir() else []


def _number(folder: Path) -> int:
    return int(folder.name)


def _sweep(site: Path) -> None:
    """Remove what a killed run left."""
    releases = site / RELEASES
    if releases.is_dir():
        for part in releases.glob("*.tmp"):
            shutil.rmtree(part, ignore_errors=True)
    (site / f"{CURRENT}.tmp").unlink(missing_ok=True)


def _prune(site: Path, current: Release, *, alone: bool) -> None:
    """Keep the newest releases up to the current one, but none that holds a page the current one does not.

    Asked of the folders themselves, so that a removal is carried out even when the run that made it was killed.
    *alone*: something left a page that stays: no older release is kept, whatever pages it has.
    """
    kept = 0
    for folder in sorted(_folders(site), key=_number, reverse=True):
        number = _number(folder)
        older = number < current.number and not alone
        if number == current.number or (older and kept < KEPT and _outlived(folder, current)):
            kept += 1
        else:
            _remove(folder)


def _outlived(folder: Path, current: Release) -> bool:
    """Whether everything in an older release is still public."""
    try:
        old = read_release(folder)
    except (OSError, ValueError, KeyError, TypeError):
        return False
    return all(path in current.files or path.startswith(ASSETS) for path in old.files)


def _remove(folder: Path) -> None:
    """Take a release away in one step, then delete it: a killed run leaves no half of it under its name."""
    gone = folder.with_name(folder.name + ".gone.tmp")
    with suppress(OSError):
        folder.rename(gone)
    shutil.rmtree(gone, ignore_errors=True)
