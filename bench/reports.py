"""How many durable field reports a second the web process takes over HTTP, beside the database's bare commits."""

from __future__ import annotations

import itertools
import os
import statistics
import sys
import threading
import time
from collections import Counter
from collections.abc import Sequence

from django.db import connection

from bench.commits import bare_commits
from bench.edition import invented_cities, make_edition, make_home, now
from bench.phones import CUT_OFF, NOBODY_THERE, Phone, new_report
from bench.server import WebServer
from daybreak.domain.deliveries.models import FieldReport

PHONES = 8
CITIES = 20
ROUNDS = 3
ROUND_SECONDS = 3.5
LIMIT_SECONDS = 1.5
WARM_SECONDS = 1.0
ACKNOWLEDGED = "acknowledged"
BUSY = "busy"
_WORDS = {503: BUSY, CUT_OFF: "cut off", NOBODY_THERE: "nobody there"}


def measure() -> dict[str, object]:
    """Return reports per second of the home and database that the environment names, which must be empty.

    Rounds of ours and of the limit take turns, because a shared machine is not equally quick all the time. The limit
    is the better of one connection and as many as there are phones.

    :raises RuntimeError: if a report was refused, or the rows are not those that were acknowledged.
    """
    make_home()
    tokens = make_edition(invented_cities(CITIES), at=now()).tokens
    phones = [Phone(number) for number in range(PHONES)]
    runs, limits = [], []
    with WebServer():
        answers = send(phones, tokens, WARM_SECONDS)
        for _round in range(ROUNDS):
            alone, together = (bare_commits(LIMIT_SECONDS, threads=threads) for threads in (1, PHONES))
            print(f"  bare commits: {alone:.0f}/s on one connection, {together:.0f}/s on {PHONES}", file=sys.stderr)
            limits.append(max(alone, together))
            began = time.monotonic()
            round_answers = send(phones, tokens, ROUND_SECONDS)
            runs.append(round(round_answers[ACKNOWLEDGED] / (time.monotonic() - began), 1))
            answers += round_answers
    check(answers, rows=FieldReport.objects.count())
    return {
        "name": f"reports ({connection.vendor})",
        "ours": statistics.median(runs),
        "peer": None,
        "limit": round(statistics.median(limits), 1),
        "unit": "durable reports/s",
        "runs": runs,
        "cores": os.cpu_count(),
    }


def send(phones: Sequence[Phone], tokens: Sequence[str], seconds: float) -> Counter[str]:
    """Let every phone send one report after the other for *seconds*. Return how many got which answer."""
    answers: list[Counter[str]] = [Counter() for _ in phones]
    until = time.monotonic() + seconds

    def work(phone: Phone, mine: Counter[str]) -> None:
        for number in itertools.count():
            if time.monotonic() > until:
                break
            answer = phone.send(new_report(tokens[number % len(tokens)], number=number))
            mine[ACKNOWLEDGED if answer.receipt else _WORDS.get(answer.status, f"answer {answer.status}")] += 1
        phone.hang_up()  # the server ends a connection on which nothing comes for five seconds

    workers = [threading.Thread(target=work, args=pair) for pair in zip(phones, answers, strict=True)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    return sum(answers, Counter())


def check(answers: Counter[str], *, rows: int) -> None:
    """Refuse a measurement that is worth nothing.

    "Busy, send it again" is an answer a phone can live with: such reports are not counted, and may be no rows.

    :raises RuntimeError: at any other answer, or if *rows* is another number than was acknowledged.
    """
    strange = {answer: count for answer, count in answers.items() if answer not in {ACKNOWLEDGED, BUSY}}
    if strange:
        raise RuntimeError(f"Beside {answers[ACKNOWLEDGED]} acknowledged reports there were: {strange}.")
    if answers[BUSY]:
        print(f"  {answers[BUSY]} reports were answered with “busy” and are not counted.", file=sys.stderr)
    if rows != answers[ACKNOWLEDGED]:
        raise RuntimeError(f"{answers[ACKNOWLEDGED]} reports were acknowledged, but there are {rows} rows.")
