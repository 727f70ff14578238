"""A state is a shape, a word and a colour, always the three. One table of them."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext, gettext_noop


@dataclass(frozen=True)
class Sign:
    """``css`` names both the colour class and the shape (``#s-…`` in ``look/sprite.html``)."""

    css: str
    message: str

    @property
    def words(self) -> str:
        """The word beside the shape, in the page's language."""
        return gettext(self.message)


SIGNS: dict[str, Sign] = {
    "not yet": Sign("not", gettext_noop("Not yet")),
    "due": Sign("due", gettext_noop("Due")),
    "late": Sign("lat", gettext_noop("Late")),
    "awaiting word": Sign("due", gettext_noop("Awaiting word")),
    "no word": Sign("due", gettext_noop("No word reached us")),
    "reported": Sign("rep", gettext_noop("Reported")),
    "needs checking": Sign("chg", gettext_noop("Needs checking")),
    "conflict": Sign("con", gettext_noop("Conflict")),
    "checked": Sign("chk", gettext_noop("Checked")),
    # Not states of a delivery, but facts drawn in the same family.
    "open now": Sign("opn", gettext_noop("At the gate now")),
    "solidarity": Sign("sol", gettext_noop("Solidarity")),
}

PUBLIC_WORDS = ("not yet", "awaiting word", "reported", "checked")
"""What the key of a public page explains: lateness is the desk's worry, not a public reproach."""

CLOSED_WORDS = ("no word", "reported", "checked")
"""The same for a closed edition: nothing is awaited any more."""


def public_words(*, over: bool) -> tuple[str, ...]:
    """Return the states a public page can show, of an edition that is *over* or of one that is not."""
    return CLOSED_WORDS if over else PUBLIC_WORDS


def sign(state: str) -> Sign:
    """Return the sign of a state; an underscore stands for a space. :raises LookupError: if there is none."""
    return SIGNS[str(state).replace("_", " ")]
