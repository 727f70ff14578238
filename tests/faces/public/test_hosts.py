"""hosts.json: signed addresses, and what happens to a forged file."""

import json
import subprocess
from dataclasses import replace

import pytest
from django.conf import settings as configured

from daybreak.core.lib import clock, signed
from daybreak.core.lib.keys import make_key_file
from daybreak.faces.public.hosts import HostsRefused, check_hosts
from daybreak.faces.public.site_files import site_paths
from daybreak.publication.render import render
from tests.faces.public.reading import BASE, read
from tests.factories import AT, make_edition

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("home")]

ONION = f"http://{'a' * 56}.onion"


@pytest.fixture
def mirrors(settings):
    """Two invented mirrors."""
    found = ("https://mirror.example.org", ONION)
    settings.DAYBREAK = replace(configured.DAYBREAK, mirrors=found)
    return found


@pytest.fixture
def another_home(settings, tmp_path):
    """Go on as another Daybreak, with a key of its own."""

    def go():
        make_key_file(tmp_path / "another.key")
        settings.DAYBREAK = replace(configured.DAYBREAK, key_file=tmp_path / "another.key")

    return go


def body(at=AT) -> bytes:
    return render("/hosts.json", at=at)


def forged(**values) -> bytes:
    return json.dumps({**json.loads(body()), **values}).encode()


def resigned(**values) -> bytes:
    """Return a file signed anew with the key of the home we are in."""
    data = {**json.loads(body()), **values}
    del data["signature"]
    return json.dumps({**data, "signature": signed.sign(data)}).encode()


def test_it_names_the_addresses_and_the_editions_that_are_public(mirrors):
    make_edition()
    make_edition(slug="2019-canary", year=2019, state="draft", opened_at=None)
    data = json.loads(body())
    assert (data["public"], data["forms"]) == ("http://127.0.0.1:8000", "http://localhost:8000")
    assert (data["mirrors"], data["editions"]) == (list(mirrors), [BASE])
    assert check_hosts(body()).mirrors == mirrors


def test_it_is_there_before_any_edition_and_the_same_at_any_moment():
    assert "/hosts.json" in site_paths()
    assert body(AT) == body(AT.replace(year=2030))


def test_a_rehearsal_says_so(mirrors):
    assert check_hosts(body()).notice == ""
    clock.move_clock(AT, stopped=True)
    assert check_hosts(body()).notice == clock.NOTICE


def test_another_program_finds_the_signature_right(mirrors, tmp_path):
    data = json.loads(body())
    pem = f"-----BEGIN PUBLIC KEY-----\n{data['public_key']}\n-----END PUBLIC KEY-----\n"
    (tmp_path / "key.pem").write_text(pem)
    (tmp_path / "hosts.json").write_bytes(body())
    script = """
        jq -cSj 'del(.signature)' hosts.json > signed.bin
        jq -r .signature hosts.json | base64 -d > signature.bin
        openssl pkeyutl -verify -pubin -inkey key.pem -rawin -in signed.bin -sigfile signature.bin
        tail -c 32 <(sed -n 2p key.pem | base64 -d) | sha256sum | cut -c 1-32
    """
    done = subprocess.run(["bash", "-ec", script], cwd=tmp_path, capture_output=True, text=True)
    assert done.stdout == f"Signature Verified Successfully\n{data['fingerprint'].replace(' ', '')}\n", done.stderr


@pytest.mark.parametrize(
    "values",
    [
        {"mirrors": ["https://forged.example.org"]},
        {"public": "https://forged.example.org"},
        {"notice": "Trust this."},
        {"extra": "key"},
        {"signature": ""},
        {"signature": "A" * 86 + "=="},
        {"signature": "no base64"},
        {"public": "\ud800"},
    ],
)
def test_a_changed_file_is_refused(values, mirrors):
    assert check_hosts(body())
    with pytest.raises(HostsRefused, match="The signature does not fit"):
        check_hosts(forged(**values))


def test_a_file_signed_with_a_stranger_s_key_is_refused_unless_asked_for(mirrors, another_home):
    theirs, fingerprint, key = body(), signed.fingerprint(signed.public_key()), signed.written(signed.public_key())
    another_home()
    with pytest.raises(HostsRefused, match=f"another key than this Daybreak's own.*with {fingerprint}"):
        check_hosts(theirs)
    for wanted in (key, fingerprint, fingerprint.upper().replace(" ", ":"), fingerprint.replace(" ", "")):
        assert check_hosts(theirs, key=wanted).mirrors == mirrors


def test_the_key_in_the_file_does_not_vouch_for_itself(mirrors, another_home):
    fingerprint = signed.fingerprint(signed.public_key())
    another_home()
    mine = resigned(public_key=signed.written(signed.public_key()), fingerprint=fingerprint)
    with pytest.raises(HostsRefused, match="another key than the one you gave"):
        check_hosts(mine, key=fingerprint)


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        (b"<html>", "no JSON"),
        (b"\xff\xfe", "no JSON"),
        (b"[" * 100_000, "no JSON"),
        (b"[]", "no hosts.json"),
        (b'{"form": "daybreak-edition/1"}', "no hosts.json"),
        (b'{"form": "daybreak-hosts/1"}', "not whole"),
        (b" " * 1_000_001, "far too long"),
    ],
)
def test_what_is_no_hosts_file_is_named(raw, sentence):
    with pytest.raises(HostsRefused, match=sentence):
        check_hosts(raw)


@pytest.mark.parametrize("values", [{"public_key": "AAAA"}, {"public_key": "?"}, {"algorithm": "none"}])
def test_a_key_of_another_kind_is_refused(values):
    with pytest.raises(HostsRefused, match="no key that can be read"):
        check_hosts(forged(**values))


def test_mirrors_that_are_no_texts_are_refused():
    with pytest.raises(HostsRefused, match="not whole"):
        check_hosts(resigned(mirrors=[1]))


def test_a_key_that_is_none_is_refused():
    with pytest.raises(HostsRefused, match="neither a public key nor a fingerprint"):
        check_hosts(body(), key="abc")


def test_a_file_with_a_byte_order_mark_is_read():
    assert check_hosts(b"\xef\xbb\xbf" + body()).public == "http://127.0.0.1:8000"


def test_the_privacy_page_prints_the_mirrors_and_the_fingerprint(mirrors):
    make_edition()
    page = read(f"{BASE}privacy/")
    assert signed.fingerprint(signed.public_key()) in page
    assert all(f'href="{address}/"' in page for address in mirrors)
    assert 'href="/hosts.json"' in page
