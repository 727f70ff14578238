"""What the phones know for certain, compared with what the database holds. Pure."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True)
class Kept:
    """One row: its id, the client key it came with, the receipt it answers to, and when it was made."""

    id: str
    key: uuid.UUID
    receipt: str
    received_at: datetime


@dataclass
class Ledger:
    """One phone's book, kept outside the process that is killed."""

    receipts: dict[uuid.UUID, str] = field(default_factory=dict)
    """Key → the receipt that acknowledged it first."""

    changed: int = 0
    """Acknowledged reports that were sent again and got another receipt."""

    cut: dict[uuid.UUID, datetime] = field(default_factory=dict)
    """Key → the last moment its connection broke before an answer: kept or not, the phone could not know."""

    again: int = 0
    """Acknowledged reports that were sent once more on purpose."""

    def acknowledge(self, key: uuid.UUID, receipt: str) -> None:
        """Note a receipt; a second one for the same key must be the same."""
        if self.receipts.setdefault(key, receipt) != receipt:
            self.changed += 1


@dataclass(frozen=True)
class Verdict:
    """``lost``: acknowledged reports that are not there. ``doubled``: rows or journal lines beyond one a report.

    ``kept_unknown``: reports that were in the database when the connection broke, so that the retry had to find them.
    """

    acknowledged: int
    lost: int
    doubled: int
    kept_unknown: int


def judge(ledgers: Iterable[Ledger], rows: Iterable[Kept], journal: Iterable[str]) -> Verdict:
    """Compare. *journal* holds the row id of every line that says a report was filed.

    A row without its line counts as lost, because what is published would never hear of it; a row that no phone has a
    receipt for counts as doubled.
    """
    books, kept, lines = list(ledgers), list(rows), Counter(journal)
    receipts = {key: receipt for book in books for key, receipt in book.receipts.items()}
    cut = {key: moment for book in books for key, moment in book.cut.items()}
    there = {(row.key, row.receipt) for row in kept}
    rows_of = Counter(row.key for row in kept)
    ids = {row.id for row in kept}
    lost = [pair for pair in receipts.items() if pair not in there]
    unheard = [one for one in ids if not lines[one]]
    extra = sum(count - (key in receipts) for key, count in rows_of.items())
    extra_lines = sum(count - (one in ids) for one, count in lines.items())
    return Verdict(
        acknowledged=len(receipts),
        lost=len(lost) + len(unheard),
        doubled=extra + extra_lines + sum(book.changed for book in books),
        kept_unknown=sum(1 for row in kept if row.key in cut and row.received_at < cut[row.key]),
    )
