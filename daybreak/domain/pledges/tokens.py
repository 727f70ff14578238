"""Field tokens: HMAC(link key, link id, generation), never stored (design.md §9.7).

A token is 52 lower-case letters and digits: 26 for the link's id, 26 for 128 bits of HMAC. It can be printed again
at any time; raising the generation ends all tokens printed before.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import uuid

from daybreak.core.lib.errors import Refused
from daybreak.core.lib.keys import keys
from daybreak.domain.pledges.models import FieldLink

PART = 26
MAC_BYTES = 16


class LinkUnknown(Refused):
    """No such link, or one that was revoked by raising its generation. The same words for every reason."""

    def __init__(self) -> None:
        super().__init__(
            "This link is not known. Check that the whole address was copied, or ask the desk for a new one."
        )


def _text(raw: bytes) -> str:
    return base64.b32encode(raw).decode().rstrip("=").lower()


def _mac(link_id: uuid.UUID, generation: int) -> bytes:
    message = f"{link_id}|{generation}".encode()
    return hmac.new(keys().derive("field link"), message, hashlib.sha256).digest()[:MAC_BYTES]


def token_of(link: FieldLink) -> str:
    """Return the token of a link."""
    return _text(link.pk.bytes) + _text(_mac(link.pk, link.generation))


def link_of(token: str) -> FieldLink:
    """Return the link a token belongs to, open or not. :raises LinkUnknown: for anything else.

    An unknown id costs the same HMAC as a known one, so that timing tells nothing.
    """
    token = token.strip().lower()
    try:
        raw = base64.b32decode(token[:PART].upper() + "======")
        sent = base64.b32decode(token[PART:].upper() + "======")
        link_id = uuid.UUID(bytes=raw)
    except ValueError as error:
        raise LinkUnknown from error
    # What sending a report needs, and no more: the page that shows the door asks for the rest itself.
    found = FieldLink.objects.select_related("part__person", "part__pledge__city").filter(pk=link_id)
    link = next(iter(found), None)
    expected = _mac(link_id, link.generation if link else 0)
    if not hmac.compare_digest(expected, sent) or link is None or token != _text(raw) + _text(expected):
        raise LinkUnknown
    return link
