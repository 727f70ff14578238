"""Verbs of the import: keep a table, answer about it, make pledges of it, forget it; and one pledge at once.

The table is kept sealed for a week. Nothing of it is stored as a pledge, and nothing is sent, before
``make_pledges`` is called.
"""

from __future__ import annotations

from datetime import datetime

from django.db import models, transaction

from daybreak.core.journal.services import record
from daybreak.core.lib.actor import Actor
from daybreak.core.lib.came_by import CameBy
from daybreak.core.lib.errors import Refused
from daybreak.domain.campaigns.models import CityPlan, Edition, Target
from daybreak.domain.campaigns.services import add_target, plan_city
from daybreak.domain.people.models import Organisation, Person
from daybreak.domain.people.services import add_organisation, add_person
from daybreak.domain.places.index import Places
from daybreak.domain.places.models import City
from daybreak.domain.places.services import city_of
from daybreak.domain.pledges.importing.content import Answers, Content, Outcome, Verdict
from daybreak.domain.pledges.importing.examining import Examined, Known, SamePeople, Standing, examine
from daybreak.domain.pledges.importing.given import Given
from daybreak.domain.pledges.models import ImportDraft, Pledge, PledgePart
from daybreak.domain.pledges.reading.table import Line, Sheet
from daybreak.domain.pledges.reading.values import similar
from daybreak.domain.pledges.services import (
    TargetTaken,
    add_part,
    confirm_pledge,
    join_lead,
    make_field_link,
    offer_pledge,
)
from daybreak.domain.pledges.states import PartRole, Place, PledgeState

LINES_AT_ONCE = 20
"""Lines of one transaction: every other writer waits for it on SQLite, and a form waits two seconds."""


class ImportRefused(Refused):
    """The import cannot do that now."""


@transaction.atomic
def keep_import(
    edition: Edition, *, content: Content, came_by: str = CameBy.UNKNOWN, actor: Actor, at: datetime
) -> ImportDraft:
    """Keep a table that was read, sealed, for a week."""
    draft = ImportDraft(edition=edition, content=content.dumps(), came_by=came_by, made_at=at)
    draft.save(force_insert=True)
    record("keep_import", draft, actor=actor, at=at, fields=["edition", "came_by", "content"])
    return draft


@transaction.atomic
def answer_import(draft: ImportDraft, *, content: Content, seen: int, actor: Actor, at: datetime) -> ImportDraft:
    """Keep what the desk said. *seen* is the version its page showed: the second does not undo the first's answers."""
    counted = ImportDraft.objects.filter(pk=draft.pk, version=seen, stored_at=None)
    if counted.update(version=models.F("version") + 1) != 1:
        raise ImportRefused("Somebody worked on this table while you looked. Read it again, then answer.")
    draft.refresh_from_db()
    draft.content = content.dumps()
    draft.save(update_fields=["content"])
    record("answer_import", draft, actor=actor, at=at, fields=["content", "version"])
    return draft


@transaction.atomic
def forget_import(draft: ImportDraft, *, actor: Actor, at: datetime) -> None:
    """Delete a table. What became pledges stays."""
    record("forget_import", draft, actor=actor, at=at, fields=["made_at"])
    draft.delete()


def make_pledges(
    draft: ImportDraft,
    *,
    places: Places,
    confirm: bool = True,
    add_organisations: bool = False,
    actor: Actor,
    at: datetime,
) -> ImportDraft:
    """Make pledges, parts, people and field links of every ready line, twenty lines a transaction.

    May be called again after it was interrupted, or twice at once: lines that are there already are told, not made.
    Afterwards the draft holds what became of each line, and the cells of those set aside; the rest is erased.
    """
    content = Content.loads(str(draft.content))
    if draft.stored_at is not None:
        return draft
    if not content.is_mapped:
        raise ImportRefused("Say first which columns hold the name and the city.")
    edition = draft.edition
    examined = examine(content, edition, places).lines
    outcomes = {one.number: _untouched(one) for one in examined if one.standing != Standing.READY}
    ready = [one for one in examined if one.standing == Standing.READY]
    maker = _Maker(edition, draft.came_by, confirm=confirm, add_organisations=add_organisations, actor=actor, at=at)
    for start in range(0, len(ready), LINES_AT_ONCE):
        with transaction.atomic():
            # Whoever imports into the same edition at the same moment waits here, then looks again.
            Edition.objects.select_for_update().get(pk=edition.pk)
            known = Known(edition)
            for one in ready[start : start + LINES_AT_ONCE]:
                outcomes[one.number] = maker.make(one, known)
    return _finish(draft, content, outcomes, actor=actor, at=at)


