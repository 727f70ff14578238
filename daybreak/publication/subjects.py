"""What pages are about, in the publisher's words: a page reads subjects, a change touches subjects.

A page is rendered again when it reads a subject that was touched. A subject too wide costs a rendering that ends in
the same bytes; one too narrow leaves a page that is out of date, until the nightly comparison reports it.
"""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Kind(StrEnum):
    """The kinds of subjects. All but ``EVERYTHING`` and ``EDITIONS`` belong to one edition."""

    EVERYTHING = "everything"  # nobody can say what: a whole run
    EDITIONS = "editions"  # which editions there are, and what they are called
    EDITION = "edition"  # name, date, state, press office: in the frame of each of its pages
    BOARD = "board"  # any row of the board, any figure
    CITY = "city"  # one city's rows, plans, people, doors
    COUNTRY = "country"
    GATHERING = "gathering"
    MEETINGS = "meetings"  # the list of gatherings
    LETTER = "letter"
    DOORS = "doors"  # which targets there are, and their addresses
    STATEMENTS = "statements"
    ORGANISATIONS = "organisations"
    THANKS = "thanks"
    FIGURES = "figures"  # told by others
    COUNTDOWN = "countdown"


class Subject(NamedTuple):
    """One subject. ``edition``: its number, 0 for all. ``key``: a city's number, a country's code, a public id."""

    kind: Kind
    edition: int = 0
    key: str = ""


EVERYTHING = Subject(Kind.EVERYTHING)
EDITIONS = Subject(Kind.EDITIONS)


def of_city(edition: int, city: int, country: str) -> frozenset[Subject]:
    """Return what a change in one city touches: its pages, its country's, and all that shows the whole board."""
    return frozenset(
        {
            Subject(Kind.CITY, edition, str(city)),
            Subject(Kind.COUNTRY, edition, country),
            Subject(Kind.BOARD, edition),
        }
    )


def of_edition(edition: int) -> frozenset[Subject]:
    """Return what a change of the edition itself touches: each of its pages, and the list of editions."""
    return frozenset({Subject(Kind.EDITION, edition), EDITIONS})
