"""The only way to render a person. Templates and feeds never touch ``Person.name``."""

from __future__ import annotations

from django.utils.translation import gettext as _

from daybreak.domain.people.models import Person, ShownAs


def public_label(person: Person, shown_as: str) -> str:
    """Return what the public may read of *person* in one place of the site.

    The more private of the person's own choice and the part's choice holds; erased people and missing
    organisations fall back to the most private words.
    """
    level = min(_RANK[person.shown_as], _RANK[shown_as])
    if level == _RANK[ShownAs.NAME] and person.name:
        return str(person.name)
    if level >= _RANK[ShownAs.ORGANISATION] and person.organisation is not None:
        return person.organisation.name
    return _("a coordinator in this city")


_RANK: dict[str, int] = {ShownAs.CITY: 0, ShownAs.ORGANISATION: 1, ShownAs.NAME: 2}