@transaction.atomic
def add_pledge(
    edition: Edition,
    *,
    name: str,
    email: str = "",
    phone: str = "",
    language: str = "en",
    note: str = "",
    city: City,
    target: Target | None = None,
    role: str = PartRole.LEAD,
    came_by: str,
    confirm: bool = True,
    actor: Actor,
    at: datetime,
) -> PledgePart:
    """Write down the promise of somebody who rang or wrote: person, pledge, part and field link at once.

    Where somebody leads at the target already, a lead joins them and others get a part in their pledge. Without a
    target the city becomes a solidarity city. The same person in the same city again is refused.
    """
    given = Given(0, name=name, email=email, phone=phone, role=role, language=language, note=note)
    known = Known(edition)
    person = next((one for one in known.by_email(email) if similar(str(one.name), name)), None)
    if known.part_in(city.geonames_id, given, person) is not None:
        raise ImportRefused(f"{name} has a part in a pledge for {city.name} already.")
    maker = _Maker(edition, came_by, confirm=confirm, add_organisations=False, actor=actor, at=at)
    person = person or maker.new_person(given)
    part = maker.promise(given, person, city, target)
    make_field_link(part, actor=actor, at=at)
    return part


@transaction.atomic
def _finish(
    draft: ImportDraft, content: Content, outcomes: dict[int, Outcome], *, actor: Actor, at: datetime
) -> ImportDraft:
    """Keep what became of each line, and of the table only the headings and the lines set aside."""
    if ImportDraft.objects.filter(pk=draft.pk, stored_at=None).update(stored_at=at) == 1:
        headings = Line(0, tuple(content.chosen.headings))
        content.result = [outcomes[number] for number in sorted(outcomes)]
        content.sheets, content.sheet = [Sheet("", [headings], header=0)], 0
        content.raw, content.answers = "", Answers()
        draft.content = content.dumps()
        draft.save(update_fields=["content"])
        draft.stored_at = at
        record("make_pledges", draft, actor=actor, at=at, fields=["stored_at", "content"])
    draft.refresh_from_db()
    return draft


def _untouched(one: Examined) -> Outcome:
    """Return what became of a line nothing was made of."""
    if one.part is not None:
        return Outcome(one.number, Verdict.THERE, one.why, str(one.part.pledge_id), str(one.part.pk))
    return Outcome(one.number, Verdict.ASIDE, one.why, cells=one.line.cells)


