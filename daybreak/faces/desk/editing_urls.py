"""Routes of setting up and editing: campaign, edition, directory, gatherings, organisations."""

from __future__ import annotations

from django.urls import URLPattern, path

from daybreak.faces.desk import (
    editing_gathering,
    editing_gatherings,
    editing_merge,
    editing_mission,
    editing_missions,
    editing_organisations,
    setup_campaign,
    setup_checklist,
    setup_edition,
    setup_letter,
    setup_picking,
    setup_plans,
    setup_press,
    setup_statements,
    setup_targets,
)

_SETUP: list[URLPattern] = [
    path("setup/", setup_checklist.begin, name="desk-setup"),
    path("campaigns/new/", setup_campaign.campaign_new, name="desk-campaign-new"),
    path("campaigns/<int:campaign>/", setup_campaign.campaign, name="desk-campaign"),
    path("campaigns/<int:campaign>/editions/new/", setup_campaign.edition_new, name="desk-edition-new"),
]

_EDITION: list[URLPattern] = [
    path("editions/<int:edition>/", setup_checklist.edition_checklist, name="desk-checklist"),
    path("editions/<int:edition>/details/", setup_edition.details, name="desk-edition-details"),
    path("editions/<int:edition>/words/", setup_edition.words, name="desk-edition-words"),
    path("editions/<int:edition>/words/other/", setup_edition.other_language, name="desk-edition-other-language"),
    path("editions/<int:edition>/words/<str:language>/", setup_edition.text, name="desk-edition-text"),
    path("editions/<int:edition>/statements/", setup_statements.statements, name="desk-statements"),
    path("editions/<int:edition>/statements/new/", setup_statements.statement_new, name="desk-statement-new"),
    path("statements/<int:statement>/", setup_statements.statement, name="desk-statement"),
    path("editions/<int:edition>/targets/", setup_targets.targets, name="desk-targets"),
    path("editions/<int:edition>/targets/pick/", setup_picking.pick, name="desk-targets-pick"),
    path("editions/<int:edition>/targets/door/", setup_targets.door, name="desk-door-new"),
    path("targets/<int:target>/", setup_targets.target, name="desk-target"),
    path("editions/<int:edition>/plans/", setup_plans.plans, name="desk-plans"),
    path("editions/<int:edition>/letter/", setup_letter.letters, name="desk-letters"),
    path("editions/<int:edition>/letter/<str:language>/", setup_letter.letter, name="desk-letter-words"),
    path("editions/<int:edition>/press/", setup_press.press, name="desk-press"),
    path("editions/<int:edition>/organisations/", editing_organisations.organisations, name="desk-organisations"),
    path("participations/<int:participation>/", editing_organisations.participation, name="desk-participation"),
    path("organisations/<int:organisation>/", editing_organisations.organisation, name="desk-organisation"),
]

_DIRECTORY: list[URLPattern] = [
    path("missions/", editing_missions.missions, name="desk-missions"),
    path("missions/load/", editing_missions.load, name="desk-missions-load"),
    path("missions/<int:mission>/", editing_mission.mission, name="desk-mission"),
    path("missions/<int:mission>/merge/", editing_merge.merge, name="desk-mission-merge"),
    path("missions/<int:mission>/correct/<slug:field>/", editing_mission.correct, name="desk-mission-correct"),
    path("disputes/<uuid:dispute>/settle/", editing_mission.settle, name="desk-dispute-settle"),
]

_GATHERINGS: list[URLPattern] = [
    path("gatherings/", editing_gatherings.gatherings, name="desk-gatherings"),
    path("gatherings/new/", editing_gatherings.gathering_new, name="desk-gathering-new"),
    path("gatherings/<uuid:gathering>/", editing_gathering.gathering, name="desk-gathering"),
    path("gatherings/<uuid:gathering>/permits/new/", editing_gathering.permit_new, name="desk-permit-new"),
    path("permits/<uuid:permit>/", editing_gathering.permit, name="desk-permit"),
]

urlpatterns: list[URLPattern] = [*_SETUP, *_EDITION, *_DIRECTORY, *_GATHERINGS]
