"""The sitemap names every page in every language and nothing else; robots.txt names the sitemap."""

from dataclasses import replace
from xml.etree import ElementTree

import pytest
from django.conf import settings as configured

from daybreak.core.lib import clock
from daybreak.faces.public import sitemap as making
from daybreak.faces.public.sitemap import robots, sitemaps
from tests.factories import AT

MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
LINK = "{http://www.w3.org/1999/xhtml}link"
HOST = "http://127.0.0.1:8000"
NO_PAGES = ["/404.html", "/hosts.json", "/assets/look.1.css", "/en/a/2018/feed.atom", "/en/a/2018/share.png"]


@pytest.fixture
def three_languages(settings):
    settings.LANGUAGES = [("en", "English"), ("ko", "Korean"), ("ar", "Arabic")]


@pytest.fixture
def one_language(settings):
    settings.LANGUAGES = [("en", "English")]


def read(body: bytes) -> dict[str, dict[str, str]]:
    """Return the addresses of a sitemap, each with its alternates by language."""
    root = ElementTree.fromstring(body)
    assert root.tag == f"{MAP}urlset"
    return {
        url.findtext(f"{MAP}loc"): {link.get("hreflang"): link.get("href") for link in url.findall(LINK)}
        for url in root.findall(f"{MAP}url")
    }


def test_every_page_stands_in_the_sitemap_and_no_other_file(one_language):
    pages = ["/", "/en/", "/en/a/2018/", "/en/a/2018/kenya/nairobi/"]
    files = sitemaps([*pages, *NO_PAGES, *pages])
    assert list(files) == ["/sitemap.xml"]
    assert list(read(files["/sitemap.xml"])) == [HOST + page for page in pages]


def test_one_language_has_no_alternates(one_language):
    found = read(sitemaps(["/", "/en/", "/en/a/2018/"])["/sitemap.xml"])
    assert set(map(len, found.values())) == {0}


def test_each_page_names_itself_and_the_same_page_in_the_other_languages(three_languages):
    found = read(sitemaps(["/en/a/2018/board/", "/ko/a/2018/board/", "/ar/a/2018/board/"])["/sitemap.xml"])
    same = {tag: f"{HOST}/{tag}/a/2018/board/" for tag in ("ar", "en", "ko")}
    assert found == dict.fromkeys(same.values(), same)


def test_the_home_page_without_a_language_is_the_one_for_everybody_else(three_languages):
    found = read(sitemaps(["/", "/en/", "/ko/"])["/sitemap.xml"])
    assert found[f"{HOST}/ko/"] == {"en": f"{HOST}/en/", "ko": f"{HOST}/ko/", "x-default": f"{HOST}/"}
    assert found[f"{HOST}/"] == found[f"{HOST}/ko/"]


def test_a_page_that_is_there_in_one_language_only_names_no_other(three_languages):
    assert read(sitemaps(["/en/a/2018/", "/ko/b/2018/"])["/sitemap.xml"]) == {
        f"{HOST}/en/a/2018/": {},
        f"{HOST}/ko/b/2018/": {},
    }


def test_the_order_of_the_paths_does_not_matter_and_no_moment_is_printed(three_languages):
    pages = ["/", "/en/", "/ko/", "/ar/"]
    assert sitemaps(pages) == sitemaps(reversed(pages))
    assert b"lastmod" not in sitemaps(pages)["/sitemap.xml"]


def test_signs_that_xml_reserves_are_escaped(three_languages):
    path = '/en/a&b"<c>/'
    found = read(sitemaps([path, path.replace("en", "ko")])["/sitemap.xml"])
    assert list(found) == [f"{HOST}/en/a%26b%22%3Cc%3E/", f"{HOST}/ko/a%26b%22%3Cc%3E/"]


@pytest.mark.parametrize(("limit", "value"), [("MOST_ADDRESSES", 2), ("MOST_BYTES", 280)])
def test_a_long_sitemap_is_split_and_its_index_names_the_parts(limit, value, one_language, monkeypatch):
    monkeypatch.setattr(making, limit, value)
    pages = [f"/en/a/{number}/" for number in range(5)]
    files = sitemaps(pages)
    index = ElementTree.fromstring(files.pop("/sitemap.xml"))
    assert index.tag == f"{MAP}sitemapindex"
    assert [one.text for one in index.iter(f"{MAP}loc")] == [HOST + path for path in files]
    parts = [read(body) for body in files.values()]
    assert len(parts) == 3 and max(map(len, parts)) == 2
    assert [page for part in parts for page in part] == [HOST + page for page in pages]


def test_a_site_without_pages_has_a_sitemap_all_the_same():
    assert read(sitemaps(NO_PAGES)["/sitemap.xml"]) == {}


def test_robots_may_read_everything_and_find_the_sitemap(home):
    assert robots().decode().splitlines() == ["User-agent: *", "Disallow:", "", f"Sitemap: {HOST}/sitemap.xml"]


def test_a_rehearsal_on_the_open_network_asks_not_to_be_found(home, settings):
    settings.DAYBREAK = replace(configured.DAYBREAK, public_url="https://rehearsal.example.org")
    assert b"Disallow: /\n" not in robots()
    clock.move_clock(AT, stopped=True)
    assert b"Disallow: /\n" in robots() and clock.NOTICE.encode() in robots()
