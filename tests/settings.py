"""The settings under test: a home and a key file of their own per worker, never the developer's."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

_base = Path(tempfile.mkdtemp(prefix=f"daybreak-test-{os.environ.get('PYTEST_XDIST_WORKER', 'main')}-"))
(_base / "home").mkdir()
os.environ["DAYBREAK_HOME"] = str(_base / "home")
os.environ["DAYBREAK_KEY_FILE"] = str(_base / "test.key")
for _name in (
    *("DAYBREAK_PORT", "DAYBREAK_PUBLIC_URL", "DAYBREAK_FORMS_URL", "DAYBREAK_PROCESS", "DAYBREAK_MIRRORS"),
    "DAYBREAK_LANGUAGES",
):
    os.environ.pop(_name, None)

from daybreak.config.catalogues import compile_catalogues  # noqa: E402
from daybreak.core.lib.keys import make_key_file  # noqa: E402

compile_catalogues()

make_key_file(_base / "test.key")

from daybreak.config.settings import *  # noqa: E402, F403

# A file, not memory: threads and processes of a test must meet in one real database.
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):  # noqa: F405
    DATABASES["default"]["TEST"] = {"NAME": str(_base / "test.sqlite3")}  # noqa: F405

# pytest-django's live server asks for it; nothing of ours lies there.
STATIC_URL = "/static/"
