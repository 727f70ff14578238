"""Read a past edition's document into rows: one transaction, nothing half there."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from django.db import transaction
from django.utils.text import slugify

from daybreak.core.journal.services import record
from daybreak.core.lib import countries
from daybreak.core.lib.actor import Actor
from daybreak.domain.campaigns import services as campaigns
from daybreak.domain.campaigns.models import Campaign, Edition
from daybreak.outputs.past_editions import moments
from daybreak.outputs.past_editions.filing import Filing, Part
from daybreak.outputs.past_editions.forms import fit
from daybreak.outputs.past_editions.notes import without_notes
from daybreak.outputs.past_editions.reading_cities import read_cities
from daybreak.outputs.past_editions.reading_totals import read_figures, read_organisations, read_thanks
from daybreak.outputs.past_editions.says import LANGUAGE
from daybreak.outputs.past_editions.source import FileRefused, parse
from daybreak.outputs.past_editions.tree import Json, Piece, leaves
from daybreak.outputs.past_editions.writing import write_edition

_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+\.\w+")


@dataclass(frozen=True)
class Imported:
    """The edition, and whether anything was changed."""

    edition: Edition
    is_new: bool


@transaction.atomic
def import_edition(raw: bytes, *, campaign: str = "", government: str = "", actor: Actor, at: datetime) -> Imported:
    """Read the JSON text *raw* into an archived edition.

    *campaign* and *government* (ISO code) stand in where the file names none. The same content again changes
    nothing. Every value is kept: understood, or as it was given with a doubt.

    :raises FileRefused: with a sentence; nothing was changed then.
    """
    document, has_notes = without_notes(parse(raw))
    year = _year(document)
    cause = _campaign(document, campaign, government, actor=actor, at=at)
    fingerprint = hashlib.sha256(json.dumps(document, sort_keys=True).encode()).hexdigest()
    there = Edition.objects.filter(campaign=cause, slug=str(year)).first()
    if there is not None:
        return _same(there, document, fingerprint)
    edition = campaigns.create_edition(cause, slug=str(year), year=year, date=None, actor=actor, at=at)
    day = _read_date(document)
    filing = Filing(edition, document, actor, at, moment=_moment(day or date(year, 12, 31), at))
    if has_notes:
        filing.doubt((), "notes of an earlier export (keys ending in _understood) were left out; they are made anew.")
    _read_head(filing, day)
    read_cities(filing)
    read_figures(filing)
    read_thanks(filing)
    read_organisations(filing)
    _doubt_addresses(filing)
    campaigns.archive_edition(edition, actor=actor, at=at)
    edition.opened_at = edition.closed_at = filing.moment
    edition.save(update_fields=["opened_at", "closed_at"])
    record("date_past_edition", edition, fields=["opened_at", "closed_at"], **filing.who)
    filing.finish(fingerprint)
    edition.refresh_from_db()
    _check(edition, document)
    return Imported(edition, is_new=True)


def _moment(day: date, at: datetime) -> datetime:
    """Return the end of the edition's day on Earth: midnight at UTC−12, and never after *at*."""
    if day.year >= 9999:
        return at
    return min(at, datetime.combine(day + timedelta(days=1), time(12), UTC))


def _year(document: dict[str, Json]) -> int:
    given = document.get("year")
    if isinstance(given, str) and given.strip().isdecimal():
        given = int(given) if len(given) < 9 else None
    if "year" not in document and (day := _read_date(document)):
        given = day.year
    if not isinstance(given, int) or isinstance(given, bool):
        raise FileRefused('The file does not say which year it tells of: it needs "year": 2018, or a "date".')
    if not 1 <= given <= 9999:
        raise FileRefused(f"year is {str(given)[:20]}; a year lies between 1 and 9999.")
    return given


def _read_date(document: dict[str, Json]) -> date | None:
    given = document.get("date")
    return moments.read_date(given.strip()) if isinstance(given, str) else None


def find_campaign(name: str) -> Campaign | None:
    """Return the campaign of that name or slug, or None."""
    wanted = " ".join(name.split())
    return Campaign.objects.filter(name__iexact=wanted).first() or Campaign.objects.filter(slug=wanted).first()


def _campaign(document: dict[str, Json], campaign: str, government: str, *, actor: Actor, at: datetime) -> Campaign:
    given = document.get("campaign")
    name = " ".join((given if isinstance(given, str) else "").split()) or " ".join(campaign.split())
    if not name:
        raise FileRefused('The file names no campaign. Add "campaign": "…" to it, or give --campaign NAME.')
    name = fit(name, Campaign, "name")
    there = find_campaign(name)
    if there is not None:
        return there
    target = document.get("target")
    said = target.get("government") if isinstance(target, dict) else None
    code = (countries.from_name(said) if isinstance(said, str) else None) or countries.from_name(government)
    if code is None:
        raise FileRefused(
            f'The campaign "{name}" is new, and the file does not say which government it addresses. Add'
            ' "target": {"government": "CN"} with the two-letter code, or give --government CN.'
        )
    return campaigns.create_campaign(slug=_slug(name), name=name, government=code, actor=actor, at=at)


