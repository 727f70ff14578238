"""Statements and their sources: who says so, when, where."""

from __future__ import annotations

from dataclasses import dataclass

from daybreak.domain.campaigns.models import Statement, StatementText
from daybreak.faces.public.scope import Scope
from daybreak.faces.public.texts import in_language


@dataclass(frozen=True)
class Said:
    """A numbered statement with its text in the page's language, or the one it has.

    The number is the statement's position: it stays when another statement is withdrawn.
    """

    number: int
    statement: Statement
    text: StatementText

    @property
    def link(self) -> str:
        """The source's address where it is one a browser should follow, else an empty text."""
        url = self.statement.source_url
        return url if url.startswith(("https://", "http://")) else ""


def said_in(scope: Scope, *, limit: int | None = None) -> list[Said]:
    """Return the edition's statements in their order, numbered as everywhere on the site."""
    found = []
    for statement in scope.edition.statements.prefetch_related("texts"):
        text = in_language(statement.texts.all(), scope.language)
        if text is not None:
            found.append(Said(statement.position, statement, text))
    return found[:limit]


@dataclass(frozen=True)
class Speaker:
    """One source with the statements it makes. ``unsourced``: for some of them it names no source of its own."""

    name: str
    said: list[Said]
    unsourced: bool


def speakers_of(said: list[Said]) -> list[Speaker]:
    """Return each source once, in the order of its first statement."""
    by_name: dict[str, list[Said]] = {}
    for one in said:
        by_name.setdefault(one.statement.source_name, []).append(one)
    return [
        Speaker(name, found, any(one.statement.names_no_source for one in found)) for name, found in by_name.items()
    ]
