"""Sealed columns: AES-256-GCM, bound to table, column and row, so that a value moved to another row does not open.

Stored form: key id (1 byte) · nonce (12 bytes) · ciphertext with tag. The row needs its primary key before
INSERT: models with a sealed column use ``rows.UuidRow``.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import unicodedata
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.core.exceptions import FieldError
from django.db import models

from daybreak.core.lib.errors import Refused
from daybreak.core.lib.keys import keys

NONCE_BYTES = 12


class Ciphertext(bytes):
    """A sealed value as it came from the database, not opened yet."""


def seal(plain: str, *, place: str) -> bytes:
    """Seal *plain*, bound to *place* (``table|column|row``)."""
    ring = keys()
    nonce = secrets.token_bytes(NONCE_BYTES)
    box = AESGCM(ring.data[ring.current])
    return bytes([ring.current]) + nonce + box.encrypt(nonce, plain.encode(), place.encode())


def unseal(sealed: bytes, *, place: str) -> str:
    """Open a sealed value. :raises Refused: if the key is not there or the value does not belong to this place."""
    ring = keys()
    key = ring.data.get(sealed[0]) if sealed else None
    if key is None:
        raise Refused(
            f"A sealed value of {place.split('|')[0]} needs key {sealed[:1].hex()}, which the key file lacks."
        )
    try:
        plain = AESGCM(key).decrypt(sealed[1 : 1 + NONCE_BYTES], sealed[1 + NONCE_BYTES :], place.encode())
    except InvalidTag as error:
        raise Refused(
            f"A sealed value of {place.split('|')[0]} does not open: wrong key file, or the row was tampered with."
        ) from error
    return plain.decode()


def keyed_lookup(value: str, *, column: str) -> str:
    """Return the keyed HMAC (64 hex digits) by which a sealed value can be found. Empty for an empty value.

    Exact search only, after Unicode and case folding; two columns never share a look-up value.
    """
    folded = unicodedata.normalize("NFKC", value).strip().casefold()
    if not folded:
        return ""
    return hmac.new(keys().derive("look-up"), f"{column}|{folded}".encode(), hashlib.sha256).hexdigest()


class _SealedAttribute:
    """Opens the value on first use and keeps the text on the row."""

    def __init__(self, field: SealedTextField) -> None:
        self.field = field

    def __get__(self, row: models.Model | None, owner: type[models.Model] | None = None) -> Any:
        if row is None:
            return self
        name = self.field.attname
        if name not in row.__dict__:
            row.refresh_from_db(fields=[name])
        value = row.__dict__[name]
        if isinstance(value, Ciphertext):
            value = unseal(value, place=self.field.place_of(row))
            row.__dict__[name] = value
        return value

    def __set__(self, row: models.Model, value: Any) -> None:
        row.__dict__[self.field.attname] = value


class SealedTextField(models.BinaryField[Any, Any]):
    """A text column nobody reads without the key file. Cannot be searched, sorted or updated in bulk."""

    description = "Sealed text"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", "")
        kwargs["editable"] = True
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("editable", None)
        return name, path, args, kwargs

    def contribute_to_class(self, cls: type[models.Model], name: str, private_only: bool = False) -> None:
        super().contribute_to_class(cls, name, private_only)
        setattr(cls, self.attname, _SealedAttribute(self))

    def _check_str_default_value(self) -> list[Any]:
        return []  # the plain value of this column is text; the parent class expects bytes

    def place_of(self, row: models.Model) -> str:
        """Return ``table|column|row``: what the ciphertext is bound to."""
        if row.pk is None:
            raise FieldError(f"{type(row).__name__} needs its primary key before {self.name} can be sealed.")
        return f"{row._meta.db_table}|{self.column}|{row.pk}"

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        return None if value is None else Ciphertext(bytes(value))

    def pre_save(self, row: models.Model, add: bool) -> Any:
        value = row.__dict__.get(self.attname, "")
        if value is None or isinstance(value, Ciphertext):
            return value
        return Ciphertext(seal(str(value), place=self.place_of(row)))

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        if value is None:
            return None
        if not isinstance(value, Ciphertext):
            raise FieldError(f"{self.name} is sealed: find rows by its look-up column, change it by saving the row.")
        return super().get_db_prep_value(bytes(value), connection, prepared)

    def get_default(self) -> Any:
        return "" if not self.null else None

    def to_python(self, value: Any) -> Any:
        return value

    def value_to_string(self, obj: models.Model) -> str:
        raise FieldError(f"{self.name} is sealed and is never serialised.")


class LookupField(models.CharField[Any, Any]):
    """Holds ``keyed_lookup`` of the sealed column named *of*; kept in step on every save of that column."""

    def __init__(self, *args: Any, of: str = "", **kwargs: Any) -> None:
        self.of = of
        kwargs.setdefault("max_length", 64)
        kwargs.setdefault("default", "")
        kwargs.setdefault("blank", True)
        kwargs.setdefault("db_index", True)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        kwargs["of"] = self.of
        return name, path, args, kwargs

    def column_name(self) -> str:
        """Return the name the look-up value is bound to, e.g. ``people_person.email``."""
        return f"{self.model._meta.db_table}.{self.of}"

    def pre_save(self, row: models.Model, add: bool) -> str:
        value = keyed_lookup(getattr(row, self.of) or "", column=self.column_name())
        setattr(row, self.attname, value)
        return value
