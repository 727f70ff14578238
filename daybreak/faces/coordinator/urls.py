"""Routes of the coordinator's face. The token is the first part of every address."""

from __future__ import annotations

from django.urls import URLPattern, path, re_path

from daybreak.faces.coordinator import field_report, receipt

urlpatterns: list[URLPattern] = [
    path("<str:token>/", field_report.field, name="field"),
    path("<str:token>", field_report.field, name="field-bare"),  # an address copied by hand loses its last stroke
    path("<str:token>/r/<str:receipt>/", receipt.receipt, name="field-receipt"),
    re_path(r"^(?P<token>[^/]+)/letter\.(?P<suffix>pdf|txt)$", receipt.letter, name="field-letter"),
]
