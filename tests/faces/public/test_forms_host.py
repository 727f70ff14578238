"""A reader who asks Django itself for a public page is sent to the public site, and nowhere else."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.test import Client

from daybreak.faces.public.moment import moment, to_public_site
from tests.faces.public.reading import BASE

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", ["/", "/en/", BASE, BASE + "kenya/nairobi/"])
def test_a_known_path_is_sent_to_the_public_site(path: str) -> None:
    response = Client().get(path + "?next=https://example.org")
    assert response.status_code == 302
    assert response.headers["Location"] == settings.DAYBREAK.public_url + path


@pytest.mark.parametrize("path", ["/xx/", "/en/x/y/board/z/a/b/", "/@example.org"])
def test_an_unknown_path_is_sent_nowhere(path: str) -> None:
    response = Client().get(path)
    assert response.status_code == 404


def test_a_strange_path_cannot_leave_our_host(rf: pytest.FixtureRequest) -> None:
    for path in ("//example.org/", "/\\example.org", "/%0d%0aLocation:x"):
        request = rf.get("/")  # type: ignore[attr-defined]
        request.path = path
        location = to_public_site(request).headers["Location"]
        assert location.startswith(settings.DAYBREAK.public_url + "/")
        assert not location.startswith(settings.DAYBREAK.public_url + "//")
        assert "\r" not in location


def test_a_browser_cannot_pretend_to_be_the_publisher(rf: pytest.FixtureRequest) -> None:
    request = rf.get("/", headers={"Daybreak.At": "2018-09-24", "daybreak-at": "2018-09-24"})  # type: ignore[attr-defined]
    assert moment(request) is None


def test_a_page_is_read_only() -> None:
    assert Client().post(BASE).status_code == 405
