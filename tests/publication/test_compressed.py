"""Compressed twins: in a release, and from Daybreak's own server of the files."""

import gzip
import os

import pytest
from django.conf import settings

from daybreak.core.lib.headers import HEADERS
from daybreak.publication import compressed
from daybreak.publication.errors import PublicationError
from daybreak.publication.serve import TYPES
from daybreak.publication.store import current_release, store
from tests.publication.test_serve import ask

LONG = b"<p>The same words again and again.</p>" * 100
FILES = {
    "en/index.html": LONG,
    "en/short/index.html": LONG[:511],
    "en/letter.pdf": LONG,
    "assets/look.1.css": b"css " * 1000,
    "404.html": b"<h1>no such page</h1>",
}


@pytest.fixture
def site(home):
    store(settings.DAYBREAK.site, FILES)
    return settings.DAYBREAK.site


def twins(release):
    return sorted(str(one.relative_to(release.folder)) for one in release.folder.rglob("*.gz"))


def test_text_of_512_bytes_and_more_has_a_twin_and_nothing_else_has(site):
    release = current_release(site)
    assert twins(release) == ["assets/look.1.css.gz", "en/index.html.gz"]
    assert gzip.decompress((release.folder / "en/index.html.gz").read_bytes()) == LONG
    assert not [path for path in release.files if path.endswith(".gz")]


def test_every_text_we_publish_is_worth_compressing_and_no_other():
    text = {suffix for suffix, kind in TYPES.items() if "charset" in kind or suffix in {".svg", ".json"}}
    assert text == compressed.TEXTS
    assert compressed.compress("map.png", LONG) is None


def test_a_twin_that_would_be_longer_is_not_made():
    assert compressed.compress("noise.txt", os.urandom(600)) is None


def test_the_same_text_gives_the_same_bytes_at_any_time(monkeypatch):
    first = compressed.compress("a.html", LONG)
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)
    assert compressed.compress("a.html", LONG) == first


def test_an_unchanged_twin_is_linked_and_a_changed_one_written(site):
    first = current_release(site)
    second = store(site, {**FILES, "en/index.html": LONG + b"new"})
    inodes = [[(one.folder / path).stat().st_ino for path in twins(one)] for one in (first, second)]
    assert inodes[0][0] == inodes[1][0]
    assert inodes[0][1] != inodes[1][1]
    assert gzip.decompress((second.folder / "en/index.html.gz").read_bytes()) == LONG + b"new"


def test_a_release_from_before_there_were_twins_gets_them_with_the_next(site):
    for twin in current_release(site).folder.rglob("*.gz"):
        twin.unlink()
    second = store(site, {**FILES, "en/new/index.html": b"new"})
    assert twins(second) == ["assets/look.1.css.gz", "en/index.html.gz"]


def test_a_stylesheet_that_is_carried_along_brings_its_twin(site):
    second = store(site, {path: body for path, body in FILES.items() if not path.startswith("assets")})
    assert "assets/look.1.css.gz" in twins(second)


def test_a_page_that_is_taken_down_leaves_no_twin_anywhere(site):
    store(site, {**FILES, "en/index.html": LONG + b"again"})
    store(site, {path: body for path, body in FILES.items() if path != "en/index.html"})
    assert not list(site.rglob("index.html.gz"))


def test_a_page_that_is_now_too_short_has_no_twin_of_its_former_self(site):
    assert twins(store(site, {**FILES, "en/index.html": b"short"})) == ["assets/look.1.css.gz"]


def test_no_page_can_take_the_name_of_a_twin(site):
    with pytest.raises(PublicationError, match="no path"):
        store(site, {"en/index.html.gz": b""})


def test_every_change_makes_file_and_twin_at_least_a_second_younger(site):
    seconds = []
    for number in range(4):
        release = store(site, {**FILES, "en/index.html": LONG + b"%d" % number})
        seconds.append({int((release.folder / f"en/index.html{end}").stat().st_mtime) for end in ("", ".gz")})
    assert [len(both) for both in seconds] == [1, 1, 1, 1]
    assert sorted(set.union(*seconds)) == [both.pop() for both in seconds]


def test_a_web_server_of_another_user_may_read_a_release_made_under_a_strict_umask(tmp_path):
    before = os.umask(0o077)
    try:
        store(tmp_path / "site", FILES)
    finally:
        os.umask(before)
    below = [one for one in (tmp_path / "site").rglob("*") if not one.is_symlink()]
    assert {one.stat().st_mode & 0o777 for one in below if one.is_file()} == {0o644}
    assert {one.stat().st_mode & 0o777 for one in [tmp_path / "site", *below] if one.is_dir()} == {0o755}


def test_a_reader_who_takes_gzip_gets_the_twin(site):
    plain, small = ask("/en/"), ask("/en/", HTTP_ACCEPT_ENCODING="br;q=1.0, gzip;q=0.8, *;q=0.1")
    assert (plain["body"], gzip.decompress(small["body"])) == (LONG, LONG)
    assert "Content-Encoding" not in plain["headers"]
    assert small["headers"]["Content-Encoding"] == "gzip"
    assert small["headers"]["Content-Length"] == str(len(small["body"]))
    assert plain["headers"]["Vary"] == small["headers"]["Vary"] == "Accept-Encoding"
    assert HEADERS.items() <= small["headers"].items()


def test_file_and_twin_are_two_versions_with_an_etag_each(site):
    plain, small = ask("/en/")["headers"]["ETag"], ask("/en/", HTTP_ACCEPT_ENCODING="gzip")["headers"]["ETag"]
    assert plain != small
    known = ask("/en/", HTTP_ACCEPT_ENCODING="gzip", HTTP_IF_NONE_MATCH=small)
    assert (known["status"], known["headers"]["ETag"], known["headers"]["Vary"]) == (304, small, "Accept-Encoding")
    assert "Content-Encoding" not in known["headers"]
    assert ask("/en/", HTTP_ACCEPT_ENCODING="gzip", HTTP_IF_NONE_MATCH=plain)["status"] == 200


@pytest.mark.parametrize("said", ["", "br", "identity", "gzip;q=0", "gzip; q=0.000", "gzipped", "*;q=0"])
def test_a_reader_who_does_not_take_gzip_gets_the_file(site, said):
    assert ask("/en/", HTTP_ACCEPT_ENCODING=said)["body"] == LONG


def test_what_has_no_twin_is_sent_as_it_is_and_does_not_vary(site):
    for path in ("/en/short/", "/en/letter.pdf"):
        answer = ask(path, HTTP_ACCEPT_ENCODING="gzip")
        assert answer["body"] in (LONG, LONG[:511])
        assert not {"Vary", "Content-Encoding"} & answer["headers"].keys()


@pytest.mark.parametrize("path", ["/en/index.html.gz", "/assets/look.1.css.gz"])
def test_a_twin_cannot_be_asked_for_by_name(site, path):
    assert ask(path)["status"] == 404
