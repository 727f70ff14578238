"""Signatures: the same for the same statement, worthless for another one, another key or another use."""

import pytest

from daybreak.core.lib import signed
from daybreak.core.lib.keys import keys

STATEMENT = {"b": ["é", "새벽"], "a": "1"}


def test_what_is_signed_has_its_keys_sorted_and_no_white_space():
    assert signed.canonical(STATEMENT) == '{"a":"1","b":["é","새벽"]}'.encode()


def test_a_signature_is_always_the_same_and_fits_its_statement_alone():
    signature, key = signed.sign(STATEMENT), signed.public_key()
    assert signed.sign(dict(reversed(STATEMENT.items()))) == signature
    assert signed.is_signed(STATEMENT, signature, key)
    assert not signed.is_signed({**STATEMENT, "a": "2"}, signature, key)


def test_a_signature_does_not_fit_another_key():
    assert not signed.is_signed(STATEMENT, signed.sign(STATEMENT), bytes(32))


def test_the_key_is_derived_for_this_use_and_is_no_other_key_of_the_home():
    private = signed._private().private_bytes_raw()
    assert private == keys().derive(signed.USE)
    assert private not in {
        keys().root,
        *keys().data.values(),
        *(keys().derive(use) for use in ("django", "field link")),
    }


def test_a_key_is_read_as_it_was_written():
    key = signed.public_key()
    assert signed.written(key).startswith("MCowBQYDK2VwAyEA")
    assert signed.read(signed.written(key)) == key


@pytest.mark.parametrize("text", ["", "AAAA", "not base64", "MCowBQYDK2VwAyEA"])
def test_what_is_no_key_is_refused(text):
    with pytest.raises(ValueError):
        signed.read(text)


def test_a_fingerprint_is_eight_groups_of_four():
    assert signed.fingerprint(bytes(32)) == "6668 7aad f862 bd77 6c8f c18b 8e9f 8e20"
