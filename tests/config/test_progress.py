import io

import pytest

from daybreak.config import progress as module
from daybreak.config.progress import Progress


class Terminal(io.StringIO):
    encoding = "utf-8"

    def isatty(self):
        return True


def test_a_quick_step_is_one_plain_line_in_a_file():
    out = io.StringIO()
    with Progress(out).step("tables"):
        pass
    assert out.getvalue() == "  ok tables\n"


def test_a_slow_step_says_what_it_does_and_how_long_it_took(monkeypatch):
    monkeypatch.setattr(module, "QUIET_SECONDS", 0.0)
    out = io.StringIO()
    with Progress(out).step("index of cities") as step:
        step.tell("12 of 34")
    assert "  .. index of cities 12 of 34\n" in out.getvalue()
    assert out.getvalue().endswith("  ok index of cities (0.0 s)\n")


def test_a_terminal_sees_one_line_that_is_rewritten(monkeypatch):
    monkeypatch.setattr(module, "QUIET_SECONDS", 0.0)
    out = Terminal()
    with Progress(out).step("tables") as step:
        step.tell("half")
    assert out.getvalue().count("\n") == 1 and "\r  ✓ tables (0.0 s)" in out.getvalue()


def test_a_failed_step_is_marked_and_the_error_passes():
    out = io.StringIO()
    with pytest.raises(ValueError), Progress(out).step("tables"):
        raise ValueError
    assert out.getvalue() == "  !! tables\n"
