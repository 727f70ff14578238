"""``sitemap.xml`` and ``robots.txt``: pure functions of the paths the publisher publishes.

No page is given a moment: search engines compare pages themselves, and a wrong ``lastmod`` is worse than none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from urllib.parse import quote
from xml.sax.saxutils import quoteattr

from django.conf import settings

from daybreak.core.lib import clock
from daybreak.faces.public.data import link
from daybreak.faces.public.scope import published_languages

SITEMAP = "/sitemap.xml"
ROBOTS = "/robots.txt"
MOST_ADDRESSES = 50_000
MOST_BYTES = 50_000_000
"""Limits of one file of the sitemap protocol (sitemaps.org); bytes are counted before compression."""

_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
_OPENED = '<?xml version="1.0" encoding="utf-8"?>\n'
_ROOT = f'<urlset xmlns="{_NAMESPACE}" xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'
_CLOSED = "</urlset>\n"


def sitemaps(paths: Iterable[str]) -> dict[str, bytes]:
    """Return the files of the sitemap by path: ``/sitemap.xml`` alone, or it as the index of its parts.

    *paths*: everything published. Pages end with ``/``; what does not (data files, assets, ``404.html``) is left out.
    """
    parts = list(_parts(_entries(paths)))
    if len(parts) == 1:
        return {SITEMAP: parts[0]}
    named = {f"/sitemap-{number}.xml": part for number, part in enumerate(parts, start=1)}
    lines = "".join(f"<sitemap><loc>{link(path)}</loc></sitemap>\n" for path in named)
    index = f'{_OPENED}<sitemapindex xmlns="{_NAMESPACE}">\n{lines}</sitemapindex>\n'
    return {SITEMAP: index.encode(), **named}


def _parts(entries: Iterable[str]) -> Iterator[bytes]:
    """Yield whole files, each within both limits; one without entries where there are none."""
    empty = len((_OPENED + _ROOT + _CLOSED).encode())
    lines: list[bytes] = []
    size = empty
    for entry in entries:
        line = entry.encode()
        if lines and (len(lines) == MOST_ADDRESSES or size + len(line) > MOST_BYTES):
            yield _file(lines)
            lines, size = [], empty
        lines.append(line)
        size += len(line)
    yield _file(lines)


def _file(lines: list[bytes]) -> bytes:
    return (_OPENED + _ROOT).encode() + b"".join(lines) + _CLOSED.encode()


def _entries(paths: Iterable[str]) -> Iterator[str]:
    """Yield one ``<url>`` a page, in the order of paths, each naming the same page in every language."""
    languages = published_languages()
    pages = sorted({path for path in paths if path.endswith("/")})
    same: dict[str, dict[str, str]] = {}
    for path in pages:
        language, rest = _split(path, languages)
        same.setdefault(rest, {})[language] = path
    for path in pages:
        found = same[_split(path, languages)[1]]
        several = len([tag for tag in found if tag in languages]) > 1
        others = "".join(_alternate(tag, found[tag]) for tag in sorted(found)) if several else ""
        yield f"<url><loc>{_address(path)}</loc>{others}</url>\n"


def _split(path: str, languages: tuple[str, ...]) -> tuple[str, str]:
    """Return a page's language and the rest of its path. ``/`` is the home page in no stated language."""
    language, _, rest = path[1:].partition("/")
    return (language, rest) if language in languages else ("x-default", path[1:])


def _alternate(tag: str, path: str) -> str:
    return f'<xhtml:link rel="alternate" hreflang="{tag}" href={quoteattr(_address(path))}/>'


def _address(path: str) -> str:
    return link(quote(path))


def robots() -> bytes:
    """Return ``/robots.txt``: everything may be read. A rehearsal the world can reach asks not to be found."""
    if clock.notice() and settings.DAYBREAK.public_url.startswith("https://"):
        return f"# {clock.notice()}\nUser-agent: *\nDisallow: /\n".encode()
    return f"User-agent: *\nDisallow:\n\nSitemap: {link(SITEMAP)}\n".encode()
