"""DAYBREAK_MIRRORS: what is published under our signature is looked at first."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from daybreak.config.mirrors import mirrors_of

ONION = "2gzyxa5ihm7nsggfxnu52rck2vv4rvmdlkiu3zzui5du4xyclen53wid.onion"
"""The Tor Project's own site: a checksum that we did not make."""


def mirrors(raw):
    return mirrors_of(
        "DAYBREAK_MIRRORS", raw, public_url="https://day.example.org", forms_url="https://forms.example.org"
    )


@pytest.mark.parametrize(
    ("raw", "found"),
    [
        ("", ()),
        (" , ", ()),
        ("https://Mirror.example.org/ ,", ("https://mirror.example.org",)),
        ("https://b.example.org:8443,https://a.example.org", ("https://b.example.org:8443", "https://a.example.org")),
        (f"http://{ONION}", (f"http://{ONION}",)),
        (f"https://www.{ONION},http://{ONION}:8080", (f"https://www.{ONION}", f"http://{ONION}:8080")),
    ],
)
def test_addresses_are_read_in_their_order(raw, found):
    assert mirrors(raw) == found


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        ("mirror.example.org", "give addresses like"),
        ("https://", "give addresses like"),
        ("https://mirror.example.org/copy", "give addresses like"),
        ("https://mirror.example.org?x=1", "give addresses like"),
        ("https://user@mirror.example.org", "give addresses like"),
        ("https://mirror.example.org:port", "give addresses like"),
        ("https://[::1", "give addresses like"),
        ("https://-mirror.example.org", "give addresses like"),
        ("https://mirror example.org", "give addresses like"),
        ("ftp://mirror.example.org", "give addresses like"),
        ("javascript:alert(1)", "give addresses like"),
        ("http://mirror.example.org", "needs https://"),
        (f"http://{ONION.replace('2gz', '2gy')}", "no onion address of version 3"),
        ("http://expyuzz4wqqyqhjn.onion", "no onion address of version 3"),
        (f"http://{ONION.replace('wid', 'wie')}", "no onion address of version 3"),
        ("https://day.example.org", "own address"),
        ("https://FORMS.example.org/", "own address"),
        ("https://a.example.org,https://a.example.org/", "twice"),
    ],
)
def test_what_cannot_be_an_address_is_named(raw, sentence):
    with pytest.raises(ImproperlyConfigured, match=sentence) as refused:
        mirrors(raw)
    assert "DAYBREAK_MIRRORS" in str(refused.value)


def test_the_setting_reaches_the_program_or_stops_it(real_home):
    code = "from django.conf import settings; print(settings.DAYBREAK.mirrors)"
    good = real_home.run("shell", "-v", "0", "-c", code, DAYBREAK_MIRRORS=f"http://{ONION}")
    assert good.stdout.strip().endswith(f"('http://{ONION}',)")
    bad = real_home.run("routes", DAYBREAK_MIRRORS="http://mirror.example.org")
    assert (bad.returncode, bad.stderr.count("\n")) == (2, 1)
    assert bad.stderr.startswith("DAYBREAK_MIRRORS holds 'http://mirror.example.org'")
