"""The port of the web process: is it free, is it ours?"""

from __future__ import annotations

import http.client
import socket
from urllib.parse import urlsplit

from django.conf import settings

SIGN = "daybreak is up"
"""What ``/healthz`` answers. Says nothing of versions or hosts."""

_ANYWHERE = {"": "127.0.0.1", "0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104  # compared with, not bound


def answers(*, seconds: float = 2.0) -> bool:
    """Whether a Daybreak answers on the port of these settings."""
    daybreak = settings.DAYBREAK
    connection = http.client.HTTPConnection(_ANYWHERE.get(daybreak.bind, daybreak.bind), daybreak.port, timeout=seconds)
    try:
        connection.request("GET", "/healthz", headers={"Host": urlsplit(daybreak.forms_url).netloc})
        response = connection.getresponse()
        return response.status == 200 and response.read(100).decode("ascii", "replace").startswith(SIGN)
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def is_free(port: int) -> bool:
    """Whether this machine lets us listen on *port* at the configured address."""
    return why_not_free(port) is None


def why_not_free(port: int) -> OSError | None:
    """Return why this machine does not let us listen on *port* at the configured address; None if it does."""
    bind = settings.DAYBREAK.bind
    family = socket.AF_INET6 if ":" in bind else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((bind, port))
            trial.listen(1)
        except OSError as error:
            return error
    return None


def free_port_near(port: int) -> int | None:
    """Return the next free port among the hundred after *port*, or None."""
    return next((other for other in range(port + 1, min(port + 100, 65536)) if is_free(other)), None)
