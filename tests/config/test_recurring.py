import ast
from pathlib import Path

import pytest
from django.db import OperationalError
from django.utils.module_loading import import_string
from django_tasks.base import Task

import daybreak
from daybreak.config import recurring
from daybreak.core.lib.tasks import NotATask, enqueue

SOURCE = Path(daybreak.__file__).parent


def enqueued_paths(source):
    """The first arguments of all calls ``enqueue("...")`` in a module's text."""
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call) and node.args]
    named = [call for call in calls if ast.unparse(call.func).split(".")[-1] == "enqueue"]
    return [call.args[0].value for call in named if isinstance(getattr(call.args[0], "value", None), str)]


def broken(at):
    raise ValueError("a secret")


def away(at):
    raise OperationalError("locked")


def two(at):
    return 2


def test_the_search_for_enqueued_paths_finds_them():
    assert enqueued_paths('enqueue("a.b.c", row.pk)\ntasks.enqueue("d.e", 1)\nother("f.g")') == ["a.b.c", "d.e"]


def test_every_enqueued_path_in_the_source_is_a_task():
    for module in SOURCE.rglob("*.py"):
        for path in enqueued_paths(module.read_text()):
            assert isinstance(import_string(path), Task), f"{module}: {path}"


@pytest.mark.parametrize("name", recurring.DUE)
def test_every_recurring_name_is_a_function_of_the_moment(name, db, at):
    assert isinstance(import_string(name)(at), int)


@pytest.mark.django_db
def test_enqueue_queues_a_row_and_refuses_what_is_no_task():
    from django_tasks_db.models import DBTaskResult

    enqueue("tests.config.sample_tasks.mark", "x")
    assert DBTaskResult.objects.get().args_kwargs == {"args": ["x"], "kwargs": {}}
    with pytest.raises(NotATask, match="no_task"):
        enqueue("tests.config.sample_tasks.no_task")


def test_one_that_fails_does_not_keep_the_next_and_is_told_once_without_its_words(at, monkeypatch):
    said = []
    monkeypatch.setattr(recurring.log, "error", lambda line, *words: said.append(line % words))
    round_ = recurring.Recurring([f"{__name__}.broken", f"{__name__}.two"])
    assert [round_.run(at), round_.run(at)] == [2, 2]
    assert len(said) == 1 and "ValueError" in said[0] and "secret" not in said[0]


def test_a_database_that_is_away_ends_the_round(at):
    with pytest.raises(OperationalError):
        recurring.Recurring([f"{__name__}.away", f"{__name__}.two"]).run(at)
