import logging

import pytest
from django.db import OperationalError
from django_tasks_db.models import DBTaskResult

from daybreak.config import worker as module
from daybreak.config.worker import Worker
from daybreak.core.journal.models import Entry, Seal
from daybreak.core.journal.services import record
from daybreak.core.lib.actor import WORKER
from daybreak.domain.people.models import Person
from tests.config import sample_tasks

pytestmark = pytest.mark.django_db


def test_a_worker_runs_what_is_queued(home):
    sample_tasks.mark.enqueue("one")
    sample_tasks.mark.enqueue("two")
    assert Worker().run_until_idle() == 2
    assert sample_tasks.marks("one").exists() and sample_tasks.marks("two").exists()
    assert set(DBTaskResult.objects.values_list("status", flat=True)) == {"SUCCESSFUL"}


def test_a_task_that_asks_is_told_which_attempt_it_is(home):
    sample_tasks.count_attempts.enqueue("x")
    Worker().run_until_idle()
    assert sample_tasks.marks("x").read_text() == "1"


def test_a_failing_task_does_not_keep_the_next_from_running(home, monkeypatch):
    monkeypatch.setattr(module.log, "warning", lambda *words: None)
    sample_tasks.fail.enqueue("bad")
    sample_tasks.mark.enqueue("good")
    Worker().run_until_idle()
    assert sample_tasks.marks("good").exists()


def test_a_task_over_its_deadline_is_stopped_and_counts_as_failed(home):
    sample_tasks.slow_at_first.enqueue("x")
    Worker(deadline=0.2).run_until_idle()
    row = DBTaskResult.objects.get()
    assert row.status == "READY" and row.exception_class_path.endswith("TookTooLong")


def test_the_journal_is_sealed_in_passing(home, at):
    person = Person.objects.create(name="Amina Invented", added_at=at)
    record("add_person", person, actor=WORKER, at=at)
    Worker().run_until_idle()
    assert Seal.objects.count() == 1 and not Entry.objects.filter(position=None).exists()


def test_a_database_that_is_away_is_said_once(home, monkeypatch):
    said = []
    monkeypatch.setattr(module.log, "error", lambda *words: said.append(words))
    monkeypatch.setattr(module.connections, "close_all", lambda: None)
    worker = Worker()
    for _ in range(3):
        worker._away(OperationalError("database is locked"))
    assert len(said) == 1


def test_no_log_line_repeats_what_somebody_wrote(home, monkeypatch):
    lines = []
    handler = logging.Handler()
    handler.emit = lambda record: lines.append(record.getMessage())
    monkeypatch.setattr(module.log, "handlers", [handler])
    sample_tasks.fail.enqueue("x")
    Worker().run_until_idle()
    assert "ValueError" in "".join(lines) and "secret" not in "".join(lines)