def _slug(name: str) -> str:
    plain = slugify(name)[:50].strip("-") or "campaign"
    taken = set(Campaign.objects.values_list("slug", flat=True))
    return next(slug for slug in (plain, *(f"{plain}-{n}" for n in range(2, 1000))) if slug not in taken)


def _same(there: Edition, document: dict[str, Json], fingerprint: str) -> Imported:
    if there.understood.get("fingerprint") == fingerprint or write_edition(there) == document:
        return Imported(there, is_new=False)
    raise FileRefused(
        f"{there.campaign.name} {there.slug} is already here with other content. Nothing was changed: a file never"
        " overwrites an edition. Correct its rows at the desk, or import the file into an empty home."
    )


def _read_head(filing: Filing, day: date | None) -> None:
    """Read what the document says of the edition itself."""
    edition, part = filing.edition, Part(filing.document, (), filing)
    if "year" in filing.document:
        part.understand("year", "year")
    name = part.text("campaign")
    if name and find_campaign(fit(" ".join(name.split()), Campaign, "name")) != edition.campaign:
        part.doubt("campaign", f"filed under {edition.campaign.name}.")
    edition.date = day
    if "date" in filing.document and (day or filing.document["date"] is None):
        part.understand("date", "date")
    elif "date" in filing.document:
        part.doubt("date", "not understood: a date is written like 2018-09-24. It is kept as it stands.")
    if day and day.year != edition.year:
        part.doubt("date", f"lies in another year than {edition.year}, under which the edition is filed.")
    _read_anniversary(part, edition)
    target = _read_target(filing, edition)
    fields = ["date", "anniversary_of", "addressee_style", "addressee_name", "addressee_office"]
    edition.save(update_fields=fields)
    record("read_past_edition", edition, fields=fields, **filing.who)
    campaigns.write_edition_text(
        edition,
        language=LANGUAGE,
        name=fit(part.text("name") or edition.campaign.name, edition.texts.model, "name"),
        ask=part.text("ask"),
        introduction=part.text("introduction"),
        **filing.who,
    )
    filing.mention(edition, "edition", (), {**part.paths, **target.paths})


def _read_anniversary(part: Part, edition: Edition) -> None:
    if part.has("anniversary") is None:
        return
    count, day = part.get("anniversary"), edition.date
    if isinstance(count, bool) or not isinstance(count, int) or day is None or not 0 <= count < day.year:
        part.doubt("anniversary", "not understood: a whole number of years before the edition's date was expected.")
        return
    is_leap_day = (day.month, day.day) == (2, 29)
    edition.anniversary_of = day.replace(year=day.year - count, day=28 if is_leap_day else day.day)
    part.understand("anniversary", "anniversary")


def _read_target(filing: Filing, edition: Edition) -> Part:
    part = Part(filing.document.get("target"), ("target",), filing)
    if not isinstance(filing.document.get("target"), dict):
        if filing.document.get("target") is not None:
            filing.doubt(("target",), "not understood: an object with the government was expected.")
        return Part({}, ("target",), filing)
    for name in ("addressee_style", "addressee_name", "addressee_office"):
        setattr(edition, name, fit(part.text(name), Edition, name))
    said = part.get("government")
    code = countries.from_name(said) if isinstance(said, str) else None
    if code == edition.campaign.government:
        part.understand("government", "government")
    elif part.has("government"):
        ours = edition.campaign.government
        part.doubt("government", f"differs from the campaign's, which addresses {ours}. It is kept as it stands.")
    return part


def _doubt_addresses(filing: Filing) -> None:
    """Point at e-mail addresses: rows repeat the document word for word, so they would be in every export."""
    for path, value in leaves(Piece(0, (), filing.document)):
        if isinstance(value, str) and _ADDRESS.search(value):
            filing.doubt(path, "holds an e-mail address, which every export repeats. Take it out if it is a person's.")


def _check(edition: Edition, document: dict[str, Json]) -> None:
    """Make sure, before anything is kept, that the rows give the document back."""
    written = write_edition(edition)
    if json.dumps(written) != json.dumps(document):
        raise FileRefused(
            "The rows made from this file would not give it back unchanged, so nothing was imported. This is a fault"
            " of Daybreak: please report it with the file."
        )
