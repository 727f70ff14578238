"""Parts of a page that its live file repeats: rendered once in a run, for a part can list hundreds of cities."""

from __future__ import annotations

from django import template
from django.template.context import RequestContext
from django.utils.safestring import SafeString

from daybreak.core.lib.one_run import once
from daybreak.faces.public.live import LIVE

register = template.Library()


@register.simple_tag(takes_context=True)
def part(context: RequestContext, name: str) -> SafeString:
    """Render the template *name* as ``include`` does; the same words for a page and for the live file beside it."""

    def rendered() -> SafeString:
        assert context.template is not None
        return context.template.engine.get_template(name).render(context)

    page = context.request.path.removesuffix(LIVE)
    return once(("part", name, page, context["scope"].at), rendered)
