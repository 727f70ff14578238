"""A coordinator's phone without scripts: opens the field link, fills the form, sends it, reads the receipt."""

from __future__ import annotations

import http.client
import re
import urllib.parse
from collections.abc import Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any

from daybreak.core.lib.errors import Refused

SECONDS = 20


class _Hidden(HTMLParser):
    """Collects the hidden fields of the page's forms, as a browser would send them."""

    def __init__(self) -> None:
        super().__init__()
        self.fields: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep the name and value of a hidden input."""
        found = dict(attrs)
        if tag == "input" and found.get("type") == "hidden" and found.get("name"):
            self.fields[str(found["name"])] = found.get("value") or ""


@dataclass(frozen=True)
class Phone:
    """One phone on its own network: the number chooses a loopback address, as every city has its own."""

    port: int
    number: int

    def send_report(self, path: str, report: Mapping[str, Any]) -> str:
        """Send one field report through the real form and return its receipt. :raises Refused: if there is none."""
        form = _Hidden()
        form.feed(self._ask("GET", path, expected=200)[1])
        fields: list[tuple[str, str]] = [*form.fields.items(), ("outcome", str(report["outcome"]))]
        fields.append(("words", str(report.get("words", ""))))
        fields.extend(("obstacles", value) for value in report.get("obstacles", ()))
        fields.extend(("proofs", value) for value in report.get("proofs", ()))
        fields.extend((name, str(report[name])) for name in ("channel", "people") if name in report)
        to, _body = self._ask("POST", path, body=urllib.parse.urlencode(fields), expected=303)
        receipt = re.search(r"/r/([^/]+)/$", to)
        if receipt is None:
            raise Refused("The form gave no receipt for a report of the play.")
        return receipt[1]

    def _ask(self, method: str, path: str, *, body: str | None = None, expected: int) -> tuple[str, str]:
        """Return where the answer points to and its text."""
        connection = http.client.HTTPConnection(
            "127.0.0.1", self.port, timeout=SECONDS, source_address=(f"127.0.{self.number % 250 + 1}.1", 0)
        )
        headers = {"Host": f"localhost:{self.port}"}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            connection.request(method, path, body=body, headers=headers)
            answer = connection.getresponse()
            text = answer.read().decode()
        except OSError as error:
            raise Refused(f"The web process of the play does not answer: {error}.") from error
        finally:
            connection.close()
        if answer.status not in {expected, 302 if expected == 303 else expected}:
            raise Refused(f"The form answered {answer.status} instead of {expected} to a report of the play.")
        return answer.headers.get("Location", ""), text
