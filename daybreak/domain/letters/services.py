"""Verbs of letters: writing the wording, and addressing a copy to the target of a pledge."""

from __future__ import annotations

import os
import uuid
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction

from daybreak.core.journal.services import record
from daybreak.core.lib import clock, countries
from daybreak.core.lib.actor import Actor
from daybreak.core.lib.errors import Refused
from daybreak.domain.campaigns.models import Campaign, CityPlan, Edition
from daybreak.domain.letters.compose import compose
from daybreak.domain.letters.document import LetterDocument
from daybreak.domain.letters.models import Copy, Letter, LetterKind
from daybreak.domain.letters.parts import (
    Addressee,
    LetterParts,
    Mission,
    MissionHead,
    Occasion,
    Sender,
    Signatory,
    Template,
)
from daybreak.domain.letters.pdf import render_pdf
from daybreak.domain.letters.text import render_text
from daybreak.domain.missions.models import Mission as MissionRow
from daybreak.domain.people.models import Organisation
from daybreak.domain.pledges.models import Pledge


class NoLetter(Refused):
    """There is no wording, or nobody to address it to."""


@transaction.atomic
def write_letter(
    edition: Edition,
    *,
    language: str,
    template: Template,
    sender: Organisation | None = None,
    signatories: Sequence[Signatory] = (),
    kind: str = LetterKind.COALITION,
    specimen: bool = False,
    actor: Actor,
    at: datetime,
) -> Letter:
    """Write the edition's wording in one language: a new version, which replaces the current one."""
    earlier = Letter.objects.filter(
        edition=edition, language=language, kind=kind, country="", target=None, organisation=None
    )
    version = earlier.count() + 1
    earlier.update(current=False)
    words = {name: list(value) if isinstance(value, tuple) else value for name, value in asdict(template).items()}
    letter = Letter.objects.create(
        edition=edition,
        language=language,
        kind=kind,
        sender=sender,
        signatories=[asdict(signatory) for signatory in signatories],
        specimen=specimen,
        version=version,
        written_at=at,
        **words,
    )
    record("write_letter", letter, actor=actor, at=at, fields=["edition", "language", "kind", "version"])
    return letter


def letter_for(pledge: Pledge, *, language: str) -> Letter:
    """Return the wording that belongs to a pledge: its target's, its country's, else the edition's.

    :raises NoLetter: if the edition has none in that language.
    """
    current = Letter.objects.filter(edition=pledge.edition, language=language, kind=LetterKind.COALITION, current=True)
    choices = (
        current.filter(target=pledge.target) if pledge.target_id else current.none(),
        current.filter(target=None, country=pledge.city.country),
        current.filter(target=None, country="", organisation=None),
    )
    for choice in choices:
        letter = choice.order_by("-version").first()
        if letter is not None:
            return letter
    raise NoLetter(f"This edition has no letter in {language} yet. Write its template first.")


def document_for(letter: Letter, pledge: Pledge) -> LetterDocument:
    """Return exactly what this city will hand over. Rendering it is another step."""
    if pledge.target is None:
        raise NoLetter(f"{pledge.city.name} is a solidarity city: there is no mission to address a letter to.")
    edition, mission = pledge.edition, pledge.target.mission
    plan = CityPlan.objects.filter(edition=edition, city=pledge.city).first()
    if edition.date is None:
        raise NoLetter("A letter needs the day of the edition.")
    campaign: Campaign = edition.campaign
    return compose(
        LetterParts(
            template=template_of(letter),
            addressee=Addressee(
                office=edition.addressee_office,
                name=edition.addressee_name,
                style=edition.addressee_style,
                state=countries.name(campaign.government, letter.language),
            ),
            occasion=Occasion(
                campaign=campaign.name,
                day=edition.date,
                anniversary_of=edition.anniversary_of,
                letter_date=plan.own_date if plan else None,
            ),
            language=letter.language,
            mission=_mission(mission, pledge) if mission else None,
            sender=_sender(letter.sender),
            signatories=tuple(Signatory(**entry) for entry in letter.signatories),
            specimen=letter.specimen,
            note=f"{clock.notice()}." if clock.notice() else "",
        )
    )


def template_of(letter: Letter) -> Template:
    """Return a letter's wording as ``compose`` takes it."""
    return Template(
        subject=letter.subject,
        salutation=letter.salutation,
        paragraphs=tuple(letter.paragraphs),
        law=tuple(letter.law),
        demands_intro=letter.demands_intro,
        demands=tuple(letter.demands),
        thanks=letter.thanks,
        closing=letter.closing,
        enclosures=tuple(letter.enclosures),
        cc=tuple(letter.cc),
    )


def _mission(mission: MissionRow, pledge: Pledge) -> Mission:
    named = any((mission.head_name, mission.head_title, mission.head_style))
    return Mission(
        name=mission.name,
        kind=mission.kind,
        country_code=mission.host,
        city=pledge.city.name,
        address_lines=tuple(line.strip() for line in mission.address.splitlines() if line.strip()),
        head=MissionHead(name=mission.head_name, title=mission.head_title, style=mission.head_style) if named else None,
    )


def _sender(organisation: Organisation | None) -> Sender | None:
    if organisation is None:
        return None
    return Sender(
        organisation=organisation.name,
        seat=organisation.seat,
        about=organisation.about,
        invented=organisation.invented,
    )


def path_of(copy: Copy, suffix: str) -> Path:
    """Return where a copy's file lies. *suffix* is ``.pdf`` or ``.txt``."""
    return Path(settings.DAYBREAK.letters) / f"{copy.pk}{suffix}"


def address_copy(pledge: Pledge, *, language: str = "en", actor: Actor, at: datetime) -> Copy:
    """Address the letter to the pledge's target and keep it as PDF and text; hash and version go on the copy.

    The same words again give the same copy: the file is dated to the day the wording was written. Files are
    written before the row: a file without a row is harmless, a row without a file is not. Typesetting happens
    outside the transaction, so it holds no lock.
    """
    letter = letter_for(pledge, language=language)
    document = document_for(letter, pledge)
    pdf = render_pdf(document, at=letter.written_at)
    current = Copy.objects.filter(pledge=pledge, current=True).first()
    if current is not None and current.sha256 == pdf.sha256 and path_of(current, ".pdf").exists():
        return current
    new_id = uuid.uuid4()
    folder = Path(settings.DAYBREAK.letters)
    folder.mkdir(parents=True, exist_ok=True)
    _write(folder / f"{new_id}.pdf", pdf.content)
    _write(folder / f"{new_id}.txt", render_text(document).encode())
    return _keep_copy(
        Copy(
            id=new_id,
            letter=letter,
            target=pledge.target,
            pledge=pledge,
            sha256=pdf.sha256,
            pages=pdf.pages,
            paper=document.paper,
            made_at=at,
        ),
        actor=actor,
        at=at,
    )


@transaction.atomic
def _keep_copy(copy: Copy, *, actor: Actor, at: datetime) -> Copy:
    """Make *copy* the current one of its pledge."""
    earlier = Copy.objects.filter(pledge=copy.pledge)
    copy.version = earlier.count() + 1
    earlier.update(current=False)
    copy.save(force_insert=True)
    record("address_copy", copy, actor=actor, at=at, fields=["letter", "target", "version", "sha256", "pages"])
    return copy


def _write(path: Path, body: bytes) -> None:
    temporary = path.with_suffix(path.suffix + ".tmp")
    with temporary.open("wb") as file:
        file.write(body)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)
