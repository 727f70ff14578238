"""One line of the table made into values: what it gives, what is wrong with it, what is worth a remark. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from daybreak.domain.pledges.reading import values
from daybreak.domain.pledges.reading.headings import Column
from daybreak.domain.pledges.reading.table import Line
from daybreak.domain.pledges.reading.values import Value

NOTE_MOST = 4_000  # letters
EDITABLE = (Column.NAME, Column.EMAIL, Column.PHONE, Column.CITY)
"""What the desk can write anew for one line."""

_READERS = {
    "email": values.email,
    "phone": values.phone,
    "name": values.name,
    "city": values.city,
    "country": values.country,
    "language": values.language,
    "role": values.role,
    "shown_as": values.shown_as,
}


@dataclass
class Given:
    """The values of one line; ``problems`` by field, as sentences that continue "line 7, phone:"."""

    number: int
    name: str = ""
    email: str = ""
    phone: str = ""
    city: str = ""
    country: str = ""
    organisation: str = ""
    role: str = "lead"
    language: str = "en"
    shown_as: str = "city"
    note: str = ""
    typed: dict[str, str] = field(default_factory=dict)
    problems: dict[str, str] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)

    @property
    def city_key(self) -> str:
        """What two lines share that write the same city: the writing and the country."""
        return f"{' '.join(self.city.casefold().split())}|{self.country}"


def given_of(line: Line, columns: Sequence[str], edits: Mapping[str, str]) -> Given:
    """Return what a line gives, the desk's *edits* (field → text) before its cells."""
    cells = _cells(line, columns) | {name: text for name, text in edits.items() if name in EDITABLE}
    found = Given(line.number, typed={name: cells.get(name, "") for name in map(str, EDITABLE)})
    for name, reader in _READERS.items():
        value: Value = reader(cells.get(name, ""))
        setattr(found, name, value.text)
        if value.problem:
            found.problems[name] = value.problem
        elif value.remark:
            found.remarks.append(value.remark)
    found.organisation = " ".join(cells.get("organisation", "").split())[:200]
    found.note = cells.get("note", "")[:NOTE_MOST]
    if not found.problems and not found.email and not found.phone:
        found.remarks.append("There is neither an e-mail address nor a phone number: the link must be handed over.")
    return found


def _cells(line: Line, columns: Sequence[str]) -> dict[str, str]:
    """Return the cells by field. First and family name make the name; notes and messages make the note."""
    by_field: dict[str, list[str]] = {}
    for column, cell in zip(columns, line.cells, strict=False):
        if cell and column != Column.IGNORE:
            by_field.setdefault("note" if column in (Column.NOTE, Column.MESSAGE) else column, []).append(cell)
    cells = {name: "\n".join(several) for name, several in by_field.items()}
    both = " ".join(filter(None, (cells.pop(Column.FIRST, ""), cells.pop(Column.LAST, ""))))
    if both and not cells.get("name"):
        cells["name"] = both
    return cells
