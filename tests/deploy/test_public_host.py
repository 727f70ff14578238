"""The public host behind nginx and Caddy: the same answers as from daybreak/publication/serve.py."""

import gzip
import random
import socket
import threading
import time
from contextlib import contextmanager

import pytest

from daybreak.core.lib.headers import HEADERS
from daybreak.publication.serve import TYPES
from daybreak.publication.store import store
from tests.deploy.servers import running

LONG = b"<h1>english</h1>" + b"<p>The same words again and again.</p>" * 100
NOT_FOUND = b"<h1>no such page</h1>"
FILES = {
    **{f"types/one{suffix}": b"one" for suffix in TYPES},
    "index.html": b"<h1>home</h1>",
    "en/index.html": LONG,
    "en/feed.atom": b"<feed/>",
    "assets/look.0123456789ab.css": b"css " * 1000,
    "assets/small.0123456789ab.js": b"js",
    "404.html": NOT_FOUND,
}
CSS = "/assets/look.0123456789ab.css"


@pytest.fixture(scope="module", params=["nginx", "caddy"])
def server(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp("public")
    (folder / "secret.txt").write_text("canary")
    release = store(folder / "site", FILES)
    (release.folder / "en/.secret").write_text("canary")
    with running(request.param, folder) as server:
        yield server


@pytest.mark.parametrize("suffix", TYPES)
def test_every_kind_of_file_has_its_type_and_every_security_header(server, suffix):
    answer = server.ask(f"/types/one{suffix}")
    assert (answer.status, answer["Content-Type"], answer["Cache-Control"]) == (200, TYPES[suffix], "no-cache")
    assert answer.of(HEADERS) == HEADERS
    assert not answer["Set-Cookie"]


def test_a_page_is_asked_for_again_and_an_asset_is_kept(server):
    assert server.ask("/en/")["Cache-Control"] == "no-cache"
    assert server.ask("/en/feed.atom")["Cache-Control"] == "no-cache"
    assert server.ask(CSS)["Cache-Control"] == "public, max-age=31536000, immutable"


@pytest.mark.parametrize("path", ["/en/", CSS])
def test_what_is_known_already_is_not_sent_again_and_still_has_its_headers(server, path):
    first = server.ask(path)
    answer = server.ask(path, If_None_Match=first["ETag"])
    assert (answer.status, answer.body) == (304, b"")
    assert answer.of(HEADERS) == HEADERS
    assert answer["Cache-Control"] == first["Cache-Control"]


@pytest.mark.parametrize(
    "path",
    [
        *("/nope", "/en/nope/", "/EN/", "/assets/none.css", "/assets/", "/en/index.html/", "/manifest.json"),
        *("/en/.secret", "/.lock", "/en/index.html.gz", f"{CSS}.gz", "/en/../nope", "/.well-known/x", "/releases/"),
    ],
)
def test_a_path_that_is_not_published_answers_with_the_releases_own_page(server, path):
    answer = server.ask(path)
    assert (answer.status, answer.body) == (404, NOT_FOUND)
    assert (answer["Content-Type"], answer["Cache-Control"]) == ("text/html; charset=utf-8", "no-cache")
    assert answer.of(HEADERS) == HEADERS


@pytest.mark.parametrize(
    "path",
    [
        *("/../secret.txt", "/../../secret.txt", "/en/../../../secret.txt", "/%2e%2e/secret.txt", "/..%2fsecret.txt"),
        *("/en/..%5c..%5csecret.txt", "//../secret.txt", "/assets../secret.txt", "/en/%00", "/%2e%2e%2fsecret.txt"),
    ],
)
def test_no_path_leads_out_of_the_release(server, path):
    answer = server.ask(path)
    assert answer.status in {400, 404}
    assert b"canary" not in answer.body
    assert answer.of(HEADERS) == HEADERS


@pytest.mark.parametrize(("asked", "to"), [("/en", "/en/"), ("//en", "/en/"), ("/en/../en", "/en/")])
def test_a_folder_without_its_slash_is_sent_on_within_the_host(server, asked, to):
    answer = server.ask(asked)
    assert answer.status in {301, 308}
    assert answer["Location"] == to
    assert answer.of(HEADERS) == HEADERS


@pytest.mark.parametrize(("path", "whole"), [("/en/", LONG), (CSS, FILES[CSS[1:]])])
def test_a_compressed_file_is_sent_to_those_who_read_it(server, path, whole):
    plain, small = server.ask(path), server.ask(path, Accept_Encoding="br, gzip")
    assert (plain.body, plain["Content-Encoding"]) == (whole, "")
    assert (gzip.decompress(small.body), small["Content-Encoding"]) == (whole, "gzip")
    assert plain["Vary"] == small["Vary"] == "Accept-Encoding"
    assert plain["ETag"] != small["ETag"]
    assert (small["Content-Type"], small.of(HEADERS)) == (plain["Content-Type"], HEADERS)
    assert server.ask(path, Accept_Encoding="gzip", If_None_Match=small["ETag"]).status == 304


def test_nothing_is_compressed_on_the_fly(server):
    answer = server.ask("/", Accept_Encoding="gzip")
    assert (answer.body, answer["Content-Encoding"]) == (FILES["index.html"], "")


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "PROPFIND"])
def test_the_public_site_can_only_be_read(server, method):
    answer = server.ask("/en/", method=method)
    assert (answer.status, answer["Allow"], answer.body.strip()) == (405, "GET, HEAD", b"This site can only be read.")
    assert answer.of(HEADERS) == HEADERS


