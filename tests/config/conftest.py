from collections.abc import Iterator

import pytest

from tests.config.homes import Home, new_home


@pytest.fixture(scope="session")
def real_home(tmp_path_factory) -> Iterator[Home]:
    """A home that is set up: real files, real processes."""
    with new_home(tmp_path_factory.mktemp("real")) as home:
        done = home.run("setup")
        assert done.returncode == 0, done.stderr
        yield home
