"""Collect what pages say into the message catalogues: `make messages`.

Reads templates and Python of the public and the coordinator face and of what they stand on, and writes
``daybreak/locale/<language>/LC_MESSAGES/django.po``: sorted, without line numbers and moments, the same from run to
run. Translations are kept; of a message that changed a little the old translation stays, marked *fuzzy* (it is not
shown until somebody has read it again); of one that is gone it stays as a comment at the end. ``--check`` writes
nothing and says what is missing.
"""

from __future__ import annotations

import argparse
import difflib
import io
import os
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_python
from babel.messages.pofile import read_po, write_po

PACKAGE = Path(__file__).resolve().parents[1] / "daybreak"
LOCALE = PACKAGE / "locale"
LANGUAGES = ("ko", "ar")
SOURCES = (
    *("core", "faces/public", "faces/coordinator", "outputs/board"),
    *("config/refusals.py", "config/whole_requests.py", "domain/people/labels.py"),
    *("domain/deliveries/claims.py", "domain/deliveries/counting.py", "domain/deliveries/services.py"),
)
"""What the two translated faces say. The desk speaks English (config/speaking.py): its sentences are not here."""
PLURAL = ("ngettext", "ngettext_lazy", "npgettext", "npgettext_lazy")
SINGULAR = ("_", "gettext", "gettext_lazy", "gettext_noop", "later", "pgettext", "pgettext_lazy")
KEYWORDS: dict[str, tuple[int, ...] | None] = dict.fromkeys((*SINGULAR, *PLURAL))
LIKE = 0.8
"""From this likeness (0 to 1) on, a new message takes over the translation of one that is gone, as fuzzy."""
_PLACE = re.compile(r"%\((\w+)\)[sd]|%([sd])")
_TAG = re.compile(r"<[^>]+>")


class Wrong(StrEnum):
    """What can be wrong with a translation."""

    MISSING = "is not translated"
    FUZZY = "changed and was not read again"
    PLURAL = "lacks a plural form"
    PLACES = "has other placeholders than the message"
    TAGS = "has other markup than the message"
    GONE = "stands in the catalogue no more, or not yet: run `make messages`"


# Collecting ----------------------------------------------------------------------------------------------------------


def files() -> list[Path]:
    """Return the files messages are collected from, sorted."""
    found: set[Path] = set()
    for source in SOURCES:
        path = PACKAGE / source
        found |= {path} if path.is_file() else {*path.rglob("*.py"), *path.rglob("*.html")}
    return sorted(found)


def collected() -> Catalog:
    """Return every message, with the files that say it, without translations."""
    catalog = Catalog()
    for path in files():
        place = (path.relative_to(PACKAGE.parent).as_posix(), 0)
        for ids, context, comments in _of_file(path):
            catalog.add(ids, locations=[place], context=context, auto_comments=comments)
    for name, context, words in sorted(labels()):
        catalog.add(words, locations=[(f"daybreak/{name}", 0)], context=context or None)
    return catalog


def _of_file(path: Path) -> Iterator[tuple[str | tuple[str, str], str | None, list[str]]]:
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".html":
        from django.utils.translation.template import templatize

        text = templatize(text, origin=path.name)
    for _line, name, given, comments in extract_python(io.BytesIO(text.encode()), KEYWORDS, ["Translators:"], {}):
        words = [given] if isinstance(given, str) else [word or "" for word in given or ()]
        context = words.pop(0) if "pgettext" in name else None
        if words and words[0]:  # else what stands there is computed, and no message
            yield (words[0], words[1]) if name in PLURAL else words[0], context, list(comments or ())


def labels() -> set[tuple[str, str, str]]:
    """Return words of closed lists that pages look up by their value: ``{% translate row.best.label %}``.

    Each as file, context (empty: none) and word. The same English word in two lists is two words elsewhere.
    """
    from django.apps import apps

    from daybreak.core.lib.data_level import Level
    from daybreak.core.lib.privacy import lines_of
    from daybreak.domain.campaigns.states import EditionState, TargetKind
    from daybreak.domain.deliveries.outcomes import Channel, Count, Obstacle, Outcome, Proof
    from daybreak.domain.gatherings.kinds import GatheringKind
    from daybreak.domain.letters.fields import FIELDS
    from daybreak.domain.missions.kinds import MissionKind, MissionStatus

    lists = {Outcome: "", Channel: "", Obstacle: "", Proof: "", GatheringKind: "", MissionKind: "", TargetKind: ""}
    lists |= {MissionStatus: "office", EditionState: "edition"}
    found = {(_place_of(one), context, str(label)) for one, context in lists.items() for label in one.labels}
    found |= {("domain/deliveries/outcomes.py", "counting rule", str(count)) for count in Count}
    found |= {("core/lib/data_level.py", "", level.words) for level in Level}
    found |= {("domain/letters/fields.py", "", words) for words in FIELDS.values()}
    held = [line for model in apps.get_models(include_auto_created=True) for line in lines_of(model)]
    return found | {("core/lib/privacy.py", "", line.purpose) for line in held}


def _place_of(one: type) -> str:
    return "/".join(one.__module__.split(".")[1:]) + ".py"


# Merging -------------------------------------------------------------------------------------------------------------


