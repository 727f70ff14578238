"""The whole, as ``daybreak start`` runs it."""

import os
import signal
import socket
import urllib.request
from pathlib import Path

import pytest

from daybreak.config.heartbeats import WORKER
from daybreak.config.supervisor import _ending
from tests.config.homes import wait_for


def free_port():
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return str(trial.getsockname()[1])


def children_named(home, name):
    found = [(pid, Path(f"/proc/{pid}/cmdline")) for pid in home.processes()]
    wanted = f"cli\0{name}\0".encode()
    return [pid for pid, line in found if line.exists() and wanted in line.read_bytes() and os.getsid(pid) == pid]


@pytest.fixture
def running(real_home):
    """A started Daybreak with its port."""
    port = free_port()
    (real_home.path / "stderr.txt").write_bytes(b"")
    process = real_home.start("start", DAYBREAK_PORT=port)
    assert wait_for(lambda: "Daybreak is ready" in real_home.said(), 60), real_home.said()
    yield process, port
    process.kill()
    process.wait()
    assert wait_for(lambda: not real_home.processes())


def answers(port):
    try:
        return urllib.request.urlopen(f"http://localhost:{port}/healthz", timeout=5).read() == b"daybreak is up\n"
    except OSError:
        return False


def test_a_killed_child_is_started_again_and_ctrl_c_stops_all(running, real_home):
    process, port = running
    assert answers(port)
    (worker,) = children_named(real_home, "worker")
    (web,) = children_named(real_home, "web")
    for pid in (worker, web):
        os.kill(pid, signal.SIGKILL)
    assert wait_for(lambda: children_named(real_home, "worker") not in ([], [worker]))
    assert wait_for(lambda: answers(port)), real_home.said()
    assert "worker was stopped by SIGKILL; it is started again" in real_home.said()
    process.send_signal(signal.SIGINT)
    assert process.wait(12) == 0
    assert real_home.processes() == [] and "did not stop in time" not in real_home.said()


def test_a_killed_supervisor_leaves_nothing_behind(running, real_home):
    process, port = running
    assert wait_for(lambda: (real_home.path / WORKER).exists())
    process.kill()
    process.wait()
    assert wait_for(lambda: not real_home.processes(), 15)
    assert not answers(port)


def test_a_second_start_of_one_home_is_refused_and_stop_stops_the_first(running, real_home):
    process, _ = running
    done = real_home.run("start", DAYBREAK_PORT=free_port())
    assert done.returncode == 1 and "already running" in done.stderr
    assert real_home.run("stop").stdout == "Stopped.\n"
    assert process.wait(5) == 0
    assert real_home.run("stop").stdout == "Nothing runs from this home.\n"


def test_a_taken_port_is_named_with_what_to_do(real_home):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])
        done = real_home.run("start", DAYBREAK_PORT=port)
    assert done.returncode == 1
    assert f"Port {port} is taken by another program" in done.stderr and "DAYBREAK_PORT=" in done.stderr


def test_a_home_that_is_not_set_up_is_refused_with_what_to_do(real_home, tmp_path):
    done = real_home.run("start", DAYBREAK_HOME=str(tmp_path / "none"))
    assert done.returncode == 1 and "daybreak setup" in done.stderr and "Traceback" not in done.stderr


@pytest.mark.parametrize(("code", "words"), [(-9, "SIGKILL"), (3, "code 3"), (-200, "signal 200")])
def test_an_ending_is_said_in_words(code, words):
    assert words in _ending(code)
