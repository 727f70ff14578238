"""What the words of public documents mean in ours. A word that is not here is kept as it was given."""

from __future__ import annotations

import re

from django.db.models import TextChoices

from daybreak.domain.campaigns.states import OrganisationRole, TargetKind
from daybreak.domain.deliveries.outcomes import Channel, Outcome
from daybreak.domain.gatherings.kinds import GatheringKind
from daybreak.domain.missions.kinds import MissionKind

GATHERINGS: dict[str, GatheringKind] = {
    "rally": GatheringKind.PROTEST,
    "demonstration": GatheringKind.PROTEST,
    "picket": GatheringKind.PROTEST,
    "candlelight_vigil": GatheringKind.VIGIL,
    "candle_vigil": GatheringKind.VIGIL,
    "film_screening": GatheringKind.SCREENING,
    "movie_screening": GatheringKind.SCREENING,
    "film": GatheringKind.SCREENING,
    "prayer_vigil": GatheringKind.PRAYER,
    "prayer_meeting": GatheringKind.PRAYER,
    "prayer_service": GatheringKind.PRAYER,
    "names_reading": GatheringKind.NAME_READING,
    "march": GatheringKind.MARCH,
    "walk": GatheringKind.WALK,
    "online_event": GatheringKind.ONLINE,
    "webinar": GatheringKind.ONLINE,
}
OUTCOMES: dict[str, Outcome] = {
    "delivered": Outcome.DELIVERED_UNKNOWN,
    "delivered_unspecified": Outcome.DELIVERED_UNKNOWN,
    "handed_in": Outcome.HANDED_OVER,
    "in_mailbox": Outcome.MAILBOX,
    "left_in_mailbox": Outcome.MAILBOX,
    "left_in_the_mailbox": Outcome.MAILBOX,
    "left_at_gate": Outcome.LEFT,
    "left_at_the_gate": Outcome.LEFT,
    "left_with_guard": Outcome.LEFT,
    "left_with_a_guard": Outcome.LEFT,
    "posted": Outcome.SENT,
    "mailed": Outcome.SENT,
    "emailed": Outcome.SENT,
    "faxed": Outcome.SENT,
    "sent_by_post": Outcome.SENT,
    "no_answer": Outcome.NOT_ANSWERED,
    "torn_up": Outcome.DESTROYED,
    "thrown_back": Outcome.DESTROYED,
    "prevented_by_guard": Outcome.PREVENTED_GUARD,
    "prevented_by_guards": Outcome.PREVENTED_GUARD,
    "stopped_by_police": Outcome.PREVENTED_POLICE,
}
CHANNELS: dict[str, Channel] = {
    "in_person": Channel.BY_HAND,
    "hand": Channel.BY_HAND,
    "mail": Channel.POST,
    "e_mail": Channel.EMAIL,
}
MISSIONS: dict[str, MissionKind] = {
    "consulate_general": MissionKind.CONSULATE_GENERAL,
    "general_consulate": MissionKind.CONSULATE_GENERAL,
    "permanent_mission_to_the_un": MissionKind.PERMANENT_MISSION,
}
ROLES: dict[str, OrganisationRole] = {
    "organisations": OrganisationRole.PARTNER,
    "organizations": OrganisationRole.PARTNER,
    "partners": OrganisationRole.PARTNER,
    "co_sponsor": OrganisationRole.PARTNER,
    "co_sponsors": OrganisationRole.PARTNER,
    "conveners": OrganisationRole.CONVENER,
    "signatories": OrganisationRole.SIGNATORY,
    "endorsers": OrganisationRole.ENDORSER,
    "other_organisations": OrganisationRole.OTHER,
}
"""The keys under which organisations stand, and the role each gives."""

ROLE_KEYS: dict[str, str] = {
    OrganisationRole.PARTNER: "organisations",
    OrganisationRole.CONVENER: "conveners",
    OrganisationRole.SIGNATORY: "signatories",
    OrganisationRole.ENDORSER: "endorsers",
    OrganisationRole.OTHER: "other_organisations",
}


def folded(text: str) -> str:
    """Return a word as our lists write it: ``Film screening`` → ``film_screening``."""
    return re.sub(r"[^\w]+", "_", text.casefold()).strip("_")


def _own(text: str, choices: type[TextChoices]) -> str | None:
    """Return the value of *choices* whose value or label is *text*."""
    word = folded(text)
    return next((one.value for one in choices if word in (one.value, folded(str(one.label)))), None)


def gathering_kind(text: str) -> str:
    """Return the kind a word means; ``other`` for a word we do not have."""
    return GATHERINGS.get(folded(text)) or _own(text, GatheringKind) or GatheringKind.OTHER


def outcome(text: str) -> str:
    """Return the outcome a word means; ``unknown`` for a word we do not have."""
    return OUTCOMES.get(folded(text)) or _own(text, Outcome) or Outcome.UNKNOWN


def channel(text: str) -> str | None:
    """Return the channel a word means, or None."""
    return CHANNELS.get(folded(text)) or _own(text, Channel)


def mission_kind(text: str) -> str:
    """Return the kind of mission a word means; ``other_office`` for a word we do not have."""
    return MISSIONS.get(folded(text)) or _own(text, MissionKind) or MissionKind.OTHER_OFFICE


def door_kind(text: str) -> str:
    """Return the kind of a target that is no mission of the addressed government."""
    word = folded(text)
    if "broadcaster" in word or "television" in word:
        return TargetKind.BROADCASTER
    if any(part in word for part in ("parliament", "congress", "national_assembly", "bundestag")):
        return TargetKind.PARLIAMENT
    if "friendly" in word:
        return TargetKind.FRIENDLY_EMBASSY
    return TargetKind.OTHER
