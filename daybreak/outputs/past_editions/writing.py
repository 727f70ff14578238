"""Write an edition in the form of ``reading``, from its rows as they are now.

A value that was given and not corrected since is worded as it was given. A corrected one gets the new value, and
the given one stands beside it (``kind_given``). Rows made here are put into the form's words.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from daybreak.domain.campaigns.models import CityPlan, Edition
from daybreak.domain.deliveries.models import Attempt
from daybreak.domain.gatherings.kinds import Visibility
from daybreak.domain.gatherings.models import Gathering, Stage
from daybreak.domain.pledges.models import Pledge
from daybreak.outputs.past_editions.added import Adder
from daybreak.outputs.past_editions.forms import FORMS, Field
from daybreak.outputs.past_editions.mentions import Mention, Row, mentions_of, pieces_of
from daybreak.outputs.past_editions.notes import MAKER, MARK
from daybreak.outputs.past_editions.tree import GIVEN, UNDERSTOOD, Document, Json, Path

FIGURE_FORMS = {"figure", "figure in words"}


@dataclass
class Rows:
    """The rows of an edition that may be written, and sentences about those that are left out."""

    rows: list[Row] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)


def rows_of(edition: Edition) -> Rows:
    """Return the edition's rows, parents before children. Gatherings not listed and withdrawn parts are left out."""
    found = Rows([edition])
    found.rows += (
        CityPlan.objects.filter(edition=edition).select_related("city").order_by("city__country", "city__name")
    )
    standing = Pledge.objects.filter(edition=edition).select_related("city", "target__mission", "delivery")
    found.rows += [pledge for pledge in standing.order_by("offered_at", "pk") if _is_written(pledge)]
    found.rows += edition.targets.select_related("city", "mission").order_by("pk")
    for part in edition.participations.select_related("organisation", "city").order_by("pk"):
        if part.withdrawn_at is None:
            found.rows.append(part)
        else:
            found.left_out.append(f"{part.organisation.name}: withdrew, left out.")
    gatherings = Gathering.objects.filter(edition=edition).select_related("city").prefetch_related("texts")
    for gathering in gatherings.order_by("position", "pk"):
        if gathering.visibility == Visibility.PUBLIC:
            found.rows.append(gathering)
        else:
            found.left_out.append(f"A gathering in {gathering.city.name} that is not listed was left out.")
    kept = [row.pk for row in found.rows if isinstance(row, Gathering)]
    found.rows += Stage.objects.filter(gathering__in=kept).select_related("gathering", "target").order_by("position")
    attempts = Attempt.objects.filter(delivery__pledge__edition=edition).select_related("delivery__pledge")
    found.rows += attempts.order_by("position", "pk")
    found.rows += edition.figures.order_by("pk")
    found.rows += edition.thanked.select_related("city")
    return found


def _is_written(pledge: Pledge) -> bool:
    """A promise made here is written when it stands; one from a document always is."""
    return bool(pledge.understood) or (pledge.confirmed_at is not None and pledge.ended_at is None)


@dataclass(frozen=True)
class _Change:
    """A value that was corrected since it was read."""

    row: Row
    mention: Mention
    field: Field

    @property
    def path(self) -> Path:
        return self.mention.paths.get(self.field.name, (*self.mention.base, *self.field.key))


def write_edition(edition: Edition, *, with_understood: bool = False) -> dict[str, Json]:
    """Return the edition as one object of the form, key order as it was given.

    *with_understood* puts what each value was understood as beside it, and our mark at the end.
    """
    rows = rows_of(edition).rows
    document = Document(piece for row in rows for piece in pieces_of(row))
    spoken = [(row, mention) for row in rows for mention in mentions_of(row)]
    claims = Counter(path for _row, mention in spoken for path in mention.paths.values())
    changes = [change for row, mention in spoken for change in _changes(row, mention)]
    for change in changes:
        _apply(document, change, changes, claims[change.path], spoken)
    adder = Adder(document, rows)
    for row in rows:
        if not row.understood:
            adder.add(row)
    if with_understood:
        _explain(document, spoken)
    return document.plain()


def _changes(row: Row, mention: Mention) -> list[_Change]:
    is_first = mention.base == mentions_of(row)[0].base
    return [
        _Change(row, mention, one)
        for one in FORMS[mention.form]
        if one.name in mention.values and one.held(row) != mention.values[one.name]
        # What no mention gave is said once, at the first.
        if one.name in mention.paths or (is_first and mention.form not in {"gate"})
    ]


def _apply(
    document: Document, change: _Change, changes: list[_Change], claimed: int, spoken: list[tuple[Row, Mention]]
) -> None:
    """Write one correction. Where several figures share a source or a sentence, the others must not change."""
    path, word = change.path, change.field.word(change.row)
    name = change.field.name
    if name == "text":
        here = [row for row, mention in spoken if path in mention.paths.values()]
        word = " and ".join(str(change.field.word(row)) for row in here)
    elif change.mention.form in FIGURE_FORMS and name != "value":
        agreed = sum(other.path == path and other.field.word(other.row) == word for other in changes)
        if name not in change.mention.paths or agreed < claimed:
            path = _beside_number(change)
    _replace(document, path, word)


def _beside_number(change: _Change) -> Path:
    """Return where one figure alone says its source: ``cities_source`` beside ``cities``."""
    paths = change.mention.paths
    number = paths.get("value") or paths["text"]
    if "text" in paths or isinstance(number[-1], int) or number in (("reported",), ("announced",)):
        return (*number, change.field.name)
    return (*number[:-1], f"{number[-1]}_{change.field.name}")


def _replace(document: Document, path: Path, word: Json) -> None:
    given, was_there = document.get(path), document.has(path)
    document.put(path, word)
    if was_there and given != word:
        document.put_beside(path, GIVEN, given)


def _explain(document: Document, spoken: list[tuple[Row, Mention]]) -> None:
    """Put what was understood beside every value: a text beside a key, a list of texts beside a list."""
    lists: dict[Path, dict[int, str]] = {}
    done: set[Path] = set()
    for row, mention in spoken:
        for one in FORMS[mention.form]:
            path = mention.paths.get(one.name)
            if path is None or path in done:
                continue
            done.add(path)
            if isinstance(path[-1], int):
                lists.setdefault(path[:-1], {})[path[-1]] = one.say(row)
            else:
                document.put_beside(path, UNDERSTOOD, one.say(row))
    for path, said in lists.items():
        texts: list[Json] = [said.get(number) for number in range(max(said) + 1)]
        document.put_beside(path, UNDERSTOOD, texts)
    document.put((MARK,), MAKER)
