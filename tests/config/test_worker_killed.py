"""Workers as real processes: killed, stopped, and two at once."""

import signal

from tests.config.homes import wait_for

STATES = (
    "from django_tasks_db.models import DBTaskResult as R; print(*sorted(R.objects.values_list('status', flat=True)))"
)
CLEAR = "from django_tasks_db.models import DBTaskResult as R; R.objects.all().delete()"


def lines_of(home, name):
    path = home.path / f"{name}.marks"
    return path.read_text().split() if path.exists() else []


def test_a_killed_workers_task_runs_again_and_none_is_lost(real_home):
    names = [f"t{number}" for number in range(10)]
    real_home.python(f"{CLEAR}\nt.slow_at_first.enqueue('killed')\nfor name in {names}: t.mark.enqueue(name)")
    first = real_home.start("worker", "--lease", "2")
    assert wait_for(lambda: lines_of(real_home, "killed") == ["begun"]), real_home.said()
    first.kill()
    first.wait()
    second = real_home.start("worker", "--lease", "2")
    try:
        assert wait_for(lambda: len(lines_of(real_home, "killed")) == 2), real_home.said()
        assert wait_for(lambda: real_home.python(STATES) == " ".join(["SUCCESSFUL"] * 11))
    finally:
        second.terminate()
    assert second.wait(10) == 0
    assert all(lines_of(real_home, name) == ["done"] for name in names)


def test_a_worker_asked_to_stop_finishes_its_task(real_home):
    real_home.python(f"{CLEAR}\nt.rather_slow.enqueue('finished')\nt.mark.enqueue('left')")
    worker = real_home.start("worker")
    assert wait_for(lambda: lines_of(real_home, "finished") == ["begun"]), real_home.said()
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(10) == 0
    assert lines_of(real_home, "finished") == ["done"] and lines_of(real_home, "left") == []
    assert real_home.python(STATES) == "READY SUCCESSFUL"


def test_a_task_longer_than_the_lease_is_not_stolen(real_home):
    real_home.python(f"{CLEAR}\nt.rather_slow.enqueue('kept')")
    workers = [real_home.start("worker", "--lease", "1") for _ in range(2)]
    try:
        assert wait_for(lambda: lines_of(real_home, "kept") == ["done"]), real_home.said()
        assert wait_for(lambda: real_home.python(STATES) == "SUCCESSFUL")
    finally:
        for worker in workers:
            worker.terminate()
    assert [worker.wait(10) for worker in workers] == [0, 0]
    attempts = "from django_tasks_db.models import DBTaskResult as R; print(len(R.objects.get().worker_ids))"
    assert real_home.python(attempts) == "1"
