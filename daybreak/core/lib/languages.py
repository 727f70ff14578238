"""Languages: which a home offers, in which order, and which of them a native reader has checked.

The catalogues lie in the package (``daybreak/locale/<language>/LC_MESSAGES/django.po``); English needs none.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from django.conf.locale import LANG_INFO
from django.utils.translation import to_locale

from daybreak.core.lib.errors import Refused

SOURCE = "en"
"""The language the messages themselves are in."""
CATALOGUE = Path("LC_MESSAGES", "django.po")
_CHECKED = re.compile(r'^"X-Checked-By:\s*(.*?)\s*\\n"$', re.MULTILINE)


class LanguageNotOffered(Refused):
    """A language was asked for that has no catalogue, or none that is known."""


def spoken(folder: Path) -> list[str]:
    """Return the tags of all languages with a catalogue below *folder*, English first."""
    others = {tag for tag in LANG_INFO if "name" in LANG_INFO[tag] and catalogue_of(tag, folder).is_file()}
    return [SOURCE, *sorted(others - {SOURCE})]


def catalogue_of(tag: str, folder: Path) -> Path:
    """Return where the catalogue of a language lies, whether or not it is there."""
    return folder / to_locale(tag) / CATALOGUE


def offered(wish: str, folder: Path) -> list[tuple[str, str]]:
    """Return the languages of a comma-separated list as tag and English name, each once, in the order given.

    :raises LanguageNotOffered: for a tag without a catalogue.
    """
    tags = list(dict.fromkeys(filter(None, (tag.strip().lower() for tag in wish.split(",")))))
    known = spoken(folder)
    for tag in tags:
        if tag not in known:
            raise LanguageNotOffered(f"{tag[:40]!r} has no catalogue; there are: {', '.join(known)}.")
    return [(tag, LANG_INFO[tag]["name"]) for tag in tags or [SOURCE]]


@cache
def checked_by(tag: str, folder: Path) -> str:
    """Return who checked a language's catalogue as a native reader, as its header says; empty while nobody did."""
    path = catalogue_of(tag, folder)
    if not path.is_file():
        return ""
    header = path.read_text(encoding="utf-8").partition("\n\n")[0]
    found = _CHECKED.search(header)
    return found[1] if found else ""


def is_checked(tag: str, folder: Path) -> bool:
    """Whether the words of a language were written or read by somebody who speaks it: English always."""
    return tag == SOURCE or bool(checked_by(tag, folder))
