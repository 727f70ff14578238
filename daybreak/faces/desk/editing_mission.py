"""One mission: every field with its source, who checked it, what is in doubt; and what the desk does about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from daybreak.core.lib import clock
from daybreak.core.lib.data_level import Level
from daybreak.core.lib.errors import Refused
from daybreak.domain.campaigns.models import Edition, Target
from daybreak.domain.missions.kinds import MissionKind, MissionStatus, Precision
from daybreak.domain.missions.models import Correction, Dispute, FieldSource, Mission
from daybreak.domain.missions.services import check_mission, correct_mission, correct_point, mark_reviewed
from daybreak.domain.missions.services_doubts import (
    BY_MOST,
    WORDS_MOST,
    dispute_mission,
    part_mission,
    settle_dispute,
)
from daybreak.faces.desk.access import actor_of
from daybreak.faces.desk.choosing_city import CityField
from daybreak.faces.desk.editing import (
    STRANGE,
    Came,
    EditingForm,
    country_name,
    done,
    one_line,
    tried,
    words_field,
)
from daybreak.faces.desk.missions_found import reason_words, stale_since
from daybreak.faces.desk.pages import back, changing, edition_of, show
from daybreak.outputs.board.closed_days import OpenFact, open_fact

WORDS: dict[str, Promise] = {
    "name": later("Name"),
    "kind": later("Kind"),
    "city": later("City"),
    "point": later("Point on the map"),
    "address": later("Address"),
    "phone": later("Phone"),
    "email": later("E-mail"),
    "website": later("Web address"),
    "status": later("Does it work?"),
}
"""What is corrected together, in the order of the page; a point is three fields."""

POINT = ("latitude", "longitude", "precision")
DESK_ROLE = "desk"


@dataclass(frozen=True)
class Known:
    """A field of a mission, where it comes from and who checked it when. ``corrected``: a person's word."""

    name: str
    words: str
    value: str
    source: FieldSource | None
    checked_on: date | None
    checked_by: str
    stale: bool
    corrected: bool


class DisputeForm(EditingForm):
    """What somebody says is wrong."""

    field = forms.ChoiceField(label=later("Which field is doubted"), error_messages=STRANGE)
    words = words_field(later("What they say"), most=WORDS_MOST, rows=2, hint=later("Kept under lock. Name nobody."))
    by = words_field(
        later("In which role they told us"), most=BY_MOST, hint=later("For example: coordinator, neighbour.")
    )

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["field"].choices = [  # type: ignore[attr-defined]
            ("latitude" if name == "point" else name, str(words)) for name, words in WORDS.items()
        ]


@changing(level=Level.L1)
def mission(request: HttpRequest, mission: int) -> HttpResponse:
    """GET shows the mission; POST checks fields, answers doubts, takes a dispute down, or parts a merging."""
    found = get_object_or_404(Mission.objects.select_related("city", "merged_into"), pk=mission)
    form, came = DisputeForm(), Came()
    if request.method == "POST":
        if request.POST.get("do") == "dispute":
            form = DisputeForm(request.POST)
        missed, said = _do(request, found, form)
        if missed is None:
            return back(request, said, "desk-mission", found.pk)
        came = missed
    return _page(request, found, form, came)


def _do(request: HttpRequest, found: Mission, form: DisputeForm) -> tuple[Came | None, str]:
    wanted, actor, at = request.POST.get("do", ""), actor_of(request), clock.now()
    reason = one_line(request.POST.get("reason", ""))
    if wanted == "check":
        fields = [one for name in request.POST.getlist("field") for one in (POINT if name == "point" else (name,))]
        return (
            done(lambda: check_mission(found, fields=fields, by=DESK_ROLE, actor=actor, at=at)),
            _("Noted as checked today."),
        )
    if wanted == "reviewed":
        codes = request.POST.getlist("code")
        return (
            done(lambda: mark_reviewed(found, codes=codes, reason=reason, actor=actor, at=at)),
            _("The doubt is dealt with."),
        )
    if wanted == "dispute":
        return (
            tried(form, lambda: dispute_mission(found, **form.cleaned_data, actor=actor, at=at)),
            _("The doubt is taken down. The directory says what it said."),
        )
    if wanted == "part":
        return (
            done(lambda: part_mission(found, reason=reason, actor=actor, at=at)),
            _("The two are two offices again."),
        )
    return done(_no_button), ""


def _no_button() -> None:
    raise Refused(_("Press one of the buttons."))


def _page(request: HttpRequest, found: Mission, form: DisputeForm, came: Came) -> HttpResponse:
    edition = edition_of(request)
    context = {
        "edition": edition,
        "mission": found,
        "kind": _(str(found.get_kind_display())),
        "sender": country_name(found.sender) or _("not known"),
        "host": country_name(found.host) or _("not known"),
        "fields": _known(found, stale_since(edition)),
        "review": list(zip(found.review, reason_words(found.review), strict=True)),
        "disputes": [(one, _words_of(one.field)) for one in found.disputes.order_by("settled_at", "-flagged_at")],
        "corrections": [
            (one, _words_of(one.field)) for one in found.corrections.order_by("-at", "-pk") if one.field != "review"
        ],
        "merged": list(found.merged.select_related("city")),
        "targets": list(Target.objects.filter(mission=found).select_related("edition__campaign")),
        "closed": _closed(found, edition),
        "form": form,
        "refused": came.refused,
    }
    return show(request, "mission", context, here="missions", status=came.status)


def _words_of(field: str) -> str:
    return str(WORDS.get("point" if field in POINT else field, field))


