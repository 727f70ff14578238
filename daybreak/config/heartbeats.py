"""Signs of life: one small file in the home for each process that works in the background.

The age is the file's own, in real time. What stands in it is for people: a process may write ``problem``, a
sentence about what it cannot do at the moment.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

WORKER = "worker.json"
PUBLISHER = "publisher.json"


@dataclass(frozen=True)
class Heartbeat:
    """What the last sign of life said, and how many seconds ago."""

    age: float
    problem: str


def beat(home: Path, name: str, words: Mapping[str, object]) -> None:
    """Write a sign of life in one rename. A full disk is no reason to stop working: the age will show it."""
    path = home / name
    temporary = path.with_name(f"{name}.{os.getpid()}.tmp")
    try:
        temporary.write_text(json.dumps(words), encoding="utf-8")
        temporary.replace(path)
    except OSError:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def last_heartbeat(home: Path, name: str) -> Heartbeat | None:
    """Return the last sign of life, or None where that process never ran in this home."""
    path = home / name
    try:
        age = max(0.0, time.time() - path.stat().st_mtime)
        body = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    except (OSError, ValueError):
        return Heartbeat(age=float("inf"), problem="Its file cannot be read.")
    problem = body.get("problem") if isinstance(body, dict) else None
    return Heartbeat(age, str(problem or ""))
