"""The wording of the letter, language by language, tried out on a real target before it is kept."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from daybreak.core.lib import clock, countries
from daybreak.core.lib.errors import Refused
from daybreak.domain.campaigns.models import Edition, Target
from daybreak.domain.letters.cleaning import LetterError, paragraphs_of
from daybreak.domain.letters.compose import compose
from daybreak.domain.letters.fields import FIELDS
from daybreak.domain.letters.models import Letter, LetterKind
from daybreak.domain.letters.parts import Addressee, LetterParts, Mission, Occasion, Sender, Signatory, Template
from daybreak.domain.letters.phrases import has_phrases
from daybreak.domain.letters.services import template_of, write_letter
from daybreak.domain.letters.text import render_text
from daybreak.domain.people.models import Organisation
from daybreak.faces.desk.access import actor_of
from daybreak.faces.desk.editing import (
    Came,
    EditingForm,
    as_written,
    edition_at,
    language_choices,
    language_name,
    one_line,
    tried,
    typed_with,
    words_field,
)
from daybreak.faces.desk.pages import back, changing, reading, show
from daybreak.faces.desk.setup_checklist import parts_of

_SEPARATE = later("An empty line begins a new one.")
_LINES = later("One on each line.")
_PARAGRAPHS = ("paragraphs", "law")
_BY_LINE = ("demands", "enclosures", "cc")
_PLAIN = ("subject", "salutation", "demands_intro", "thanks", "closing")


class LetterForm(EditingForm):
    """The words of the appeal. ``seen`` is the version the page showed."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    subject = words_field(later("Subject"), most=200, required=False)
    salutation = words_field(later("Salutation"), most=200, hint=later("For example: Your Excellency,"))
    paragraphs = words_field(later("The letter"), most=20000, rows=12, hint=_SEPARATE)
    law = words_field(later("What the law says"), most=8000, rows=4, required=False, hint=_SEPARATE)
    demands_intro = words_field(later("Words before the demands"), most=400, required=False)
    demands = words_field(later("The demands"), most=8000, rows=4, required=False, hint=_LINES)
    thanks = words_field(later("Thanks"), most=2000, rows=2, required=False)
    closing = words_field(later("Closing"), most=600, hint=later("For example: Yours respectfully,"))
    enclosures = words_field(later("Enclosed"), most=2000, rows=2, required=False, hint=_LINES)
    cc = words_field(later("Copies to"), most=2000, rows=2, required=False, hint=_LINES)
    sender = forms.ModelChoiceField(
        Organisation.objects.none(),
        required=False,
        label=later("Who writes"),
        empty_label=later("nobody is named"),
        help_text=later("Its name and seat stand at the head of the letter."),
    )
    signatories = words_field(
        later("Who signs"),
        most=8000,
        rows=3,
        required=False,
        hint=later(
            "One on each line, as they chose to be shown: name; title; organisation. Empty: a line to sign by hand."
        ),
    )
    specimen = forms.BooleanField(required=False, label=later("Only a specimen: every page says so"))

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["sender"].queryset = Organisation.objects.order_by("name")  # type: ignore[attr-defined]

    def template(self) -> Template:
        """Return the words as ``compose`` takes them."""
        values = self.cleaned_data
        words: dict[str, Any] = {name: one_line(values[name]) for name in _PLAIN}
        words |= {name: paragraphs_of(values[name]) for name in _PARAGRAPHS}
        words |= {name: _lines(values[name]) for name in _BY_LINE}
        return Template(**words)

    def signed(self) -> tuple[Signatory, ...]:
        """Return who signs."""
        found = []
        for line in _lines(self.cleaned_data["signatories"]):
            name, title, organisation = [part.strip() for part in (*line.split(";", 2), "", "")][:3]
            found.append(Signatory(name=name, title=title, organisation=organisation))
        return tuple(found)


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in as_written(text).split("\n") if line.strip())


def _form_of(letter: Letter | None) -> LetterForm:
    """Return the form as the current wording stands; an empty one begins with a salutation and a closing."""
    if letter is None:
        return LetterForm(initial={"seen": 0, "salutation": _("Your Excellency,"), "closing": _("Yours respectfully,")})
    template = template_of(letter)
    values: dict[str, Any] = {name: getattr(template, name) for name in _PLAIN}
    values |= {name: "\n\n".join(getattr(template, name)) for name in _PARAGRAPHS}
    values |= {name: "\n".join(getattr(template, name)) for name in _BY_LINE}
    signed = [(one["name"], one["title"], one["organisation"]) for one in letter.signatories]
    values["signatories"] = "\n".join("; ".join(one).rstrip("; ") for one in signed)
    return LetterForm(initial={**values, "seen": letter.version, "sender": letter.sender, "specimen": letter.specimen})


