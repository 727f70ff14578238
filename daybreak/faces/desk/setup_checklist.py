"""What an edition still needs before it can be opened, in words with links; and the parts of its pages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from daybreak.domain.campaigns.models import Campaign, Edition, Target
from daybreak.domain.campaigns.states import EditionState
from daybreak.domain.letters.models import Letter, LetterKind
from daybreak.domain.missions.models import FRESH_DAYS, Mission
from daybreak.faces.desk.editing import edition_at
from daybreak.faces.desk.pages import edition_of, name_of, reading, show

Part = tuple[str, str, bool]
"""Words, address, and whether it is the page that is shown."""


@dataclass(frozen=True)
class Point:
    """One line of the checklist. ``advice`` does not hold up the opening. ``says`` is how it stands."""

    words: str
    says: str
    address: str
    link: str
    done: bool
    advice: bool = False


@dataclass(frozen=True)
class Checklist:
    """All points of an edition, in the order they are best done."""

    points: tuple[Point, ...]

    @property
    def missing(self) -> tuple[Point, ...]:
        """What must be done before the edition is opened."""
        return tuple(point for point in self.points if not point.done and not point.advice)

    @property
    def advised(self) -> tuple[Point, ...]:
        """What is better done, and holds nothing up."""
        return tuple(point for point in self.points if not point.done and point.advice)

    @property
    def ready(self) -> int:
        """How many points are done."""
        return sum(point.done for point in self.points)


@reading()
def begin(request: HttpRequest) -> HttpResponse:
    """Where the setting-up stands: the campaign, its edition, and the checklist of the one that is worked on."""
    return beginning(request, here="edition")


def beginning(request: HttpRequest, *, here: str) -> HttpResponse:
    """Render that page; the desk's first page is this one until there is an edition."""
    edition = edition_of(request)
    context = {
        "campaigns": Campaign.objects.order_by("name"),
        "checklist": checklist(edition) if edition else None,
        "parts": parts_of(edition, "checklist") if edition else [],
        "missions": Mission.objects.listed().count(),
        "edition": edition,
        "is_draft": edition is not None and edition.state == EditionState.DRAFT,
    }
    return show(request, "setup", context, here=here)


@reading()
def edition_checklist(request: HttpRequest, edition: int) -> HttpResponse:
    """The checklist of one edition."""
    found = edition_at(edition)
    context = {
        "edition": found,
        "heading": _("What %s still needs") % name_of(found),
        "checklist": checklist(found),
        "parts": parts_of(found, "checklist"),
        "is_draft": found.state == EditionState.DRAFT,
    }
    return show(request, "setup_checklist", context, here="edition")


_PARTS = (
    ("checklist", "desk-checklist"),
    ("details", "desk-edition-details"),
    ("words", "desk-edition-words"),
    ("statements", "desk-statements"),
    ("targets", "desk-targets"),
    ("plans", "desk-plans"),
    ("letters", "desk-letters"),
    ("press", "desk-press"),
    ("organisations", "desk-organisations"),
)


def parts_of(edition: Edition, here: str) -> list[Part]:
    """Return the links between the pages of one edition."""
    words = {
        "checklist": _("Checklist"),
        "details": _("Date and addressee"),
        "words": _("Words"),
        "statements": _("Statements"),
        "targets": _("Targets"),
        "plans": _("City plans"),
        "letters": _("Letter"),
        "press": _("Press contact"),
        "organisations": _("Organisations"),
    }
    return [(words[name], reverse(route, args=[edition.pk]), name == here) for name, route in _PARTS]


def checklist(edition: Edition) -> Checklist:
    """Return what *edition* has and lacks. Eight questions to the database."""
    return Checklist(
        (*_of_the_call(edition), *_of_the_letter(edition), *_of_the_targets(edition), *_of_the_public(edition))
    )


def _of_the_call(edition: Edition) -> tuple[Point, ...]:
    texts = list(edition.texts.order_by("language").values_list("language", flat=True))
    statements = edition.statements.count()
    words = reverse("desk-edition-words", args=[edition.pk])
    details = reverse("desk-edition-details", args=[edition.pk])
    said = ", ".join(texts) if texts else _("The edition has no name and no ask yet.")
    dated = edition.date.isoformat() if edition.date else _("No date yet: without it nothing can be opened.")
    sourced = (
        ngettext("%s statement", "%s statements", statements) % statements
        if statements
        else _("No statement yet: readers ask who says so, when and where.")
    )
    return (
        Point(_("Name and ask"), said, words, _("Write them"), bool(texts)),
        Point(_("The day"), dated, details, _("Set the date"), edition.date is not None),
        Point(
            _("Statements with sources"),
            sourced,
            reverse("desk-statements", args=[edition.pk]),
            _("Add statements"),
            statements > 0,
            advice=True,
        ),
    )


def _of_the_letter(edition: Edition) -> tuple[Point, ...]:
    letters = Letter.objects.filter(edition=edition, kind=LetterKind.COALITION, current=True)
    languages = sorted(set(letters.values_list("language", flat=True)))
    addressee = edition.addressee_office or _("Nobody is addressed yet: a letter needs an office at least.")
    written = ", ".join(languages) if languages else _("No wording yet: coordinators have nothing to hand over.")
    return (
        Point(
            _("Addressee"),
            addressee,
            reverse("desk-edition-details", args=[edition.pk]),
            _("Name the addressee"),
            bool(edition.addressee_office),
        ),
        Point(
            _("A letter"),
            written,
            reverse("desk-letters", args=[edition.pk]),
            _("Write the letter"),
            bool(languages),
        ),
    )


def _of_the_targets(edition: Edition) -> tuple[Point, ...]:
    targets = Target.objects.filter(edition=edition, primary=True)
    number = targets.count()
    address = reverse("desk-targets", args=[edition.pk])
    counted = ngettext("%s target", "%s targets", number) % number if number else _("No target yet.")
    points = [Point(_("At least one target"), counted, address, _("Choose targets"), number > 0)]
    if number:
        stale = stale_targets(edition)
        said = ngettext(
            "%(stale)s address nobody looked at since %(days)s days before the day",
            "%(stale)s addresses nobody looked at since %(days)s days before the day",
            stale,
        )
        fresh = _("Every address was looked at.")
        says = said % {"stale": stale, "days": FRESH_DAYS} if stale else fresh
        points.append(Point(_("Addresses checked"), says, address, _("See which"), stale == 0, advice=True))
    return tuple(points)


def stale_targets(edition: Edition) -> int:
    """Return how many missions among the targets nobody checked within ``FRESH_DAYS`` before the day."""
    if edition.date is None:
        return 0
    since = edition.date - timedelta(days=FRESH_DAYS)
    return Mission.objects.filter(target__edition=edition).stale(since).count()


def _of_the_public(edition: Edition) -> tuple[Point, ...]:
    press, campaign = edition.press_organisation, edition.campaign
    contact = press.press_contact if press else ""
    return (
        Point(
            _("Press contact"),
            f"{press.name}: {contact}" if press and contact else _("Journalists find nobody to write to."),
            reverse("desk-press", args=[edition.pk]),
            _("Name a press contact"),
            bool(contact),
        ),
        Point(
            _("A contact for everybody"),
            campaign.contact or _("The campaign has no address anybody may write to."),
            reverse("desk-campaign", args=[campaign.pk]),
            _("Give a contact"),
            bool(campaign.contact),
            advice=True,
        ),
    )
