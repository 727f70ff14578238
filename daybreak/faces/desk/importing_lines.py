"""The lines of a table before anything is stored: what is ready, what is asked, what is wrong and why."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from daybreak.core.lib import clock
from daybreak.core.lib.data_level import Level
from daybreak.core.lib.errors import Refused
from daybreak.domain.people.models import Organisation
from daybreak.domain.places.services import places
from daybreak.domain.pledges.importing.cities import CityQuestion, label_of
from daybreak.domain.pledges.importing.content import Content
from daybreak.domain.pledges.importing.doors import Choice, DoorQuestion
from daybreak.domain.pledges.importing.examining import Examination, Examined, Standing, Wanted, examine
from daybreak.domain.pledges.models import ImportDraft
from daybreak.domain.pledges.services_import import answer_import, make_pledges
from daybreak.faces.desk.access import actor_of
from daybreak.faces.desk.importing import draft_of
from daybreak.faces.desk.pages import CONFLICT, changing, show

# A form of Django takes two hundred fields; these are what one page may ask.
QUESTIONS_AT_ONCE = 25
CORRECTIONS_AT_ONCE = 20
LINES_AT_ONCE = 50
LONGEST_ANSWER = 200
MOST_CORRECTED = 2_000


@dataclass(frozen=True)
class Row:
    """One line in words. ``checked``: the desk left it out."""

    number: int
    name: str
    contact: list[str]
    city: str
    door: str
    becomes: str
    remarks: list[str]
    checked: bool


@changing(level=Level.L2)
def lines(request: HttpRequest, draft: UUID) -> HttpResponse:
    """GET shows every line; POST keeps the answers, and makes the pledges when that is said."""
    found, content = draft_of(draft)
    if found.stored_at is not None:
        return HttpResponseRedirect(reverse("desk-import-result", args=[found.pk]), status=303)
    if not content.is_mapped:
        return HttpResponseRedirect(reverse("desk-import-columns", args=[found.pk]), status=303)
    if request.method != "POST":
        return _page(request, found, content)
    try:
        return _answered(request, found, content)
    except Refused as refused:
        return _page(request, *draft_of(draft), refused=str(refused), status=CONFLICT)


def _answered(request: HttpRequest, found: ImportDraft, content: Content) -> HttpResponse:
    """Keep the answers, then do what the button says."""
    examined = examine(content, found.edition, places())
    take_answers(request.POST, content, examined)
    seen = request.POST.get("seen", "")
    version = int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 10 else 0
    answer_import(found, content=content, seen=version, actor=actor_of(request), at=clock.now())
    wanted = request.POST.get("do", "")
    if wanted not in {"make", "make_rest"}:
        begin = _begin(request.POST.get("begin", ""), wanted)
        return HttpResponseRedirect(f"{reverse('desk-import-lines', args=[found.pk])}?begin={begin}", status=303)
    now = examine(content, found.edition, places())
    if wanted == "make" and now.of(Standing.ASK):
        raise Refused(_("Nothing is made yet: some lines still ask something. Answer them, or make the others only."))
    if not now.of(Standing.READY):
        raise Refused(_("Nothing is made: no line is ready."))
    make_pledges(
        found,
        places=places(),
        confirm=request.POST.get("confirm", "yes") == "yes",
        add_organisations=request.POST.get("organisations") == "add",
        actor=actor_of(request),
        at=clock.now(),
    )
    return HttpResponseRedirect(reverse("desk-import-result", args=[found.pk]), status=303)


def _begin(begin: str, wanted: str) -> int:
    """Return the place of the first line of the page that is asked for."""
    now = int(begin) if begin.isascii() and begin.isdigit() and len(begin) < 7 else 0
    return max(0, now + {"next": LINES_AT_ONCE, "before": -LINES_AT_ONCE}.get(wanted, 0))


def take_answers(sent: QueryDict, content: Content, examined: Examination) -> None:
    """Put what a form says into the answers. Fields that were not on its page change nothing."""
    answers = content.answers
    for city in examined.cities:
        written = " ".join(sent.get(f"{city.field}-written", "").split())[:LONGEST_ANSWER]
        chosen = sent.get(city.field, "")[:LONGEST_ANSWER]
        known = {str(one.geonames_id) for one in city.candidates}
        if written or chosen in known:
            answers.cities[city.key] = written or chosen
    for door in examined.doors:
        where = sent.get(door.field, "")
        if where in {choice.value for choice in door.choices}:
            answers.targets[str(door.city.geonames_id)] = where
    for line in examined.lines:
        who = sent.get(f"person-{line.number}", "")
        if line.asks_person and who in {"same", "other"}:
            answers.people[str(line.number)] = who
    for line in examined.correctable:
        for name in line.given.problems:
            typed = sent.get(f"line-{line.number}-{name}")
            if typed is not None:
                answers.edits.setdefault(str(line.number), {})[name] = typed.strip()[:MOST_CORRECTED]
    shown = {int(one) for one in sent.get("shown", "").split(",") if one.isascii() and one.isdigit()}
    out = {int(one) for one in sent.getlist("out") if one.isascii() and one.isdigit()}
    answers.out = sorted((set(answers.out) - shown) | (out & shown))


def _page(
    request: HttpRequest, found: ImportDraft, content: Content, *, refused: str = "", status: int = 200
) -> HttpResponse:
    examined = examine(content, found.edition, places())
    out = set(content.answers.out)
    rows = [one for one in examined.lines if one.standing == Standing.READY or one.number in out]
    begin = _begin(request.POST.get("begin", "") or request.GET.get("begin", ""), "")
    begin = begin if begin < len(rows) else 0
    page = rows[begin : begin + LINES_AT_ONCE]
    asked = [*examined.cities, *examined.doors]
    people = [one for one in examined.of(Standing.ASK) if one.asks_person]
    wrong = [one for one in examined.correctable if one.number not in out]
    room = max(0, QUESTIONS_AT_ONCE - len(asked))
    context = {
        "edition": found.edition,
        "draft": found,
        "notes": content.chosen.notes,
        "is_table": content.origin != "messages",
        "ready": len(examined.of(Standing.READY)),
        "asking": len(examined.of(Standing.ASK)),
        "there": examined.of(Standing.THERE),
        "aside": [one for one in examined.of(Standing.ASIDE) if one.number not in out],
        "cities": [city_in_words(one) for one in examined.cities[:QUESTIONS_AT_ONCE]],
        "doors": [door_in_words(one) for one in examined.doors[: max(0, QUESTIONS_AT_ONCE - len(examined.cities))]],
        "people": people[:room],
        "more_questions": max(0, len(asked) + len(people) - QUESTIONS_AT_ONCE),
        "corrections": [_correction(one) for one in wrong[:CORRECTIONS_AT_ONCE]],
        "more_corrections": max(0, len(wrong) - CORRECTIONS_AT_ONCE),
        "rows": [_row(one, checked=one.number in out) for one in page],
        "shown": ",".join(str(one.number) for one in page),
        "begin": begin,
        "first": begin + 1,
        "last": begin + len(page),
        "total": len(rows),
        "has_next": begin + LINES_AT_ONCE < len(rows),
        "new_organisations": _new_organisations(examined),
        "refused": refused,
    }
    return show(request, "import_lines", context, here="add", status=status)


def _row(one: Examined, *, checked: bool) -> Row:
    given = one.given
    city = label_of(one.city, get_language() or "en") if one.city else given.city
    becomes = {
        Wanted.LEAD: _("lead"),
        Wanted.JOIN: _("joins the lead there"),
        Wanted.PART: _("a part in the pledge there"),
        Wanted.SOLIDARITY: _("a solidarity city"),
    }
    return Row(
        number=one.number,
        name=given.name,
        contact=[text for text in (given.email, given.phone) if text],
        city=city,
        door=one.door.words if one.door else "",
        becomes="" if checked else becomes[one.wanted],
        remarks=given.remarks,
        checked=checked,
    )


def _correction(one: Examined) -> dict[str, object]:
    """Return one line with the fields that must be written anew: name, label, what stands there, what is wrong."""
    labels = {"name": _("Name"), "email": _("E-mail"), "phone": _("Phone"), "city": _("City")}
    fields = [
        (f"line-{one.number}-{name}", labels[name], one.given.typed.get(name, ""), why)
        for name, why in one.given.problems.items()
        if name in labels
    ]
    who = one.given.name or one.given.email or one.given.typed.get("city", "")
    return {"number": one.number, "who": who, "fields": fields}


def city_in_words(asked: CityQuestion) -> dict[str, object]:
    """Return the question for a city with its choices in the reader's language."""
    language = get_language() or "en"
    return {
        "field": asked.field,
        "text": asked.answer or asked.text,
        "lines": asked.lines,
        "choices": [(str(one.geonames_id), label_of(one, language)) for one in asked.candidates],
    }


def door_in_words(asked: DoorQuestion) -> dict[str, object]:
    """Return the question for a door with its choices in words."""
    return {
        "field": asked.field,
        "city": asked.city.name,
        "lines": asked.lines,
        "has_targets": asked.has_targets,
        "choices": [(one.value, choice_in_words(one)) for one in asked.choices],
    }


def choice_in_words(one: Choice) -> str:
    """Return one answer to the question where a letter goes."""
    if one.kind == "near":
        words = _("%(name)s, %(city)s: %(km)s km away")
        return words % {"name": one.name, "city": one.city, "km": one.km}
    if one.kind == "open":
        return _("%s: make it a target of this edition") % one.name
    return one.name or _("Nowhere: people gather, a solidarity city")


def _new_organisations(examined: Examination) -> list[str]:
    """Return the organisations of ready lines that the desk does not list yet."""
    named = {one.given.organisation for one in examined.of(Standing.READY) if one.given.organisation}
    known = {name.casefold() for name in Organisation.objects.values_list("name", flat=True)} if named else set()
    return sorted(name for name in named if name.casefold() not in known)
