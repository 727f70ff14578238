"""One index of places for all tests of this folder: building it takes some seconds."""

from __future__ import annotations

from pathlib import Path

import pytest

from daybreak.domain.places.index import Places, build_index


@pytest.fixture(scope="session")
def index_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The index of the real extract, built once."""
    return build_index(tmp_path_factory.mktemp("places"))


@pytest.fixture(scope="session")
def places(index_path: Path) -> Places:
    """The index, opened."""
    return Places(index_path)
