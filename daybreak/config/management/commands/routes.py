"""Print who may open which route."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from daybreak.core.lib.audience import Audience
from daybreak.core.lib.routes import Declaration, all_routes

# Who else passes the guard of an audience; everybody passes ANYONE.
ALSO = {Audience.DESK: {Audience.OWNER}}


def may_open(role: Audience, audience: Audience) -> bool:
    """Whether somebody of *role* gets past the guard of *audience*."""
    return audience in (Audience.ANYONE, role) or role in ALSO.get(audience, set())


class Command(BaseCommand):
    help = "Print who may open which address, and how each answer may be kept."

    def handle(self, *args: Any, **options: Any) -> None:
        declared: list[tuple[str, Declaration]] = []
        for route in all_routes():
            if route.declaration is None:
                raise CommandError(f"{route.pattern} has no declaration: put @route(...) on its view.")
            declared.append((route.pattern, route.declaration))
        width = max(len(pattern) for pattern, _ in declared)
        roles = list(Audience)
        print(f"{'address':<{width}}  {'  '.join(roles)}  methods    kept       rate     level")
        for pattern, declaration in declared:
            marks = "  ".join(
                ("x" if may_open(role, declaration.audience) else ".").center(len(role)) for role in roles
            )
            methods = " ".join(declaration.methods)
            rest = f"{methods:<9}  {declaration.cache:<9}  {declaration.rate:<7}  {declaration.level.name}"
            print(f"{pattern:<{width}}  {marks}  {rest}")
        print(f"\n{len(declared)} routes. x: gets past the guard of the face, which may ask for more.")
