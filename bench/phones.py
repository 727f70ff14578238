"""Phones that send field reports to a web process on loopback, as a browser sends the form at the gate.

The rate limit counts by network (/24). It stays on: like phones in many cities, each caller moves to another loopback
network before one is used up (127.0.0.0/8 holds 65,536 of them).
"""

from __future__ import annotations

import http.client
import re
import uuid
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

from django.conf import settings

from daybreak.core.lib.rate_class import RateClass

SECONDS = 10.0
REPORTS_FROM_ONE_NETWORK = RateClass.REPORT.per_minute - 5
NETWORKS_OF_ONE_PHONE = 15 * 250
"""A network comes round again after this many: at a thousand reports a second after more than a minute."""

WORDS = "Invented: the guard took the letter at the side door and said nothing. We stood there for ten minutes. "
_RECEIPT = re.compile(r"/f/[a-z2-7]+/r/([0-9A-Z]{8})/")
_BROKEN = (OSError, http.client.HTTPException)


CUT_OFF = 0
NOBODY_THERE = -1


@dataclass(frozen=True)
class Answer:
    """What came back: an HTTP status, or ``CUT_OFF`` where the connection broke after the report had gone out (nobody
    knows whether it was kept), or ``NOBODY_THERE``. ``receipt`` is empty unless the report was acknowledged."""

    status: int
    receipt: str = ""


@dataclass(frozen=True)
class Sent:
    """One report as it is sent, however often: the address it goes to, its key and its body."""

    path: str
    key: uuid.UUID
    body: bytes


def new_report(token: str, *, number: int) -> Sent:
    """Return a report with a key of its own."""
    key = uuid.uuid4()
    fields = {
        "client_key": str(key),
        "outcome": "handed_over",
        "channel": "by_hand",
        "obstacles": "guards",
        "proofs": "witness",
        "people": str(number % 40),
        "words": f"{number}. {WORDS}",
    }
    return Sent(f"/f/{token}/", key, urlencode(fields).encode())


class Phone:
    """One caller with one connection at a time, kept alive. *number* (0 to 15) gives it networks of its own."""

    def __init__(self, number: int) -> None:
        if not 0 <= number < 16:
            raise ValueError("There are networks for sixteen phones.")
        self._number = number
        self.network = 0
        self._used = 0
        self._connection: http.client.HTTPConnection | None = None

    def send(self, report: Sent) -> Answer:
        """Send *report* once and wait for what comes back."""
        if self._used >= REPORTS_FROM_ONE_NETWORK:
            self.hang_up()
            self.network, self._used = (self.network + 1) % NETWORKS_OF_ONE_PHONE, 0
        self._used += 1
        status = NOBODY_THERE
        try:
            if self._connection is None:
                self._connection = self._connect()
            status = CUT_OFF
            self._connection.request("POST", report.path, report.body, _headers())
            response = self._connection.getresponse()
            response.read()
        except _BROKEN:
            self.hang_up()
            return Answer(status)
        location = _RECEIPT.search(response.headers.get("Location", ""))
        return Answer(response.status, location[1] if response.status == 303 and location else "")

    def hang_up(self) -> None:
        """Close the connection; the next report opens another."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    @property
    def source(self) -> str:
        """The loopback address this phone calls from at present."""
        high, low = divmod(self.network, 250)
        return f"127.{1 + self._number * 15 + high}.{1 + low}.1"

    def _connect(self) -> http.client.HTTPConnection:
        connection = http.client.HTTPConnection(
            "127.0.0.1", settings.DAYBREAK.port, timeout=SECONDS, source_address=(self.source, 0)
        )
        connection.connect()
        return connection


def _headers() -> dict[str, str]:
    return {
        "Host": urlsplit(settings.DAYBREAK.forms_url).netloc,
        "Content-Type": "application/x-www-form-urlencoded",
        "Sec-Fetch-Site": "same-origin",
    }
