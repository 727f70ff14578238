"""All routes of the project. Each view declares itself with ``@route`` (core/lib/routes.py)."""

from __future__ import annotations

from django.urls import include, path

from daybreak.config import health

handler400 = "daybreak.config.refusals.bad_request"
handler404 = "daybreak.config.refusals.not_found"
handler500 = "daybreak.config.refusals.server_error"

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("f/", include("daybreak.faces.coordinator.urls")),
    path("desk/", include("daybreak.faces.desk.urls")),
    path("desk/", include("daybreak.publication.urls")),
    path("", include("daybreak.faces.public.urls")),
]
