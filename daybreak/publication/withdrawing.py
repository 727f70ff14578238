"""Verbs that take something back from the world. After one of them no older release is kept, and even while
publication is held they are carried out: the pages that they touch are made anew.
"""

from __future__ import annotations

from daybreak.publication.cursor import Line

WITHDRAWING = frozenset(
    {
        *("cancel_gathering", "change_gathering", "remove_host", "remove_stage", "write_gathering_text"),
        *("decline_pledge", "forget_part", "pass_on_pledge", "withdraw_pledge"),
        *("change_organisation", "erase_contact", "plan_city", "remove_target", "withdraw_participation"),
        *("withdraw_edition_text", "withdraw_statement"),
    }
)
"""Whatever can make a page say less about somebody, though it also says more at other times."""


def withdraws(line: Line) -> bool:
    """Whether a line of the journal may take something back."""
    return line.verb in WITHDRAWING
