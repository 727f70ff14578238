"""Measurements for the runner's tests: each does one thing a measurement may do."""

from __future__ import annotations

import os
import signal
import time
from typing import Any

from django.conf import settings


def say_home() -> dict[str, Any]:
    return {"home": str(settings.DAYBREAK.home)}


def say_kills(n: int) -> list[dict[str, Any]]:
    return [{"kills": n}]


def figure() -> dict[str, Any]:
    return {"name": "good", "ours": 1.0, "unit": "things/s", "runs": [1.0]}


def leak(n: int) -> dict[str, Any]:
    return {"name": "leaky", "database": "sqlite", "kills": n, "acknowledged": 5, "lost": 1, "doubled": 0}


def refuse() -> None:
    raise RuntimeError("the reason")


def crash() -> float:
    return 1 / 0


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def hang() -> None:
    time.sleep(60)
