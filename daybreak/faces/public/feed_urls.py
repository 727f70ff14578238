"""Routes of the data files. ``FEEDS`` in feeds.py lists the files of an edition."""

from __future__ import annotations

from django.urls import path

from daybreak.faces.public import feeds

EDITION = "<slug:language>/<slug:campaign>/<slug:edition>/"

urlpatterns = [
    path(f"{EDITION}edition.json", feeds.edition_json, name="edition-json"),
    path(f"{EDITION}cities.csv", feeds.cities_csv, name="cities-csv"),
    path(f"{EDITION}figures.json", feeds.figures_json, name="figures-json"),
    path(f"{EDITION}feed.atom", feeds.feed_atom, name="feed-atom"),
    path(f"{EDITION}calendar.ics", feeds.calendar_ics, name="calendar"),
    path(f"{EDITION}gatherings/<slug:public_id>/calendar.ics", feeds.gathering_ics, name="gathering-calendar"),
]
