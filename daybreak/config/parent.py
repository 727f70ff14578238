"""A process that must not outlive the one that started it.

Checked by asking for the parent's id: works on every system, needs no privilege, and holds when the parent is
killed and can tell nobody.
"""

from __future__ import annotations

import os
import signal
import threading
import time

LOOK_SECONDS = 0.5
GRACE_SECONDS = 10.0


def leave_with(parent: int) -> None:
    """Stop this process when the process *parent* is no longer its parent: politely first, then for certain."""
    threading.Thread(target=_watch, args=(parent,), name="leave-with-parent", daemon=True).start()


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(LOOK_SECONDS)
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(GRACE_SECONDS)
    os._exit(1)
