"""What the columns of a table hold: guessed, shown with their first values, corrected by the desk."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from daybreak.core.lib import clock
from daybreak.core.lib.data_level import Level
from daybreak.core.lib.encodings import ENCODINGS
from daybreak.core.lib.errors import Refused
from daybreak.domain.pledges.importing.content import Content
from daybreak.domain.pledges.models import ImportDraft
from daybreak.domain.pledges.reading.headings import MANY, Column
from daybreak.domain.pledges.services_import import answer_import
from daybreak.faces.desk.access import actor_of
from daybreak.faces.desk.importing import draft_of
from daybreak.faces.desk.pages import CONFLICT, changing, show

EXAMPLES = 3
EXAMPLE_MOST = 60  # letters


@dataclass(frozen=True)
class Shown:
    """One column: its place, heading and first values, and what it is taken to hold."""

    place: int
    heading: str
    examples: list[str]
    holds: str


@changing(level=Level.L2)
def columns(request: HttpRequest, draft: UUID) -> HttpResponse:
    """GET shows the columns; POST keeps what they hold, or reads the table in another way."""
    found, content = draft_of(draft)
    if found.stored_at is not None:
        return HttpResponseRedirect(reverse("desk-import-result", args=[found.pk]), status=303)
    if request.method != "POST":
        return _page(request, found, content)
    try:
        is_read_anew = _reread(request, content)
        if not is_read_anew:
            content.columns = _chosen(request, content)
        seen = request.POST.get("seen", "")
        version = int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 10 else 0
        answer_import(found, content=content, seen=version, actor=actor_of(request), at=clock.now())
        if not is_read_anew:
            _refuse_gaps(content)
    except Refused as refused:
        return _page(request, *draft_of(draft), refused=str(refused), status=CONFLICT)
    name = "desk-import-columns" if is_read_anew else "desk-import-lines"
    return HttpResponseRedirect(reverse(name, args=[found.pk]), status=303)


def _reread(request: HttpRequest, content: Content) -> bool:
    """Choose another sheet or another encoding, if another is asked for."""
    sheet, encoding = request.POST.get("sheet", ""), request.POST.get("encoding", "")
    if content.raw and encoding in ENCODINGS and encoding != content.encoding:
        content.read_again(encoding)
        return True
    if sheet in {str(place) for place in range(len(content.sheets))} and int(sheet) != content.sheet:
        content.choose(int(sheet))
        return True
    return False


def _chosen(request: HttpRequest, content: Content) -> list[str]:
    sent = [request.POST.get(f"column-{place}", "") for place in range(len(content.columns))]
    return [new if new in Column.values else old for new, old in zip(sent, content.columns, strict=True)]


def _refuse_gaps(content: Content) -> None:
    for column in Column:
        if content.columns.count(column) > 1 and column not in MANY:
            raise Refused(_("Two columns are said to hold the %s. Choose one of them.") % _(str(column.label)))
    if not content.is_mapped:
        raise Refused(_("Say which columns hold the name and the city: without them no pledge can be made."))


def _page(
    request: HttpRequest, found: ImportDraft, content: Content, *, refused: str = "", status: int = 200
) -> HttpResponse:
    sheet = content.chosen
    rows = [line.cells for line in sheet.below if line.cells]
    context = {
        "edition": found.edition,
        "draft": found,
        "file": content.file,
        "lines": len(sheet.below),
        "notes": sheet.notes,
        "columns": [
            Shown(place, heading or _("Column %s") % (place + 1), _examples(rows, place), content.columns[place])
            for place, heading in enumerate(sheet.headings)
        ],
        "choices": [(one.value, _(str(one.label))) for one in Column],
        "sheets": [(place, one.name, len(one.lines)) for place, one in enumerate(content.sheets)],
        "sheet": content.sheet,
        "encodings": list(ENCODINGS.items()) if content.raw else [],
        "encoding": content.encoding,
        "refused": refused,
    }
    return show(request, "import_columns", context, here="add", status=status)


def _examples(rows: list[tuple[str, ...]], place: int) -> list[str]:
    values = dict.fromkeys(" ".join(row[place].split()) for row in rows if place < len(row) and row[place])
    return [one[:EXAMPLE_MOST] + ("…" if len(one) > EXAMPLE_MOST else "") for one in list(values)[:EXAMPLES]]
