"""The limit: what it calls a commit must be one, counted once."""

import threading
import time

import pytest

from bench import commits


class Disk:
    """A database with one writer at a time, a hundredth of a second each; every further opening waits a window long."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.opened = 0

    def __enter__(self):
        with self.lock:
            self.opened += 1
            mine = self.opened
        time.sleep(0.2 * max(0, mine - 2))
        return self.write

    def __exit__(self, *_):
        return None

    def write(self, statement, *values):
        with self.lock:
            time.sleep(0.01)


@pytest.mark.parametrize("threads", [1, 4])
def test_several_connections_to_a_single_writer_are_not_counted_as_several_writers(monkeypatch, threads):
    disk = Disk()
    monkeypatch.setattr(commits, "_sqlite", lambda: disk)
    monkeypatch.setattr(commits, "_postgresql", lambda: disk)
    assert 0 < commits.bare_commits(0.2, threads=threads) <= 1.1 / 0.01


@pytest.mark.django_db(transaction=True)
def test_the_real_database_takes_them_and_forgets_them():
    assert commits.bare_commits(0.2, threads=2) > 0
    assert commits.bare_commits(0.2, threads=1) > 0


def test_a_connection_that_cannot_be_opened_fails_the_measurement(monkeypatch):
    monkeypatch.setattr(commits, "_sqlite", lambda: 1 / 0)
    monkeypatch.setattr(commits, "_postgresql", lambda: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        commits.bare_commits(0.1, threads=2)
