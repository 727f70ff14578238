"""Killing the web process while phones report: nothing acknowledged is lost, nothing sent twice is doubled.

Every phone keeps a ledger. It sends a report until it has a receipt, with the same key and the same words each time,
as the page on a real phone does; now and then it sends an acknowledged one once more. The web process gets SIGKILL
at moments drawn from a fixed seed and is started again. At the end every receipt must have its one row.
"""

from __future__ import annotations

import itertools
import random
import sys
import threading
import time
from collections.abc import Sequence

from django.db import connection

from bench.edition import invented_cities, make_edition, make_home, now
from bench.ledger import Kept, Ledger, Verdict, judge
from bench.phones import CUT_OFF, NOBODY_THERE, Phone, Sent, new_report
from bench.server import WebServer
from daybreak.core.journal.models import Entry
from daybreak.domain.deliveries.models import FieldReport

PHONES = 8
CITIES = 20
SEED = 20180924
SERVING_SECONDS = (0.2, 1.1)
"""How long the process serves between two kills, at least and at most."""

AGAIN_EVERY = 10
AGAIN_AT_THE_END = 20
RETRY_SECONDS = 0.1
PATIENCE_SECONDS = 60.0
"""A phone that has had no receipt for this long ends the run: the server does not come back."""

SECONDS_A_KILL = 6.0
START_SECONDS = 90.0
BUSY = 503


def run(n: int) -> dict[str, object]:
    """Kill *n* times in the home and database that the environment names, which must be empty; return the counts.

    :raises RuntimeError: if the server does not come back, a report is refused, or no kill ever cut a report off.
    """
    make_home()
    tokens = make_edition(invented_cities(CITIES), at=now()).tokens
    ledgers = _under_fire(n, tokens)
    verdict = verdict_of(ledgers)
    _check_file()
    cut = sum(len(book.cut) for book in ledgers)
    again = sum(book.again for book in ledgers)
    print(
        f"  {n} kills (seed {SEED}): {verdict.acknowledged} reports acknowledged; {cut} cut off and sent again, "
        f"{verdict.kept_unknown} of them already kept; {again} sent again after their receipt.",
        file=sys.stderr,
    )
    if not cut or not again:
        raise RuntimeError("No kill met a report on its way, or none was sent again: this run proves nothing.")
    return {
        "name": "reports",
        "database": connection.vendor,
        "kills": n,
        "acknowledged": verdict.acknowledged,
        "lost": verdict.lost,
        "doubled": verdict.doubled,
    }


def verdict_of(ledgers: Sequence[Ledger]) -> Verdict:
    """Compare the phones' ledgers with the database."""
    found = FieldReport.objects.values_list("pk", "client_key", "receipt", "received_at")
    lines = Entry.objects.filter(verb="file_field_report").values_list("row_id", flat=True)
    rows = [Kept(str(pk), key, receipt, received_at) for pk, key, receipt, received_at in found]
    return judge(ledgers, rows, lines)


class _Fire:
    """What the phones and the killer share."""

    def __init__(self) -> None:
        self.over = threading.Event()
        self.given_up = threading.Event()
        self.failures: list[Exception] = []


def _under_fire(kills: int, tokens: Sequence[str]) -> list[Ledger]:
    fire, ledgers = _Fire(), [Ledger() for _ in range(PHONES)]
    workers = [
        threading.Thread(target=_report, args=(Phone(number), tokens, ledger, fire))
        for number, ledger in enumerate(ledgers)
    ]
    with WebServer() as server:
        for worker in workers:
            worker.start()
        try:
            _kill(server, kills, fire)
        except BaseException:
            fire.given_up.set()
            raise
        finally:
            fire.over.set()
            for worker in workers:
                worker.join()
    if fire.failures:
        raise RuntimeError(f"A phone gave up: {fire.failures[0]}") from fire.failures[0]
    return ledgers


def _kill(server: WebServer, kills: int, fire: _Fire) -> None:
    chance = random.Random(SEED)
    until = time.monotonic() + START_SECONDS + kills * SECONDS_A_KILL
    for number in range(1, kills + 1):
        time.sleep(chance.uniform(*SERVING_SECONDS))
        server.kill()
        server.start()
        if fire.failures:
            return
        if time.monotonic() > until:
            raise RuntimeError(f"Only {number} of {kills} kills in the time allowed: the machine is too busy.")
        if number % 20 == 0:
            print(f"  {number} of {kills} kills …", file=sys.stderr)


def _report(phone: Phone, tokens: Sequence[str], ledger: Ledger, fire: _Fire) -> None:
    """Report without end; the last report is sent until it has its receipt, and then the first ones once more."""
    first: list[Sent] = []
    try:
        for number in itertools.count():
            if fire.over.is_set():
                break
            report = new_report(tokens[number % len(tokens)], number=number)
            _until_acknowledged(phone, report, ledger, fire)
            if number % AGAIN_EVERY == 0:
                _again(phone, report, ledger, fire)
                first.append(report)
        for report in first[:AGAIN_AT_THE_END]:
            _again(phone, report, ledger, fire)
    except Exception as error:
        fire.failures.append(error)
    finally:
        phone.hang_up()


def _again(phone: Phone, report: Sent, ledger: Ledger, fire: _Fire) -> None:
    ledger.again += 1
    _until_acknowledged(phone, report, ledger, fire)


def _until_acknowledged(phone: Phone, report: Sent, ledger: Ledger, fire: _Fire) -> None:
    until = time.monotonic() + PATIENCE_SECONDS
    while not fire.given_up.is_set():
        answer = phone.send(report)
        if answer.receipt:
            ledger.acknowledge(report.key, answer.receipt)
            return
        if answer.status == CUT_OFF:
            ledger.cut[report.key] = now()
        elif answer.status not in {BUSY, NOBODY_THERE}:
            raise RuntimeError(f"a report was answered with {answer.status}.")
        if time.monotonic() > until:
            raise RuntimeError(f"no receipt for {PATIENCE_SECONDS:.0f} s.")
        time.sleep(RETRY_SECONDS)


def _check_file() -> None:
    """Ask SQLite whether its file is whole. PostgreSQL was not killed: it checks itself."""
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA integrity_check")
        found = cursor.fetchone()[0]
    if found != "ok":
        raise RuntimeError(f"The database file is damaged: {found}")
