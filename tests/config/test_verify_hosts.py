"""``daybreak verify-hosts``: a file somebody was given is checked with sentences."""

import io
import json

import pytest
from django.core.management import CommandError, call_command

from daybreak.core.lib import clock, signed
from daybreak.faces.public.hosts import hosts_data
from tests.factories import AT

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("home")]


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "hosts.json"
    path.write_text(json.dumps(hosts_data(AT)))
    return path


def said(*arguments: str) -> str:
    printed = io.StringIO()
    call_command("verify_hosts", *arguments, stdout=printed)
    return printed.getvalue()


def test_a_good_file_is_read_out_with_its_fingerprint(file):
    lines = said(str(file)).splitlines()
    assert lines[0] == f"The signature is right. Fingerprint of the key: {signed.fingerprint(signed.public_key())}"
    assert "  public site  http://127.0.0.1:8000" in lines and "  no mirrors" in lines


def test_the_key_may_be_given_in_both_forms(file):
    for key in (signed.written(signed.public_key()), signed.fingerprint(signed.public_key())):
        assert said(str(file), "--key", key).startswith("The signature is right.")


def test_a_rehearsal_is_named(tmp_path):
    clock.move_clock(AT, stopped=True)
    (tmp_path / "hosts.json").write_text(json.dumps(hosts_data(AT)))
    assert f"It comes from a rehearsal: {clock.NOTICE}." in said(str(tmp_path / "hosts.json"))


def test_a_forged_file_is_refused_with_a_sentence(file):
    file.write_text(file.read_text().replace("127.0.0.1", "127.0.0.2"))
    with pytest.raises(CommandError, match="changed after it was signed"):
        said(str(file))


def test_standard_input_is_read(file, monkeypatch):
    class Input:
        buffer = io.BytesIO(file.read_bytes())

    monkeypatch.setattr("sys.stdin", Input)
    assert said("-").startswith("The signature is right.")


def test_a_file_that_is_not_there_is_a_sentence(tmp_path):
    with pytest.raises(CommandError, match="cannot be read: no such file or directory"):
        said(str(tmp_path / "nowhere.json"))
