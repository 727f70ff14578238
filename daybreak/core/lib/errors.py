"""The one parent of every refusal a verb can give."""

from __future__ import annotations


class Refused(Exception):
    """A verb said no. ``str(error)`` is a sentence for the person who asked."""
