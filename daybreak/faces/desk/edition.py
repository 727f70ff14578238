"""The edition: its state and its next step, and which edition the desk works on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from daybreak.core.lib import clock
from daybreak.core.lib.actor import Actor
from daybreak.core.lib.audience import Audience
from daybreak.core.lib.errors import Refused
from daybreak.domain.campaigns.models import Edition, Target
from daybreak.domain.campaigns.services import archive_edition, close_edition, open_edition, start_day
from daybreak.domain.campaigns.states import EditionState
from daybreak.domain.gatherings.models import Gathering
from daybreak.domain.letters.models import Letter
from daybreak.domain.pledges.models import Pledge
from daybreak.domain.pledges.services import end_links_after_closing
from daybreak.faces.desk.access import actor_of, desk_user
from daybreak.faces.desk.pages import (
    CONFLICT,
    EDITION,
    back,
    changing,
    editions,
    name_of,
    needed_edition,
    reading,
    show,
)
from daybreak.faces.desk.setup_checklist import checklist, parts_of

_PREPARING = (EditionState.DRAFT, EditionState.OPEN)


@dataclass(frozen=True)
class Step:
    """The next step of an edition: its button, what follows from it, and what was done, in sentences."""

    verb: Callable[..., Edition]
    button: Promise
    follows: tuple[Promise, ...]
    done: Promise


def _close(found: Edition, *, actor: Actor, at: datetime) -> Edition:
    """Close the edition, and say to every field link when it ends."""
    closed = close_edition(found, actor=actor, at=at)
    end_links_after_closing(closed, actor=actor, at=at)
    return closed


STEPS: dict[str, Step] = {
    EditionState.DRAFT: Step(
        open_edition,
        later("Open the edition"),
        (
            later(
                "The call, its statements, the letter and the list of organisations become public with the next run."
            ),
            later("Every target becomes public with its address; a confirmed city is shown as taking part."),
            later("Hours at the gate, meeting points and coordinators stay hidden unless a city's plan shows them."),
            later("Search engines and the addressee read it too. It cannot become a draft again."),
        ),
        later("The edition is open: it will be public with the next publication."),
    ),
    EditionState.OPEN: Step(
        start_day,
        later("Start the day"),
        (
            later("The edition becomes the one the front page shows as happening now."),
            later("Accepted results show on the public board, each when its city's plan allows it."),
            later("Plans of cities that chose “on the local day” show from their own midnight."),
        ),
        later("The day has begun."),
    ),
    EditionState.LIVE: Step(
        _close,
        later("Close the edition"),
        (
            later("No new pledge can be offered. Field links stay open for sixty days, for late reports."),
            later("Plans that were still hidden show as part of the record, but never a meeting point or a name."),
            later("Reports that wait stay in the queue; figures still change when they are accepted."),
        ),
        later("The edition is closed. Late reports can still come in for sixty days."),
    ),
    EditionState.CLOSED: Step(
        archive_edition,
        later("Archive the edition"),
        (
            later("The edition moves to the list of past editions. Its pages stay where they are."),
            later("Figures stay as they are counted now, unless the desk still accepts a report."),
        ),
        later("The edition is archived."),
    ),
}


@reading()
def edition(request: HttpRequest) -> HttpResponse:
    """Show where the edition stands, what comes next, and the other editions."""
    found = needed_edition(request)
    context = {
        "edition": found,
        "state": _(found.get_state_display()),
        "step": STEPS.get(found.state),
        "is_owner": desk_user(request).owner,
        "counts": _counts(found),
        "texts": list(found.texts.all()),
        "parts": parts_of(found, ""),
        "checklist": checklist(found) if found.state in _PREPARING else None,
        "others": [(one.pk, name_of(one), _(one.get_state_display())) for one in editions() if one.pk != found.pk],
    }
    return show(request, "edition", context, here="edition")


def _counts(found: Edition) -> list[tuple[str, int]]:
    return [
        (_("targets"), Target.objects.filter(edition=found).count()),
        (_("standing pledges"), Pledge.objects.filter(edition=found).standing().count()),
        (_("gatherings"), Gathering.objects.filter(edition=found).count()),
        (_("languages of the letter"), Letter.objects.filter(edition=found, current=True).count()),
    ]


@changing(audience=Audience.OWNER)
def next_step(request: HttpRequest) -> HttpResponse:
    """GET says what the next step makes public; POST takes it, if the edition still stands where it stood."""
    found = needed_edition(request)
    if request.method != "POST":
        return _confirm(request, found)
    step = STEPS.get(request.POST.get("from", ""))
    try:
        if step is None or request.POST.get("edition") != str(found.pk):
            raise Refused(_("This page is about another edition now. Read it again."))
        step.verb(found, actor=actor_of(request), at=clock.now())
    except Refused as refused:
        return _confirm(request, found, refused=str(refused), status=CONFLICT)
    return back(request, str(step.done), "desk-edition")


def _confirm(request: HttpRequest, found: Edition, *, refused: str = "", status: int = 200) -> HttpResponse:
    context = {
        "edition": found,
        "step": STEPS.get(found.state),
        "counts": _counts(found),
        "checklist": checklist(found) if found.state == EditionState.DRAFT else None,
        "refused": refused,
    }
    return show(request, "edition_step", context, here="edition", status=status)


@changing(methods=("POST",))
def choose(request: HttpRequest, edition: int) -> HttpResponse:
    """Work on another edition in this browser."""
    found = get_object_or_404(Edition, pk=edition)
    request.session[EDITION] = found.pk
    return back(request, _("You work on %s now.") % name_of(found), "desk-edition")
