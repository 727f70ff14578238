"""The founding edition, read from ``data/founding.toml`` into rows by the same verbs everybody uses."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction

from daybreak.core.lib.actor import Actor, ActorKind
from daybreak.domain.campaigns import services as campaigns
from daybreak.domain.campaigns import services_figures
from daybreak.domain.campaigns.models import Edition, Target
from daybreak.domain.campaigns.services_editing import write_statement_text
from daybreak.domain.campaigns.states import OrganisationRole, TargetKind
from daybreak.domain.gatherings.kinds import Visibility
from daybreak.domain.gatherings.services import NewStage, announce_gathering, write_gathering_text
from daybreak.domain.letters.parts import Signatory, Template
from daybreak.domain.letters.services import write_letter
from daybreak.domain.missions.models import Mission
from daybreak.domain.people.services import add_organisation
from daybreak.domain.places.models import City
from daybreak.domain.places.services import find_city
from daybreak.domain.pledges.models import Pledge
from daybreak.domain.pledges.services import offer_pledge

DATA = Path(__file__).parent / "data"
ACTOR = Actor(ActorKind.IMPORT, "founding.toml")
TRANSLATED = ("ko", "ar")
"""The languages the edition's own words are translated to: ``data/founding.<language>.toml``."""
THANKS = "The thank-you list of the call, September 2018"


@dataclass(frozen=True)
class Founding:
    """The rows of the founding edition that the demo goes on with."""

    edition: Edition
    pledges: tuple[Pledge, ...]


def read(name: str) -> dict[str, Any]:
    """Return one data file of the demo."""
    return tomllib.loads((DATA / name).read_text(encoding="utf-8"))


@transaction.atomic
def load_founding_edition() -> Founding:
    """Write the whole edition, as a draft, in one transaction."""
    data = read("founding.toml")
    opened: datetime = data["edition"]["opened"]
    edition = _edition(data, at=opened)
    targets = _targets(edition, data, at=opened)
    pledges = tuple(_city(edition, line, targets, at=opened) for line in data["city"])
    for line in data["gathering"]:
        _gathering(edition, line, targets, at=opened)
    write_demo_letter(edition, at=opened)
    for language in TRANSLATED:
        translate_edition(edition, language=language, at=opened)
    return Founding(edition, pledges)


def _edition(data: dict[str, Any], *, at: datetime) -> Edition:
    press = add_organisation(data["press"]["organisation"], press_contact=data["press"]["contact"], actor=ACTOR, at=at)
    campaign = campaigns.create_campaign(**data["campaign"], actor=ACTOR, at=at)
    head = {name: value for name, value in data["edition"].items() if name not in {"text", "opened"}}
    edition = campaigns.create_edition(campaign, **head, press_organisation=press, actor=ACTOR, at=at)
    for language, words in data["edition"]["text"].items():
        campaigns.write_edition_text(edition, language=language, **words, actor=ACTOR, at=at)
    for line in data["statement"]:
        campaigns.add_statement(edition, **line, actor=ACTOR, at=at)
    for line in data["figure"]:
        services_figures.note_figure(edition, **line, actor=ACTOR, at=at)
    campaigns.list_participation(edition, organisation=press, role=OrganisationRole.CONVENER, actor=ACTOR, at=at)
    return edition


def _place(line: dict[str, Any]) -> City:
    return find_city(line["city"], line["country"])


def _targets(edition: Edition, data: dict[str, Any], *, at: datetime) -> dict[tuple[int, str], Target]:
    """Return the targets by city and by the word the data file uses for them."""
    targets = {}
    for line in data["city"]:
        if line.get("solidarity"):
            continue
        city = _place(line)
        mission = Mission.objects.get(
            sender=edition.campaign.government, city=city, kind=line["mission"], vanished_at=None
        )
        targets[city.pk, line["mission"]] = campaigns.add_target(
            edition, city=city, mission=mission, actor=ACTOR, at=at
        )
    for line in data["door"]:
        city = _place(line)
        targets[city.pk, line["kind"]] = campaigns.add_target(
            edition, city=city, kind=TargetKind(line["kind"]), name=line["name"], primary=False, actor=ACTOR, at=at
        )
    return targets


def _city(edition: Edition, line: dict[str, Any], targets: dict[tuple[int, str], Target], *, at: datetime) -> Pledge:
    city, solidarity, assumption = _place(line), bool(line.get("solidarity")), line.get("assumption", "")
    services_figures.thank(
        edition,
        as_given_name=line["thanked"],
        country=line["country"],
        city=city,
        assumption=assumption,
        source=THANKS,
        actor=ACTOR,
        at=at,
    )
    campaigns.plan_city(
        edition,
        city=city,
        solidarity=solidarity,
        assumption=assumption,
        source=THANKS,
        actor=ACTOR,
        at=at,
    )
    target = None if solidarity else targets[city.pk, line["mission"]]
    return offer_pledge(edition, city=city, target=target, source=THANKS, actor=ACTOR, at=at)


def _gathering(edition: Edition, line: dict[str, Any], targets: dict[tuple[int, str], Target], *, at: datetime) -> None:
    city = _place(line)
    stages = [
        NewStage(place=stage["place"], target=targets[city.pk, stage["target"]]) for stage in line.get("stages", ())
    ]
    announce_gathering(
        edition,
        city=city,
        kind=line["kind"],
        date=edition.date,
        title=line["title"],
        description=line.get("description", ""),
        visibility=Visibility.PUBLIC,
        stages=stages,
        source=line["source"],
        actor=ACTOR,
        at=at,
    )


def translate_edition(edition: Edition, *, language: str, at: datetime) -> None:
    """Write the edition's, its statements' and its gatherings' words in another language; all of them or none."""
    data = read(f"founding.{language}.toml")
    campaigns.write_edition_text(edition, language=language, **data["edition"], actor=ACTOR, at=at)
    for statement in edition.statements.all():
        text = data["statement"][statement.key]
        write_statement_text(statement, language=language, text=text, actor=ACTOR, at=at)
    for gathering in edition.gatherings.prefetch_related("texts"):
        english = gathering.texts.all()[0].title
        words = {"title": data["gathering"][english], "description": data["description"].get(english, "")}
        write_gathering_text(gathering, language=language, **words, actor=ACTOR, at=at)


def write_demo_letter(edition: Edition, *, at: datetime) -> None:
    """Write the demonstration's template in its languages: of an invented organisation, a specimen on every page."""
    data = read("letter.en.toml")
    sender = data.pop("sender")
    signatories = tuple(Signatory(**entry) for entry in sender.pop("signatories"))
    organisation = add_organisation(
        sender["organisation"],
        seat=sender["seat"],
        about=sender["about"],
        invented=True,
        actor=ACTOR,
        at=at,
    )
    for language, words in {"en": data, **{tag: read(f"letter.{tag}.toml") for tag in TRANSLATED}}.items():
        given: dict[str, Any] = {
            name: tuple(value) if isinstance(value, list) else value for name, value in words.items()
        }
        write_letter(
            edition,
            language=language,
            template=Template(**given),
            sender=organisation,
            signatories=signatories,
            specimen=True,
            actor=ACTOR,
            at=at,
        )
