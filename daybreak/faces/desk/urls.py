"""Routes of the desk. Rows are named by their keys: nobody but the desk reads these addresses."""

from __future__ import annotations

from django.urls import URLPattern, path

from daybreak.faces.desk import (
    adding_urls,
    board,
    cities,
    editing_urls,
    edition,
    gatherings,
    health,
    home,
    links,
    pledges,
    reports,
    sign_in,
)

urlpatterns: list[URLPattern] = [
    *adding_urls.urlpatterns,
    path("", home.home, name="desk"),
    path("sign-in/", sign_in.first, name="desk-sign-in-first"),
    path("sign-in/<str:token>/", sign_in.sign_in, name="desk-sign-in"),
    path("sign-out/", sign_in.sign_out, name="desk-sign-out"),
    path("reports/<uuid:report>/", reports.report, name="desk-report"),
    path("pledges/<uuid:pledge>/", pledges.pledge, name="desk-pledge"),
    path("pledges/<uuid:pledge>/attempt/", cities.attempt, name="desk-attempt"),
    path("deliveries/<uuid:delivery>/check/", cities.check, name="desk-check"),
    path("parts/<uuid:part>/link/", links.link, name="desk-link"),
    path("letters/<uuid:copy>.<str:suffix>", links.letter, name="desk-letter"),
    path("gatherings/<uuid:gathering>/cancel/", gatherings.cancel, name="desk-gathering-cancel"),
    path("board/", board.board, name="desk-board"),
    path("cities/<int:city>/", cities.city, name="desk-city"),
    path("edition/", edition.edition, name="desk-edition"),
    path("edition/next/", edition.next_step, name="desk-edition-next"),
    path("edition/<int:edition>/choose/", edition.choose, name="desk-edition-choose"),
    path("health/", health.health, name="desk-health"),
    *editing_urls.urlpatterns,
]
