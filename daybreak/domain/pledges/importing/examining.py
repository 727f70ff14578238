"""Every line of a draft looked at, without changing anything: ready, asked about, already there, or set aside."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from daybreak.core.lib.sealed import keyed_lookup
from daybreak.domain.campaigns.models import Edition
from daybreak.domain.people.models import Person
from daybreak.domain.places.index import Places
from daybreak.domain.places.records import CityRecord
from daybreak.domain.pledges.importing.cities import Cities, CityQuestion, target_cities
from daybreak.domain.pledges.importing.content import Content
from daybreak.domain.pledges.importing.doors import Door, DoorQuestion, Doors
from daybreak.domain.pledges.importing.given import Given, given_of
from daybreak.domain.pledges.models import Pledge, PledgePart
from daybreak.domain.pledges.reading.headings import is_heading
from daybreak.domain.pledges.reading.table import Line, shown
from daybreak.domain.pledges.reading.values import digits_of, same_name, similar
from daybreak.domain.pledges.states import STANDING, WAITING, PartRole, Place, PledgeState

EMAIL_COLUMN = "people_person.email"


class Standing(StrEnum):
    """Where a line stands before anything is stored."""

    READY = "ready"
    ASK = "ask"
    THERE = "there"
    ASIDE = "aside"


class Wanted(StrEnum):
    """What a ready line becomes."""

    LEAD = "lead"
    JOIN = "join"
    PART = "part"
    SOLIDARITY = "solidarity"


@dataclass
class Examined:
    """One line. ``why`` is a sentence for lines that are asked about, there or set aside."""

    line: Line
    given: Given
    standing: Standing = Standing.READY
    why: str = ""
    city: CityRecord | None = None
    door: Door | None = None
    wanted: Wanted = Wanted.LEAD
    person: Person | None = None
    part: PledgePart | None = None
    asks_person: bool = False

    @property
    def number(self) -> int:
        """The number of the line in the table."""
        return self.line.number

    def stop(self, standing: Standing, why: str) -> None:
        """Let the line go no further."""
        self.standing, self.why = standing, why


@dataclass
class Examination:
    """All lines, and the questions that stand between them and pledges."""

    lines: list[Examined]
    cities: list[CityQuestion] = field(default_factory=list)
    doors: list[DoorQuestion] = field(default_factory=list)
    new_organisations: list[str] = field(default_factory=list)

    def of(self, standing: str) -> list[Examined]:
        """Return the lines that stand there."""
        return [line for line in self.lines if line.standing == standing]

    @property
    def correctable(self) -> list[Examined]:
        """Lines whose values the desk can write anew."""
        return [line for line in self.lines if line.given.problems and line.line.cells]


def examine(content: Content, edition: Edition, places: Places) -> Examination:
    """Look at every line of the chosen sheet. Changes nothing; the same rows give the same answer."""
    looked = _Looking(content, edition, places)
    lines = [looked.look(line) for line in content.chosen.below]
    looked.note_similar(lines)
    return Examination(lines, looked.city_questions, looked.door_questions)


class _Looking:
    """What is known while one table is looked at."""

    def __init__(self, content: Content, edition: Edition, places: Places) -> None:
        self.content, self.answers = content, content.answers
        self.cities = Cities(places, self.answers.cities, targets=target_cities(edition))
        self.doors = Doors(edition, self.answers.targets)
        self.city_questions: list[CityQuestion] = []
        self.door_questions: list[DoorQuestion] = []
        self.known = Known(edition)
        self.seen: dict[int, list[Given]] = {}
        self.led = set(
            Pledge.objects.filter(edition=edition, state=PledgeState.CONFIRMED, place=Place.LEAD)
            .exclude(target=None)
            .values_list("target_id", flat=True)
        )
        self.leads_here: set[str] = {f"target:{pk}" for pk in self.led}

    def look(self, line: Line) -> Examined:
        """Return what one line is worth, asking in this order: readable, wanted, right, where, who, new."""
        given = given_of(line, self.content.columns, self.answers.edits.get(str(line.number), {}))
        found = Examined(line, given)
        if line.fault:
            found.stop(Standing.ASIDE, line.fault)
        elif line.number in self.answers.out:
            found.stop(Standing.ASIDE, "You left this line out.")
        elif is_heading(line.cells):
            found.stop(Standing.ASIDE, f"This looks like a second line of headings: {shown(' '.join(line.cells))}.")
        elif given.problems:
            sentences = [
                f"{name.replace('email', 'e-mail').capitalize()}: {why}" for name, why in given.problems.items()
            ]
            found.stop(Standing.ASIDE, " ".join(sentences))
        elif self._place(found) and self._person(found):
            self._want(found)
        return found

    def _place(self, found: Examined) -> bool:
        """Find city and door. False where one must be asked for."""
        given = found.given
        city = self.cities.find(given.city, given.country, given.city_key)
        if isinstance(city, CityQuestion):
            _ask(self.city_questions, city, found.number)
            text = shown(city.answer or city.text)
            several = f"{text} may be one of several cities. Say which."
            none = f"No city called {text} is known. Write it in another way, or write the next larger town."
            found.stop(Standing.ASK, several if len(city.candidates) > 1 else none)
            return False
        found.city = city
        door = self.doors.find(city)
        if isinstance(door, DoorQuestion):
            _ask(self.door_questions, door, found.number)
            several = f"{city.name} has {len(door.choices)} targets. Say which one this is for."
            none = f"{city.name} has no target. Say where this letter goes."
            found.stop(Standing.ASK, several if door.has_targets else none)
            return False
        found.door = door
        if door.far and door.target:
            given.remarks.append(f"Lives in {city.name}; the letter goes to {door.target.city.name}.")
        return True

    def _person(self, found: Examined) -> bool:
        """Find who it is. False where the line is nobody new here, or must be asked about."""
        given, city = found.given, _city_id(found)
        here = self.seen.setdefault(city, [])
        first = next((one.number for one in here if _is_same(one, given)), None)
        if first is not None:
            found.stop(Standing.ASIDE, f"The same person and city stand in line {first} already.")
            return False
        here.append(given)
        namesakes = self.known.by_email(given.email)
        person = next((one for one in namesakes if similar(str(one.name), given.name)), None)
        answer = self.answers.people.get(str(found.number), "")
        if namesakes and person is None:
            found.asks_person = True
            if answer not in {"same", "other"}:
                known = " and ".join(f"“{one.name}”" for one in namesakes)
                found.stop(
                    Standing.ASK, f"The desk knows this e-mail address as {known}. Say whether it is one person."
                )
                return False
            person = namesakes[0] if answer == "same" else None
        found.person = person
        found.part = self.known.part_in(city, given, person)
        if found.part is not None:
            found.person = found.part.person
            state = found.part.pledge.get_state_display()
            found.stop(Standing.THERE, f"Already there: this person has a part in a pledge for this city ({state}).")
            return False
        return True

    def _want(self, found: Examined) -> None:
        """Decide what a ready line becomes, knowing the lines before it."""
        key = found.door.key if found.door else ""
        if not key:
            found.wanted = Wanted.SOLIDARITY
        elif key not in self.leads_here:
            self.leads_here.add(key)
        else:
            found.wanted = Wanted.JOIN if found.given.role == PartRole.LEAD else Wanted.PART

    def note_similar(self, lines: Iterable[Examined]) -> None:
        """Remark on people of one city whose names are much alike, and on one person with several cities."""
        by_city: dict[int, list[Examined]] = {}
        before = SamePeople()
        for found in lines:
            if found.standing != Standing.READY:
                continue
            again = before.find(found.given)
            if again:
                found.given.remarks.append(f"The same person as in line {again.number}, with one more city.")
            before.add(found.given)
            here = by_city.setdefault(_city_id(found), [])
            twin = next((one.number for one in here if similar(one.given.name, found.given.name)), None)
            if twin:
                found.given.remarks.append(f"May be the same person as line {twin}: the names are alike.")
            elif self.known.similar_in(_city_id(found), found.given.name):
                found.given.remarks.append("Somebody with a similar name has a part in this city already.")
            here.append(found)


def _ask(questions: list[CityQuestion] | list[DoorQuestion], question: CityQuestion | DoorQuestion, line: int) -> None:
    if not question.lines:
        questions.append(question)  # type: ignore[arg-type]
    question.lines.append(line)


def _city_id(found: Examined) -> int:
    """Return the GeoNames id of the city the pledge will be for."""
    if found.door and found.door.target:
        return found.door.target.city.geonames_id
    return found.city.geonames_id if found.city else 0


def _is_same(one: Given, other: Given) -> bool:
    """Whether two lines of one city are about one person: one address and names alike, or one name and no other."""
    if one.email and one.email.casefold() == other.email.casefold():
        return similar(one.name, other.name)
    return same_name(one.name, other.name) and _agree(one.email, one.phone, other)


class Known:
    """The people the desk knows already: by exact address, and those with a part in the edition, by city."""

    def __init__(self, edition: Edition) -> None:
        self._by_email: dict[str, list[Person]] = {}
        self._parts: dict[int, list[PledgePart]] = {}
        parts = PledgePart.objects.filter(pledge__edition=edition, pledge__state__in=(*STANDING, *WAITING))
        for part in parts.select_related("person", "pledge__city").order_by("pledge__offered_at"):
            self._parts.setdefault(part.pledge.city.geonames_id, []).append(part)

    def by_email(self, email: str) -> list[Person]:
        """Return the people with this address, in any case."""
        if not email:
            return []
        lookup = keyed_lookup(email, column=EMAIL_COLUMN)
        if lookup not in self._by_email:
            self._by_email[lookup] = list(
                Person.objects.filter(email_lookup=lookup, erased_at=None).order_by("added_at")
            )
        return self._by_email[lookup]

    def part_in(self, city: int, given: Given, person: Person | None) -> PledgePart | None:
        """Return the part this person has in the city: by the row, or by the same name without another contact."""
        for part in self._parts.get(city, ()):
            if person is not None and part.person_id == person.pk:
                return part
            there = part.person
            is_namesake = person is None and same_name(str(there.name), given.name)
            if is_namesake and _agree(str(there.email), str(there.phone), given):
                return part
        return None

    def similar_in(self, city: int, name: str) -> bool:
        """Whether somebody with a part in the city has a name like this one."""
        return any(similar(str(part.person.name), name) for part in self._parts.get(city, ()))


class SamePeople:
    """Lines of different cities about one person: names alike, and one address or one phone number."""

    def __init__(self) -> None:
        self._by_contact: dict[str, list[Given]] = {}

    def find(self, given: Given) -> Given | None:
        """Return the first line before this one that is about the same person."""
        email, phone = _contacts(given)
        for one in self._by_contact.get(email, ()) if email else ():
            if similar(one.name, given.name):
                return one
        for one in self._by_contact.get(phone, ()) if phone else ():
            if same_name(one.name, given.name):
                return one
        return None

    def add(self, given: Given) -> None:
        """Remember a line."""
        for contact in filter(None, _contacts(given)):
            self._by_contact.setdefault(contact, []).append(given)


def _contacts(given: Given) -> tuple[str, str]:
    return given.email.casefold(), digits_of(given.phone)


def _agree(email: str, phone: str, given: Given) -> bool:
    """Whether the contacts of two namesakes do not speak against their being one person."""
    emails = {email.casefold(), given.email.casefold()} - {""}
    if len(emails) == 2:
        return False
    phones = {digits_of(phone), digits_of(given.phone)} - {""}
    return len(phones) < 2 or bool(email and given.email)
