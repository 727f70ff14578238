"""What the head of a public page says to those who show a link to it (``templates/public/share_head.html``)."""

from __future__ import annotations

from dataclasses import dataclass

from django import template
from django.http import HttpRequest
from django.template.base import FilterExpression, Template
from django.template.context import RequestContext
from django.template.loader_tags import BlockNode, ExtendsNode
from django.utils.html import format_html
from django.utils.safestring import SafeString

from daybreak.faces.public.share import Shared, shared

register = template.Library()


@dataclass(frozen=True)
class Head:
    """Title and description as the page itself says them, and what is shared."""

    title: SafeString
    description: SafeString
    shared: Shared


@register.simple_tag(takes_context=True)
def share(context: RequestContext) -> Head:
    """Return what the page that is being rendered says in its head about itself and its picture."""
    request: HttpRequest = context.request
    route = request.resolver_match.url_name if request.resolver_match else None
    blocks = _blocks(context)
    return Head(
        title=_title(context, blocks),
        description=blocks["description"].nodelist.render(context),
        shared=shared(context["scope"], route or "", request.path, context.get("city"), context.get("lines") or ()),
    )


def _title(context: RequestContext, blocks: dict[str, BlockNode]) -> SafeString:
    """Return what ``<title>`` says: a page names itself, or like the home page says its whole title."""
    if "name" in blocks:
        return format_html("{} · {}", blocks["name"].nodelist.render(context), context["scope"].name)
    return blocks["title"].nodelist.render(context) if "title" in blocks else format_html("{}", context["scope"].name)


def _blocks(context: RequestContext) -> dict[str, BlockNode]:
    """Return the blocks of the page, each in the words of the template nearest to it.

    The ``title`` of public/page.html is made of the page's name, and its own ``name`` is empty: neither is taken.
    """
    found: dict[str, BlockNode] = {}
    current: Template | None = context.template
    while current is not None:
        extends = next(iter(current.nodelist.get_nodes_by_type(ExtendsNode)), None)
        if not isinstance(extends, ExtendsNode):
            break
        own = {"name", "title"} if current.name == "public/page.html" else set()
        found = {name: block for name, block in extends.blocks.items() if name not in own} | found
        parent = extends.parent_name
        current = current.engine.get_template(parent.resolve(context)) if isinstance(parent, FilterExpression) else None
    return found
