"""Routes of the data files: ``FEEDS`` and ``COUNTRY_FEEDS`` in feeds.py list those of an edition and a country,
``site_paths`` in site_files.py those of the whole site."""

from __future__ import annotations

from django.urls import path

from daybreak.faces.public import feeds, letter, share, site_files

EDITION = "<slug:language>/<slug:campaign>/<slug:edition>/"

urlpatterns = [
    path("hosts.json", site_files.hosts_json, name="hosts-json"),
    path("data/<str:name>", site_files.schema_json, name="schema-json"),
    path(f"{EDITION}edition.json", feeds.edition_json, name="edition-json"),
    path(f"{EDITION}cities.csv", feeds.cities_csv, name="cities-csv"),
    path(f"{EDITION}figures.json", feeds.figures_json, name="figures-json"),
    path(f"{EDITION}feed.atom", feeds.feed_atom, name="feed-atom"),
    path(f"{EDITION}calendar.ics", feeds.calendar_ics, name="calendar"),
    path(f"{EDITION}<slug:country>/feed.atom", feeds.country_atom, name="country-atom"),
    path(f"{EDITION}<slug:country>/calendar.ics", feeds.country_ics, name="country-calendar"),
    path(f"{EDITION}letter/letter.pdf", letter.letter_pdf, name="letter-pdf"),
    path(f"{EDITION}letter/letter.txt", letter.letter_text, name="letter-text"),
    path(f"{EDITION}share.png", share.edition_picture, name="share"),
    path(f"{EDITION}<slug:country>/share.png", share.country_picture, name="country-share"),
    path(f"{EDITION}<slug:country>/<slug:city>/share.png", share.city_picture, name="city-share"),
    path(f"{EDITION}gatherings/<slug:public_id>/calendar.ics", feeds.gathering_ics, name="gathering-calendar"),
]
