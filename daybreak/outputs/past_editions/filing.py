"""The state of one import: which row speaks for which part of the document, and what is in doubt."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from daybreak.core.lib.actor import Actor
from daybreak.domain.campaigns.models import Edition
from daybreak.outputs.past_editions.forms import snapshot
from daybreak.outputs.past_editions.mentions import Mention, Row, RowKey, key_of
from daybreak.outputs.past_editions.tree import ADDED, Json, Path, main_key, split


@dataclass
class Filing:
    """Collects while rows are made; ``finish`` writes onto each row what it was given and what was understood."""

    edition: Edition
    document: dict[str, Json]
    actor: Actor
    at: datetime
    moment: datetime
    """When the rows were true: the end of the edition's day. The journal has *at*, the moment of the import."""
    owners: dict[Path, RowKey] = field(default_factory=dict)
    rows: dict[RowKey, Row] = field(default_factory=dict)
    mentions: dict[RowKey, list[Mention]] = field(default_factory=dict)
    doubts: list[tuple[Path, str]] = field(default_factory=list)

    @property
    def who(self) -> dict[str, Any]:
        """What every verb wants to know."""
        return {"actor": self.actor, "at": self.at}

    def doubt(self, path: Path, sentence: str) -> None:
        """Keep a sentence for the list a person reads after the import."""
        self.doubts.append((path, sentence))

    def mention(
        self, row: Row, form: str, base: Path, paths: Mapping[str, Path], owns: Iterable[Path] | None = None
    ) -> None:
        """Say that the document speaks of *row* at *base*. *owns*: the parts that stay with the row (else *base*)."""
        key = key_of(row)
        self.rows[key] = row
        self.mentions.setdefault(key, []).append(Mention(form, base, dict(paths)))
        for path in [base] if owns is None else owns:
            self.owners.setdefault(path, key)

    def finish(self, fingerprint: str) -> None:
        """Write ``given`` and ``understood`` onto every row."""
        root = key_of(self.edition)
        shares = split(self.document, self.owners, root)
        for key, row in self.rows.items():
            fresh = type(row)._base_manager.get(pk=row.pk)
            for mention in self.mentions[key]:
                mention.values = snapshot(fresh, mention.form)
            fresh.given = {"pieces": [piece.stored() for piece in shares.get(key, [])]}
            fresh.understood = {"mentions": [mention.stored() for mention in self.mentions[key]]}
            if key == root:
                fresh.understood["fingerprint"] = fingerprint
                fresh.understood["doubts"] = [[list(path), sentence] for path, sentence in self.doubts]
            fresh.save(update_fields=["given", "understood"])


class Part:
    """An object of the document, or a plain value in its place ("Seoul" for {"city": "Seoul"})."""

    def __init__(self, value: Json, path: Path, filing: Filing) -> None:
        self.path, self.filing = path, filing
        self.paths: dict[str, Path] = {}
        self._is_object = isinstance(value, dict)
        self._values: dict[str, Json] = value if isinstance(value, dict) else {main_key(path): value}

    def at(self, key: str) -> Path:
        """Return the path of a key."""
        return (*self.path, key) if self._is_object else self.path

    def has(self, *keys: str) -> str | None:
        """Return the first of *keys* that is there, or None."""
        return next((key for key in keys if key in self._values), None)

    def get(self, key: str) -> Json:
        """Return the value of a key, or None."""
        return self._values.get(key)

    def items(self, *keys: str) -> Iterator[tuple[Path, Json]]:
        """Yield what stands under each key and under ``<key>_added``, with its path: the items of a list, or the
        one value in its place. Nulls are passed over."""
        for key in (one + end for one in keys for end in ("", ADDED)):
            value = self._values.get(key)
            for number, item in enumerate(value if isinstance(value, list) else [value]):
                if item is not None:
                    yield (*self.at(key), number) if isinstance(value, list) else self.at(key), item

    def understand(self, name: str, key: str) -> None:
        """Note that the value of *key* is what field *name* of the row was read from."""
        self.paths[name] = self.at(key)

    def text(self, name: str, *keys: str) -> str:
        """Return the text of the first key that is there. Other values stay as given and are doubted."""
        key = self.has(*(keys or (name,)))
        value = self._values.get(key) if key else None
        if key and isinstance(value, str | None):
            self.understand(name, key)
        elif key:
            self.doubt(key, "not understood: a text was expected here. It is kept as it stands.")
        return value if isinstance(value, str) else ""

    def doubt(self, key: str, sentence: str) -> None:
        """Keep a doubt on the value of *key*."""
        self.filing.doubt(self.at(key), sentence)
