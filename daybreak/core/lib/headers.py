"""The headers every answer carries, by whomever it is given: Django, or the server of the published files."""

from __future__ import annotations

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), interest-cohort=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
FORMS_HEADERS = HEADERS | {"Referrer-Policy": "same-origin"}
"""The forms host. With "no-referrer" Chromium sends ``Origin: null`` with our own forms, and the check against
forged ones refuses them; "same-origin" tells other hosts as little: nothing."""

HSTS = "max-age=63072000"
