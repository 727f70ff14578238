import os
import subprocess
import sys

import pytest

from daybreak.config.running import AlreadyRunning, only_one, refuse_if_running, running_process, stop_running
from tests.config.homes import wait_for

HOLD = """
import sys, time
from pathlib import Path
from daybreak.config.running import only_one
with only_one(Path(sys.argv[1])):
    time.sleep(60)
"""


@pytest.fixture
def holder(tmp_path):
    """Another process that holds the home."""
    process = subprocess.Popen([sys.executable, "-c", HOLD, str(tmp_path)])
    assert wait_for(lambda: running_process(tmp_path) == process.pid)
    yield process
    process.kill()
    process.wait()


def test_a_home_is_held_by_one(holder, tmp_path):
    with pytest.raises(AlreadyRunning, match=str(holder.pid)), only_one(tmp_path):
        raise AssertionError


def test_a_killed_holder_holds_nothing(holder, tmp_path):
    holder.kill()
    holder.wait()
    assert running_process(tmp_path) is None
    with only_one(tmp_path):
        assert running_process(tmp_path) == os.getpid()


def test_stop_ends_the_holder_and_says_whether_there_was_one(holder, tmp_path):
    assert stop_running(tmp_path) is True
    assert holder.wait(5) != 0
    assert stop_running(tmp_path) is False


def test_a_running_home_can_be_refused_before_anything_is_touched(holder, tmp_path):
    with pytest.raises(AlreadyRunning, match=str(holder.pid)):
        refuse_if_running(tmp_path)
    holder.kill()
    holder.wait()
    refuse_if_running(tmp_path)
