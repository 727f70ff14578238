from datetime import UTC, datetime, timedelta

import pytest
from django_tasks_db.models import DBTaskResult

from daybreak.config.task_queue import (
    BACKOFF_SECONDS,
    MOST_ATTEMPTS,
    Reaper,
    forget_finished,
    oldest_waiting_seconds,
    take,
)
from daybreak.core.lib.errors import Refused
from tests.config import sample_tasks

pytestmark = pytest.mark.django_db


def now():
    return datetime.now(UTC)


def only_row():
    return DBTaskResult.objects.get()


def test_a_task_is_taken_by_one_worker_only():
    sample_tasks.mark.enqueue("x")
    assert take("one", now=now()).path.endswith("sample_tasks.mark")
    assert take("two", now=now()) is None


def test_of_two_workers_that_saw_the_same_row_one_gets_it(monkeypatch):
    sample_tasks.mark.enqueue("x")
    seen = list(DBTaskResult.objects.ready())
    assert take("one", now=now()) is not None
    monkeypatch.setattr(type(DBTaskResult.objects.all()), "ready", lambda self: seen)
    monkeypatch.setattr(type(DBTaskResult.objects), "ready", lambda self: seen)
    assert take("two", now=now()) is None
    assert only_row().worker_ids == ["one"]


def test_the_more_urgent_task_is_taken_first():
    sample_tasks.mark.enqueue("x")
    urgent = sample_tasks.mark.using(priority=50).enqueue("y")
    assert str(take("one", now=now()).id) == urgent.id


def test_a_task_for_later_is_left_until_then():
    sample_tasks.mark.using(run_after=now() + timedelta(hours=1)).enqueue("x")
    assert take("one", now=now()) is None


def test_a_failure_is_tried_again_after_a_pause_and_then_stays_visible():
    sample_tasks.fail.enqueue("x")
    for attempt in range(1, MOST_ATTEMPTS + 1):
        DBTaskResult.objects.filter(status="READY").update(run_after=now())
        taken = take("one", now=now())
        moment = now()
        assert taken.attempt == attempt and taken.fail(ValueError("a secret"), now=moment)
        if attempt < MOST_ATTEMPTS:
            assert only_row().run_after >= moment + timedelta(seconds=BACKOFF_SECONDS[attempt - 1])
    row = only_row()
    assert (row.status, row.exception_class_path) == ("FAILED", "builtins.ValueError")
    assert "secret" not in row.traceback


def test_what_a_verb_refused_is_not_tried_again():
    sample_tasks.refuse.enqueue("x")
    taken = take("one", now=now())
    assert taken.fail(Refused("No."), now=now())
    assert only_row().status == "FAILED"


def test_an_unchanged_lease_is_given_back_and_a_moved_one_is_not():
    sample_tasks.mark.enqueue("x")
    clock = [0.0]
    reaper = Reaper(lease_seconds=10, monotonic=lambda: clock[0])
    taken = take("one", now=now())
    for clock[0] in (0.0, 9.0, 18.0, 27.0):
        assert taken.renew(now=now())
        assert reaper.reap(now=now()) == 0
    clock[0] = 38.0
    assert reaper.reap(now=now()) == 1
    assert only_row().status == "READY" and take("two", now=now()).attempt == 2


def test_a_wrong_wall_clock_takes_nobodys_task():
    sample_tasks.mark.enqueue("x")
    take("one", now=now() - timedelta(days=400))
    reaper = Reaper(lease_seconds=10, monotonic=lambda: 0.0)
    assert [reaper.reap(now=now()), reaper.reap(now=now())] == [0, 0]


def test_a_task_whose_workers_all_died_fails_in_the_end():
    sample_tasks.mark.enqueue("x")
    for _ in range(MOST_ATTEMPTS):
        assert take("one", now=now()) is not None
        reaper = Reaper(lease_seconds=0)
        assert reaper.reap(now=now()) == 1
    assert only_row().status == "FAILED" and only_row().exception_class_path.endswith("WorkerLost")


def test_who_lost_a_task_cannot_mark_it():
    sample_tasks.mark.enqueue("x")
    former = take("one", now=now())
    Reaper(lease_seconds=0).reap(now=now())
    take("two", now=now())
    assert not former.succeed(now=now()) and not former.renew(now=now()) and not former.fail(ValueError(), now=now())
    assert only_row().status == "RUNNING"


def test_finished_rows_are_forgotten_after_thirty_days_and_no_others(at):
    for name in ("old", "young", "waiting"):
        sample_tasks.mark.enqueue(name)
    old, young, _ = DBTaskResult.objects.order_by("enqueued_at")
    DBTaskResult.objects.filter(pk=old.pk).update(status="FAILED", finished_at=now() - timedelta(days=31))
    DBTaskResult.objects.filter(pk=young.pk).update(status="FAILED", finished_at=now() - timedelta(days=29))
    assert forget_finished(at) == 1
    assert DBTaskResult.objects.count() == 2 and not DBTaskResult.objects.filter(pk=old.pk).exists()


def test_the_oldest_waiting_task_is_known_by_its_age():
    assert oldest_waiting_seconds(now=now()) == 0
    sample_tasks.mark.enqueue("x")
    assert 59 < oldest_waiting_seconds(now=now() + timedelta(seconds=60)) < 62
