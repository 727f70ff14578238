import subprocess
import sys

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError
from django.db import OperationalError

from daybreak.config import cli
from daybreak.config.command_list import command_names, commands_by_group
from daybreak.core.lib.errors import Refused


def fails_with(monkeypatch, error):
    def broken(module, arguments):
        raise error

    monkeypatch.setattr(cli, "_execute", broken)
    return cli.run(["doctor"])


def test_help_lists_every_command_once_with_a_line_and_nothing_of_djangos(capsys):
    assert cli.run([]) == 0
    listed = capsys.readouterr().out
    for name in command_names():
        assert listed.count(f"\n  {name} ") == 1
    assert "collectstatic" not in listed and "runserver" not in listed
    assert all(summary for commands in commands_by_group().values() for _, summary in commands)


def test_help_needs_no_settings():
    done = subprocess.run(
        [sys.executable, "-m", "daybreak.config.cli", "--help"], env={"DAYBREAK_PORT": "x"}, capture_output=True
    )
    assert done.returncode == 0 and b"Start and stop" in done.stdout


def test_an_unknown_command_is_answered_with_near_ones(capsys):
    assert cli.run(["verify-jurnal"]) == 2
    assert "Did you mean verify-journal" in capsys.readouterr().err


def test_a_command_is_found_with_dashes_and_underscores(capsys):
    for name in ("what-we-hold", "what_we_hold"):
        with pytest.raises(SystemExit) as left:
            cli.run([name, "--help"])
        assert left.value.code == 0
    printed = capsys.readouterr().out
    assert "daybreak what-we-hold" in printed and "--pythonpath" not in printed


@pytest.mark.parametrize(
    ("error", "code"), [(Refused("No."), 1), (CommandError("No."), 1), (ImproperlyConfigured("No."), 2)]
)
def test_a_refusal_is_its_sentence_and_a_code(monkeypatch, capsys, error, code):
    assert fails_with(monkeypatch, error) == code
    assert capsys.readouterr().err == "No.\n"


def test_an_unknown_error_is_named_without_a_traceback(monkeypatch, capsys):
    assert fails_with(monkeypatch, ZeroDivisionError("oh")) == 3
    said = capsys.readouterr().err
    assert "ZeroDivisionError: oh" in said and "DAYBREAK_TRACEBACK=1" in said and "Traceback" not in said


def test_the_traceback_comes_when_asked_for(monkeypatch):
    monkeypatch.setenv("DAYBREAK_TRACEBACK", "1")
    with pytest.raises(ZeroDivisionError):
        fails_with(monkeypatch, ZeroDivisionError("oh"))


def test_ctrl_c_is_no_error_message(monkeypatch, capsys):
    assert fails_with(monkeypatch, KeyboardInterrupt()) == 130
    assert capsys.readouterr().err == "\nStopped.\n"


def test_a_database_that_cannot_be_used_is_a_sentence(monkeypatch, capsys):
    assert fails_with(monkeypatch, OperationalError("database or disk is full")) == 1
    assert "Traceback" not in (said := capsys.readouterr().err) and said.endswith(".\n")


def test_a_wrong_setting_is_a_sentence_and_code_2(real_home):
    done = real_home.run("journal-head", DAYBREAK_PORT="eighty")
    assert done.returncode == 2
    assert done.stderr.startswith("DAYBREAK_PORT is 'eighty'") and "Traceback" not in done.stderr


def test_a_reader_that_leaves_is_no_error(real_home):
    command = f"{sys.executable} -m daybreak.config.cli what-we-hold | head -n 1"
    done = subprocess.run(["bash", "-c", command], env=real_home.env, capture_output=True, text=True)
    assert done.stderr == ""


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DAYBREAK_PORT", "²"),
        ("DAYBREAK_PORT", "9" * 5000),
        ("DAYBREAK_HOME", "~nobody-of-that-name/x"),
        ("DAYBREAK_DATABASE", "postgresql://u:secret@127.0.0.1:abc/x"),
        ("DAYBREAK_DATABASE", "postgresql://u:secret@127.0.0.1:99999/x"),
        ("DAYBREAK_DATABASE", "postgresql://[::1/x"),
        ("DAYBREAK_DATABASE", "sqlite:"),
        ("DAYBREAK_PUBLIC_URL", "http://localhost:8000?x"),
        ("DAYBREAK_PUBLIC_URL", "http://localhost:8000"),
    ],
)
def test_a_setting_that_cannot_be_meant_names_itself(name, value):
    done = subprocess.run(
        [sys.executable, "-m", "daybreak.config.cli", "routes"], env={name: value}, capture_output=True, text=True
    )
    assert done.returncode == 2 and name in done.stderr
    assert "secret" not in done.stderr and len(done.stderr.splitlines()) == 1
