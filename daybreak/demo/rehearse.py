"""Preparing the founding edition for its rehearsal: invented coordinators, field links, letters, an open edition."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from daybreak.core.lib.actor import Actor, ActorKind
from daybreak.demo.founding import Founding, read
from daybreak.domain.campaigns.models import Edition
from daybreak.domain.campaigns.services import open_edition, plan_city
from daybreak.domain.campaigns.states import ResultsShow
from daybreak.domain.letters.services import address_copy
from daybreak.domain.people.services import add_person
from daybreak.domain.places.models import City
from daybreak.domain.places.services import find_city
from daybreak.domain.pledges.models import FieldLink, Pledge
from daybreak.domain.pledges.services import add_part, confirm_pledge, make_field_link
from daybreak.domain.pledges.tokens import token_of

ACTOR = Actor(ActorKind.IMPORT, "play.toml")
DAYS_BEFORE = timedelta(days=14)


@dataclass(frozen=True)
class Part:
    """One city of the play: its pledge, its link and what it will report."""

    city: City
    pledge: Pledge
    link: FieldLink
    reports: tuple[dict[str, Any], ...]

    @property
    def path(self) -> str:
        """The address of the field link on the forms host."""
        return f"/f/{token_of(self.link)}/"


def prepare(founding: Founding) -> Iterator[Part]:
    """Confirm each city's pledge for an invented coordinator and open the edition. One city at a time."""
    edition = founding.edition
    opened = edition_opening(edition)
    open_edition(edition, actor=ACTOR, at=opened)
    for line in read("play.toml")["city"]:
        yield _prepare_city(founding, line, at=opened + timedelta(days=2))


def edition_opening(edition: Edition) -> datetime:
    """Return the moment the founding edition was opened, from its data file."""
    opened: datetime = read("founding.toml")["edition"]["opened"]
    return opened


def _prepare_city(founding: Founding, line: dict[str, Any], *, at: datetime) -> Part:
    city = find_city(line["city"], line["country"])
    pledge = next(pledge for pledge in founding.pledges if pledge.city_id == city.pk)
    person = add_person(name=line["coordinator"], invented=True, actor=ACTOR, at=at)
    part = add_part(pledge, person=person, actor=ACTOR, at=at)
    pledge = confirm_pledge(pledge, actor=ACTOR, at=at)
    # The invented coordinators agreed that results show at once; the default waits for their check-out.
    plan_city(founding.edition, city=city, results_show=ResultsShow.AT_ONCE, actor=ACTOR, at=at)
    link = make_field_link(part, actor=ACTOR, at=at)
    return Part(city, pledge, link, tuple(line["reports"]))


def print_letter(part: Part, *, at: datetime) -> bool:
    """Print the letter of a city; False in a solidarity city, which has no door to bring it to."""
    if part.pledge.target_id is None:
        return False
    address_copy(part.pledge, actor=ACTOR, at=at)
    return True


def parts_of(edition: Edition) -> list[Part]:
    """Return the prepared cities of a home that was set up before."""
    parts = []
    for line in read("play.toml")["city"]:
        city = find_city(line["city"], line["country"])
        pledge = Pledge.objects.select_related("target__mission", "city").get(edition=edition, city=city)
        link = FieldLink.objects.get(part__pledge=pledge)
        parts.append(Part(city, pledge, link, tuple(line["reports"])))
    return parts