def read(language: str, folder: Path = LOCALE) -> Catalog:
    """Return a language's catalogue as it lies there; an empty one where there is none."""
    path = folder / language / "LC_MESSAGES" / "django.po"
    if not path.is_file():
        return Catalog(locale=language)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def merged(template: Catalog, old: Catalog, language: str) -> Catalog:
    """Return the messages of *template* with the translations of *old*; nothing translated is lost."""
    new = Catalog(locale=language)
    gone = {_key(one): one for one in (*old.obsolete.values(), *_messages(old)) if _is_translated(one)}
    fresh: list[Message] = []
    for message in _messages(template):
        there = gone.pop(_key(message), None)
        if there is not None and there.pluralizable == message.pluralizable:
            _add(new, message, there.string, fuzzy=there.fuzzy)
        else:
            fresh.append(message)
    for message in fresh:
        near = _nearest(message, gone)
        if near is None:
            _add(new, message, "", fuzzy=False)
        else:
            _add(new, message, gone.pop(_key(near)).string, fuzzy=True)
    for key, message in sorted(gone.items(), key=lambda item: str(item[0])):
        new.obsolete[key] = message
    return new


def _messages(catalog: Catalog) -> list[Message]:
    return [message for message in catalog if message.id]


def _key(message: Message) -> Any:
    singular = _given(message)[0]
    return (singular, message.context) if message.context is not None else singular


def _given(message: Message) -> list[str]:
    """The message: once, or in singular and plural."""
    return [message.id] if isinstance(message.id, str) else list(message.id)


def _strings(message: Message) -> list[str]:
    """Its translations: one, or one for each plural form."""
    return [message.string] if isinstance(message.string, str) else list(message.string or ())


def _is_translated(message: Message) -> bool:
    return any(_strings(message))


def _add(catalog: Catalog, message: Message, string: Any, *, fuzzy: bool) -> None:
    if message.pluralizable and not string:
        string = ("",) * catalog.num_plurals
    flags = (message.flags - {"fuzzy"}) | ({"fuzzy"} if fuzzy else set())
    catalog.add(
        message.id,
        string,
        locations=[(place, 0) for place in sorted({place for place, _line in message.locations})],
        flags=sorted(flags),
        auto_comments=message.auto_comments,
        context=message.context,
    )


def _nearest(message: Message, gone: dict[Any, Message]) -> Message | None:
    words = str(message.id)
    rated = [
        (difflib.SequenceMatcher(None, words, str(one.id)).ratio(), str(key), one)
        for key, one in gone.items()
        if one.pluralizable == message.pluralizable and one.context == message.context
    ]
    best = max(rated, key=lambda rate: rate[:2], default=None)
    return best[2] if best is not None and best[0] >= LIKE else None


# Writing -------------------------------------------------------------------------------------------------------------

HEADER = """\
# Daybreak in the language "{language}".
# Translated by machine, not yet checked by a native reader. Whoever has read it all as one puts their organisation
# into X-Checked-By: the pages of this language then no longer say in their footer that nobody has.
msgid ""
msgstr ""
"Language: {language}\\n"
"Plural-Forms: {plural}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"X-Checked-By: {checked}\\n"

"""


def written(catalog: Catalog, language: str, checked: str) -> str:
    """Return a catalogue as its file."""
    body = io.BytesIO()
    write_po(body, catalog, width=0, include_lineno=False, sort_output=True, omit_header=True)
    head = HEADER.format(language=language, plural=catalog.plural_forms, checked=checked)
    return head + body.getvalue().decode().strip("\n") + "\n"


# Checking ------------------------------------------------------------------------------------------------------------


def problems(template: Catalog, catalog: Catalog) -> list[str]:
    """Return what is wrong with the translations of *template*'s messages in *catalog*, one sentence each."""
    found = []
    for message in _messages(template):
        there = catalog.get(_key(message)[0] if message.context is not None else _key(message), message.context)
        wrong = Wrong.GONE if there is None else _wrong(message, there, catalog)
        if wrong is not None:
            found.append(f"{_key(message)!r} {wrong}")
    return sorted(found)


def _wrong(message: Message, there: Message, catalog: Catalog) -> Wrong | None:
    if there.pluralizable != message.pluralizable:
        return Wrong.GONE
    if not _is_translated(there):
        return Wrong.MISSING
    if there.fuzzy:
        return Wrong.FUZZY
    strings = _strings(there)
    if there.pluralizable and (len(strings) != catalog.num_plurals or not all(strings)):
        return Wrong.PLURAL
    wanted = _given(message)
    for number, string in enumerate(strings):
        if not _same_places(wanted, string, says_one_number=len(strings) > 2 and number < 3):
            return Wrong.PLACES
        if Counter(_TAG.findall(wanted[-1])) != Counter(_TAG.findall(string)):
            return Wrong.TAGS
    return None


def _same_places(wanted: Sequence[str], string: str, *, says_one_number: bool) -> bool:
    """Whether a translation holds the placeholders of its message; Arabic's "one" and "two" need no figure."""
    most, there = _places(wanted[-1]), _places(string)
    if says_one_number:
        return there <= most
    return there == most


def _places(text: str) -> Counter[str]:
    return Counter(named or bare for named, bare in _PLACE.findall(text.replace("%%", "")))


def main() -> int:
    """Write, or check."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; say what is missing")
    check = parser.parse_args().check
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "daybreak.config.settings")
    import django

    from daybreak.core.lib.languages import checked_by

    django.setup()
    template = collected()
    wrong = 0
    for language in LANGUAGES:
        catalog = read(language) if check else merged(template, read(language), language)
        if not check:
            path = LOCALE / language / "LC_MESSAGES" / "django.po"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(written(catalog, language, checked_by(language, LOCALE)), encoding="utf-8")
        found = problems(template, catalog)
        wrong += len(found)
        print(f"{language}: {len(_messages(template))} messages, {len(found)} to do, {len(catalog.obsolete)} unused")
        for line in found:
            print(f"  {line}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
