"""Files of the whole site, of no single edition: the schemas of the data files, and the signed list of addresses."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from daybreak.core.lib.audience import Audience
from daybreak.core.lib.cache_class import CacheClass
from daybreak.core.lib.data_level import Level
from daybreak.core.lib.rate_class import RateClass
from daybreak.core.lib.routes import route
from daybreak.faces.public.data import json_text, link
from daybreak.faces.public.hosts import hosts_data
from daybreak.faces.public.moment import moment, to_public_site
from daybreak.faces.public.schemas import FORMS, schema_name, schema_of, schema_path

HOSTS_PATH = "/hosts.json"


def site_paths() -> tuple[str, ...]:
    """Return the paths of these files. They are there even before any edition is public."""
    return (HOSTS_PATH, *(schema_path(form) for form in FORMS))


def _site_file(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponseBase]:
    """Make a public file of ``view(at, …)``: declared, rendered by the publisher only."""

    @route(audience=Audience.ANYONE, cache=CacheClass.PUBLISHED, rate=RateClass.PAGE, level=Level.L0)
    @wraps(view)
    def published(request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        at = moment(request)
        return to_public_site(request) if at is None else view(at, **kwargs)

    return published


@_site_file
def schema_json(at: datetime, name: str) -> HttpResponse:
    """The JSON Schema of one form."""
    for form in FORMS:
        if name == schema_name(form):
            body = json_text(schema_of(form, link(schema_path(form))))
            return HttpResponse(body, content_type="application/json")
    raise Http404


@_site_file
def hosts_json(at: datetime) -> HttpResponse:
    """The addresses of this site, signed."""
    return HttpResponse(json_text(hosts_data(at)), content_type="application/json")
