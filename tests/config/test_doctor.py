import os
import socket
import time
from dataclasses import replace
from datetime import UTC, datetime

import pytest
import time_machine
from django.db import connection

from daybreak.config import doctor, doctor_data, doctor_machine
from daybreak.config.findings import Grade, duration
from daybreak.config.heartbeats import WORKER, beat, last_heartbeat
from daybreak.core.lib.clock import move_clock


def one(check):
    (finding,) = check()
    return finding


@pytest.fixture
def daybreak(settings):
    """Change single settings of the product."""

    def change(**values):
        settings.DAYBREAK = replace(settings.DAYBREAK, **values)

    return change


def test_a_missing_home_is_wrong_and_says_setup(daybreak, tmp_path):
    daybreak(home=tmp_path / "none")
    finding = one(doctor_machine.home)
    assert finding.grade is Grade.WRONG and "daybreak setup" in finding.to_do
    assert not (tmp_path / "none").exists()


def test_a_home_that_cannot_be_written_is_wrong(daybreak, tmp_path, monkeypatch):
    daybreak(home=tmp_path)
    assert one(doctor_machine.home).grade is Grade.GOOD
    assert list(tmp_path.iterdir()) == []

    def read_only(path, data):
        raise OSError(30, "Read-only file system", str(path))

    monkeypatch.setattr(doctor_machine.Path, "write_bytes", read_only)
    assert "Read-only file system" in one(doctor_machine.home).found


def test_a_home_on_a_full_disk_asks_for_space_not_for_rights(daybreak, tmp_path, monkeypatch):
    daybreak(home=tmp_path)

    def full(path, data):
        raise OSError(28, "No space left on device", str(path))

    monkeypatch.setattr(doctor_machine.Path, "write_bytes", full)
    assert one(doctor_machine.home).to_do == "Free some space."


@pytest.mark.parametrize(("megabytes", "grade"), [(20, Grade.WRONG), (300, Grade.NOTE), (900, Grade.GOOD)])
def test_a_disk_is_judged_by_the_room_left(monkeypatch, megabytes, grade):
    usage = type("Usage", (), {"free": megabytes * 1024**2})
    monkeypatch.setattr(doctor_machine.shutil, "disk_usage", lambda path: usage)
    assert one(doctor_machine.disk).grade is grade


def test_a_key_file_that_others_can_read_is_wrong(settings):
    path = settings.DAYBREAK.key_file
    assert one(doctor_machine.key_file).grade is Grade.GOOD
    path.chmod(0o644)
    try:
        assert f"chmod 600 {path}" in one(doctor_machine.key_file).to_do
    finally:
        path.chmod(0o600)


def test_a_missing_key_file_is_wrong(daybreak, tmp_path):
    daybreak(key_file=tmp_path / "none.key")
    assert one(doctor_machine.key_file).grade is Grade.WRONG


def test_a_clock_before_this_program_is_wrong():
    with time_machine.travel(datetime(1970, 1, 1, tzinfo=UTC)):
        assert next(doctor_machine.clocks()).grade is Grade.WRONG


def test_a_rehearsal_is_named(home, at):
    move_clock(at, stopped=True)
    assert "2018-09-24 09:00" in list(doctor_machine.clocks())[1].found


def test_a_taken_port_is_wrong_and_another_is_proposed(daybreak):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        daybreak(port=other.getsockname()[1])
        finding = one(doctor_machine.port)
    assert finding.grade is Grade.WRONG and "DAYBREAK_PORT=" in finding.to_do
    assert one(doctor_machine.port).grade is Grade.GOOD


def test_a_silent_worker_is_noted_and_one_with_a_problem_is_wrong(home):
    assert "never ran" in next(doctor_data.processes()).found
    beat(home, WORKER, {"problem": "The disk is full."})
    assert next(doctor_data.processes()).found == "The disk is full."
    beat(home, WORKER, {"problem": ""})
    assert next(doctor_data.processes()).grade is Grade.GOOD
    old = time.time() - 600
    os.utime(home / WORKER, (old, old))
    assert "10 min ago" in next(doctor_data.processes()).found


def test_a_damaged_heartbeat_is_told(home):
    (home / WORKER).write_text("{")
    assert last_heartbeat(home, WORKER).problem


def test_a_check_that_breaks_is_a_finding(monkeypatch):
    def broken():
        raise KeyError("x")

    (finding,) = doctor._ask((broken,))
    assert finding.grade is Grade.WRONG and "KeyError" in finding.found


@pytest.mark.django_db
def test_the_health_page_of_the_desk_gets_findings_without_the_port(home):
    found = {finding.what for finding in doctor.findings(from_web=True)}
    assert "port" not in found and {"home", "database", "worker", "journal"} <= found


def test_doctor_is_content_with_a_home_that_is_set_up(real_home):
    done = real_home.run("doctor", DAYBREAK_PORT="8643")
    if connection.vendor == "sqlite":
        assert done.returncode == 0 and "All is well" in done.stdout
    else:  # the server of the tests forgets everything in a power cut, for speed
        assert next(line for line in done.stdout.splitlines() if line.startswith("  ! ")).startswith("  ! durability")


def test_doctor_exits_with_1_where_something_must_be_mended(real_home, tmp_path):
    done = real_home.run("doctor", DAYBREAK_KEY_FILE=str(tmp_path / "none.key"))
    assert done.returncode == 1 and "to mend" in done.stdout


@pytest.mark.parametrize(
    ("seconds", "words"), [(5, "5 s"), (119, "119 s"), (120, "2 min"), (7200, "2 h"), (200_000, "2 days")]
)
def test_a_duration_is_said_in_the_unit_a_person_would_use(seconds, words):
    assert duration(seconds) == words


@pytest.mark.parametrize("address", ["192.0.2.1", "999.1.1.1"])
def test_an_address_of_another_machine_is_not_called_a_taken_port(daybreak, address):
    daybreak(bind=address)
    finding = next(doctor_machine.free_port())
    assert finding.grade is Grade.WRONG and "DAYBREAK_BIND" in finding.found


def test_a_port_this_user_may_not_use_is_told(monkeypatch):
    monkeypatch.setattr(doctor_machine.ports, "why_not_free", lambda port: PermissionError(13, "Permission denied"))
    assert "above 1023" in next(doctor_machine.free_port()).to_do
