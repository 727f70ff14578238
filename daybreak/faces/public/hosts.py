"""``hosts.json``: the addresses of this site, signed. Who is given a mirror can check that it is one of ours."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings

from daybreak.core.lib import clock, signed
from daybreak.core.lib.errors import Refused
from daybreak.domain.campaigns.models import Edition
from daybreak.faces.public.data import Data, link
from daybreak.faces.public.schemas import HOSTS, schema_path
from daybreak.faces.public.scope import published_languages

ALGORITHM = "Ed25519"
MOST_BYTES = 1_000_000
_FINGERPRINT = re.compile("[0-9a-f]{32}")


class HostsRefused(Refused):
    """A file that is no ``hosts.json`` of the key it was checked with."""


@dataclass(frozen=True)
class Hosts:
    """What a page says about the addresses."""

    public: str
    mirrors: tuple[str, ...]
    fingerprint: str


@dataclass(frozen=True)
class Checked:
    """What a file says whose signature is right."""

    public: str
    forms: str
    mirrors: tuple[str, ...]
    notice: str
    fingerprint: str


def hosts() -> Hosts:
    """Return the addresses and the fingerprint of the key, for a page."""
    return Hosts(settings.DAYBREAK.public_url, settings.DAYBREAK.mirrors, signed.fingerprint(signed.public_key()))


def hosts_data(at: datetime) -> Data:
    """Return ``hosts.json``, signed (docs/data-files.md says what each key means)."""
    key = signed.public_key()
    language = published_languages()[0]
    editions = Edition.objects.public(at).values_list("campaign__slug", "slug")
    data = {
        "$schema": link(schema_path(HOSTS)),
        "form": HOSTS,
        "notice": clock.notice(),
        "public": settings.DAYBREAK.public_url,
        "forms": settings.DAYBREAK.forms_url,
        "mirrors": list(settings.DAYBREAK.mirrors),
        "editions": sorted(f"/{language}/{campaign}/{slug}/" for campaign, slug in editions),
        "algorithm": ALGORITHM,
        "public_key": signed.written(key),
        "fingerprint": signed.fingerprint(key),
    }
    return {**data, "signature": signed.sign(data)}


def check_hosts(raw: bytes, *, key: str = "") -> Checked:
    """Check the bytes of a ``hosts.json``.

    *key*: the public key or the fingerprint it must be signed with; without one, this home's own key.

    :raises HostsRefused: with a sentence that says what is wrong.
    """
    data = _read(raw)
    theirs = _key_of(data)
    _compare(theirs, key)
    rest = {name: value for name, value in data.items() if name != "signature"}
    if not signed.is_signed(rest, data["signature"], theirs):
        raise HostsRefused("The signature does not fit: the file was changed after it was signed. Do not trust it.")
    return Checked(
        public=data["public"],
        forms=data["forms"],
        mirrors=tuple(data["mirrors"]),
        notice=data["notice"],
        fingerprint=signed.fingerprint(theirs),
    )


def _read(raw: bytes) -> dict[str, Any]:
    """Return the file's object, with every key that is read later of the right type."""
    if len(raw) > MOST_BYTES:
        raise HostsRefused("This file is far too long to be a hosts.json.")
    try:
        data = json.loads(raw.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise HostsRefused("This file is no JSON. Save hosts.json itself, not a page that shows it.") from error
    if not isinstance(data, dict) or data.get("form") != HOSTS:
        raise HostsRefused(f"This file is no hosts.json: its form is not {HOSTS}.")
    texts = ("public", "forms", "notice", "algorithm", "public_key", "signature")
    whole = all(isinstance(data.get(name), str) for name in texts) and isinstance(data.get("mirrors"), list)
    if not whole or not all(isinstance(address, str) for address in data["mirrors"]):
        raise HostsRefused("This hosts.json is not whole: an address, the key or the signature is missing.")
    return data


def _key_of(data: dict[str, Any]) -> bytes:
    try:
        if data["algorithm"] != ALGORITHM:
            raise ValueError(data["algorithm"])
        return signed.read(data["public_key"])
    except ValueError as error:
        raise HostsRefused("This hosts.json holds no key that can be read: it is broken or forged.") from error


def _compare(theirs: bytes, wanted: str) -> None:
    """Hold the key in the file against the one it must be."""
    digits = "".join(wanted.lower().replace(":", " ").split())
    if not digits:
        ours = signed.public_key()
        same, named = theirs == ours, f"this Daybreak's own ({signed.fingerprint(ours)})"
    elif _FINGERPRINT.fullmatch(digits):
        same, named = signed.fingerprint(theirs).replace(" ", "") == digits, "the one you gave"
    else:
        same, named = theirs == _given(wanted.strip()), "the one you gave"
    if not same:
        found = signed.fingerprint(theirs)
        raise HostsRefused(f"It is signed with another key than {named}: with {found}. Do not trust it.")


def _given(text: str) -> bytes:
    try:
        return signed.read(text)
    except ValueError as error:
        raise HostsRefused(
            "The key you gave is neither a public key nor a fingerprint of eight groups of four characters."
        ) from error
