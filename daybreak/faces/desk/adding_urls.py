"""Routes for adding: one thing in thirty seconds, a whole table in an hour, and the words to send by hand."""

from __future__ import annotations

from django.urls import URLPattern, path

from daybreak.faces.desk import (
    adding,
    importing,
    importing_columns,
    importing_lines,
    importing_result,
    words_to_send,
)

urlpatterns: list[URLPattern] = [
    path("add/", adding.add, name="desk-add"),
    path("add/pledge/", adding.pledge, name="desk-add-pledge"),
    path("add/report/", adding.report, name="desk-add-report"),
    path("add/report/<uuid:pledge>/", adding.report_for, name="desk-add-report-for"),
    path("add/gathering/", adding.gathering, name="desk-add-gathering"),
    path("import/", importing.start, name="desk-import"),
    path("import/<uuid:draft>/", importing_columns.columns, name="desk-import-columns"),
    path("import/<uuid:draft>/lines/", importing_lines.lines, name="desk-import-lines"),
    path("import/<uuid:draft>/result/", importing_result.result, name="desk-import-result"),
    path("import/<uuid:draft>/set-aside.csv", importing_result.set_aside, name="desk-import-aside"),
    path("import/<uuid:draft>/forget/", importing.forget, name="desk-import-forget"),
    path("pledges/<uuid:pledge>/words/", words_to_send.words, name="desk-words"),
    path("people/<uuid:person>/links/", words_to_send.sheet, name="desk-person-links"),
]