def test_head_answers_like_get_without_a_body(server):
    get, head = server.ask("/en/"), server.ask("/en/", method="HEAD")
    assert (head.status, head.body, head["ETag"], head["Content-Length"]) == (200, b"", get["ETag"], str(len(LONG)))
    assert head.of(HEADERS) == HEADERS


def test_a_reader_who_sends_half_a_request_is_shown_out(server):
    with socket.create_connection(("127.0.0.1", server.port), timeout=12) as slow:
        slow.sendall(b"GET / HTTP/1.1\r\nHost: day.example.org\r\nX-Slow: ")
        rest = b"".join(iter(lambda: slow.recv(4096), b""))  # ends: the server closes
    assert b" 200 " not in rest


def test_no_address_is_written_anywhere(server):
    for path in ("/en/", "/nope", "/%2e%2e/x"):
        server.ask(path, X_Forwarded_For="203.0.113.77")
    written = [one.read_bytes() for one in server.folder.rglob("*") if one.is_file() and one.suffix != ".conf"]
    # nginx notes in its own log which port it listens on; a line about a visitor has one of these words.
    assert not [word for word in (b"client:", b"remote_ip", b"GET ", b"203.0.113") if word in b"".join(written)]


@pytest.mark.parametrize("kind", ["nginx", "caddy"])
def test_before_the_first_release_the_site_says_so(kind, tmp_path):
    with running(kind, tmp_path) as server:
        answer = server.ask("/en/")
    assert (answer.status, answer["Retry-After"]) == (503, "5")
    assert b"in a moment" in answer.body
    assert answer.of(HEADERS) == HEADERS


def generation(number):
    """One edition of the site: every page of another length, full of its own number."""
    body = f"generation {number}\n".encode() * random.Random(number).randint(100, 4000)
    return {**{f"en/{page}/index.html": body for page in "abc"}, "404.html": b"none"}


@contextmanager
def publishing(site):
    """Publish one generation after the other; yields the list of those that are out."""
    ended, out = threading.Event(), []

    def publish():
        while not ended.is_set():
            out.append(store(site, generation(len(out))).number)

    publisher = threading.Thread(target=publish)
    publisher.start()
    try:
        yield out
    finally:
        ended.set()
        publisher.join()


@pytest.mark.parametrize("kind", ["nginx", "caddy"])
def test_switching_in_mid_reading_gives_only_whole_answers(kind, tmp_path):
    store(tmp_path / "site", {**generation(0), "first.txt": b""})
    answers, until = [], time.monotonic() + 30
    with running(kind, tmp_path) as server, publishing(tmp_path / "site") as out:
        while (len(answers) < 200 or len(out) < 10) and time.monotonic() < until:
            encoding = "gzip" if len(answers) % 2 else "identity"
            answers.append(server.ask(f"/en/{'abc'[len(answers) % 3]}/", Accept_Encoding=encoding))
    assert {answer.status for answer in answers} == {200}
    bodies = [gzip.decompress(one.body) if one["Content-Encoding"] else one.body for one in answers]
    assert all(body == generation(int(body.split()[1]))["en/a/index.html"] for body in bodies)
    assert len(bodies) >= 200
    assert len(set(bodies)) >= 4


@pytest.mark.parametrize("kind", ["nginx", "caddy"])
def test_a_change_of_the_same_length_in_the_same_second_is_seen(kind, tmp_path):
    store(tmp_path / "site", {"en/index.html": b"3 cities", "404.html": b""})
    with running(kind, tmp_path) as server:
        first = server.ask("/en/")
        store(tmp_path / "site", {"en/index.html": b"4 cities", "404.html": b""})
        second = server.ask("/en/", If_None_Match=first["ETag"])
    assert (second.status, second.body) == (200, b"4 cities")
