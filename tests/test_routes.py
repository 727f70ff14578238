"""Every route declares itself, and does what it declares: who gets in, which methods, which headers.

The matrix is generated from the declarations. A new route needs one line in ``SAMPLES`` and nothing else here.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from daybreak.core.lib import clock
from daybreak.core.lib.audience import Audience
from daybreak.core.lib.headers import FORMS_HEADERS
from daybreak.core.lib.rate import counter
from daybreak.core.lib.routes import PUBLISHER_KEY, Route, all_routes
from daybreak.core.look.assets import assets
from daybreak.domain.campaigns.models import Participation, Statement
from daybreak.domain.deliveries.services import accept_field_report
from daybreak.domain.gatherings.models import Permit
from daybreak.domain.gatherings.services import note_permit
from daybreak.domain.letters.models import Copy, Letter
from daybreak.domain.letters.services import path_of
from daybreak.domain.missions.models import Dispute
from daybreak.domain.missions.services_doubts import dispute_mission
from daybreak.domain.pledges.importing.content import of_text
from daybreak.domain.pledges.services_import import keep_import
from daybreak.domain.pledges.tokens import token_of
from tests.domain.pledges.atlas import lend_atlas
from tests.factories import (
    AT,
    DANA,
    make_desk_user,
    make_gathering,
    make_link,
    make_organisation,
    make_pledge,
    make_report,
)

ROUTES = list({route.name: route for route in all_routes()}.values())
SIGN_IN = "/desk/sign-in/"
GUARDED = {Audience.DESK, Audience.OWNER}
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")


@dataclass
class Scene:
    """Nairobi on the day: everything an address can name."""

    def __post_init__(self) -> None:
        self.pledge = make_pledge()
        self.link = make_link(pledge=self.pledge)
        self.token = token_of(self.link)
        self.report = make_report(pledge=self.pledge, link=self.link)
        accept_field_report(make_report(pledge=self.pledge), actor=DANA, at=AT)
        self.gathering = make_gathering(edition=self.pledge.edition)
        table = of_text("Name\tCity\nAmina\tNairobi", is_city=bool)
        self.draft = keep_import(self.pledge.edition, content=table, actor=DANA, at=AT)
        self.copy = self._copy()

    def _copy(self) -> Copy:
        letter = Letter.objects.create(
            edition=self.pledge.edition, language="en", salutation="Excellency,", closing="Yours", written_at=AT
        )
        kept = {"version": 1, "sha256": "0" * 64, "pages": 1, "paper": "a4", "made_at": AT}
        copy = Copy.objects.create(letter=letter, target=self.pledge.target, pledge=self.pledge, **kept)
        path_of(copy, ".pdf").parent.mkdir(exist_ok=True)
        path_of(copy, ".pdf").write_bytes(b"%PDF-1.7")
        return copy

    def statement(self) -> Statement:
        given = {"position": 1, "source_name": "A document"}
        return Statement.objects.get_or_create(edition=self.pledge.edition, key="one", defaults=given)[0]

    def participation(self) -> Participation:
        return Participation.objects.create(
            edition=self.pledge.edition, organisation=make_organisation(), listed_from=AT
        )

    def dispute(self) -> Dispute:
        said = {"field": "phone", "words": "Wrong.", "by": "coordinator"}
        return dispute_mission(self.pledge.target.mission, **said, actor=DANA, at=AT)

    def permit(self) -> Permit:
        return note_permit(self.gathering, authority="the police", actor=DANA, at=AT)

    def edition(self) -> dict[str, str]:
        edition = self.pledge.edition
        return {"language": "en", "campaign": edition.campaign.slug, "edition": edition.slug}

    def country(self) -> dict[str, str]:
        return {**self.edition(), "country": "kenya"}

    def city(self) -> dict[str, str]:
        return {**self.country(), "city": "nairobi"}


IMPORT_PAGES = ("columns", "lines", "result", "aside", "forget")
NOTHING = dict.fromkeys(
    (
        *("healthz", "readyz", "root", "desk", "desk-sign-in-first", "desk-sign-out", "desk-board", "desk-edition"),
        *("desk-edition-next", "desk-health", "hosts-json"),
        *("desk-world", "desk-hold", "desk-resume", "desk-after"),
        *("desk-setup", "desk-campaign-new", "desk-missions", "desk-missions-load", "desk-gatherings"),
        "desk-gathering-new",
        *("desk-add", "desk-add-pledge", "desk-add-report", "desk-add-gathering", "desk-import"),
    ),
    lambda scene: {},
)
OF_EDITION = dict.fromkeys(
    (
        *("edition", "board", "map", "background", "gatherings", "letter", "thanks", "press", "counting-rule"),
        "privacy",
        *("share", "letter-pdf", "letter-text"),
        *("edition-live", "board-live", "hall", "hall-live", "map-live"),
        *("editions", "edition-json", "cities-csv", "figures-json", "feed-atom", "calendar"),
    ),
    Scene.edition,
)
OF_SETUP = dict.fromkeys(
    (
        *("desk-checklist", "desk-edition-details", "desk-edition-words", "desk-statements", "desk-statement-new"),
        *("desk-targets", "desk-targets-pick", "desk-door-new", "desk-plans", "desk-letters", "desk-press"),
        *("desk-organisations", "desk-edition-other-language"),
    ),
    lambda scene: {"edition": scene.pledge.edition.pk},
)
OF_MISSION = dict.fromkeys(
    ("desk-mission", "desk-mission-merge"), lambda scene: {"mission": scene.pledge.target.mission_id}
)
SAMPLES = {
    **NOTHING,
    **OF_EDITION,
    **OF_SETUP,
    **OF_MISSION,
    "desk-campaign": lambda scene: {"campaign": scene.pledge.edition.campaign_id},
    "desk-edition-new": lambda scene: {"campaign": scene.pledge.edition.campaign_id},
    "desk-edition-text": lambda scene: {"edition": scene.pledge.edition.pk, "language": "en"},
    "desk-letter-words": lambda scene: {"edition": scene.pledge.edition.pk, "language": "en"},
    "desk-statement": lambda scene: {"statement": scene.statement().pk},
    "desk-target": lambda scene: {"target": scene.pledge.target.pk},
    "desk-participation": lambda scene: {"participation": scene.participation().pk},
    "desk-organisation": lambda scene: {"organisation": scene.participation().organisation_id},
    "desk-mission-correct": lambda scene: {"mission": scene.pledge.target.mission_id, "field": "phone"},
    "desk-dispute-settle": lambda scene: {"dispute": scene.dispute().pk},
    "desk-gathering": lambda scene: {"gathering": scene.gathering.pk},
    "desk-permit-new": lambda scene: {"gathering": scene.gathering.pk},
    "desk-permit": lambda scene: {"permit": scene.permit().pk},
    "asset": lambda scene: {"name": assets()["look.css"].name},
    "home": lambda scene: {"language": "en"},
    "style": lambda scene: {"language": "en"},
    "gathering": lambda scene: {**scene.edition(), "public_id": scene.gathering.public_id},
    "gathering-calendar": lambda scene: {**scene.edition(), "public_id": scene.gathering.public_id},
    "country": Scene.country,
    "country-share": Scene.country,
    "city-share": Scene.city,
    "country-atom": Scene.country,
    "country-calendar": Scene.country,
    "schema-json": lambda scene: {"name": "daybreak-edition-1.schema.json"},
    "city": Scene.city,
    "country-live": Scene.country,
    "city-live": Scene.city,
    "target": lambda scene: {**scene.city(), "target": scene.pledge.target.slug},
    "field": lambda scene: {"token": scene.token},
    "field-bare": lambda scene: {"token": scene.token},
    "field-receipt": lambda scene: {"token": scene.token, "receipt": scene.report.receipt},
    "field-letter": lambda scene: {"token": scene.token, "suffix": "pdf"},
    "desk-sign-in": lambda scene: {"token": "sample"},
    "desk-report": lambda scene: {"report": scene.report.pk},
    "desk-pledge": lambda scene: {"pledge": scene.pledge.pk},
    "desk-attempt": lambda scene: {"pledge": scene.pledge.pk},
    "desk-words": lambda scene: {"pledge": scene.pledge.pk},
    "desk-person-links": lambda scene: {"person": scene.link.part.person_id},
    "desk-add-report-for": lambda scene: {"pledge": scene.pledge.pk},
    **dict.fromkeys((f"desk-import-{page}" for page in IMPORT_PAGES), lambda scene: {"draft": scene.draft.pk}),
    "desk-check": lambda scene: {"delivery": scene.pledge.delivery.pk},
    "desk-link": lambda scene: {"part": scene.link.part.pk},
    "desk-letter": lambda scene: {"copy": scene.copy.pk, "suffix": "pdf"},
    "desk-gathering-cancel": lambda scene: {"gathering": scene.gathering.pk},
    "desk-city": lambda scene: {"city": scene.pledge.city.pk},
    "desk-edition-choose": lambda scene: {"edition": scene.pledge.edition.pk},
}


def each(routes: list[Route]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("route", routes, ids=lambda route: route.name)


each_route = each(ROUTES)


@pytest.fixture(autouse=True)
def noon(monkeypatch, at):
    """The domain clock stands at 09:00 UTC; nobody has asked too often yet."""
    monkeypatch.setattr(clock, "now", lambda: at)
    counter._seen.clear()


@pytest.fixture
def scene(db, home: Path, monkeypatch) -> Scene:
    lend_atlas(monkeypatch, home)
    return Scene()


def sam() -> Client:
    return Client()


def dana() -> Client:
    """Dana owns this Daybreak."""
    browser = Client()
    browser.force_login(make_desk_user(owner=True))
    return browser


def dora() -> Client:
    """Dora is of the desk too."""
    browser = Client()
    browser.force_login(make_desk_user(alias="Dora"))
    return browser


def spent_session() -> Client:
    browser = dana()
    Session.objects.all().delete()
    return browser


# Amina is Sam with a link: what she has is in the address, not in the browser.
ROLES = {"Sam": sam, "Amina": sam, "Dana": dana, "Dora": dora, "spent session": spent_session}


def address(route: Route, scene: Scene, *, role: str = "Amina") -> str:
    kwargs = SAMPLES[route.name](scene)
    if "token" in kwargs and role != "Amina":
        kwargs["token"] = "a" * 52
    return reverse(route.name, kwargs=kwargs)


def ask(browser: Client, route: Route, path: str):
    """Ask by the first declared method, as a form with nothing in it where there is no GET."""
    return browser.get(path) if "GET" in route.declaration.methods else browser.post(path)


def test_every_route_declares_itself_and_has_a_name():
    everything = list(all_routes())
    assert len(everything) > 40
    assert [route.pattern for route in everything if route.declaration is None or not route.name] == []


def test_every_route_has_a_sample():
    missing = sorted({route.name for route in ROUTES} - SAMPLES.keys())
    assert missing == [], "add a line to SAMPLES: the route's name and arguments that name rows of Scene"


def expected(route: Route, role: str) -> str:
    audience = route.declaration.audience
    if audience is Audience.ANYONE:
        return "in"
    if audience is Audience.FIELD_LINK:
        return "in" if role == "Amina" else "not found"
    assert audience in GUARDED, f"say here what {audience} means for each role"
    if role == "Dora":
        return "403" if audience is Audience.OWNER else "in"
    return "in" if role == "Dana" else "to the sign-in page"


def outcome(route: Route, answer) -> str:
    if route.declaration.audience in GUARDED and answer.headers.get("Location") == SIGN_IN:
        return "to the sign-in page"
    if answer.status_code == 404:
        return "not found"
    # A form with nothing in it is refused with a sentence (409, 422): whoever reads that is in. readyz says 503 here.
    good = {200, 302, 303, 409, 422} | ({503} if route.name == "readyz" else set())
    return "in" if answer.status_code in good else str(answer.status_code)


@each_route
@pytest.mark.parametrize("role", ROLES)
def test_exactly_the_declared_audience_gets_in(route, role, scene):
    browser = ROLES[role]()
    answer = ask(browser, route, address(route, scene, role=role))
    if route.name == "desk-sign-out" and role in {"Dana", "Dora"}:
        assert "desk" in answer.cookies, "the cookie goes; the page after it is the sign-in page for everybody"
    else:
        assert outcome(route, answer) == expected(route, role)


@each_route
def test_every_answer_carries_the_headers_and_its_cache_class(route, scene):
    for role, browser in ROLES.items():
        answer = ask(browser(), route, address(route, scene, role=role))
        assert {name: answer.headers.get(name) for name in FORMS_HEADERS} == FORMS_HEADERS
        if answer.status_code < 400:
            assert answer.headers["Cache-Control"] == route.declaration.cache.header


# The form of the sign-in page needs its CSRF cookie, and a spent session's cookie is taken away there.
SETS_COOKIES = {"desk-sign-in", "desk-sign-in-first"}


@each([one for one in ROUTES if one.declaration.audience is Audience.ANYONE and one.name not in SETS_COOKIES])
def test_a_route_for_anyone_sets_no_cookie(route, scene):
    for role, browser in ROLES.items():
        assert not ask(browser(), route, address(route, scene, role=role)).cookies, role


@each([one for one in ROUTES if "POST" in one.declaration.methods])
def test_a_form_of_another_site_is_refused(route, scene):
    browser = dana()
    browser.handler.enforce_csrf_checks = True
    path = address(route, scene)
    if route.declaration.audience is Audience.FIELD_LINK:
        assert browser.post(path).status_code == 422, "the token in the address stands for the CSRF token"
        assert browser.post(path, headers={"sec-fetch-site": "cross-site"}).status_code == 403
    else:
        assert browser.post(path).status_code == 403
        assert browser.post(path, headers={"origin": "http://elsewhere.example"}).status_code == 403


@each_route
def test_a_method_that_is_not_declared_is_not_allowed(route, scene):
    browser, path = dana(), address(route, scene)
    for method in METHODS:
        answer = browser.generic(method, path)
        assert (answer.status_code == 405) is (method not in route.declaration.methods), method


@each_route
def test_no_caller_can_be_the_publisher(route, scene):
    header = "HTTP_" + PUBLISHER_KEY.upper().replace(".", "_")
    answer = sam().get(address(route, scene), **{header: AT.isoformat(), "HTTP_DAYBREAK_AT": AT.isoformat()})
    assert not (route.declaration.cache == "published" and answer.status_code == 200)
