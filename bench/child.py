"""One measurement in a process of its own: ``python -m bench.child MODULE FUNCTION ARGUMENTS RESULT``.

The home, the database and the port come from the environment, so that a measurement never meets the user's own home,
nor the leftovers of the one before. Arguments and result are JSON, the result in a file: ``{"rows": …}``, or
``{"failure": …}`` with a sentence.
"""

from __future__ import annotations

import importlib
import json
import os
import sys
import traceback
from pathlib import Path
from typing import Any

UNEXPECTED = 3


def main(module: str, function: str, arguments: str, result: str) -> int:
    """Call the function and write what it returns, or why it could not. Return the exit code."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "daybreak.config.settings")
    import django

    django.setup()
    said: dict[str, Any]
    try:
        found = getattr(importlib.import_module(module), function)(*json.loads(arguments))
        said = {"rows": [found] if isinstance(found, dict) else list(found)}
    except Exception as error:
        if not isinstance(error, RuntimeError):  # those are sentences of our own
            traceback.print_exc()
        said = {"failure": f"{error}" if isinstance(error, RuntimeError) else f"{type(error).__name__}: {error}"}
    Path(result).write_text(json.dumps(said), encoding="utf-8")
    return UNEXPECTED if "failure" in said else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
