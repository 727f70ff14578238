"""The real web process on loopback: started, asked, killed. It serves the home that the environment names."""

from __future__ import annotations

import os
import random
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from types import TracebackType

from django.conf import settings

from daybreak.config.port import answers

PORTS = range(20000, 32000)  # below those the system gives to callers: a restarted server finds its own free
READY_SECONDS = 30.0
POLL_SECONDS = 0.02


class DoesNotServe(RuntimeError):
    """The web process ended, or did not answer in time; the text holds its last lines."""


def free_port() -> int:
    """Return a port nobody listens on."""
    for port in random.sample(PORTS, 100):
        with socket.socket() as trial:
            try:
                trial.bind(("127.0.0.1", port))
            except OSError:
                continue
        return port
    raise DoesNotServe("No port between 20000 and 32000 is free on this machine.")


class WebServer:
    """``daybreak web`` with its children in a process group of their own. A context: it serves inside."""

    def __init__(self) -> None:
        self._log = Path(settings.DAYBREAK.home) / "web.log"
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> WebServer:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.kill()

    def start(self) -> None:
        """Start the process and wait until it answers. :raises DoesNotServe: if it never does."""
        environment = {**os.environ, "DAYBREAK_PARENT": str(os.getpid())}
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "daybreak.config.cli", "web"],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env=environment,
                start_new_session=True,
            )
        until = time.monotonic() + READY_SECONDS
        while not answers(seconds=1.0):
            if self._process.poll() is not None:
                raise DoesNotServe(f"The web process ended with code {self._process.returncode}.\n{self.last_lines()}")
            if time.monotonic() > until:
                self.kill()
                raise DoesNotServe(f"The web process did not answer for {READY_SECONDS:.0f} s.\n{self.last_lines()}")
            time.sleep(POLL_SECONDS)

    def kill(self) -> None:
        """SIGKILL to the whole group at once: no handler, no goodbye, as in a power cut."""
        if self._process is None:
            return
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        self._process = None

    def last_lines(self, count: int = 10) -> str:
        """Return the end of what the process wrote."""
        return "\n".join(self._log.read_text(encoding="utf-8", errors="replace").splitlines()[-count:])
