"""The closed list of audiences: who may open a route. Every route names exactly one."""

from __future__ import annotations

from enum import StrEnum


class Audience(StrEnum):
    """Who a route is for. The guard of each is named in ``settings.AUDIENCE_GUARDS``."""

    ANYONE = "anyone"
    FIELD_LINK = "field link"
    COORDINATOR = "coordinator"
    COUNTRY_COORDINATOR = "country coordinator"
    DESK = "desk"
    OWNER = "owner"
