"""The public host, from files alone."""

from dataclasses import replace

import pytest
from django.conf import settings

from daybreak.core.lib.headers import HEADERS
from daybreak.publication.serve import by_host
from daybreak.publication.store import CURRENT, store

FILES = {
    "index.html": b"<h1>home</h1>",
    "en/index.html": b"<h1>english</h1>",
    "en/edition.json": b"{}",
    "en/cities.csv": b"city",
    "en/feed.atom": b"<feed/>",
    "en/calendar.ics": b"BEGIN",
    "assets/look.0123456789ab.css": b"css",
    "404.html": b"<h1>no such page</h1>",
}


def django(environ, start_response):
    start_response("200 OK", [("X-From", "django")])
    return [b"django"]


@pytest.fixture
def site(home):
    store(settings.DAYBREAK.site, FILES)
    return settings.DAYBREAK.site


def ask(path="/", *, method="GET", host=None, **environ):
    seen = {}

    def start_response(status, headers):
        seen.update(status=int(status.split()[0]), headers=dict(headers), count=len(headers))

    host = settings.DAYBREAK.public_host if host is None else host
    asked = {"REQUEST_METHOD": method, "PATH_INFO": path, "HTTP_HOST": host, "wsgi.url_scheme": "http", **environ}
    seen["body"] = b"".join(by_host(django)(asked, start_response))
    return seen


@pytest.mark.parametrize(
    ("path", "kind", "cache"),
    [
        ("/", "text/html; charset=utf-8", "no-cache"),
        ("/en/", "text/html; charset=utf-8", "no-cache"),
        ("/en/edition.json", "application/json", "no-cache"),
        ("/en/cities.csv", "text/csv; charset=utf-8", "no-cache"),
        ("/en/feed.atom", "application/atom+xml; charset=utf-8", "no-cache"),
        ("/en/calendar.ics", "text/calendar; charset=utf-8", "no-cache"),
        ("/assets/look.0123456789ab.css", "text/css; charset=utf-8", "public, max-age=31536000, immutable"),
    ],
)
def test_a_file_has_its_type_its_cache_class_and_every_security_header(site, path, kind, cache):
    answer = ask(path)
    assert answer["status"] == 200
    assert (answer["headers"]["Content-Type"], answer["headers"]["Cache-Control"]) == (kind, cache)
    assert HEADERS.items() <= answer["headers"].items()
    assert "Set-Cookie" not in answer["headers"]


def test_any_other_host_is_djangos(site):
    assert ask(host="localhost:8000")["body"] == b"django"
    assert ask(host="")["body"] == b"django"


def test_the_public_host_is_known_in_any_case_and_with_its_own_port(site, settings):
    settings.DAYBREAK = replace(settings.DAYBREAK, public_url="https://day.example.org")
    for host in ("DAY.example.org", "day.example.org:443", "day.example.org."):
        assert ask("/en/", host=host)["body"] == FILES["en/index.html"]


def test_head_answers_like_get_without_a_body(site):
    get, head = ask("/en/"), ask("/en/", method="HEAD")
    assert (head["status"], head["headers"], head["body"]) == (200, get["headers"], b"")


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS"])
def test_the_public_site_can_only_be_read(site, method):
    answer = ask("/en/", method=method)
    assert (answer["status"], answer["headers"]["Allow"]) == (405, "GET, HEAD")


def test_a_page_that_is_known_already_is_not_sent_again(site):
    etag = ask("/en/")["headers"]["ETag"]
    answer = ask("/en/", HTTP_IF_NONE_MATCH=f'"other", W/{etag}')
    assert (answer["status"], answer["body"], answer["headers"]["ETag"]) == (304, b"", etag)
    assert ask("/en/", HTTP_IF_NONE_MATCH='"other"')["status"] == 200


def test_a_folder_without_its_slash_is_redirected(site):
    answer = ask("/en", QUERY_STRING="a=b")
    assert (answer["status"], answer["headers"]["Location"]) == (301, "/en/?a=b")


@pytest.mark.parametrize(
    "path",
    [
        *(
            "/../settings.py",
            "/en/../../../etc/passwd",
            "//etc/passwd",
            "/en/index.html/",
            "/%2e%2e/x",
            "/manifest.json",
        ),
        *("/en\x00/", "/\xff\xfe", "/EN/", "//example.org", "/en/index.html/../x", "/.lock", "/releases/"),
    ],
)
def test_a_path_that_is_not_published_answers_with_the_releases_own_page(site, path):
    answer = ask(path)
    assert (answer["status"], answer["body"]) == (404, FILES["404.html"])
    assert HEADERS.items() <= answer["headers"].items()


def test_before_the_first_release_the_site_says_so(home):
    answer = ask("/en/")
    assert (answer["status"], answer["headers"]["Retry-After"]) == (503, "5")
    assert b"Nothing has been published yet" in answer["body"]


def test_a_new_release_is_served_from_the_next_request_on(site):
    assert ask("/en/")["body"] == FILES["en/index.html"]
    store(site, {**FILES, "en/index.html": b"new"})
    assert ask("/en/")["body"] == b"new"


def test_a_release_that_vanishes_in_mid_request_is_answered_by_its_successor(site, monkeypatch):
    old = (site / CURRENT).resolve()
    read = type(old).read_bytes

    def read_bytes(path):
        if path.is_relative_to(old):
            monkeypatch.undo()
            store(site, {**FILES, "en/index.html": b"new"} | {"en/cities.csv": b"other"})
            raise FileNotFoundError(path)
        return read(path)

    monkeypatch.setattr(type(old), "read_bytes", read_bytes)
    assert ask("/en/")["body"] == b"new"


def test_https_sites_say_that_they_stay_https(site, settings):
    assert "Strict-Transport-Security" not in ask("/en/", HTTP_X_FORWARDED_PROTO="https")["headers"]
    settings.DAYBREAK = replace(settings.DAYBREAK, public_url="https://day.example.org")
    behind_proxy = ask("/en/", host="day.example.org", HTTP_X_FORWARDED_PROTO="https")
    assert behind_proxy["headers"]["Strict-Transport-Security"] == "max-age=63072000"
