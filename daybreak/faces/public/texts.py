"""Texts that exist once per language: which one a page shows."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol, TypeVar


class InLanguage(Protocol):
    """A row with a language tag."""

    language: str


Text = TypeVar("Text", bound=InLanguage)


def in_language(texts: Iterable[Text], language: str) -> Text | None:
    """Return the text in *language*, else the English one, else the first by tag. The page marks it with ``lang``."""
    by_language = {text.language: text for text in texts}
    for tag in (language, "en", *sorted(by_language)):
        if tag in by_language:
            return by_language[tag]
    return None
