"""What every test may ask for."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Tests on the real data are collected only when DATA names its folder."""
    if collection_path.name.endswith("_data.py") and not os.environ.get("DATA"):
        return True
    return None


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave a test about one database out of the round on the other: it is not skipped, it does not belong there."""
    from django.db import connection

    marks = {item: item.get_closest_marker("only_on") for item in items}
    elsewhere = [item for item, mark in marks.items() if mark is not None and mark.args != (connection.vendor,)]
    if elsewhere:
        config.hook.pytest_deselected(items=elsewhere)
        items[:] = [item for item in items if item not in elsewhere]


@pytest.fixture
def data_dir() -> Path:
    """The folder of real data."""
    return Path(os.environ["DATA"]).resolve()


@pytest.fixture
def at() -> datetime:
    """A moment of the day itself: 24 September 2018, 09:00 UTC."""
    return datetime(2018, 9, 24, 9, 0, tzinfo=UTC)


@pytest.fixture
def home(tmp_path: Path, settings: object) -> Path:
    """A home of its own for one test."""
    from dataclasses import replace

    folder = tmp_path / "home"
    folder.mkdir()
    settings.DAYBREAK = replace(settings.DAYBREAK, home=folder)  # type: ignore[attr-defined]
    return folder
