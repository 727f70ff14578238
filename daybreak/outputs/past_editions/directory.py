"""Find the mission a document means, or put it into the directory for review."""

from __future__ import annotations

from daybreak.core.journal.services import record
from daybreak.core.lib import countries
from daybreak.domain.missions.kinds import MissionKind
from daybreak.domain.missions.models import FieldSource, Mission
from daybreak.domain.places.models import City
from daybreak.outputs.past_editions import words
from daybreak.outputs.past_editions.filing import Filing, Part
from daybreak.outputs.past_editions.forms import fit

FAMILY = "past edition"
REVIEW = "past edition"


def mission_of(filing: Filing, part: Part, city: City, kind_given: str) -> Mission:
    """Return the addressed government's mission of that kind in *city*; made, and marked for review, if unknown."""
    kind = words.mission_kind(kind_given)
    is_unknown = kind == MissionKind.OTHER_OFFICE and words.folded(kind_given) not in (kind, "other_office")
    if is_unknown:
        part.doubt("mission_kind", "a kind of mission we do not know: kept as text, filed as another office.")
    government = filing.edition.campaign.government
    found = Mission.objects.filter(sender=government, city=city, kind=kind).order_by("vanished_at", "pk")
    if is_unknown:
        found = found.filter(kind_as_given=fit(kind_given, Mission, "kind_as_given"))
    there = list(found)
    if len(there) > 1:
        part.doubt(
            "mission_kind", f"the directory has {len(there)} of these here; the first was taken: {there[0].name}."
        )
    return there[0] if there else _add(filing, part, city, kind, kind_given if is_unknown else "")


def _add(filing: Filing, part: Part, city: City, kind: str, kind_as_given: str) -> Mission:
    government = filing.edition.campaign.government
    label = MissionKind(kind).label.capitalize()
    mission = Mission.objects.create(
        sender=government,
        host=city.country,
        city=city,
        kind=kind,
        kind_as_given=fit(kind_as_given, Mission, "kind_as_given"),
        name=f"{label} of {countries.name(government)}, {city.name}",
        source_family=FAMILY,
        review=[REVIEW],
        first_seen_at=filing.at,
    )
    source = part.get("source")
    words_of_source = (
        source if isinstance(source, str) and source else f"{filing.edition.campaign.name} {filing.edition.slug}"
    )
    FieldSource.objects.bulk_create(
        FieldSource(
            mission=mission,
            field=name,
            value=str(getattr(mission, name)),
            family=FAMILY,
            source=fit(words_of_source, FieldSource, "source"),
            as_of=str(filing.edition.year),
        )
        for name in ("kind", "city")
    )
    record("add_mission", mission, actor=filing.actor, at=filing.at, fields=["sender", "host", "city", "kind", "name"])
    part.doubt("mission_kind", "the directory has no such mission here; it was added, to be reviewed.")
    return mission
