"""Requests per second and their peer: what is read out of other programs, and what is given to them."""

from datetime import UTC, datetime

import pytest

from bench import load, nginx, pages, pretix
from bench.runner import NotMeasured

AT = datetime(2018, 9, 24, 12, tzinfo=UTC)
GOOD = "  100 requests in 2.00s, 1MB read\nRequests/sec:  39783.67\nTransfer/sec: 1MB\n"


def test_the_pace_is_read_from_what_wrk_says():
    assert load.read(GOOD, url="x") == 39783.67


@pytest.mark.parametrize(
    "said",
    [
        "  Non-2xx or 3xx responses: 3\n" + GOOD,
        "  Socket errors: connect 0, read 2, write 0, timeout 0\n" + GOOD,
        "Requests/sec:      0.00\n",
        "unable to connect to 127.0.0.1\n",
    ],
)
def test_an_answer_that_is_no_page_spoils_the_measurement(said):
    with pytest.raises(NotMeasured, match="http://x was not answered"):
        load.read(said, url="http://x")


def test_without_wrk_the_sentence_says_how_to_get_it(monkeypatch):
    monkeypatch.setattr(load.shutil, "which", lambda name: None)
    with pytest.raises(NotMeasured, match="apt-get install wrk"):
        load.find_wrk()


def test_without_nginx_the_sentence_says_how_to_get_it(monkeypatch):
    monkeypatch.setattr(nginx.shutil, "which", lambda *words, **more: None)
    with pytest.raises(NotMeasured, match="apt-get install nginx-light"):
        nginx.program()


def test_the_peer_gets_an_entry_with_free_places_for_each_name():
    found = pretix.rows(["Nairobi", "Seoul"], at=AT)
    entries = [row["fields"] for row in found if row["model"] == "pretixbase.subevent"]
    assert [entry["name"] for entry in entries] == ["Nairobi", "Seoul"]
    assert {entry["date_from"] for entry in entries} == {"2018-09-25T12:00:00+00:00"}
    assert [row["fields"]["subevent"] for row in found if row["model"] == "pretixbase.quota"] == [1, 2]


def test_a_page_of_the_peer_that_lacks_an_entry_is_refused(tmp_path):
    page = tmp_path / "page.html"
    page.write_text("<p>N&#x27;Djamena</p>", encoding="utf-8")
    assert pretix.shows(page.as_uri(), ["N'Djamena"])
    with pytest.raises(NotMeasured, match="does not show 1 of 2 entries: Seoul"):
        pretix.shows(page.as_uri(), ["N'Djamena", "Seoul"])
    assert not pretix.shows(page.with_name("none").as_uri(), ["Seoul"])


def test_a_peer_that_cannot_be_installed_is_told_with_its_own_words(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(pretix.sys, "executable", str(tmp_path / "no-python"))
    with pages.peer_of(["Seoul"], at=AT) as (peer, missing):
        assert peer is None
        assert "no-python" in missing


def test_a_figure_of_pages_is_the_median_and_says_why_it_has_no_peer():
    page = pages.Page("home", "/en/", "home.html", ours=[1.0, 30.0, 20.0], limits=[40.0, 40.0, 1.0])
    row = pages.row_of(page, "no pretix here")
    assert (row["ours"], row["limit"], row["peer"], row["missing"]) == (20, 40, None, "no pretix here")
