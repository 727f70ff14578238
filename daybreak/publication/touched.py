"""Journal entries → the subjects they touch: one line in ``TOUCHES`` for each table.

A test holds the list to the tables there are. A row that is no longer there touches what its parent touches; an entry
of which nobody can say more touches everything: rather a whole run too many than a page that nobody mends.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from django.apps import apps
from django.db.models import Model

from daybreak.domain.campaigns.models import Edition, Participation, Target
from daybreak.domain.pledges.models import PledgePart
from daybreak.publication.cursor import Line
from daybreak.publication.subjects import EVERYTHING, Kind, Subject, of_city, of_edition

CHUNK = 500
Found = Iterator[tuple[str, Iterable[Subject]]]
"""For each row that is there: its number as the journal writes it, and what it touches."""
Finder = Callable[[type[Model], list[str]], Found]


def subjects_touched_by(lines: Iterable[Line]) -> frozenset[Subject]:
    """Return every subject that *lines* of the journal touch."""
    by_row: dict[str, dict[str, Line]] = defaultdict(dict)
    for line in lines:
        by_row[line.row_type][line.row_id] = line
    touched: set[Subject] = set()
    for row_type, rows in by_row.items():
        touched |= _of_rows(row_type, rows)
    return frozenset(touched)


def _of_rows(row_type: str, lines: Mapping[str, Line]) -> set[Subject]:
    finder = TOUCHES.get(row_type, _everything)
    if finder is None:
        return set()
    model = apps.get_model(row_type) if row_type in TOUCHES else Model
    touched: set[Subject] = set()
    row_ids = sorted(lines)
    for first in range(0, len(row_ids), CHUNK):
        asked = row_ids[first : first + CHUNK]
        there = set()
        for row_id, subjects in finder(model, asked):
            there.add(row_id)
            touched.update(subjects)
        for row_id in there.symmetric_difference(asked):
            touched |= _of_parent(lines[row_id])
    return touched


def _of_parent(line: Line) -> set[Subject]:
    """Return what a row touches that is not there any more: all that its parent touches, which its last line names."""
    for field, parent in PARENTS.items():
        _, row_id = line.changes.get(field) or (None, None)
        if row_id is not None:
            return _of_rows(parent, {str(row_id): Line(line.number, line.verb, parent, str(row_id))})
    return {EVERYTHING}


def _everything(model: type[Model], ids: list[str]) -> Found:
    """An unknown table: no row of it is ever found."""
    return iter(())


def _rows(model: type[Model], ids: list[str], *names: str) -> Iterator[tuple[Any, ...]]:
    return iter(model._default_manager.filter(pk__in=ids).values_list("pk", *names))


def _edition_at(name: str) -> Finder:
    """Rows whose *name* leads to an edition that is changed by them."""

    def find(model: type[Model], ids: list[str]) -> Found:
        for pk, edition in _rows(model, ids, name):
            yield str(pk), of_edition(edition)

    return find


def _campaign(model: type[Model], ids: list[str]) -> Found:
    there = {str(pk): set[Subject]() for (pk,) in _rows(model, ids)}
    for campaign, edition in Edition.objects.filter(campaign__pk__in=ids).values_list("campaign_id", "pk"):
        there[str(campaign)] |= of_edition(edition)
    yield from there.items()


def _part_of_edition(*kinds: Kind, at: str = "edition_id") -> Finder:
    """Rows shown by the pages of one edition that read *kinds*."""

    def find(model: type[Model], ids: list[str]) -> Found:
        for pk, edition in _rows(model, ids, at):
            yield str(pk), {Subject(kind, edition) for kind in kinds}

    return find


def _in_city(path: str, *kinds: Kind) -> Finder:
    """Rows that belong to a city of an edition, both found at *path*; *kinds* of the edition are touched besides."""

    def find(model: type[Model], ids: list[str]) -> Found:
        names = (f"{path}edition_id", f"{path}city_id", f"{path}city__country")
        for pk, edition, city, country in _rows(model, ids, *names):
            yield str(pk), {*of_city(edition, city, country), *(Subject(kind, edition) for kind in kinds)}

    return find


def _gathering_at(path: str) -> Finder:
    def find(model: type[Model], ids: list[str]) -> Found:
        names = (f"{path}edition_id", f"{path}city_id", f"{path}city__country", f"{path}public_id")
        for pk, edition, city, country, public_id in _rows(model, ids, *names):
            own = {Subject(Kind.GATHERING, edition, public_id), Subject(Kind.MEETINGS, edition)}
            yield str(pk), own | of_city(edition, city, country)

    return find


def _participation(model: type[Model], ids: list[str]) -> Found:
    for pk, edition, city, country in _rows(model, ids, "edition_id", "city_id", "city__country"):
        touched = {Subject(Kind.ORGANISATIONS, edition)}
        yield str(pk), touched | of_city(edition, city, country) if city else touched


def _mission(model: type[Model], ids: list[str]) -> Found:
    there = {str(pk): set[Subject]() for (pk,) in _rows(model, ids)}
    doors = Target.objects.filter(mission_id__in=ids)
    for mission, edition, city, country in doors.values_list("mission_id", "edition_id", "city_id", "city__country"):
        there[str(mission)] |= {*of_city(edition, city, country), Subject(Kind.DOORS, edition)}
    yield from there.items()


def _part_of_mission(model: type[Model], ids: list[str]) -> Found:
    missions = {str(pk): str(mission) for pk, mission in _rows(model, ids, "mission_id")}
    touched = dict(_mission(apps.get_model("missions.Mission"), sorted(set(missions.values()))))
    for pk, mission in missions.items():
        yield pk, touched[mission]


def _person(model: type[Model], ids: list[str]) -> Found:
    """A person shows in the cities whose pledges they are part of."""
    there = {str(pk): set[Subject]() for (pk,) in _rows(model, ids)}
    parts = PledgePart.objects.filter(person_id__in=ids)
    names = ("person_id", "pledge__edition_id", "pledge__city_id", "pledge__city__country")
    for person, edition, city, country in parts.values_list(*names):
        there[str(person)] |= of_city(edition, city, country)
    yield from there.items()


def _organisation(model: type[Model], ids: list[str]) -> Found:
    """An organisation shows where it takes part, as a press office, and behind people who are shown by it."""
    there = {str(pk): set[Subject]() for (pk,) in _rows(model, ids)}
    offices = Edition.objects.filter(press_organisation__pk__in=ids)
    for organisation, edition in offices.values_list("press_organisation_id", "pk"):
        there[str(organisation)] |= of_edition(edition)
    listed = Participation.objects.filter(organisation_id__in=ids)
    for organisation, edition, city, country in listed.values_list(
        "organisation_id", "edition_id", "city_id", "city__country"
    ):
        there[str(organisation)].add(Subject(Kind.ORGANISATIONS, edition))
        there[str(organisation)] |= of_city(edition, city, country) if city else set()
    parts = PledgePart.objects.filter(person__organisation_id__in=ids)
    for organisation, edition, city, country in parts.values_list(
        "person__organisation_id", "pledge__edition_id", "pledge__city_id", "pledge__city__country"
    ):
        there[str(organisation)] |= of_city(edition, city, country)
    yield from there.items()


PARENTS: Mapping[str, str] = {
    "gathering": "gatherings.Gathering",
    "pledge": "pledges.Pledge",
    "mission": "missions.Mission",
    "statement": "campaigns.Statement",
    "edition": "campaigns.Edition",
}
"""Fields by which a line names the row that its own row belonged to: field → table."""

TOUCHES: Mapping[str, Finder | None] = {
    "campaigns.Campaign": _campaign,
    "campaigns.Edition": _edition_at("pk"),
    "campaigns.EditionText": _edition_at("edition_id"),
    "campaigns.PublicationHold": None,
    "campaigns.Statement": _part_of_edition(Kind.STATEMENTS),
    "campaigns.StatementText": _part_of_edition(Kind.STATEMENTS, at="statement__edition_id"),
    "campaigns.Target": _in_city("", Kind.DOORS),
    "campaigns.CityPlan": _in_city("", Kind.MEETINGS),
    "campaigns.Participation": _participation,
    "campaigns.Figure": _part_of_edition(Kind.FIGURES),
    "campaigns.Thanked": _part_of_edition(Kind.THANKS),
    "deliveries.Attempt": _in_city("delivery__pledge__"),
    "deliveries.Delivery": _in_city("pledge__"),
    "deliveries.FieldReport": None,  # a claim that waits changes nothing in public
    "gatherings.Attendance": _gathering_at("gathering__"),
    "gatherings.Gathering": _gathering_at(""),
    "gatherings.GatheringText": _gathering_at("gathering__"),
    "gatherings.Host": _gathering_at("gathering__"),
    "gatherings.Permit": None,
    "gatherings.Stage": _gathering_at("gathering__"),
    "letters.Copy": None,
    "letters.Letter": _part_of_edition(Kind.LETTER),
    "missions.Correction": _part_of_mission,
    "missions.Dispute": None,
    "missions.FieldSource": _part_of_mission,
    "missions.Mission": _mission,
    "people.DeskUser": None,
    "people.Organisation": _organisation,
    "people.Person": _person,
    "people.SignInToken": None,
    "places.City": None,  # made once from the index of cities, and never changed
    "pledges.FieldLink": None,
    "pledges.ImportDraft": None,
    "pledges.Pledge": _in_city(""),
    "pledges.PledgePart": _in_city("pledge__"),
    "pledges.Trust": None,
}
"""Every table: what an entry about one of its rows touches. None: nothing that the world sees."""
