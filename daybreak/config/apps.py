"""The app of the configuration itself: system checks and the database's start-up check."""

from __future__ import annotations

from django.apps import AppConfig
from django.db.backends.signals import connection_created


class ConfigApp(AppConfig):
    """Registers what must run at every start."""

    name = "daybreak.config"
    label = "config"

    def ready(self) -> None:
        from daybreak.config import checks  # registers the system checks
        from daybreak.config.databases import check_connection

        connection_created.connect(check_connection, dispatch_uid="daybreak.check_connection")
        del checks
