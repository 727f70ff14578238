"""What several pages of one publication share: made once, then remembered until the run ends.

Hundreds of pages then agree with each other, and nothing is read again for each. What changes meanwhile has its
journal line, and with it the next run. Outside a run nothing is remembered.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar, cast

Made = TypeVar("Made")

_remembered: ContextVar[dict[Hashable, Any] | None] = ContextVar("remembered in this run", default=None)


@contextmanager
def one_run() -> Iterator[None]:
    """Remember what ``once`` makes inside this context. A run inside a run is the same run."""
    if _remembered.get() is not None:
        yield
        return
    token = _remembered.set({})
    try:
        yield
    finally:
        _remembered.reset(token)


def once(key: Hashable, make: Callable[[], Made]) -> Made:
    """Return what *make* returns; inside a run the same thing for the same *key*. Whoever gets it must not change it.

    *key* begins with the name of the caller's function and holds all that the result depends on but the rows.
    """
    remembered = _remembered.get()
    if remembered is None:
        return make()
    if key not in remembered:
        remembered[key] = make()
    return cast(Made, remembered[key])
