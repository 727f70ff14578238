"""The public host, answered from the files of the current release and from nothing else: no Django, no database.

Good enough for the demo and a small day; nginx or Caddy on the same folder do the same (deploy/).
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import quote, urlsplit

from django.conf import settings

from daybreak.core.lib.cache_class import CacheClass
from daybreak.core.lib.headers import HEADERS, HSTS
from daybreak.publication import compressed
from daybreak.publication.store import ASSETS, CURRENT, MANIFEST, Release, read_release

Environ = Mapping[str, Any]
StartResponse = Callable[..., Any]
Application = Callable[[dict[str, Any], StartResponse], Iterable[bytes]]

TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".json": "application/json",
    ".csv": "text/csv; charset=utf-8",
    ".atom": "application/atom+xml; charset=utf-8",
    ".xml": "application/xml; charset=utf-8",
    ".ics": "text/calendar; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".webp": "image/webp",
}
PLAIN = "text/plain; charset=utf-8"
NOTHING_YET = "Nothing has been published yet. The page will be here in a moment.\n"
NO_SUCH_PAGE = "There is no such page.\n"
ONLY_READING = "This site can only be read.\n"
TRIES = 3


@dataclass(frozen=True)
class Answer:
    """Status, headers beyond the common ones, body."""

    status: HTTPStatus
    headers: tuple[tuple[str, str], ...]
    body: bytes


def by_host(django: Application) -> Application:
    """Return an application that answers the public host from files and hands every other host to *django*."""

    def application(environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        if _host(environ.get("HTTP_HOST", "")) != _public_host():
            return django(environ, start_response)
        answer = respond(environ, settings.DAYBREAK.site)
        secure = environ.get("wsgi.url_scheme") == "https" or _came_by_https(environ)
        headers = [*HEADERS.items(), *answer.headers, ("Content-Length", str(len(answer.body)))]
        if secure:
            headers.append(("Strict-Transport-Security", HSTS))
        if answer.status is HTTPStatus.NOT_MODIFIED:
            headers = [pair for pair in headers if pair[0] not in {"Content-Length", "Content-Type"}]
        start_response(f"{answer.status.value} {answer.status.phrase}", headers)
        return [b"" if environ.get("REQUEST_METHOD") == "HEAD" else answer.body]

    return application


def _came_by_https(environ: Environ) -> bool:
    """Whether the proxy says so; believed only where the public address is https, as for Django."""
    public_is_https = urlsplit(settings.DAYBREAK.public_url).scheme == "https"
    return public_is_https and environ.get("HTTP_X_FORWARDED_PROTO") == "https"


def _host(host: str) -> str:
    """Return a host in one form: lower case, no port where it is the scheme's own."""
    name = host.strip().lower().rstrip(".")
    for port in (":80", ":443"):
        name = name.removesuffix(port)
    return name


def _public_host() -> str:
    return _host(settings.DAYBREAK.public_host)


def respond(environ: Environ, site: Path) -> Answer:
    """Answer one request from the files in *site*."""
    if environ.get("REQUEST_METHOD") not in {"GET", "HEAD"}:
        return _plain(HTTPStatus.METHOD_NOT_ALLOWED, ONLY_READING, ("Allow", "GET, HEAD"))
    for _ in range(TRIES):
        release = _current(site)
        if release is None:
            return _plain(HTTPStatus.SERVICE_UNAVAILABLE, NOTHING_YET, ("Retry-After", "5"))
        try:
            return _from(release, environ)
        except FileNotFoundError:
            continue  # the release was removed between two lines: its successor is there already
    return _plain(HTTPStatus.SERVICE_UNAVAILABLE, NOTHING_YET, ("Retry-After", "5"))


def _from(release: Release, environ: Environ) -> Answer:
    """Answer from one release. Only paths of its manifest are ever opened, so no path can lead out of it."""
    asked = _path(environ)
    if asked is None:
        return _missing(release)
    path = f"{asked}index.html" if asked.endswith("/") or not asked else asked
    if path in release.files:
        return _file(release, path, environ)
    if asked and not asked.endswith("/") and f"{asked}/index.html" in release.files:
        return _redirect(f"/{asked}/", environ)
    return _missing(release)


def _path(environ: Environ) -> str | None:
    """Return the path asked for without its first slash; None where it is no text."""
    try:
        path = str(environ.get("PATH_INFO", "")).encode("latin-1").decode("utf-8")
    except UnicodeError:
        return None
    return path.removeprefix("/")


def _file(release: Release, path: str, environ: Environ) -> Answer:
    """Answer with a file, or with its compressed twin where there is one and the reader takes it."""
    file, etag = release.folder / path, release.files[path][:32]
    cache = CacheClass.IMMUTABLE if path.startswith(ASSETS) else CacheClass.PUBLISHED
    headers = [
        ("Content-Type", TYPES.get(PurePosixPath(path).suffix, "application/octet-stream")),
        ("Cache-Control", cache.header),
    ]
    twin = compressed.twin_of(file)
    if compressed.is_text(path) and twin.is_file():
        headers.append(("Vary", "Accept-Encoding"))
        if compressed.is_wanted(str(environ.get("HTTP_ACCEPT_ENCODING", ""))):
            file, etag = twin, f"{etag}-gz"
    headers.append(("ETag", f'"{etag}"'))
    if _matches(str(environ.get("HTTP_IF_NONE_MATCH", "")), f'"{etag}"'):
        return Answer(HTTPStatus.NOT_MODIFIED, tuple(headers), b"")
    if file is twin:
        headers.append(("Content-Encoding", "gzip"))
    return Answer(HTTPStatus.OK, tuple(headers), file.read_bytes())


def _matches(asked: str, etag: str) -> bool:
    tags = [tag.strip().removeprefix("W/") for tag in asked.split(",")]
    return etag in tags or tags == ["*"]


def _redirect(to: str, environ: Environ) -> Answer:
    query = str(environ.get("QUERY_STRING", ""))
    location = quote(to) + (f"?{query}" if query.isascii() and query.isprintable() and query else "")
    return _plain(HTTPStatus.MOVED_PERMANENTLY, "", ("Location", location))


def _missing(release: Release) -> Answer:
    if "404.html" not in release.files:
        return _plain(HTTPStatus.NOT_FOUND, NO_SUCH_PAGE)
    body = (release.folder / "404.html").read_bytes()
    return Answer(
        HTTPStatus.NOT_FOUND,
        (("Content-Type", TYPES[".html"]), ("Cache-Control", CacheClass.PUBLISHED.header)),
        body,
    )


def _plain(status: HTTPStatus, sentence: str, *headers: tuple[str, str]) -> Answer:
    common = (("Content-Type", PLAIN), ("Cache-Control", CacheClass.PUBLISHED.header))
    return Answer(status, (*common, *headers), sentence.encode())


_lock = threading.Lock()
_known: dict[Path, tuple[tuple[str, int, int], Release]] = {}


def _current(site: Path) -> Release | None:
    """Return the current release; its manifest is read once per release, not once per request."""
    for _ in range(TRIES):
        try:
            name = str((site / CURRENT).readlink())
            about = (site / name / MANIFEST).stat()
        except FileNotFoundError:
            if not (site / CURRENT).is_symlink():
                return None
            continue  # switched and removed between two lines: look again
        key = (name, about.st_ino, about.st_mtime_ns)
        with _lock:
            known = _known.get(site)
        if known is not None and known[0] == key:
            return known[1]
        try:
            release = read_release(site / name)
        except FileNotFoundError:
            continue
        with _lock:
            _known[site] = (key, release)
        return release
    return None
