"""Assets on the forms host. On the public host they are files of the release."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse

from daybreak.core.lib.audience import Audience
from daybreak.core.lib.cache_class import CacheClass
from daybreak.core.lib.data_level import Level
from daybreak.core.lib.rate_class import RateClass
from daybreak.core.lib.routes import route
from daybreak.core.look.assets import by_hashed_name


@route(audience=Audience.ANYONE, cache=CacheClass.IMMUTABLE, rate=RateClass.PAGE, level=Level.L0)
def asset(request: HttpRequest, name: str) -> HttpResponse:
    """Answer with one asset; an old hash is not found rather than answered with a newer file."""
    found = by_hashed_name(name)
    if found is None:
        raise Http404
    return HttpResponse(found.body, content_type=found.content_type)