def _closed(found: Mission, edition: Edition | None) -> OpenFact | None:
    """Return what is known of the edition's day at this door: holidays of both states."""
    if edition is None or edition.date is None or not found.host:
        return None
    return open_fact(edition.date, host=found.host, sender=found.sender)


def _known(found: Mission, since: date | None) -> list[Known]:
    sources = {one.field: one for one in found.sources.all()}
    corrected = set(Correction.objects.filter(mission=found).values_list("field", flat=True))
    lines = []
    for name, words in WORDS.items():
        field = POINT[0] if name == "point" else name
        source = sources.get(field)
        checked = source.checked_on if source else None
        value = value_in_words(found, name)
        lines.append(
            Known(
                name=name,
                words=str(words),
                value=value,
                source=source,
                checked_on=checked,
                checked_by=source.checked_by if source else "",
                stale=bool(value) and since is not None and (checked is None or checked < since),
                corrected=field in corrected,
            )
        )
    return lines


def value_in_words(found: Mission, name: str) -> str:
    """Return what the directory says, for people; empty where it says nothing."""
    if name == "kind":
        return _(str(found.get_kind_display()))
    if name == "status":
        return _(str(found.get_status_display()))
    if name == "city":
        return found.city.name if found.city else ""
    if name == "point":
        if found.latitude is None or found.longitude is None:
            return ""
        return f"{found.latitude:.5f}, {found.longitude:.5f} ({_(str(found.get_precision_display()))})"
    return str(getattr(found, name))


class CorrectionForm(EditingForm):
    """One field anew, and why."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    reason = words_field(
        later("How do you know?"), most=300, hint=later("Kept with the field, so that nobody undoes it. Name nobody.")
    )

    def __init__(self, name: str, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        for key, field in _inputs(name).items():
            self.fields[key] = field
        self.order_fields(["seen", *_inputs(name), "reason"])


def _inputs(name: str) -> dict[str, forms.Field]:
    label = str(WORDS[name])
    if name == "city":
        return {"city": CityField(label=label)}
    if name == "kind":
        return {"kind": forms.ChoiceField(label=label, choices=_in_words(MissionKind.choices))}
    if name == "status":
        return {"status": forms.ChoiceField(label=label, choices=_in_words(MissionStatus.choices))}
    if name == "point":
        numbers = {"invalid": _("Write degrees as a number, like 48.85837.")}
        return {
            "latitude": forms.FloatField(label=_("Latitude, degrees"), error_messages=numbers),
            "longitude": forms.FloatField(label=_("Longitude, degrees"), error_messages=numbers),
            "precision": forms.ChoiceField(
                label=_("What the point means"),
                choices=[one for one in _in_words(Precision.choices) if one[0] != Precision.NONE],
            ),
        }
    rows = 3 if name == "address" else 0
    return {name: words_field(label, most=1000 if rows else 300, rows=rows, required=name == "name")}


def _in_words(choices: Any) -> list[tuple[str, str]]:
    return [(value, _(str(label))) for value, label in choices]


@changing()
def correct(request: HttpRequest, mission: int, field: str) -> HttpResponse:
    """GET shows what the directory says of one field; POST sets it by the desk's word, which no import overwrites."""
    found = get_object_or_404(Mission.objects.select_related("city"), pk=mission)
    if field not in WORDS:
        raise Http404
    names = POINT if field == "point" else (field,)
    before = "|".join(str(getattr(found, name)) for name in names)
    initial = {**{name: getattr(found, name) for name in names}, "seen": before}
    form, came = CorrectionForm(field, initial=initial), Came()
    if request.method == "POST":
        form = CorrectionForm(field, request.POST)
        missed = tried(form, lambda: _correct(request, form, found, field, before))
        if missed is None:
            return back(request, _("%s: corrected.") % WORDS[field], "desk-mission", found.pk)
        came = missed
    context = {
        "heading": f"{WORDS[field]}: {found.name}",
        "lead": _("The directory says: %s") % (value_in_words(found, field) or _("nothing")),
        "after": _(
            "Every edition reads the directory: what you correct is public with the next run where it is shown."
        ),
        "button": _("Correct it"),
        "away": reverse("desk-mission", args=[found.pk]),
        "form": form,
        "refused": came.refused,
    }
    return show(request, "editing", context, here="missions", status=came.status)


def _correct(request: HttpRequest, form: CorrectionForm, found: Mission, field: str, before: str) -> None:
    values, actor, at = form.cleaned_data, actor_of(request), clock.now()
    if values["seen"] != before:
        raise Refused(_("Somebody changed this while you looked. Open the page again, compare, then correct."))
    if field == "point":
        correct_point(
            found,
            latitude=values["latitude"],
            longitude=values["longitude"],
            precision=Precision(values["precision"]),
            reason=values["reason"],
            actor=actor,
            at=at,
        )
    else:
        correct_mission(found, field=field, value=values[field], reason=values["reason"], actor=actor, at=at)
    disputed = POINT if field == "point" else (field,)
    for dispute in found.disputes.filter(settled_at=None, field__in=disputed):
        settle_dispute(dispute, answer=_("Corrected: %s") % values["reason"][:280], actor=actor, at=at)


@changing(methods=("POST",))
def settle(request: HttpRequest, dispute: UUID) -> HttpResponse:
    """Say how a doubt ended without a correction."""
    found = get_object_or_404(Dispute.objects.select_related("mission__city", "mission__merged_into"), pk=dispute)
    answer = request.POST.get("answer", "")
    missed = done(lambda: settle_dispute(found, answer=answer, actor=actor_of(request), at=clock.now()))
    if missed is None:
        return back(request, _("The doubt is settled."), "desk-mission", found.mission_id)
    return _page(request, found.mission, DisputeForm(), missed)
