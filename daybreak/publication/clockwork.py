"""What the clock alone changes: when next, and what it touched between two moments. Boards are compared in marks.py."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q

from daybreak.domain.campaigns.models import Edition, Participation
from daybreak.domain.gatherings.models import Attendance
from daybreak.faces.public.countdown import countdown_changes
from daybreak.outputs.board.snapshot import next_change
from daybreak.publication.subjects import Kind, Subject, of_city, of_edition


def next_by_clock(at: datetime) -> datetime | None:
    """Return the next moment after *at* at which a public page changes though nobody does anything; None if never."""
    moments: list[datetime | None] = list(Edition.objects.filter(opened_at__gt=at).values_list("opened_at", flat=True))
    for edition in Edition.objects.public(at):
        moments += [next_change(edition, at), countdown_changes(edition.date, at)]
    parts = Participation.objects.filter(Q(listed_from__gt=at) | Q(withdrawn_at__gt=at))
    moments += [moment for pair in parts.values_list("listed_from", "withdrawn_at") for moment in pair]
    moments += Attendance.objects.filter(as_of__gt=at).values_list("as_of", flat=True)
    return min((moment for moment in moments if moment is not None and moment > at), default=None)


def touched_by_clock(before: datetime, at: datetime) -> set[Subject]:
    """Return what came to show, or ceased to, after *before* and up to *at*."""
    passed = (before, at)
    touched: set[Subject] = set()
    for edition in Edition.objects.filter(opened_at__gt=before, opened_at__lte=at):
        touched |= of_edition(edition.pk)
    for edition in Edition.objects.public(at):
        changes = countdown_changes(edition.date, before)
        touched |= {Subject(Kind.COUNTDOWN, edition.pk)} if changes is not None and changes <= at else set()
    parts = Participation.objects.filter(_in("listed_from", passed) | _in("withdrawn_at", passed))
    for edition_id, city, country in parts.values_list("edition_id", "city_id", "city__country"):
        touched.add(Subject(Kind.ORGANISATIONS, edition_id))
        touched |= of_city(edition_id, city, country) if city else set()
    for attendance in Attendance.objects.filter(_in("as_of", passed)).select_related("gathering__city"):
        gathering = attendance.gathering
        touched |= of_city(gathering.edition_id, gathering.city_id, gathering.city.country)
        touched.add(Subject(Kind.GATHERING, gathering.edition_id, gathering.public_id))
        touched.add(Subject(Kind.MEETINGS, gathering.edition_id))
    return touched


def _in(name: str, passed: tuple[datetime, datetime]) -> Q:
    before, at = passed
    return Q(**{f"{name}__gt": before, f"{name}__lte": at})
