"""Two addresses for machines that watch: is the process up, and is the whole ready to take a report?

Neither says more than yes or no: what is wrong stands in ``daybreak doctor`` and on the desk's page.
"""

from __future__ import annotations

import shutil
import threading
import time

from django.conf import settings
from django.db import DatabaseError, InterfaceError, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import F
from django.http import HttpRequest, HttpResponse

from daybreak.config.heartbeats import PUBLISHER, WORKER, last_heartbeat
from daybreak.config.port import SIGN
from daybreak.core.lib.audience import Audience
from daybreak.core.lib.cache_class import CacheClass
from daybreak.core.lib.data_level import Level
from daybreak.core.lib.rate_class import RateClass
from daybreak.core.lib.routes import route

OLDEST_HEARTBEAT_SECONDS = 60.0
LEAST_FREE_BYTES = 100 * 1024 * 1024
KEEP_SECONDS = 2.0
"""An answer is kept this long, so that a flood of questions writes at most once in two seconds."""

_lock = threading.Lock()
_last: tuple[float, bool] = (float("-inf"), False)


@route(audience=Audience.ANYONE, cache=CacheClass.PRIVATE, rate=RateClass.PAGE, level=Level.L0)
def healthz(request: HttpRequest) -> HttpResponse:
    """200 as long as the process answers at all. Asks no database."""
    return HttpResponse(f"{SIGN}\n", content_type="text/plain; charset=utf-8")


@route(audience=Audience.ANYONE, cache=CacheClass.PRIVATE, rate=RateClass.PAGE, level=Level.L0)
def readyz(request: HttpRequest) -> HttpResponse:
    """200 if a report could be kept now and would be worked on, else 503."""
    good = _is_ready()
    answer = "ready\n" if good else "not ready\n"
    return HttpResponse(answer, status=200 if good else 503, content_type="text/plain; charset=utf-8")


def _is_ready() -> bool:
    global _last
    with _lock:
        if time.monotonic() - _last[0] > KEEP_SECONDS:
            good = has_room() and processes_live() and database_writes()
            _last = (time.monotonic(), good)
        return _last[1]


def has_room() -> bool:
    """Whether the home's disk has room left."""
    return shutil.disk_usage(settings.DAYBREAK.home).free >= LEAST_FREE_BYTES


def processes_live() -> bool:
    """Whether worker and publisher gave a sign of life within a minute."""
    signs = (last_heartbeat(settings.DAYBREAK.home, name) for name in (WORKER, PUBLISHER))
    return all(sign is not None and sign.age < OLDEST_HEARTBEAT_SECONDS for sign in signs)


def database_writes() -> bool:
    """Write one row of the framework's own list over itself and read it back: a true write that changes nothing."""
    rows = MigrationRecorder.Migration.objects
    try:
        with transaction.atomic():
            first = rows.order_by("pk").values_list("pk", flat=True).first()
            return first is not None and bool(rows.filter(pk=first).update(name=F("name")))
    except (DatabaseError, InterfaceError):
        return False
