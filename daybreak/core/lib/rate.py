"""Counting requests without knowing anybody.

A caller is the HMAC of a truncated network (IPv4 /24, IPv6 /48) under a key that lives only in this process's
memory and changes every day: the bucket cannot be turned back into an address, and nothing is written anywhere.
"""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
import secrets
import threading
import time
from collections import deque

from daybreak.core.lib.rate_class import RateClass

WINDOW_SECONDS = 60.0
MOST_BUCKETS = 20_000  # beyond this the oldest are forgotten: memory stays bounded under a flood
KEY_SECONDS = 86_400.0


def network_of(address: str) -> str:
    """Return the network a caller's address lies in, coarse enough to be shared by many people."""
    try:
        parsed = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return "unknown"
    mapped = getattr(parsed, "ipv4_mapped", None)
    if mapped is not None:
        parsed = mapped
    prefix = 24 if parsed.version == 4 else 48
    return str(ipaddress.ip_network(f"{parsed}/{prefix}", strict=False))


class Counter:
    """Sliding windows of one process. Thread-safe."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._seen: dict[bytes, deque[float]] = {}
        self._key = secrets.token_bytes(32)
        self._key_until = time.monotonic() + KEY_SECONDS

    def allows(self, rate: RateClass, caller: str, *, moment: float | None = None) -> bool:
        """Count one request of *caller* (an address or an opaque id). False if it is one too many."""
        moment = time.monotonic() if moment is None else moment
        with self._lock:
            if moment > self._key_until:
                self._key = secrets.token_bytes(32)
                self._key_until = moment + KEY_SECONDS
                self._seen.clear()
            bucket = hmac.new(self._key, f"{rate}|{network_of(caller)}".encode(), hashlib.sha256).digest()
            times = self._seen.pop(bucket, None) or deque()
            while times and times[0] <= moment - WINDOW_SECONDS:
                times.popleft()
            allowed = len(times) < rate.per_minute
            if allowed:
                times.append(moment)
            self._seen[bucket] = times
            while len(self._seen) > MOST_BUCKETS:
                del self._seen[next(iter(self._seen))]
        return allowed


counter = Counter()