class _Maker:
    """Makes the rows of one line after the other, by the verbs of the nouns."""

    def __init__(
        self, edition: Edition, came_by: str, *, confirm: bool, add_organisations: bool, actor: Actor, at: datetime
    ) -> None:
        self.edition, self.came_by, self.confirm = edition, came_by, confirm
        self.add_organisations, self.actor, self.at = add_organisations, actor, at
        self._before, self._made = SamePeople(), dict[int, Person]()

    def make(self, one: Examined, known: Known) -> Outcome:
        """Make what a ready line says, or say why not. Runs in the caller's transaction."""
        given = one.given
        if one.city is None or one.door is None:
            raise TypeError("only ready lines are made")
        door_city = one.door.target.city.geonames_id if one.door.target else one.city.geonames_id
        before = self._before.find(given)
        person = one.person or (self._made.get(before.number) if before else None)
        part = known.part_in(door_city, given, person)
        if part is not None:
            words = "Already there: somebody was quicker."
            return Outcome(one.number, Verdict.THERE, words, str(part.pledge_id), str(part.pk))
        try:
            with transaction.atomic():
                new = person is None
                person = person or self.new_person(given)
                city, target = self._place(one)
                part = self.promise(given, person, city, target)
                make_field_link(part, actor=self.actor, at=self.at)
        except Refused as refused:
            return Outcome(one.number, Verdict.ASIDE, str(refused), cells=one.line.cells)
        self._before.add(given)
        self._made[given.number] = person
        words = f"{city.name}: {self._words(part)}"
        return Outcome(one.number, Verdict.MADE, words, str(part.pledge_id), str(part.pk), new, True)

    def new_person(self, given: Given) -> Person:
        """Add the person a line names; shown as they said, in their organisation where the desk knows it."""
        organisation = (
            Organisation.objects.filter(name__iexact=given.organisation).first() if given.organisation else None
        )
        if organisation is None and given.organisation and self.add_organisations:
            organisation = add_organisation(given.organisation, actor=self.actor, at=self.at)
        if organisation is None and given.organisation:
            given.note = "\n".join(filter(None, (given.note, f"Organisation: {given.organisation}")))
        return add_person(
            name=given.name,
            email=given.email,
            phone=given.phone,
            language=given.language,
            organisation=organisation,
            shown_as=given.shown_as,
            actor=self.actor,
            at=self.at,
        )

    def promise(self, given: Given, person: Person, city: City, target: Target | None) -> PledgePart:
        """Give a person a part: in the pledge that leads at the target, or in a new one, confirmed where wanted."""
        lead = _lead_at(target)
        if lead is not None and given.role != PartRole.LEAD:
            return self._part(lead, person, given)
        pledge = offer_pledge(self.edition, city=city, target=target, actor=self.actor, at=self.at)
        part = self._part(pledge, person, given)
        if target is None:
            self._let_gather(city)
        if self.confirm and lead is not None:
            join_lead(pledge, lead=lead, actor=self.actor, at=self.at)
        elif self.confirm:
            self._confirm(pledge)
        return part

    def _part(self, pledge: Pledge, person: Person, given: Given) -> PledgePart:
        return add_part(
            pledge,
            person=person,
            role=given.role,
            shown_as=given.shown_as,
            came_by=self.came_by,
            note=given.note,
            actor=self.actor,
            at=self.at,
        )

    def _confirm(self, pledge: Pledge) -> None:
        try:
            confirm_pledge(pledge, actor=self.actor, at=self.at)
        except TargetTaken as taken:  # at this very moment, from another page
            join_lead(pledge, lead=taken.lead, actor=self.actor, at=self.at)

    def _place(self, one: Examined) -> tuple[City, Target | None]:
        """Return the rows of a line's city and target, opening the target that was asked for."""
        door, record_of_city = one.door, one.city
        if door is not None and door.target is not None:
            return door.target.city, door.target
        if door is not None and door.mission is not None and door.mission.city is not None:
            city, mission = door.mission.city, door.mission
            return city, add_target(self.edition, city=city, mission=mission, actor=self.actor, at=self.at)
        if record_of_city is None:
            raise TypeError("only ready lines are made")
        return city_of(record_of_city), None

    def _let_gather(self, city: City) -> None:
        """Make a city without a target a solidarity city, once."""
        if not CityPlan.objects.filter(edition=self.edition, city=city, solidarity=True).exists():
            plan_city(self.edition, city=city, solidarity=True, actor=self.actor, at=self.at)

    def _words(self, part: PledgePart) -> str:
        pledge = part.pledge
        if pledge.state != PledgeState.CONFIRMED:
            return "offered, to be answered"
        if pledge.target_id is None:
            return "confirmed, a solidarity city"
        if pledge.place == Place.JOINER:
            return "confirmed, joins the lead there"
        return "confirmed as lead" if part.role == PartRole.LEAD else f"confirmed, {part.get_role_display()}"


def _lead_at(target: Target | None) -> Pledge | None:
    if target is None:
        return None
    return Pledge.objects.filter(target=target, state=PledgeState.CONFIRMED, place=Place.LEAD).first()
