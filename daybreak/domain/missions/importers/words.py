"""The closed lists an import works with: reasons, kinds as other lists call them, families of sources."""

from __future__ import annotations

import re

from django.db import models

from daybreak.domain.missions.kinds import MissionKind


class Reason(models.TextChoices):
    """Why a line or a mission needs a second look. The value stands in ``Mission.review``."""

    NO_SENDER = "no_sender", "no sending state"
    UNKNOWN_SENDER = "unknown_sender", "unknown sending state"
    NO_COUNTRY = "no_country", "no host country"
    UNKNOWN_COUNTRY = "unknown_country", "unknown host country"
    NO_CITY = "no_city", "no city"
    UNKNOWN_CITY = "unknown_city", "city not found"
    SEVERAL_CITIES = "several_cities", "several cities of this name"
    NO_NAME = "no_name", "no name"
    UNKNOWN_KIND = "unknown_kind", "unknown kind"
    SWAPPED_POINT = "swapped_point", "latitude and longitude look swapped"
    SUSPECT_POINT = "suspect_point", "suspect point"
    BAD_NUMBER = "bad_number", "bad number"
    BAD_DATE = "bad_date", "bad date"
    BAD_VALUE = "bad_value", "value cannot be used"
    OVERLONG = "overlong", "value too long"
    NO_SOURCE = "no_source", "no source named"
    SAME_KEY = "same_key", "another mission of the same state, city and kind"
    AMBIGUOUS = "ambiguous", "a line may mean this mission or another one"
    DIFFERS = "differs", "the list disagrees with a person"
    VANISHED = "vanished", "no longer in its source"
    # Of lines and files only, never of a mission:
    DUPLICATE = "duplicate", "stands in this file already"
    ENCODING = "encoding", "wrong encoding"
    COLUMNS = "columns", "wrong number of columns"
    QUOTES = "quotes", "broken quotation marks"
    MISSING_COLUMN = "missing_column", "column missing from the header"
    UNKNOWN_COLUMN = "unknown_column", "column not known"


KINDS = {
    "embassy": MissionKind.EMBASSY,
    "high_commission": MissionKind.EMBASSY,
    "nunciature": MissionKind.EMBASSY,
    "apostolic_nunciature": MissionKind.EMBASSY,
    "consulate_general": MissionKind.CONSULATE_GENERAL,
    "consulate": MissionKind.CONSULATE,
    "permanent_mission": MissionKind.PERMANENT_MISSION,
    "other_office": MissionKind.OTHER_OFFICE,
    "other": MissionKind.OTHER_OFFICE,
    "honorary_consulate": MissionKind.OTHER_OFFICE,
    "consular_office": MissionKind.OTHER_OFFICE,
    "representative_office": MissionKind.OTHER_OFFICE,
    "liaison_office": MissionKind.OTHER_OFFICE,
    "interests_section": MissionKind.OTHER_OFFICE,
    "de_facto_embassy": MissionKind.OTHER_OFFICE,
    "de_facto_consulate": MissionKind.OTHER_OFFICE,
}
"""What other lists call an office → our kind. An honorary consul is a private person with a plate at the door."""

KIND_TITLES = {
    MissionKind.EMBASSY: "Embassy",
    MissionKind.CONSULATE_GENERAL: "Consulate General",
    MissionKind.CONSULATE: "Consulate",
    MissionKind.PERMANENT_MISSION: "Permanent Mission",
    MissionKind.OTHER_OFFICE: "Office",
}

DESK = "desk"
"""The family of what a person at the desk entered."""

OWN = "own"

FAMILY_RANK = {"wikidata": 2, OWN: 0}
"""Whose word weighs more where two lists disagree and neither is more exact. Every other family: 1."""

_FAMILIES = (
    ("wikidata", re.compile(r"wikidata", re.I)),
    ("lowy", re.compile(r"lowy", re.I)),
    ("wikipedia", re.compile(r"wikipedia|wikizero", re.I)),
    ("openstreetmap", re.compile(r"openstreetmap|^osm\b", re.I)),
    (OWN, re.compile(r"^(own|daybreak)\b", re.I)),
)
_SCHEME = re.compile(r"^https?://(www\.)?", re.I)


def family_of(source: str) -> str:
    """Return the family of a source's name: all yearly issues of one list are one family (at most 40 letters).

    A web address of an unknown site gives its host name; any other text its first word.
    """
    for family, pattern in _FAMILIES:
        if pattern.search(source):
            return family
    words = re.split(r"[\s/,;:(]", _SCHEME.sub("", source.strip()).lower())
    return words[0][:40] or "unnamed"


def kind_key(given: str) -> str:
    """Return the spelling of a kind that ``KINDS`` uses: "Consulate-General" → ``consulate_general``."""
    return re.sub(r"[\W_]+", "_", given.strip().lower()).strip("_")
