"""The forms host behind nginx and Caddy: what is passed on, what is not, and what the server says by itself."""

import re
import subprocess
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from daybreak.core.lib.headers import FORMS_HEADERS, HSTS
from daybreak.core.lib.rate import network_of
from daybreak.publication.store import store
from tests.deploy.servers import DEPLOY, FORMS, daybreak_behind, running

ADDRESSES = [
    *("203.0.113.77", "198.51.100.1", "::ffff:203.0.113.77", "2001:db8:1:2:3:4:5:6", "2001:db8:0:2::6"),
    *("2001:db8:7::1", "2001:db8::1", "2001::1", "2001:0:1:2:3:4:5:6", "2001:db8:a:b::", "::1", "::5:6"),
]


@pytest.fixture(scope="module")
def upstream():
    with daybreak_behind() as upstream:
        yield upstream


@pytest.fixture(scope="module", params=["nginx", "caddy"])
def server(request, upstream, tmp_path_factory):
    folder = tmp_path_factory.mktemp("forms")
    with running(request.param, folder, upstream=upstream.port) as server:
        yield server


@pytest.fixture(scope="module")
def nginx(upstream, tmp_path_factory):
    with running("nginx", tmp_path_factory.mktemp("nginx"), upstream=upstream.port) as server:
        yield server


def test_daybreak_answers_with_its_own_headers_each_once(server):
    answer = server.ask("/f/abc/?x=1", host=FORMS, Accept_Encoding="gzip")
    assert (answer.status, answer.body, answer["Content-Encoding"]) == (200, b"ok", "")
    assert (answer["Referrer-Policy"], answer["X-Frame-Options"]) == ("same-origin", "DENY")


def test_what_a_visitor_says_about_its_own_way_is_not_believed(server, upstream):
    lies = {"X_Forwarded_For": "192.0.2.9", "X_Forwarded_Proto": "https", "X_Real_IP": "192.0.2.9"}
    server.ask("/f/lies/", host=FORMS, **lies, X_Forwarded_Host="evil.example", Forwarded="for=192.0.2.9")
    asked = upstream.asked[-1]
    assert (asked["path"], asked["Host"], asked["X-Forwarded-Proto"]) == ("/f/lies/", FORMS, "http")
    assert asked["X-Forwarded-For"] == "127.0.0.0"
    assert not [value for value in asked.values() if "192.0.2.9" in value or "evil" in value]


@pytest.mark.parametrize("address", ADDRESSES)
def test_daybreak_is_told_the_network_it_counts_by_and_not_the_address(nginx, upstream, address):
    nginx.ask("/", host=FORMS, X_Test_Address=address)
    told = upstream.asked[-1]["X-Forwarded-For"]
    assert network_of(told) == network_of(address)
    assert told in {address.rpartition(".")[0].removeprefix("::ffff:") + ".0", told if told.endswith("::") else None}


@pytest.mark.parametrize("address", ADDRESSES)
def test_caddys_list_of_networks_says_the_same(address):
    text = (DEPLOY / "Caddyfile").read_text()
    rules = re.findall(r'^\t\t~(\S+) "(.*)"$', text, re.MULTILINE)
    found = next((re.search(rule, address), to) for rule, to in rules if re.search(rule, address))
    told = found[1].replace("${1}", found[0][1] if "${1}" in found[1] else "")
    assert network_of(told) == network_of(address)


def test_what_is_too_large_is_refused_with_a_sentence_before_daybreak_sees_it(server, upstream):
    before = len(upstream.asked)
    answer = server.ask("/f/abc/", host=FORMS, method="POST", body=b"x" * 1_100_000)
    assert (answer.status, answer.body.strip()) == (413, b"This is too large to be taken. Nothing was kept.")
    assert answer.of(FORMS_HEADERS) == FORMS_HEADERS
    assert answer["Cache-Control"] == "no-store"
    assert len(upstream.asked) == before


def test_a_report_is_never_put_on_the_web_servers_disk(nginx, upstream):
    upstream.watched = nginx.folder / "client_body"
    try:
        answer = nginx.ask("/f/abc/", host=FORMS, method="POST", body=b"x" * 900_000)
    finally:
        upstream.watched = None
    assert (answer.status, upstream.asked[-1]["body"], upstream.left_on_disk) == (200, "900000", [])


@pytest.mark.parametrize("kind", ["nginx", "caddy"])
def test_while_daybreak_is_away_the_server_says_when_to_come_back(kind, tmp_path):
    with running(kind, tmp_path) as server:
        answer = server.ask("/f/abc/", host=FORMS, method="POST", body=b"outcome=received")
    assert (answer.status, answer["Retry-After"], answer["Cache-Control"]) == (503, "5", "no-store")
    assert b"please send it again" in answer.body
    assert answer.of(FORMS_HEADERS) == FORMS_HEADERS


def test_one_network_cannot_take_all_connections(nginx, upstream):
    upstream.hold.clear()
    refused = threading.Semaphore(0)

    def ask(turn):
        answer = nginx.ask("/", host=FORMS, X_Test_Address=f"203.0.113.{turn}")
        if answer.status == 503:
            refused.release()
        return answer

    with ThreadPoolExecutor(70) as phones:
        asking = [phones.submit(ask, turn) for turn in range(70)]
        enough = all(refused.acquire(timeout=10) for _ in range(10))
        other = phones.submit(nginx.ask, "/", host=FORMS, X_Test_Address="198.51.100.1")
        upstream.hold.set()
    assert enough
    assert sorted(one.result().status for one in asking) == [200] * 60 + [503] * 10
    assert other.result().status == 200


def certificate(folder):
    """Make a certificate nobody trusts, good for one test."""
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", "/CN=day.example.org"]
    subprocess.run(
        [*command, "-keyout", folder / "privkey.pem", "-out", folder / "fullchain.pem"], check=True, capture_output=True
    )
    return folder


@pytest.mark.parametrize(("host", "path"), [("day.example.org", "/en/"), (FORMS, "/f/abc/")])
def test_with_https_turned_on_every_answer_says_that_it_stays_on(host, path, tmp_path):
    store(tmp_path / "site", {"en/index.html": b"home", "404.html": b""})
    with running("nginx", tmp_path, https=True, certificate=certificate(tmp_path)) as server:
        asked = ["curl", "-sik", "--resolve", f"{host}:{server.port}:127.0.0.1", f"https://{host}:{server.port}{path}"]
        said = subprocess.run(asked, check=True, capture_output=True, text=True).stdout.lower()
    assert f"strict-transport-security: {HSTS}" in said
    assert said.count("x-frame-options: deny") == 1
