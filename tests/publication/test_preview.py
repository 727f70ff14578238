"""What the world sees, what waits, and what a change would do: looked at, never done."""

import pytest
from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from daybreak.core.journal.models import Entry
from daybreak.core.lib import clock
from daybreak.domain.campaigns.hold import PublicationHold
from daybreak.domain.campaigns.models import CityPlan
from daybreak.domain.campaigns.services import plan_city
from daybreak.domain.campaigns.services_figures import note_figure
from daybreak.domain.gatherings.models import Gathering
from daybreak.publication import preview
from daybreak.publication.publish import publish, update
from daybreak.publication.reading import Line, lines_of, side_by_side
from tests.factories import AT, DANA, make_desk_user, make_edition, make_gathering, make_pledge, make_target
from tests.outputs.board.factories import make_attempt

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("home")]
BASE = "/en/save-north-korean-refugees-day/2018/"
NAIROBI = f"{BASE}kenya/nairobi/"


@pytest.fixture
def edition():
    clock.move_clock(AT, stopped=True)
    edition = make_edition(state="live")
    make_attempt(pledge=make_pledge(target=make_target(edition=edition)), at=AT)
    make_gathering(edition=edition)
    publish(AT)
    return edition


@pytest.fixture
def desk(client):
    client.force_login(make_desk_user())
    client.defaults["HTTP_HOST"] = "localhost"
    return client


def words(response):
    return " ".join(response.content.decode().split())


def test_a_page_is_read_line_by_line_without_its_frame():
    page = b"<nav>Menu</nav><main><h1>A <b>day</b></h1><svg><text>x</text></svg>"
    page += b"<table><tr><td>1</td><td>2</td></tr></table>"
    assert lines_of(page + b'<p>Last<br>line <img alt="A gate"></p></main><footer>End</footer>') == [
        *("A day", "1 · 2", "Last", "line [A gate]")
    ]


def test_two_versions_are_laid_side_by_side():
    found = side_by_side(["a", "b", "c", "d"], ["a", "b", "x", "d"])
    assert found == [Line("", "b"), Line("gone", "c"), Line("new", "x"), Line("", "d")]
    assert side_by_side(["a"], ["a"]) == []


def test_what_waits_is_what_the_next_update_renders(edition):
    assert preview.waiting(AT) == []
    note_figure(edition, kind="reported", what="cities", value=4321, source="Sample", actor=DANA, at=AT)
    waits = preview.waiting(AT)
    assert f"{BASE}press/" in waits
    assert NAIROBI not in waits
    found = preview.difference(f"{BASE}press/", at=AT)
    assert any("4321" in line.text for line in found.lines if line.change == "new")
    update(AT)
    assert (preview.waiting(AT), preview.difference(f"{BASE}press/", at=AT).state) == ([], "same")


def test_a_change_that_is_tried_is_undone(edition):
    def change():
        plan_city(edition, city=edition.targets.get().city, reveal="now", results_show="at_once", actor=DANA, at=AT)
        return HttpResponseRedirect("/")

    before = Entry.objects.count()
    found = preview.after(change, at=AT)
    assert NAIROBI in [one.url for one in found.differences]
    assert (Entry.objects.count(), CityPlan.objects.count()) == (before, 0)
    assert preview.waiting(AT) == []


def test_a_form_that_is_not_right_yet_answers_for_itself(edition):
    found = preview.after(lambda: HttpResponse("wrong", status=422), at=AT)
    assert (found.answer.status_code, found.differences) == (422, [])


def test_the_desk_sees_what_the_world_sees_of_a_city(edition, desk):
    city = edition.targets.get().city
    page = words(desk.get(reverse("desk-world"), {"city": city.pk}))
    assert f"{settings.DAYBREAK.public_url}{NAIROBI}" in page
    assert "Nothing: this page stays as it is." in page
    assert desk.get(reverse("desk-world"), {"city": "nowhere"}).status_code == 200
    assert desk.get(reverse("desk-world"), {"page": "/en/nowhere/"}).status_code == 200


def test_the_desk_holds_publication_and_resumes(edition, desk):
    assert "Say why" in words(desk.post(reverse("desk-hold"), {"reason": " "}))
    desk.post(reverse("desk-hold"), {"reason": "A city may be wrong"})
    assert "Because: A city may be wrong." in words(desk.get(reverse("desk-world")))
    assert desk.post(reverse("desk-hold"), {"reason": "again"}).status_code == 422
    desk.post(reverse("desk-resume"))
    assert PublicationHold.objects.standing() is None


def test_the_desk_sees_what_cancelling_would_do_and_nothing_is_done(edition, desk):
    gathering = Gathering.objects.get()
    form = reverse("desk-gathering-cancel", args=[gathering.pk])
    page = words(desk.post(reverse("desk-after"), {"form": form}))
    assert f"{BASE}gatherings/{gathering.public_id}/" in page
    assert "The page goes." in page
    assert Gathering.objects.get().state == "planned"
    assert "is cancelled" not in words(desk.get(reverse("desk-world")))


def test_fields_of_the_form_are_kept_for_the_real_button(edition, desk):
    city = edition.targets.get().city
    form = reverse("desk-city", args=[city.pk])
    plan = {"reveal": "now", "results_show": "at_once", "desk_note": "<kept>"}
    page = words(desk.post(reverse("desk-after"), {**plan, "form": f"{form}?do=plan"}))
    assert f'action="{form}"' in page
    assert 'name="do" value="plan"' in page
    assert "&lt;kept&gt;" in page
    assert CityPlan.objects.count() == 0


@pytest.mark.parametrize("form", ["", "/desk/", "/f/x/", "https://example.org/", "/desk/world/after/", "/healthz"])
def test_only_forms_of_the_desk_are_tried(edition, desk, form):
    assert desk.post(reverse("desk-after"), {"form": form}).status_code == 303


def test_a_stranger_sees_none_of_it(edition, client):
    for name in ("desk-world", "desk-hold", "desk-resume", "desk-after"):
        answer = client.post(reverse(name), {"reason": "x"}, headers={"host": "localhost"})
        assert answer.status_code in (303, 405)
        assert "sign-in" in answer.headers.get("Location", "sign-in")
    assert PublicationHold.objects.count() == 0
