"""Lighthouse, as on a phone, over the demo's published founding edition behind nginx: home, city and board.

Lighthouse is a program of Node (20 or newer) in the exact versions of ``bench/lighthouse/package-lock.json``,
installed once under ``~/.cache/daybreak-bench``; it drives Debian's Chromium.
"""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

from bench import nginx
from bench.pretix import cache_folder
from bench.runner import NotMeasured
from bench.server import free_port

LOCKED = Path(__file__).resolve().parent / "lighthouse"
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
EDITION = "/en/save-north-korean-refugees-day/2018/"
PAGES = {"home": "/en/", "city": f"{EDITION}united-states/washington/", "board": f"{EDITION}board/"}
RUNS = 3
BEST = 100
MOST_KILOBYTES, MOST_REQUESTS = 60, 4
"""What the first view of the home page may be, map included."""

INSTALL_SECONDS, DEMO_SECONDS, AUDIT_SECONDS = 300, 400, 120
CHROME_FLAGS = (
    *("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)


@dataclass
class Audit:
    """What the runs over one page found: scores by category, and of one run the requests and what cost points."""

    scores: dict[str, list[int]] = field(default_factory=dict)
    requests: list[Mapping[str, Any]] = field(default_factory=list)
    costs: dict[str, list[str]] = field(default_factory=dict)

    def add(self, report: Mapping[str, Any]) -> None:
        """Take in a report as Lighthouse writes it."""
        for name in CATEGORIES:
            category = report["categories"][name]
            self.scores.setdefault(name, []).append(round((category["score"] or 0) * 100))
            if category["score"] != 1:
                self.costs[name] = [
                    one["id"]
                    for one in category["auditRefs"]
                    if one["weight"] and report["audits"][one["id"]]["score"] not in {1, None}
                ]
        self.requests = report["audits"]["network-requests"]["details"]["items"]

    @property
    def sent(self) -> int:
        """Bytes of all answers as they were sent, headers included."""
        return sum(int(one.get("transferSize") or 0) for one in self.requests)

    def to_others(self, host: str) -> list[str]:
        """Return the addresses of requests to any host but *host*."""
        return [str(one["url"]) for one in self.requests if urlsplit(str(one["url"])).hostname != host]


def measure(runs: int = RUNS) -> list[dict[str, object]]:
    """Return scores of each page, and the weight of the home page's first view.

    :raises NotMeasured: if nginx, Node or Chromium is missing, or Lighthouse cannot be installed or fails.
    """
    nginx.program()
    chromium, lighthouse = find_chromium(), find_lighthouse()
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    _play(address)
    site, folder = settings.DAYBREAK.site, settings.DAYBREAK.home / "nginx"
    found: dict[str, Audit] = {name: Audit() for name in PAGES}
    with nginx.serving(nginx.public_and_forms(site, port, 1), folder, port=port):
        for name, path in PAGES.items():
            for _ in range(runs):
                found[name].add(_audit(lighthouse, chromium, address + path, folder / "report.json"))
            for category, costs in found[name].costs.items():
                print(
                    f"  {name}, {category}: points were lost by {', '.join(costs) or 'nothing named'}", file=sys.stderr
                )
    return [*_score_rows(found), *first_view(found["home"], "127.0.0.1")]


def _score_rows(found: Mapping[str, Audit]) -> list[dict[str, object]]:
    return [
        _row(f"audit, {name}, {category}", statistics.median(scores), "of 100", scores, limit=BEST)
        for name, audit in found.items()
        for category, scores in audit.scores.items()
    ]


def first_view(home: Audit, host: str) -> list[dict[str, object]]:
    """Return bytes and requests of the home page's first view. Their limits are what they may be at most."""
    for one in home.requests:
        print(f"  home: {one.get('transferSize', 0):,} bytes {urlsplit(str(one['url'])).path}", file=sys.stderr)
    kilobytes, requests, others = round(home.sent / 1000, 1), len(home.requests), len(home.to_others(host))
    return [
        _row("audit, home, first view", kilobytes, "KB", [kilobytes], limit=MOST_KILOBYTES),
        _row("audit, home, requests", requests, "requests", [requests], limit=MOST_REQUESTS),
        _row("audit, home, other hosts", others, "requests", [others], limit=0),
    ]


def _row(name: str, ours: float, unit: str, runs: Sequence[float], *, limit: float) -> dict[str, object]:
    cores = os.cpu_count()
    return {"name": name, "ours": ours, "peer": None, "limit": limit, "unit": unit, "runs": list(runs), "cores": cores}


def _play(address: str) -> None:
    """Fill the home that the environment names with the played founding edition, published for *address*."""
    print("  playing the demo's day …", file=sys.stderr)
    parent = {"DAYBREAK_PARENT": str(os.getpid())}
    command = [sys.executable, "-m", "bench.founding"]
    _do(command, DEMO_SECONDS, {**os.environ, **parent, "DAYBREAK_PUBLIC_URL": address})


def find_chromium() -> str:
    found = shutil.which("chromium") or shutil.which("google-chrome")
    if found is None:
        raise NotMeasured("Chromium is not installed here: apt-get install chromium")
    return found


def find_lighthouse() -> Path:
    """Return where Lighthouse is, installed at the first run and when the locked versions changed."""
    npm = shutil.which("npm")
    if npm is None:
        raise NotMeasured("Node with npm is not installed here: apt-get install nodejs npm")
    home = cache_folder() / "lighthouse"
    program, names = home / "node_modules" / ".bin" / "lighthouse", ("package.json", "package-lock.json")
    if program.exists() and all((home / name).read_bytes() == (LOCKED / name).read_bytes() for name in names):
        return program
    print(f"  installing Lighthouse into {home}; this is done once …", file=sys.stderr)
    shutil.rmtree(home, ignore_errors=True)
    shutil.copytree(LOCKED, home)
    _do([npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"], INSTALL_SECONDS, dict(os.environ), folder=home)
    return program


def _audit(lighthouse: Path, chromium: str, url: str, report: Path) -> dict[str, Any]:
    """Run Lighthouse once, as on a phone: its own default."""
    command = [str(lighthouse), url, "--quiet", "--output=json", f"--output-path={report}"]
    command += [f"--only-categories={','.join(CATEGORIES)}", f"--chrome-flags={' '.join(CHROME_FLAGS)}"]
    _do(command, AUDIT_SECONDS, {**os.environ, "CHROME_PATH": chromium})
    said: dict[str, Any] = json.loads(report.read_text(encoding="utf-8"))
    if "runtimeError" in said:
        raise NotMeasured(f"Lighthouse could not read {url}: {said['runtimeError'].get('message', '')}")
    return said


def _do(command: Sequence[str], seconds: int, environment: Mapping[str, str], *, folder: Path | None = None) -> None:
    name = Path(command[0]).name
    try:
        done = subprocess.run(
            command, cwd=folder, env=environment, capture_output=True, text=True, timeout=seconds, check=False
        )
    except subprocess.TimeoutExpired:
        raise NotMeasured(f"{name} took longer than {seconds} s.") from None
    if done.returncode:
        last = "\n".join((done.stderr or done.stdout).strip().splitlines()[-3:])
        raise NotMeasured(f"{name} {command[-1]} ended with code {done.returncode}: {last}")
