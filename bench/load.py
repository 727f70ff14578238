"""Requests per second of an address, asked by ``wrk`` over connections that stay open, with gzip accepted."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys

from bench.runner import NotMeasured

WRONG = "wrk is not installed here: apt-get install wrk"
INSTALL_SECONDS = 180
LIKE_A_BROWSER = ("-H", "Accept-Encoding: gzip, deflate, br", "-H", "Accept-Language: en")


def find_wrk() -> str:
    """Return where wrk is; where it is missing and this is root, Debian's package is installed.

    :raises NotMeasured: if it is not there and cannot be installed.
    """
    found = shutil.which("wrk")
    if found is None and os.geteuid() == 0 and shutil.which("apt-get"):
        print("  installing the Debian package wrk …", file=sys.stderr)
        command = ["apt-get", "install", "-y", "-q", "--no-install-recommends", "wrk"]
        done = subprocess.run(command, capture_output=True, text=True, timeout=INSTALL_SECONDS, check=False)
        found = shutil.which("wrk")
        if found is None:
            raise NotMeasured(f"{WRONG} ended with: {done.stderr.strip()[-200:]}")
    if found is None:
        raise NotMeasured(WRONG)
    return found


def ask(wrk: str, url: str, *, seconds: int, connections: int, threads: int) -> float:
    """Ask *url* again and again for *seconds*. Return answers per second.

    :raises NotMeasured: if any answer was not a page, or there was none.
    """
    shape = (f"-t{threads}", f"-c{connections}", f"-d{seconds}s", "--timeout", "20s")
    done = subprocess.run(
        [wrk, *shape, *LIKE_A_BROWSER, url], capture_output=True, text=True, timeout=seconds + 60, check=False
    )
    return read(done.stdout, url=url)


def read(said: str, *, url: str) -> float:
    """Return the requests per second out of what wrk printed. :raises NotMeasured: as ``ask``."""
    pace = re.search(r"^Requests/sec:\s+([\d.]+)", said, re.MULTILINE)
    wrong = re.search(r"^\s*(Non-2xx or 3xx responses: \d+|Socket errors: .*)", said, re.MULTILINE)
    if pace is None or wrong is not None or not float(pace[1]):
        raise NotMeasured(f"{url} was not answered as it should be: {wrong[1] if wrong else said.strip()[-200:]}")
    return float(pace[1])
