"""Two entries of the directory that are one office."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from daybreak.core.lib import clock
from daybreak.core.lib.errors import Refused
from daybreak.domain.campaigns.services_editing import merge_missions
from daybreak.domain.missions.models import Mission
from daybreak.faces.desk.access import actor_of
from daybreak.faces.desk.editing import NUMBER_LENGTH, Came, country_name, done
from daybreak.faces.desk.editing_mission import WORDS, value_in_words
from daybreak.faces.desk.pages import back, changing, show

MOST = 30


@dataclass(frozen=True)
class Beside:
    """One field of two entries. ``differs``: both say something, and not the same."""

    words: str
    mine: str
    other: str
    differs: bool


@changing()
def merge(request: HttpRequest, mission: int) -> HttpResponse:
    """GET finds the other entry and shows both side by side; POST merges this one into it."""
    found = get_object_or_404(Mission.objects.select_related("city"), pk=mission)
    asked = request.POST.get("into") or request.GET.get("into", "")
    other = _listed(found).filter(pk=int(asked)).first() if _is_number(asked) else None
    came = Came()
    if request.method == "POST":
        missed = done(lambda: _merge(request, found, other))
        if missed is None and other is not None:
            return back(request, _("They are one entry now, and their targets followed."), "desk-mission", other.pk)
        came = missed or came
    text = request.GET.get("q", "").strip()[:80]
    context = {
        "mission": found,
        "country": country_name(found.host),
        "other": other,
        "beside": _beside(found, other) if other else [],
        "choices": [(one, _(str(one.get_kind_display())), country_name(one.host)) for one in _choices(found, text)],
        "q": text,
        "reason": request.POST.get("reason", ""),
        "refused": came.refused,
    }
    return show(request, "mission_merge", context, here="missions", status=came.status)


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < NUMBER_LENGTH


def _merge(request: HttpRequest, found: Mission, other: Mission | None) -> None:
    if other is None:
        raise Refused(_("Choose the entry that stays."))
    merge_missions(found, into=other, reason=request.POST.get("reason", ""), actor=actor_of(request), at=clock.now())


def _listed(found: Mission) -> models.QuerySet[Mission]:
    return Mission.objects.listed().exclude(pk=found.pk).select_related("city")


def _choices(found: Mission, text: str) -> list[Mission]:
    """Return entries it may be the same as: of the same state in the same city or country, or those asked for."""
    others = _listed(found).filter(sender=found.sender)
    if text:
        others = others.filter(Q(name__icontains=text) | Q(city__name__icontains=text) | Q(source_id__iexact=text))
    elif found.city is not None:
        others = others.filter(Q(city=found.city) | Q(city=None, host=found.host))
    else:
        others = others.filter(host=found.host)
    return list(others.order_by("host", "city__name", "kind", "pk")[:MOST])


def _beside(found: Mission, other: Mission) -> list[Beside]:
    lines = []
    for name, words in WORDS.items():
        mine, theirs = value_in_words(found, name), value_in_words(other, name)
        lines.append(Beside(str(words), mine, theirs, bool(mine and theirs and mine != theirs)))
    return lines
