"""Bringing in a table, a form's export, or e-mails: where it begins, and what every page of an import shares."""

from __future__ import annotations

from typing import Any, cast
from uuid import UUID

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from daybreak.core.lib import clock
from daybreak.core.lib.came_by import TOLD, CameBy
from daybreak.core.lib.data_level import Level
from daybreak.core.lib.errors import Refused
from daybreak.domain.campaigns.models import Edition
from daybreak.domain.campaigns.states import EditionState
from daybreak.domain.places.services import places
from daybreak.domain.pledges.importing.cities import city_finder
from daybreak.domain.pledges.importing.content import MOST_PASTED, Content, of_file, of_text
from daybreak.domain.pledges.models import ImportDraft
from daybreak.domain.pledges.reading.table import MOST_LINES
from daybreak.domain.pledges.services_import import forget_import, keep_import
from daybreak.faces.desk.access import actor_of
from daybreak.faces.desk.editing import EditingForm
from daybreak.faces.desk.pages import WRONG, back, changing, name_of, needed_edition, show

OVER = (EditionState.CLOSED, EditionState.ARCHIVED)


def told_choices() -> list[tuple[str, str]]:
    """Return the ways somebody can have told the desk, in words."""
    return [(one.value, _(str(one.label))) for one in TOLD]


class StartForm(EditingForm):
    """What is brought in, and how it came."""

    text = forms.CharField(
        required=False,
        max_length=MOST_PASTED,
        widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "false"}),
        label=later("Paste it here: cells of a spreadsheet, e-mails one after the other, or a chat"),
        error_messages={"max_length": later("This is more than 200,000 letters. Paste it in parts.")},
    )
    file = forms.FileField(
        required=False,
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx"}),
        label=later("Or choose a file: CSV or XLSX, as a form or a petition exports it"),
        error_messages={"empty": later("This file is empty. Choose it again.")},
    )
    came_by = forms.ChoiceField(label=later("How did these people tell you?"), initial=CameBy.EMAIL)

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        cast(forms.ChoiceField, self.fields["came_by"]).choices = told_choices()

    def clean(self) -> dict[str, Any]:
        """One of the two must be there, and not both."""
        values: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors and bool(values.get("text")) == bool(values.get("file")):
            raise forms.ValidationError(
                _("You pasted something and chose a file as well. Do one after the other.")
                if values.get("text")
                else _("Paste something, or choose a file.")
            )
        return values


@changing(level=Level.L2)
def start(request: HttpRequest) -> HttpResponse:
    """GET shows where to paste, and tables begun before; POST reads what was sent, and keeps it sealed."""
    edition = needed_edition(request)
    if request.method != "POST":
        return _page(request, edition, StartForm())
    form = StartForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, edition, form, status=WRONG)
    try:
        if edition.state in OVER:
            raise Refused(_("%s is over: no pledge can be added to it. Choose another edition.") % name_of(edition))
        content = _read(form, edition)
    except Refused as refused:
        return _page(request, edition, form, refused=str(refused), status=WRONG)
    at, came_by = clock.now(), form.cleaned_data["came_by"]
    draft = keep_import(edition, content=content, came_by=came_by, actor=actor_of(request), at=at)
    is_known = content.origin == "messages"
    return HttpResponseRedirect(
        reverse("desk-import-lines" if is_known else "desk-import-columns", args=[draft.pk]), status=303
    )


def _read(form: StartForm, edition: Edition) -> Content:
    file: Any = form.cleaned_data["file"]
    if file is not None:
        return of_file(file.read(), str(file.name)[:100])
    return of_text(form.cleaned_data["text"], is_city=city_finder(edition, places()))


def _page(
    request: HttpRequest, edition: Edition, form: StartForm, *, refused: str = "", status: int = 200
) -> HttpResponse:
    begun = ImportDraft.objects.filter(edition=edition).order_by("-made_at").defer("content")
    context = {
        "edition": edition,
        "form": form,
        "begun": [(one, _(str(CameBy(one.came_by).label))) for one in begun],
        "most_lines": f"{MOST_LINES:,}",
        "most_bytes": settings.DATA_UPLOAD_MAX_MEMORY_SIZE - 4096,  # the rest of the form needs a little
        "refused": refused or " ".join(map(str, form.non_field_errors())),
    }
    return show(request, "import", context, here="add", status=status)


def draft_of(key: UUID) -> tuple[ImportDraft, Content]:
    """Return a draft and what it holds. :raises Http404: where there is none any more."""
    found = get_object_or_404(ImportDraft.objects.select_related("edition__campaign"), pk=key)
    return found, Content.loads(str(found.content))


@changing(level=Level.L2, methods=("POST",))
def forget(request: HttpRequest, draft: UUID) -> HttpResponse:
    """Delete a table that was brought in."""
    found = get_object_or_404(ImportDraft, pk=draft)
    forget_import(found, actor=actor_of(request), at=clock.now())
    return back(request, _("The table is forgotten. Pledges made from it stay."), "desk-import")
