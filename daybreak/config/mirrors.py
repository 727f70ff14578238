"""Reading ``DAYBREAK_MIRRORS``: other addresses of the public site. A wrong one would be signed and handed out."""

from __future__ import annotations

import base64
import hashlib
import re
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

_HOST = re.compile(r"(?!-)[a-z0-9-]{1,63}(?<!-)(\.(?!-)[a-z0-9-]{1,63}(?<!-))*")
_ONION = re.compile(r"(?:[a-z0-9-]+\.)*([a-z2-7]{56})\.onion")
_VERSION = 3


def mirrors_of(name: str, raw: str, *, public_url: str, forms_url: str) -> tuple[str, ...]:
    """Return the addresses in *raw*, in their order: ``https://host`` or ``http://….onion``, with commas between.

    :raises ImproperlyConfigured: naming the variable *name* and the address that cannot be one.
    """
    found: list[str] = []
    for part in raw.split(","):
        address = part.strip().rstrip("/")
        if not address:
            continue
        address = _checked(name, address)
        if address in {public_url.lower(), forms_url.lower()}:
            raise ImproperlyConfigured(
                f"{name} names {address}, which is this Daybreak's own address: give other addresses only."
            )
        if address in found:
            raise ImproperlyConfigured(f"{name} names {address} twice: name every address once.")
        found.append(address)
    return tuple(found)


def _checked(name: str, raw: str) -> str:
    address = raw.lower()
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port
    except ValueError:  # a port that is none, a broken IPv6 address
        host, port = "", None
    netloc = host if port is None else f"{host}:{port}"
    onion = host.endswith(".onion")
    if not host or not _HOST.fullmatch(host) or address not in {f"https://{netloc}", f"http://{netloc}"}:
        raise ImproperlyConfigured(
            f"{name} holds {raw[:200]!r}: give addresses like https://mirror.example.org or http://….onion, without a"
            " path, with a comma between two of them."
        )
    if onion and not _is_onion(host):
        raise ImproperlyConfigured(
            f"{name} holds {raw[:200]!r}, which is no onion address of version 3: a character is missing or wrong."
            " Copy it anew from the file hostname of the onion service."
        )
    if not onion and parts.scheme != "https":
        raise ImproperlyConfigured(
            f"{name} holds {raw[:200]!r}: a mirror needs https://, or readers could be given another site on the way."
        )
    return address


def _is_onion(host: str) -> bool:
    """Whether an onion address is whole: it carries a checksum of its own (rend-spec-v3, section 6)."""
    match = _ONION.fullmatch(host)
    if match is None:
        return False
    raw = base64.b32decode(match[1].upper())
    key, checksum, version = raw[:32], raw[32:34], raw[34]
    wanted = hashlib.sha3_256(b".onion checksum" + key + bytes([_VERSION])).digest()[:2]
    return version == _VERSION and checksum == wanted
