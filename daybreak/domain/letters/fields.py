"""Merge fields: a fixed list, replaced once, by plain search. Values are never searched again.

``str.format`` is not used because a template is text from a stranger, and format strings reach into objects.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Mapping

from daybreak.domain.letters.cleaning import LetterError

FIELDS: dict[str, str] = {
    "campaign.name": "the campaign's name",
    "campaign.date": "the day of action",
    "campaign.year": "the year of the day of action",
    "campaign.years": "the number of the anniversary, without an ending",
    "campaign.anniversary_ordinal": "the number of the anniversary, as the language says it",
    "campaign.anniversary_date": "the day that is remembered",
    "addressee.style": "the addressee's style, such as His Excellency",
    "addressee.name": "the addressee's name",
    "addressee.office": "the addressee's office",
    "addressee.state": "the addressee's state",
    "mission.name": "the mission's name",
    "mission.kind": "the kind of mission: embassy, consulate",
    "mission.city": "the mission's city",
    "mission.country": "the mission's host country",
    "mission.head_style": "the style of the head of mission",
    "mission.head_name": "the name of the head of mission",
    "mission.head_title": "the title of the head of mission",
    "sender.org_name": "the sending organisation's name",
    "sender.seat": "where the sending organisation sits",
    "sender.about": "what the sending organisation is",
    "letter.reference_no": "this letter's reference number",
}

Values = Mapping[str, Callable[[], str]]

_FIELD = re.compile(r"\{([^{}]*)\}")


def fill(text: str, values: Values, *, where: str) -> str:
    """Return ``text`` with its merge fields replaced by ``values`` (one callable for each of ``FIELDS``).

    Raises ``LetterError``, naming the field and ``where``, for a field not on the list, one whose value is
    not known for this letter, and for a brace that belongs to no field.
    """
    _refuse_stray_brace(text, where)

    def replaced(match: re.Match[str]) -> str:
        name = match[1].strip()
        if name not in FIELDS:
            raise LetterError(_unknown(name, where))
        value = values[name]()
        if not value:
            raise LetterError(
                f"{{{name}}} in {where} cannot be filled: {FIELDS[name]} is not known for this letter. "
                "Please add it, or take the field out of the text."
            )
        return value

    return _FIELD.sub(replaced, text)


def _refuse_stray_brace(text: str, where: str) -> None:
    rest = _FIELD.sub("", text)
    if "{" in rest or "}" in rest:
        brace = "{" if "{" in rest else "}"
        raise LetterError(
            f"A single brace {brace} stands in {where}. Braces are kept for merge fields such as "
            "{mission.city}; please complete the field or use round brackets."
        )


def _unknown(name: str, where: str) -> str:
    near = difflib.get_close_matches(name[:80], FIELDS, n=1)
    hint = f" Did you mean {{{near[0]}}}?" if near else f" The first on the list is {{{next(iter(FIELDS))}}}."
    return f"{{{name[:80]}}} in {where} is not a merge field.{hint}"
