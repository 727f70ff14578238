"""Figures of a page: ours, counted by the rule, and those of others beside them, never mixed."""

from __future__ import annotations

from dataclasses import dataclass

from daybreak.domain.campaigns.models import Figure
from daybreak.domain.campaigns.states import FigureKind
from daybreak.faces.public.scope import Scope


@dataclass(frozen=True)
class Told:
    """Numbers one source gave at one time: ``numbers`` are (value, what), ``notes`` say why ours differ."""

    kind: FigureKind
    source: str
    as_of: str
    numbers: list[tuple[int, str]]
    notes: list[str]


def told_by_others(scope: Scope) -> list[Told]:
    """Return the announced and reported figures of the whole edition, one entry per source and date."""
    grouped: dict[tuple[str, str, str], list[Figure]] = {}
    for figure in scope.edition.figures.filter(country="").exclude(value=None).order_by("as_of", "pk"):
        grouped.setdefault((figure.kind, figure.source, figure.as_of), []).append(figure)
    return [
        Told(
            kind=FigureKind(kind),
            source=source,
            as_of=as_of,
            numbers=[(figure.value, figure.what) for figure in figures if figure.value is not None],
            notes=_notes(figures),
        )
        for (kind, source, as_of), figures in grouped.items()
    ]


def _notes(figures: list[Figure]) -> list[str]:
    """Return each note once; one that another repeats word for word is left out."""
    notes = list(dict.fromkeys(figure.note for figure in figures if figure.note))
    return [note for note in notes if not any(note in other for other in notes if other != note)]
