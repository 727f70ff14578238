"""Sending the desk's forms as a browser does: everything the page shows, and what somebody typed over it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.test import Client


def shown(form: forms.Form) -> dict[str, Any]:
    """Return what a browser would send of a form nobody touched."""
    values = {}
    for box in form:
        value = box.value()
        if value is None or value is False:
            continue
        value = box.field.prepare_value(value)
        values[box.html_name] = "on" if value is True else box.field.widget.format_value(value) or value
    return {name: value[0] if isinstance(value, list) and len(value) == 1 else value for name, value in values.items()}


def send(browser: Client, address: str, *, form: str = "form", do: str = "save", **typed: Any):
    """Open a page, type into its form, press a button."""
    page = browser.get(address)
    return browser.post(address, {**shown(page.context[form]), "do": do, **typed})
