"""What an import tells: figures, and a list of lines with reasons."""

from __future__ import annotations

from dataclasses import dataclass, field

from daybreak.domain.missions.importers.words import Reason


@dataclass(frozen=True, slots=True)
class LineNote:
    """One thing to say about one line (0: about the whole file or about a mission that has no line)."""

    line: int
    reason: Reason
    text: str

    def __str__(self) -> str:
        where = f"line {self.line}: " if self.line else ""
        return f"{where}{self.reason.label}: {self.text}"


@dataclass(slots=True)
class ImportResult:
    """Figures of one import, in lines of the file; ``vanished`` and ``returned`` are missions.

    lines = created + changed + unchanged + refused. A doubted line is a stored one with at least one note.
    ``kept`` counts values that differ from what the directory holds from a better source or a person.
    """

    lines: int = 0
    created: int = 0
    changed: int = 0
    unchanged: int = 0
    refused: int = 0
    vanished: int = 0
    returned: int = 0
    kept: int = 0
    notes: list[LineNote] = field(default_factory=list)
    refusals: list[LineNote] = field(default_factory=list)
    doubted_lines: set[int] = field(default_factory=set)

    @property
    def taken(self) -> int:
        """Lines that stand in the directory after the import."""
        return self.created + self.changed + self.unchanged

    @property
    def doubted(self) -> int:
        """Stored lines with at least one doubt."""
        return len(self.doubted_lines)

    def refuse(self, line: int, reason: Reason, text: str) -> None:
        """Count a line that was not stored, and say why."""
        self.refused += 1
        self.refusals.append(LineNote(line, reason, text))

    def doubt(self, line: int, reason: Reason, text: str) -> None:
        """Note a doubt about a stored line."""
        self.notes.append(LineNote(line, reason, text))
        if line:
            self.doubted_lines.add(line)

    def summary(self) -> str:
        """Return the figures in one sentence."""
        return (
            f"{self.lines} lines: {self.taken} taken ({self.created} new, {self.changed} changed, "
            f"{self.unchanged} unchanged), {self.doubted} of them doubted, {self.refused} refused. "
            f"{self.vanished} missions vanished from their source, {self.returned} came back. "
            f"{self.kept} differing values gave way to a better source or to a person."
        )
