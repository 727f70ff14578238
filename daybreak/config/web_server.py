"""The web process: granian serving ``daybreak.config.wsgi``.

On SQLite one process with a few threads: there is one writer at a time anyway, and a person waiting for the lock
must not keep the others from reading. On PostgreSQL one process for each core, at most four.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any, cast

from django.conf import settings
from django.db import connection
from granian import Granian
from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels
from granian.utils.proxies import wrap_wsgi_with_proxy_headers

TARGET = "daybreak.config.wsgi:application"
THREADS = 4
MOST_PROCESSES = 4
WAITING = 64
"""Connections waiting in the kernel's queue beyond those served; more are refused at once."""

STOP_SECONDS = 7
HEADER_MILLISECONDS = 5000
"""How long a client may take to send its request's head."""

_PROXIES = ["127.0.0.1", "::1", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7"]
"""Where a reverse proxy can stand. Believed only when the forms' address is https: then a proxy speaks it."""


def serve() -> None:
    """Serve until told to stop."""
    sqlite = connection.vendor == "sqlite"
    Granian(
        TARGET,
        address=settings.DAYBREAK.bind,
        port=settings.DAYBREAK.port,
        interface=Interfaces.WSGI,
        http=HTTPModes.http1,
        websockets=False,
        workers=1 if sqlite else min(os.cpu_count() or 1, MOST_PROCESSES),
        blocking_threads=THREADS,
        backlog=128,
        backpressure=WAITING,
        http1_settings=HTTP1Settings(header_read_timeout=HEADER_MILLISECONDS),
        log_level=LogLevels.warning,
        log_access=False,
        respawn_failed_workers=True,
        workers_kill_timeout=STOP_SECONDS,
    ).serve(target_loader=load_in_worker, wrap_loader=False)


def load_in_worker() -> Callable[..., Any]:
    """Load the application in granian's own child, which leaves when granian is killed."""
    from daybreak.config.parent import leave_with

    leave_with(os.getppid())
    from daybreak.config.wsgi import application

    if settings.DAYBREAK.forms_url.startswith("https:"):
        # Without it all callers would look like the proxy and share one bucket of the rate limits.
        return cast(Callable[..., Any], wrap_wsgi_with_proxy_headers(application, _PROXIES))
    return cast(Callable[..., Any], application)
