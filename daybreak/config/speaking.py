"""Which language a page of the forms host speaks: the browser's, where it is offered; the desk speaks English."""

from __future__ import annotations

from django.http import HttpRequest
from django.middleware.locale import LocaleMiddleware
from django.utils import translation

from daybreak.core.lib.languages import SOURCE

IN_ENGLISH = ("/desk/",)
"""Where the pages are not translated yet: half a page in another language is worse than none."""


class Speaking(LocaleMiddleware):
    """Django's choice by ``Accept-Language``, but for the faces that have English only."""

    def process_request(self, request: HttpRequest) -> None:
        """Activate the language of this request."""
        if request.path_info.startswith(IN_ENGLISH):
            translation.activate(SOURCE)
            request.LANGUAGE_CODE = SOURCE
        else:
            super().process_request(request)
