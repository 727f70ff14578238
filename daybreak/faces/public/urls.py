"""Routes of the public face. Fixed words come before countries: no country's slug is one of them."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from daybreak.faces.public import assets, board, cities, gatherings, home, letter, map, privacy, style, words

edition: list[URLPattern] = [
    path("", home.home, name="edition"),
    path("live.html", home.home_live, name="edition-live"),
    path("board/", board.board, name="board"),
    path("board/live.html", board.board_live, name="board-live"),
    path("board/hall/", board.hall, name="hall"),
    path("board/hall/live.html", board.hall_live, name="hall-live"),
    path("map/", map.map_page, name="map"),
    path("map/live.html", map.map_live, name="map-live"),
    path("background/", words.background, name="background"),
    path("gatherings/", gatherings.gatherings, name="gatherings"),
    path("gatherings/<slug:public_id>/", gatherings.gathering, name="gathering"),
    path("letter/", letter.letter, name="letter"),
    path("thanks/", words.thanks, name="thanks"),
    path("press/", words.press, name="press"),
    path("counting-rule/", words.counting_rule, name="counting-rule"),
    path("privacy/", privacy.privacy, name="privacy"),
    path("editions/", words.editions, name="editions"),
    path("<slug:country>/", cities.country, name="country"),
    path("<slug:country>/live.html", cities.country_live, name="country-live"),
    path("<slug:country>/<slug:city>/", cities.city, name="city"),
    path("<slug:country>/<slug:city>/live.html", cities.city_live, name="city-live"),
    path("<slug:country>/<slug:city>/<slug:target>/", cities.target, name="target"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("assets/<str:name>", assets.asset, name="asset"),
    path("", home.home, name="root"),
    path("", include("daybreak.faces.public.feed_urls")),
    path("<slug:language>/", home.home, name="home"),
    path("<slug:language>/style/", style.style, name="style"),
    path("<slug:language>/<slug:campaign>/<slug:edition>/", include(edition)),
]
