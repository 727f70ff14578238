"""What ``daybreak setup`` does; the demo does it too."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from daybreak.config.catalogues import compile_catalogues, stale_catalogues
from daybreak.config.progress import Progress
from daybreak.core.lib.errors import Refused
from daybreak.core.lib.keys import make_key_file, read_key_file
from daybreak.domain.places.services import places

PRIVATE = 0o700


class KeyLost(Refused):
    """There is a database, but not the key its names are sealed with."""


def set_up(progress: Progress | None = None) -> bool:
    """Make what is missing and bring up to date what is old. Return whether a new key file was made.

    :raises Refused: if the home or the key file cannot be made, or the key of an existing database is gone.
    """
    progress = progress or Progress()
    home: Path = settings.DAYBREAK.home
    with progress.step(f"home {home}"):
        _make_home(home)
    with progress.step(f"key file {settings.DAYBREAK.key_file}"):
        is_new = _make_key()
    with progress.step("tables"):
        _migrate()
    with progress.step("index of cities"):
        places()
    if stale_catalogues():
        with progress.step("languages of the pages"):
            compile_catalogues()
    return is_new


def _make_home(home: Path) -> None:
    try:
        home.mkdir(mode=PRIVATE, parents=True, exist_ok=True)
    except OSError as error:
        raise Refused(f"The folder {home} cannot be made: {error.strerror}. Set DAYBREAK_HOME to another.") from error


def _make_key() -> bool:
    path: Path = settings.DAYBREAK.key_file
    if not path.exists() and _holds_data():
        raise KeyLost(
            f"There is a database, but the key file {path} is gone. Put back the copy you kept, or set"
            " DAYBREAK_KEY_FILE to where it lies. A new key could not open what the old one sealed."
        )
    is_new = make_key_file(path)
    read_key_file(path)  # a damaged one is told now, not at the first report
    return is_new


def _holds_data() -> bool:
    """Whether the database has tables already."""
    if connection.vendor == "sqlite" and not Path(str(connection.settings_dict["NAME"])).exists():
        return False
    return "people_person" in connection.introspection.table_names()


def _migrate() -> None:
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", verbosity=0, interactive=False)
