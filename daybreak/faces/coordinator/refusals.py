"""Refusals of this face as pages: what happened, and what to do now."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise


def refuse(request: HttpRequest, status: int, title: str, sentence: str | Promise) -> HttpResponse:
    """Answer with the plain page of the look. It names no city and nobody: a wrong link tells nothing."""
    return render(request, "look/refusal.html", {"title": title, "sentence": sentence}, status=status)
