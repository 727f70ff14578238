"""Statements and their sources: who says so, when, where."""

from __future__ import annotations

from dataclasses import dataclass

from daybreak.domain.campaigns.models import Statement, StatementText
from daybreak.faces.public.scope import Scope
from daybreak.faces.public.texts import in_language


@dataclass(frozen=True)
class Said:
    """A numbered statement with its text in the page's language, or the one it has."""

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
    for number, statement in enumerate(scope.edition.statements.prefetch_related("texts"), 1):
        text = in_language(statement.texts.all(), scope.language)
        if text is not None:
            found.append(Said(number, statement, text))
    return found[:limit]
