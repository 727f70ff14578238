"""The closed list of rate classes: how often one caller may ask.

A caller is a bucket, never an address: see ``rate.py``.
"""

from __future__ import annotations

from enum import StrEnum


class RateClass(StrEnum):
    """Requests per minute and bucket."""

    PAGE = "page"  # reading
    FORM = "form"  # sending a form of the desk
    REPORT = "report"  # sending a field report: a shared phone network at one gate must get through
    SIGN_IN = "sign in"  # guessing must be slow

    @property
    def per_minute(self) -> int:
        """The most requests one bucket may send within sixty seconds."""
        return {
            RateClass.PAGE: 600,
            RateClass.FORM: 120,
            RateClass.REPORT: 60,
            RateClass.SIGN_IN: 10,
        }[self]
