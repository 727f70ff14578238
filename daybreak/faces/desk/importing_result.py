"""What became of every line of a table, and the lines set aside as a file."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from daybreak.core.lib.data_level import Level
from daybreak.core.lib.spreadsheet import csv_text
from daybreak.domain.pledges.importing.content import Outcome, Verdict
from daybreak.faces.desk.importing import draft_of
from daybreak.faces.desk.pages import reading, show


@reading(level=Level.L1)
def result(request: HttpRequest, draft: UUID) -> HttpResponse:
    """Say how many pledges, people and links were made, and what was not."""
    found, content = draft_of(draft)
    if found.stored_at is None:
        return HttpResponseRedirect(reverse("desk-import-lines", args=[found.pk]), status=303)
    by = {verdict: [one for one in content.result if one.verdict == verdict] for verdict in Verdict}
    made = by[Verdict.MADE]
    context = {
        "edition": found.edition,
        "draft": found,
        "made": made,
        "pledges": len({one.pledge for one in made}),
        "parts": len(made),
        "people": sum(one.person_is_new for one in made),
        "links": sum(one.link_is_new for one in made),
        "there": by[Verdict.THERE],
        "aside": by[Verdict.ASIDE],
    }
    return show(request, "import_result", context, here="add")


@reading(level=Level.L2)
def set_aside(request: HttpRequest, draft: UUID) -> HttpResponse:
    """Send the lines that were set aside as CSV, with their numbers and reasons. It can be corrected and read again."""
    found, content = draft_of(draft)
    aside = [one for one in content.result if one.verdict == Verdict.ASIDE]
    headings = list(content.chosen.headings) if content.sheets else []
    rows = [_cells(one, len(headings)) for one in aside]
    text = csv_text([*headings, _("line"), _("why it was set aside")], rows)
    answer = HttpResponse("\ufeff" + text, content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="set-aside-{found.edition.slug}.csv"'
    return answer


def _cells(one: Outcome, width: int) -> list[str]:
    cells = list(one.cells[:width])
    return [*cells, *[""] * (width - len(cells)), str(one.number), one.words]
