"""The publisher's loop, look by look."""

from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings
from django.db import OperationalError

from daybreak.core.journal.models import Entry
from daybreak.core.lib import clock
from daybreak.domain.campaigns.services import plan_city
from daybreak.publication import loop
from daybreak.publication.errors import PublicationError
from daybreak.publication.loop import Publisher
from daybreak.publication.store import current_release
from tests.factories import AT, DANA, make_city, make_edition, make_plan, make_pledge, make_target
from tests.outputs.board.factories import make_attempt

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("home")]


@pytest.fixture
def edition():
    edition = make_edition()
    make_pledge(target=make_target(edition=edition))
    return edition


@pytest.fixture
def publisher(edition):
    clock.move_clock(AT, stopped=True)
    return Publisher()


def test_it_publishes_at_its_start_and_then_only_when_something_changed(publisher):
    assert publisher.turn()
    assert [publisher.turn() for _ in range(3)] == [False, False, False]


def test_a_quiet_look_costs_one_query(publisher, django_assert_num_queries):
    publisher.turn()
    with django_assert_num_queries(1):
        publisher.turn()


def test_a_journal_line_makes_a_new_release(publisher, edition):
    publisher.turn()
    plan_city(edition, city=make_city(), assumption="An invented note.", actor=DANA, at=AT)
    assert publisher.turn()
    assert current_release(settings.DAYBREAK.site).number == 2


def test_a_site_that_was_removed_by_hand_is_made_again(publisher):
    publisher.turn()
    (settings.DAYBREAK.site / "current").unlink()
    assert publisher.turn()
    assert current_release(settings.DAYBREAK.site) is not None


def test_a_line_that_commits_late_with_a_lower_number_is_seen(publisher, edition):
    plan = make_plan(edition=edition, city=make_city())
    late = plan_city(edition, city=make_city(), actor=DANA, at=AT) and Entry.objects.latest("pk")
    Entry.objects.filter(id=late.id).update(id=late.id + 10)
    publisher.turn()
    Entry.objects.create(id=late.id, at=AT, verb="late", row_type="x", row_id="1", actor_kind="desk", commitment="0")
    type(plan).objects.update(assumption="Committed late.")
    assert publisher.turn()


def test_the_clock_alone_makes_a_release_when_a_result_comes_to_show(publisher, edition):
    make_plan(edition=edition, city=make_city(), results_show="half_hour")
    make_attempt(pledge=edition.pledges.get(), at=AT)
    publisher.turn()
    for minutes, new in ((29, False), (30, True), (31, False)):
        clock.move_clock(AT + timedelta(minutes=minutes), stopped=True)
        assert publisher.turn() is new


def test_a_clock_that_is_moved_back_is_followed(publisher, edition):
    clock.move_clock(AT + timedelta(hours=3), stopped=True)
    publisher.turn()
    clock.move_clock(AT - timedelta(hours=3), stopped=True)
    assert publisher.turn()


def test_a_failing_page_leaves_the_old_release_and_the_loop_alive(publisher, edition, monkeypatch):
    publisher.turn()
    plan_city(edition, city=make_city(), assumption="An invented note.", actor=DANA, at=AT)
    with monkeypatch.context() as broken:
        broken.setattr(loop, "update", lambda at, pause: (_ for _ in ()).throw(PublicationError("/en/ answered 500.")))
        assert not publisher.turn()
        assert publisher.problem == "/en/ answered 500."
    assert not publisher.turn()  # not in every look: after a pause, or at the next line
    plan_city(edition, city=make_city(), assumption="Another.", actor=DANA, at=AT)
    assert publisher.turn()
    assert publisher.problem == ""


@pytest.mark.parametrize("error", [OperationalError("database is locked"), ValueError("a broken template")])
def test_no_error_of_a_run_ends_the_loop(publisher, monkeypatch, error):
    monkeypatch.setattr(loop.Publisher, "_unread", lambda self: (_ for _ in ()).throw(error))
    monkeypatch.setattr(loop.connections, "close_all", lambda: None)
    assert not publisher.turn()
    assert str(error) in publisher.problem


def test_it_tries_again_by_itself_ever_less_often(publisher, monkeypatch):
    began = 0.0  # each run asks when it began, too
    moments = iter([began, 0.0, 1.9, 2.0, began, 2.0, 5.9, 6.0, began, 6.0])
    tried = []
    monkeypatch.setattr(loop.time, "monotonic", lambda: next(moments, 6.0))
    monkeypatch.setattr(
        loop, "update", lambda at, pause: (tried.append(at), (_ for _ in ()).throw(PublicationError("broken")))
    )
    for _ in range(5):
        publisher.turn()
    assert len(tried) == 3


def test_it_stops_between_two_pages(publisher):
    publisher.stop()
    assert not publisher.turn()
    assert current_release(settings.DAYBREAK.site) is None
    assert publisher.problem == ""


def test_the_whole_loop_ends_when_it_is_told_to(publisher, monkeypatch):
    monkeypatch.setattr(loop, "close_old_connections", lambda: None)  # the test's own transaction is open
    began = datetime.now(UTC)
    publisher.run(published=publisher.stop)
    assert current_release(settings.DAYBREAK.site).number == 1
    assert datetime.now(UTC) - began < timedelta(seconds=20)
