"""Rows for tests. Everything has a default; a test writes only what it is about.

The standing cast: Amina coordinates Nairobi, Bruno another city, Dana sits at the desk, Sam is a stranger.
"""

from __future__ import annotations

import itertools
import uuid
from datetime import UTC, date, datetime, timedelta
from typing import Any

from daybreak.core.lib.actor import Actor, ActorKind
from daybreak.domain.campaigns.models import Campaign, CityPlan, Edition, EditionText, Target
from daybreak.domain.campaigns.states import EditionState
from daybreak.domain.deliveries.models import FieldReport
from daybreak.domain.gatherings.kinds import GatheringKind, Visibility
from daybreak.domain.gatherings.models import Gathering, GatheringText
from daybreak.domain.missions.models import Mission
from daybreak.domain.people.models import DeskUser, Organisation, Person, ShownAs
from daybreak.domain.places.models import City
from daybreak.domain.pledges.models import FieldLink, Pledge, PledgePart
from daybreak.domain.pledges.states import PledgeState

AT = datetime(2018, 9, 24, 9, 0, tzinfo=UTC)
DANA = Actor(ActorKind.DESK, "dana")
DORA = Actor(ActorKind.DESK, "dora")
_number = itertools.count(1)

NAIROBI = {
    "geonames_id": 184745,
    "name": "Nairobi",
    "country": "KE",
    "latitude": -1.28333,
    "longitude": 36.81667,
    "zone": "Africa/Nairobi",
    "slug": "nairobi",
}
LIMA = {
    "geonames_id": 3936456,
    "name": "Lima",
    "country": "PE",
    "latitude": -12.04318,
    "longitude": -77.02824,
    "zone": "America/Lima",
    "slug": "lima",
}


def make_city(**fields: Any) -> City:
    """Nairobi, unless said otherwise; the same city again is the same row."""
    values = {**NAIROBI, **fields}
    city, _ = City.objects.get_or_create(geonames_id=values.pop("geonames_id"), defaults=values)
    return city


def make_organisation(**fields: Any) -> Organisation:
    return Organisation.objects.create(**{"name": f"Invented Organisation {next(_number)}", "invented": True, **fields})


def make_mission(*, city: City | None = None, **fields: Any) -> Mission:
    city = city or make_city()
    defaults = {
        "sender": "CN",
        "host": city.country,
        "kind": "embassy",
        "name": f"Embassy of China, {city.name}",
        "source_family": "own",
        "first_seen_at": AT,
    }
    return Mission.objects.create(city=city, **{**defaults, **fields})


def make_campaign(**fields: Any) -> Campaign:
    values = {
        "slug": "save-north-korean-refugees-day",
        "name": "Save North Korean Refugees Day",
        "government": "CN",
        **fields,
    }
    campaign, _ = Campaign.objects.get_or_create(slug=values.pop("slug"), defaults=values)
    return campaign


def make_edition(*, campaign: Campaign | None = None, texts: bool = True, **fields: Any) -> Edition:
    """An edition that is live on 24 September 2018."""
    defaults = {
        "slug": "2018",
        "year": 2018,
        "date": date(2018, 9, 24),
        "state": EditionState.LIVE,
        "opened_at": AT - timedelta(days=20),
        "anniversary_of": date(1982, 9, 24),
        "addressee_style": "His Excellency",
        "addressee_name": "Xi Jinping",
        "addressee_office": "President of the People's Republic of China",
    }
    edition = Edition.objects.create(campaign=campaign or make_campaign(), **{**defaults, **fields})
    if texts:
        EditionText.objects.create(
            edition=edition, language="en", name="Save North Korean Refugees Day", ask="Deliver a letter."
        )
    return edition


def make_target(
    *, edition: Edition | None = None, city: City | None = None, mission: Mission | None = None, **fields: Any
) -> Target:
    mission = mission or make_mission(city=city)
    defaults = {"name": mission.name, "slug": f"embassy-{next(_number)}"}
    return Target.objects.create(
        edition=edition or make_edition(), city=mission.city, mission=mission, **{**defaults, **fields}
    )


def make_person(**fields: Any) -> Person:
    """Amina. She is shown as city only, like everybody who did not choose otherwise."""
    defaults = {
        "name": "Amina Invented",
        "email": "amina@example.org",
        "invented": True,
        "added_at": AT,
        "shown_as": ShownAs.CITY,
    }
    person = Person(**{**defaults, **fields})
    person.save(force_insert=True)
    return person


def make_pledge(
    *, target: Target | None = None, person: Person | None = None, with_part: bool = True, **fields: Any
) -> Pledge:
    """A confirmed lead with one part."""
    target = target or make_target()
    defaults = {
        "state": PledgeState.CONFIRMED,
        "offered_at": AT - timedelta(days=5),
        "confirmed_at": AT - timedelta(days=4),
    }
    pledge = Pledge.objects.create(edition=target.edition, city=target.city, target=target, **{**defaults, **fields})
    if with_part:
        PledgePart.objects.create(pledge=pledge, person=person or make_person())
    return pledge


def make_plan(*, edition: Edition, city: City, **fields: Any) -> CityPlan:
    return CityPlan.objects.create(edition=edition, city=city, **fields)


def make_link(*, pledge: Pledge | None = None, **fields: Any) -> FieldLink:
    part = (pledge or make_pledge()).parts.get()
    return FieldLink.objects.create(part=part, **{"made_at": AT - timedelta(days=3), **fields})


def make_gathering(
    *, edition: Edition | None = None, city: City | None = None, title: str = "A vigil", **fields: Any
) -> Gathering:
    defaults = {"kind": GatheringKind.VIGIL, "visibility": Visibility.PUBLIC, "date": date(2018, 9, 24)}
    gathering = Gathering(edition=edition or make_edition(), city=city or make_city(), **{**defaults, **fields})
    gathering.save(force_insert=True)
    GatheringText.objects.create(gathering=gathering, language="en", title=title)
    return gathering


def make_report(*, pledge: Pledge | None = None, **fields: Any) -> FieldReport:
    """A field report that waits for the desk: handed over at noon."""
    pledge = pledge or make_pledge()
    number = next(_number)
    defaults = {
        "client_key": uuid.uuid4(),
        "body_hash": f"{number:064x}",
        "receipt": f"R{number:07d}",
        "received_at": AT,
        "local_date": date(2018, 9, 24),
        "local_time": datetime(2018, 9, 24, 12, 0).time(),
        "outcome": "handed_over",
    }
    report = FieldReport(pledge=pledge, **{**defaults, **fields})
    report.save(force_insert=True)
    return report


def make_desk_user(**fields: Any) -> DeskUser:
    """Dana."""
    user = DeskUser.objects.opaque()
    for name, value in {"alias": "Dana", **fields}.items():
        setattr(user, name, value)
    user.save(force_insert=True)
    return user
