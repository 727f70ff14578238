"""Routes of the desk that are about the public site; they stand under the desk's own address."""

from __future__ import annotations

from django.urls import URLPattern, path

from daybreak.publication import desk

urlpatterns: list[URLPattern] = [
    path("world/", desk.world, name="desk-world"),
    path("world/hold/", desk.hold, name="desk-hold"),
    path("world/resume/", desk.resume, name="desk-resume"),
    path("world/after/", desk.after, name="desk-after"),
]
