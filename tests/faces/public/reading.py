"""Reading a public page as the publisher renders it, and looking at its HTML."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from html.parser import HTMLParser
from typing import Any

from django.test import Client

from daybreak.core.lib.routes import PUBLISHER_KEY

NOON = datetime(2018, 9, 24, 12, 0, tzinfo=UTC)
BASE = "/en/save-north-korean-refugees-day/2018/"
SECTIONS = (
    *("", "board/", "background/", "gatherings/", "letter/", "thanks/", "press/", "counting-rule/", "privacy/"),
    *("editions/", "map/", "board/hall/"),
)


def get(path: str, *, at: datetime = NOON) -> Any:
    """Ask for *path* as the publisher does, at the moment *at*."""
    return Client().get(path, **{PUBLISHER_KEY: at})  # type: ignore[arg-type]


def read(path: str, *, at: datetime = NOON) -> str:
    """Return the text of a page that must be there."""
    response = get(path, at=at)
    assert response.status_code == 200, path
    return str(response.content.decode())


class Tags(HTMLParser):
    """Collects every start tag with its attributes, and whether open tags close."""

    VOID = {"meta", "link", "br", "img", "input", "hr", "use", "path", "circle", "line"}

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.faults: list[str] = []
        self.feed(html)
        self.faults += [f"<{tag}> is never closed" for tag in self.open]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}> closes something else")

    def named(self, tag: str) -> Iterator[dict[str, str | None]]:
        """Yield the attributes of every tag of one name."""
        return (attrs for name, attrs in self.tags if name == tag)
