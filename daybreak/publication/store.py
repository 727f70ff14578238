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
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from daybreak.publication import compressed
from daybreak.publication.errors import PublicationError

KEPT = 3
"""Releases that stay: a slow reader may still be in the one before, and an upgrade's assets are carried over."""

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


def store(site: Path, files: Mapping[str, bytes]) -> Release:
    """Make *files* (path → bytes) the current release, unless they are it already. Call it under ``only_publisher``.

    A page that is missing now was removed: then no older release that holds it is kept.

    :raises PublicationError: if a path leaves the release's folder, or the disk is full.
    """
    _sweep(site)
    for path in files:
        _check(path)
    before = current_release(site)
    hashes = {path: digest(files[path]) for path in sorted(files)}
    if before is not None and hashes == _own(before):
        _prune(site, before)
        return before
    carried = {path: asset for release in _kept(site) for path, asset in _carry(release) if path not in hashes}
    number = max((_number(folder) for folder in _folders(site)), default=0) + 1
    try:
        folder = _build(site, number, files, hashes, carried, before)
        _switch(site, folder)
    except OSError as error:
        _sweep(site)
        raise PublicationError(
            f"The release could not be written ({error.strerror or error}); the one before stays. Is the disk full?"
        ) from error
    release = Release(number, folder, {**hashes, **_hashes(carried)}, tuple(sorted(carried)))
    _prune(site, release)
    return release


def _own(release: Release) -> dict[str, str]:
    """Return what was rendered for a release, without assets carried over from others."""
    return {path: value for path, value in release.files.items() if path not in set(release.carried)}


def _carry(release: Release) -> Iterator[tuple[str, Path]]:
    return ((path, release.folder / path) for path in _own(release) if path.startswith(ASSETS))


def _hashes(carried: Mapping[str, Path]) -> dict[str, str]:
    return {path: digest(asset.read_bytes()) for path, asset in carried.items()}


def _check(path: str) -> None:
    parts = path.split("/")
    wrong = not path or path == MANIFEST or path.endswith(compressed.SUFFIX) or "\0" in path
    if wrong or any(part in {"", ".", ".."} for part in parts):
        raise PublicationError(f"{path!r} is no path for a published file.")


def _build(
    site: Path,
    number: int,
    files: Mapping[str, bytes],
    hashes: Mapping[str, str],
    carried: Mapping[str, Path],
    before: Release | None,
) -> Path:
    """Write the release beside the others; nobody sees it before the last line."""
    folder = site / RELEASES / f"{number:06d}"
    part = folder.with_name(folder.name + ".tmp")
    part.mkdir(parents=True)
    for path, body in files.items():
        former = before.folder / path if before is not None and path in before.files else None
        same = before is not None and before.files.get(path) == hashes[path]
        _put_with_twin(part / path, body, former, same=same)
    for path, asset in carried.items():
        _put_with_twin(part / path, asset.read_bytes(), asset, same=True)
    manifest = {"files": dict(sorted({**hashes, **_hashes(carried)}.items())), "carried": sorted(carried)}
    text = json.dumps(manifest, indent=1, ensure_ascii=False, sort_keys=True) + "\n"
    _put(part / MANIFEST, text.encode(), int(time.time()))
    for inner in sorted({part, *(one for one in part.rglob("*") if one.is_dir())}, reverse=True):
        inner.chmod(PUBLIC_FOLDER)
        _sync(inner)
    for outer in (site, part.parent):
        outer.chmod(PUBLIC_FOLDER)
    part.rename(folder)
    _sync(folder.parent)
    return folder


def _put_with_twin(path: Path, body: bytes, former: Path | None, *, same: bool) -> None:
    """Write one file and, where it helps, its compressed twin. *former*: this path in the release before.

    Web servers know a version by its length and its second, so a changed file is at least one second younger.
    """
    second = int(former.stat().st_mtime) if former is not None else 0
    old = former if same else None
    if old is None:
        second = max(int(time.time()), second + 1)
    _put(path, body, second, old)
    twin, old_twin = compressed.twin_of(path), compressed.twin_of(old) if old is not None else None
    if old_twin is not None and old_twin.is_file():
        _put(twin, old_twin.read_bytes(), second, old_twin)
        return
    small = compressed.compress(path.name, body)
    if small is not None:
        _put(twin, small, second)


def _put(path: Path, body: bytes, second: int, old: Path | None = None) -> None:
    """Write one file of this time through to the disk, or link it where *old* is the same one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if old is not None:
        with suppress(OSError):  # another file system, or one without links: write it anew
            path.hardlink_to(old)
            return
    with path.open("xb") as file:
        file.write(body)
        file.flush()
        os.fchmod(file.fileno(), PUBLIC_FILE)
        os.utime(file.fileno(), (second, second))
        os.fsync(file.fileno())


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
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


def _kept(site: Path) -> Iterator[Release]:
    for folder in sorted(_folders(site), key=_number):
        with suppress(OSError, ValueError, KeyError, TypeError):
            yield read_release(folder)


def _sweep(site: Path) -> None:
    """Remove what a killed run left."""
    releases = site / RELEASES
    if releases.is_dir():
        for part in releases.glob("*.tmp"):
            shutil.rmtree(part, ignore_errors=True)
    (site / f"{CURRENT}.tmp").unlink(missing_ok=True)


def _prune(site: Path, current: Release) -> None:
    """Keep the newest releases up to the current one, but none that holds a page the current one does not.

    Asked of the folders themselves, so that a removal is carried out even when the run that made it was killed.
    """
    kept = 0
    for folder in sorted(_folders(site), key=_number, reverse=True):
        number = _number(folder)
        if number == current.number or (number < current.number and kept < KEPT and _outlived(folder, current)):
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
