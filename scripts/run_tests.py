"""Run the tests: on SQLite, then on PostgreSQL. Words after it go to pytest.

What a machine lacks is installed where that is allowed (root on Debian), else the tests that need it are left out,
and it is said.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

from with_postgres import folder_of_programs  # beside this file, where Python looks first

PYTEST = [sys.executable, "-m", "pytest"]
NO_TESTS = 5  # pytest's code where a selection matches none


def main(words: list[str]) -> int:
    """Run both rounds. Returns 0 if all that ran passed."""
    subprocess.run([sys.executable, "-m", "daybreak.config.catalogues"], check=True)
    notes: list[str] = []
    selection = _browser(notes)
    how = [] if any(word.startswith("-n") for word in words) else ["-n", "2"]
    codes = [_round("SQLite", [*PYTEST, *how, *selection, *words])]
    if codes[0] in (0, NO_TESTS):
        codes += _postgres([*PYTEST, *how, "-m", "not browser", *words], notes)
    print("\n".join(["", *notes]).rstrip())
    if NO_TESTS in codes and not any(code == 0 for code in codes):
        return NO_TESTS
    return next((code for code in codes if code not in (0, NO_TESTS)), 0)


def _round(name: str, command: list[str]) -> int:
    print(f"\nTests on {name}", flush=True)
    began = time.monotonic()
    code = subprocess.run(command).returncode
    print(f"{name}: {'passed' if code == 0 else f'pytest ended with {code}'} ({time.monotonic() - began:.0f} s)")
    return code


def _browser(notes: list[str]) -> list[str]:
    """Return pytest's selection: everything, or all but the browser tests."""
    if not shutil.which("chromium"):
        _install("chromium")
    if shutil.which("chromium"):
        return []
    notes.append("Browser tests were left out: Chromium is not installed (Debian: apt-get install chromium).")
    return ["-m", "not browser"]


def _postgres(command: list[str], notes: list[str]) -> list[int]:
    if folder_of_programs() is None:
        _install("postgresql")
    if folder_of_programs() is None:
        notes.append("The tests ran on SQLite only: PostgreSQL is not installed (Debian: apt-get install postgresql).")
        return []
    with_postgres = [sys.executable, str(Path(__file__).with_name("with_postgres.py"))]
    return [_round("PostgreSQL", [*with_postgres, *command])]


def _install(package: str) -> None:
    """Install a Debian package where this user may."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return
    print(f"Installing {package} ...", flush=True)
    install = ["install", "-y", "--no-install-recommends", package]
    if not _apt(*install):
        _apt("update")
        _apt(*install)


def _apt(*words: str) -> bool:
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    return subprocess.run(["apt-get", *words], env=env, capture_output=True).returncode == 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
