"""A home and an edition to measure with: invented but for the names of cities, made by the verbs the faces call."""

from __future__ import annotations

import string
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.core.management import call_command
from django.db import transaction

from daybreak.config.setting_up import PRIVATE
from daybreak.core.lib import countries
from daybreak.core.lib.actor import COMMAND, Actor, ActorKind
from daybreak.core.lib.keys import make_key_file
from daybreak.domain.campaigns import services as campaigns
from daybreak.domain.campaigns.models import Edition, Target
from daybreak.domain.campaigns.states import ResultsShow, Reveal
from daybreak.domain.deliveries import services as deliveries
from daybreak.domain.deliveries.outcomes import Outcome
from daybreak.domain.gatherings.kinds import GatheringKind, Visibility
from daybreak.domain.gatherings.models import Gathering
from daybreak.domain.gatherings.services import announce_gathering
from daybreak.domain.missions.kinds import MissionKind
from daybreak.domain.missions.models import Mission
from daybreak.domain.people.services import add_person
from daybreak.domain.places.models import City
from daybreak.domain.places.services import city_of, places
from daybreak.domain.pledges.models import FieldLink, Pledge
from daybreak.domain.pledges.services import confirm_pledge, make_field_link, offer_pledge
from daybreak.domain.pledges.tokens import token_of

GOVERNMENT = "CN"
OUTCOMES = (Outcome.RECEIVED, Outcome.MAILBOX, Outcome.LEFT, Outcome.REFUSED, Outcome.NOT_ANSWERED)
STATEMENTS = 8


@dataclass(frozen=True)
class Made:
    """The edition, its pledges, and the token of each pledge's field link, in the same order."""

    edition: Edition
    pledges: tuple[Pledge, ...]
    tokens: tuple[str, ...]


@transaction.atomic
def make_edition(cities: Sequence[City], *, at: datetime) -> Made:
    """Make a live edition whose day is the day of *at*, with one target, lead and field link in each of *cities*."""
    campaign = campaigns.create_campaign(
        slug="sample-day", name="Sample Day", government=GOVERNMENT, actor=COMMAND, at=at
    )
    opened = at - timedelta(days=20)
    edition = campaigns.create_edition(
        campaign, slug="sample", year=at.year, date=at.date(), addressee_office="President", actor=COMMAND, at=opened
    )
    campaigns.write_edition_text(
        edition, language="en", name="Sample Day", ask="Deliver a letter.", actor=COMMAND, at=opened
    )
    for number in range(STATEMENTS):
        campaigns.add_statement(
            edition,
            key=f"sample-{number}",
            text="An invented sentence that stands where a statement would stand. " * 3,
            source_name="An invented source",
            actor=COMMAND,
            at=opened,
        )
    campaigns.open_edition(edition, actor=COMMAND, at=opened)
    campaigns.start_day(edition, actor=COMMAND, at=at)
    made = [_city(edition, city, at=opened) for city in cities]
    return Made(edition, tuple(pledge for pledge, _ in made), tuple(token_of(link) for _, link in made))


def real_cities(count: int) -> list[City]:
    """Return *count* cities from all over the world: the larger ones of each first letter.

    They come from the index of places, which is built for it (a few seconds).
    """
    letters = string.ascii_lowercase
    each = count // len(letters) + 10
    found = {city.geonames_id: city for letter in letters for city in places().prefix(letter, limit=each)}
    if len(found) < count:
        raise RuntimeError(f"The index gave {len(found)} cities; {count} were asked for.")
    step = len(found) / count
    chosen = list(found.values())
    return [city_of(chosen[int(number * step)]) for number in range(count)]


def invented_cities(count: int) -> list[City]:
    """Return *count* cities for measurements to which it does not matter where they lie."""
    return [
        City.objects.create(
            geonames_id=-1 - number,
            name=f"Sample City {number}",
            country="CH",
            latitude=47.0,
            longitude=8.0,
            zone="Europe/Zurich",
            slug=f"sample-{number}",
        )
        for number in range(count)
    ]


def _city(edition: Edition, city: City, *, at: datetime) -> tuple[Pledge, FieldLink]:
    mission = Mission.objects.create(
        sender=GOVERNMENT,
        host=city.country,
        city=city,
        kind=MissionKind.EMBASSY,
        name=f"Sample Embassy, {city.name}",
        address="1 Sample Street",
        source_family="bench",
        first_seen_at=at,
    )
    target = campaigns.add_target(edition, city=city, mission=mission, actor=COMMAND, at=at)
    person = add_person(name="Sample Person", email="sample@example.org", invented=True, actor=COMMAND, at=at)
    pledge = offer_pledge(edition, city=city, target=target, person=person, actor=COMMAND, at=at)
    confirm_pledge(pledge, actor=COMMAND, at=at)
    return pledge, make_field_link(pledge.parts.get(), actor=COMMAND, at=at)


@transaction.atomic
def live_through(made: Made, *, at: datetime) -> None:
    """Let the day happen: most cities report and are accepted, some gather, all let the world see it."""
    for number, pledge in enumerate(made.pledges):
        campaigns.plan_city(
            made.edition,
            city=pledge.city,
            reveal=Reveal.NOW,
            results_show=ResultsShow.AT_ONCE,
            actor=COMMAND,
            at=at,
        )
        if number % 4:
            report(pledge, OUTCOMES[number % len(OUTCOMES)], at=at)
        if number % 3 == 0:
            announce(pledge, at=at)


def report(pledge: Pledge, outcome: str, *, at: datetime) -> None:
    """File a field report of a pledge and accept it, by the verbs the faces call."""
    link = FieldLink.objects.get(part__pledge=pledge)
    filed = deliveries.file_field_report(
        pledge,
        link=link,
        client_key=uuid.uuid4(),
        outcome=outcome,
        actor=Actor(ActorKind.FIELD_LINK, str(link.pk)),
        at=at,
    )
    deliveries.accept_field_report(filed, actor=COMMAND, at=at)


@transaction.atomic
def gather(made: Made, *, each: int, at: datetime) -> None:
    """Announce gatherings until every city has *each* of them."""
    for pledge in made.pledges:
        for _ in range(each - Gathering.objects.filter(edition=made.edition, city=pledge.city).count()):
            announce(pledge, at=at)


def announce(pledge: Pledge, *, at: datetime) -> Gathering:
    """Announce a public gathering in the city of a pledge."""
    target: Target | None = pledge.target
    return announce_gathering(
        pledge.edition,
        city=pledge.city,
        kind=GatheringKind.VIGIL,
        date=pledge.edition.date,
        title="A sample vigil",
        description="Invented. " * 20,
        place=target.name if target else "",
        visibility=Visibility.PUBLIC,
        actor=COMMAND,
        at=at,
    )


def city_path(pledge: Pledge) -> str:
    """Return the public address of a pledge's city: an absolute path."""
    edition, city = pledge.edition, pledge.city
    return f"/en/{edition.campaign.slug}/{edition.slug}/{countries.slug(city.country)}/{city.slug}/"


def make_home() -> None:
    """Make the home, key file and tables that the environment names: ``daybreak setup`` without the index of cities."""
    settings.DAYBREAK.home.mkdir(mode=PRIVATE, parents=True, exist_ok=True)
    make_key_file(settings.DAYBREAK.key_file)
    call_command("migrate", verbosity=0, interactive=False)


def now() -> datetime:
    """Return the real moment: the server's clock is the real one too."""
    return datetime.now(UTC)
