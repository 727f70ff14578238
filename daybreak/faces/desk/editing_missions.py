"""The directory of missions: the list, and bringing lists in."""

from __future__ import annotations

import tempfile
from pathlib import Path

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from daybreak.core.lib import clock
from daybreak.core.lib.actor import Actor
from daybreak.domain.campaigns.models import Target
from daybreak.domain.missions.importers.result import ImportResult, LineNote
from daybreak.domain.missions.models import FRESH_DAYS, Mission
from daybreak.domain.missions.services import import_missions, load_own_missions
from daybreak.faces.desk.access import actor_of
from daybreak.faces.desk.editing import Came, EditingForm, country_name, done, tried
from daybreak.faces.desk.missions_found import (
    chips_of,
    countries_of,
    filters_of,
    found_missions,
    reason_words,
)
from daybreak.faces.desk.pages import changing, edition_of, reading, show
from daybreak.faces.desk.paging import page_of

FILE_MOST = 240_000
"""Bytes of one list, about a thousand missions: what one form may hold (``DATA_UPLOAD_MAX_MEMORY_SIZE``) less its
frame. The whole world at once is read on the server."""

NOTES_MOST = 500
"""Lines a result page lists of each kind; beyond, it says how many more there are."""


@reading()
def missions(request: HttpRequest) -> HttpResponse:
    """The directory: searched, filtered with counts, fifty on a page."""
    edition = edition_of(request)
    filters = filters_of(request, edition)
    page = page_of(
        request,
        found_missions(filters).select_related("city").order_by("host", "city__name", "kind", "pk"),
        filters=filters.values,
    )
    wanted = set(Target.objects.filter(edition=edition, mission__in=page.rows).values_list("mission_id", flat=True))
    context = {
        "edition": edition,
        "page": page,
        "lines": [_line(mission, mission.pk in wanted) for mission in page.rows],
        "filters": filters.values,
        "hidden": [(name, filters[name]) for name in ("kind", "status", "show") if filters[name]],
        "chips": chips_of(filters),
        "senders": countries_of(filters, "sender"),
        "hosts": countries_of(filters, "host"),
        "fresh_days": FRESH_DAYS,
        "directory": bool(page.total) or Mission.objects.listed().exists(),
    }
    return show(request, "missions", context, here="missions")


def _line(mission: Mission, wanted: bool) -> tuple[Mission, str, str, str, list[str], bool]:
    """Return a mission, its kind, its two states and its doubts in words, and whether it is a target."""
    return (
        mission,
        _(str(mission.get_kind_display())),
        country_name(mission.sender) or _("not known"),
        country_name(mission.host) or _("not known"),
        reason_words(mission.review),
        wanted,
    )


class ListForm(EditingForm):
    """A list of missions as a file."""

    file = forms.FileField(
        label=later("A list of missions (CSV)"),
        help_text=later(
            "Any list with the columns sending_country, country, city, kind, name, source, wikidata: at most 240 "
            "kilobytes at once, about a thousand missions."
        ),
        error_messages={"required": later("Choose a file first."), "empty": later("The file is empty.")},
    )

    def clean_file(self) -> UploadedFile[bytes]:
        """A file of a size that can be a list."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if file.size and file.size > FILE_MOST:
            raise forms.ValidationError(
                _(
                    "This file is larger than %s kilobytes. Split it, for example by sending state, and read one part "
                    "after the other; or let whoever looks after the server run daybreak import-missions."
                )
                % (FILE_MOST // 1000)
            )
        return file


@changing()
def load(request: HttpRequest) -> HttpResponse:
    """GET offers our own list and asks for a file; POST reads one of them and says what came of every line."""
    form, came = ListForm(), Came()
    if request.method == "POST":
        results: list[ImportResult] = []
        actor = actor_of(request)
        if request.POST.get("do") == "own":
            missed = done(lambda: results.append(load_own_missions(actor=actor, at=clock.now())))
        else:
            form = ListForm(request.POST, request.FILES)
            missed = tried(form, lambda: results.append(_read(form.cleaned_data["file"], actor)))
        if missed is None:
            return _result(request, results[0])
        came = missed
    context = {"form": form, "directory": Mission.objects.listed().count(), "refused": came.refused}
    return show(request, "missions_load", context, here="missions", status=came.status)


def _read(file: UploadedFile[bytes], actor: Actor) -> ImportResult:
    """Read an uploaded list by way of a file of our own: the importer reads files, and names none of the uploader's."""
    with tempfile.NamedTemporaryFile(suffix=".csv") as kept:
        for chunk in file.chunks():
            kept.write(chunk)
        kept.flush()
        name = (file.name or "list")[:120]
        return import_missions(Path(kept.name), source_name=name, actor=actor, at=clock.now())


def _result(request: HttpRequest, result: ImportResult) -> HttpResponse:
    context = {
        "result": result,
        "refusals": _first(result.refusals),
        "notes": _first(result.notes),
        "more_refusals": max(0, len(result.refusals) - NOTES_MOST),
        "more_notes": max(0, len(result.notes) - NOTES_MOST),
    }
    return show(request, "missions_loaded", context, here="missions")


def _first(notes: list[LineNote]) -> list[LineNote]:
    return sorted(notes, key=lambda note: (note.line == 0, note.line))[:NOTES_MOST]
