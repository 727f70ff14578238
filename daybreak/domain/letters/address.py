"""The address block: to the addressee, care of the mission that is asked to pass the letter on."""

from __future__ import annotations

from collections.abc import Iterator

from daybreak.domain.letters.parts import LetterParts, Mission, MissionHead
from daybreak.domain.letters.phrases import Phrases


def addressee_lines(parts: LetterParts, words: Phrases) -> tuple[str, ...]:
    """Return who is appealed to: style and name, office, and state unless the office names it."""
    to = parts.addressee
    who = person(to.style, to.name, words)
    state = "" if to.state and to.state.casefold() in to.office.casefold() else to.state
    lines = (state, to.office, who) if words.name_first else (who, to.office, state)
    posted = () if parts.mission else to.address_lines
    return (*filter(None, lines), *posted)


def mission_lines(parts: LetterParts, words: Phrases) -> tuple[str, ...]:
    """Return where the letter goes: head of mission, office, street, city, country; () without a mission.

    A vacant post, or one whose holder is not known, is addressed by its title. A city or country that an
    address line already holds is not repeated.
    """
    mission = parts.mission
    if mission is None:
        return ()
    office = (mission.name,) if parts.addressee.at_mission else tuple(_care_of(mission, words))
    known = " ".join(mission.address_lines).casefold()
    unique = dict.fromkeys((mission.city, mission.country))
    places = (place for place in unique if place and place.casefold() not in known)
    return (*office, *mission.address_lines, *places)


def person(style: str, name: str, words: Phrases) -> str:
    """Return "His Excellency" and a name in the language's order; "" without a name, bare without a style."""
    if not name:
        return ""
    order = (name, style) if words.name_first else (style, name)
    return " ".join(filter(None, order))


def _care_of(mission: Mission, words: Phrases) -> Iterator[str]:
    head = mission.head or MissionHead()
    who = person(head.style, head.name, words)
    leader = (who, head.title) if who else (head.title or words.head(mission.kind),)
    lines = (mission.name, *reversed(leader)) if words.care_of_office else (*leader, mission.name)
    first, *rest = filter(None, lines)
    yield words.care_of.replace("{}", first)
    yield from rest