@reading()
def letters(request: HttpRequest, edition: int) -> HttpResponse:
    """The languages the letter is written in, and a way to another one."""
    found, wanted = edition_at(edition), request.GET.get("language", "")
    if wanted in dict(language_choices()):
        return HttpResponseRedirect(reverse("desk-letter-words", args=[found.pk, wanted]))
    current = _current(found).order_by("language")
    have = {letter.language for letter in current}
    context = {
        "edition": found,
        "parts": parts_of(found, "letters"),
        "letters": [(letter, language_name(letter.language)) for letter in current],
        "languages": [choice for choice in language_choices() if choice[0] not in have],
    }
    return show(request, "setup_letters", context, here="edition")


def _current(found: Edition) -> Any:
    return Letter.objects.filter(
        edition=found, kind=LetterKind.COALITION, current=True, country="", target=None, organisation=None
    )


@changing()
def letter(request: HttpRequest, edition: int, language: str) -> HttpResponse:
    """GET shows the wording; POST shows it as a target would get it, or keeps it as a new version."""
    found = edition_at(edition)
    there: Letter | None = _current(found).filter(language=language).first()
    if there is None and language not in dict(language_choices()):
        raise Http404
    form, came, sample = _form_of(there), Came(), ""
    if request.method == "POST":
        form = LetterForm(request.POST)
        keep = request.POST.get("do") != "try"
        shown: list[str] = []
        missed = tried(form, lambda: shown.append(_write(request, form, found, language, there, keep=keep)))
        if missed is None and keep:
            said = _("The letter in %s is kept as a new version.") % language_name(language)
            return back(request, said, "desk-letters", found.pk)
        came, sample = missed or Came(), shown[0] if shown else ""
    context = {
        "edition": found,
        "parts": parts_of(found, "letters"),
        "heading": _("The letter in %s") % language_name(language),
        "language": language,
        "version": there.version if there else 0,
        "form": form,
        "sample": sample,
        "merge_fields": [(f"{{{name}}}", _(words)) for name, words in FIELDS.items()],
        "own_words": has_phrases(language),
        "refused": came.refused,
    }
    return show(request, "setup_letter", context, here="edition", status=came.status)


def _write(
    request: HttpRequest, form: LetterForm, found: Edition, language: str, there: Letter | None, *, keep: bool
) -> str:
    """Try the words out; keep them if that is wanted. Return the letter as text. :raises Refused: with a sentence."""
    sample = render_text(compose(_parts(form, found, language)))
    if not keep:
        return sample
    if form.cleaned_data["seen"] != (there.version if there else 0):
        form.data = typed_with(form.data, seen=str(there.version if there else 0))
        raise Refused(
            _("Somebody wrote a new version while you looked. What you typed is still here: compare, then keep.")
        )
    write_letter(
        found,
        language=language,
        template=form.template(),
        sender=form.cleaned_data["sender"],
        signatories=form.signed(),
        specimen=form.cleaned_data["specimen"],
        actor=actor_of(request),
        at=clock.now(),
    )
    return sample


def _parts(form: LetterForm, found: Edition, language: str) -> LetterParts:
    """Return the letter to the edition's first target, or to an office that stands for one."""
    if found.date is None:
        raise LetterError(_("A letter needs the day of the edition. Set its date first."))
    sender: Organisation | None = form.cleaned_data["sender"]
    return LetterParts(
        template=form.template(),
        addressee=Addressee(
            office=found.addressee_office,
            name=found.addressee_name,
            style=found.addressee_style,
            state=countries.name(found.campaign.government, language),
        ),
        occasion=Occasion(campaign=found.campaign.name, day=found.date, anniversary_of=found.anniversary_of),
        language=language,
        mission=_mission(found),
        sender=_sender(sender),
        signatories=form.signed(),
        specimen=True,
    )


def _sender(organisation: Organisation | None) -> Sender | None:
    if organisation is None:
        return None
    return Sender(organisation=organisation.name, seat=organisation.seat, about=organisation.about)


def _mission(found: Edition) -> Mission:
    first = Target.objects.filter(edition=found, mission__isnull=False).select_related("mission", "city").first()
    if first is None or first.mission is None:
        name = _("the office that will be a target")
        return Mission(name=name, kind="embassy", country_code="", city=_("a city"), country=_("a country"))
    one = first.mission
    lines = tuple(line.strip() for line in one.address.splitlines() if line.strip())
    return Mission(name=one.name, kind=one.kind, country_code=one.host, city=first.city.name, address_lines=lines)
