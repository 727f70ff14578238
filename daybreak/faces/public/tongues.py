"""The same page in the other published languages: the switch at its foot, and what its head tells search engines."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.utils.translation import get_language_info

from daybreak.core.lib.languages import is_checked


@dataclass(frozen=True)
class Tongue:
    """One language of a page. ``name`` is the language's own, ``address`` the whole address, ``here``: this page's."""

    tag: str
    name: str
    path: str
    address: str
    direction: str
    here: bool


def tongues_of(path: str, language: str) -> list[Tongue]:
    """Return the published languages in their order, each with the address of the page at *path* in it.

    ``/`` is the home page of the first language, so it has the addresses of that.
    """
    rest = path.lstrip("/").partition("/")[2]
    return [_tongue(tag, f"/{tag}/{rest}", here=tag == language) for tag, _name in settings.LANGUAGES]


def _tongue(tag: str, path: str, *, here: bool) -> Tongue:
    info = get_language_info(tag)
    address = f"{settings.DAYBREAK.public_url}{path}"
    return Tongue(tag, info["name_local"], path, address, "rtl" if info["bidi"] else "ltr", here)


def is_read_by_natives(language: str) -> bool:
    """Whether the page may stand without saying that nobody has checked its translation."""
    return is_checked(language, Path(settings.LOCALE_PATHS[0]))
