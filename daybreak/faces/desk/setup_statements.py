"""The statements of an edition: who says so, when, where."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from daybreak.core.lib import clock
from daybreak.core.lib.errors import Refused
from daybreak.domain.campaigns.models import Edition, Statement, StatementText
from daybreak.domain.campaigns.services import add_statement
from daybreak.domain.campaigns.services_editing import (
    change_statement,
    move_statement,
    withdraw_statement,
    write_statement_text,
)
from daybreak.faces.desk.access import actor_of
from daybreak.faces.desk.editing import (
    STRANGE,
    Came,
    EditingForm,
    SeenForm,
    as_written,
    done,
    edition_at,
    language_choices,
    language_name,
    one_line,
    standing,
    tried,
    words_field,
)
from daybreak.faces.desk.pages import back, changing, show
from daybreak.faces.desk.setup_checklist import parts_of

_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
_WEB = re.compile(r"https?://[^\s/@]+\.[^\s/@]+(/\S*)?")
_DATE_HINT = later("2018, 2018-09 or 2018-09-24: as exact as you know it.")
KEY_MOST = 60


class SourceForm(SeenForm):
    """Who makes a statement."""

    ROW = ("source_name", "source_url", "source_date", "names_no_source", "as_of")

    source_name = words_field(
        later("Who says so"),
        most=300,
        hint=later("A report, a law, an organisation. If the document names nobody: the document itself."),
    )
    source_url = words_field(later("Where it can be read"), most=300, required=False, hint=later("https://…"))
    source_date = words_field(later("When it was said"), most=10, required=False, hint=_DATE_HINT)
    as_of = words_field(later("As of when it holds"), most=10, required=False, hint=_DATE_HINT)
    names_no_source = forms.BooleanField(
        required=False, label=later("The document names no source of its own: say so beside the statement")
    )

    def clean_source_name(self) -> str:
        """One line."""
        return one_line(self.cleaned_data["source_name"])

    def clean_source_url(self) -> str:
        """A web address, or nothing."""
        given = str(self.cleaned_data["source_url"]).strip()
        if given and not _WEB.fullmatch(given):
            raise forms.ValidationError(_("A web address begins with https:// and has no blanks."))
        return given

    def clean_source_date(self) -> str:
        """A date as exact as it is known."""
        return _a_date(self.cleaned_data["source_date"])

    def clean_as_of(self) -> str:
        """A date as exact as it is known."""
        return _a_date(self.cleaned_data["as_of"])


def _a_date(given: str) -> str:
    if given.strip() and not _DATE.fullmatch(given.strip()):
        raise forms.ValidationError(_("Write the date like 2018, 2018-09 or 2018-09-24."))
    return given.strip()


class WordsForm(EditingForm):
    """A statement's words in one language."""

    language = forms.ChoiceField(label=later("Language"), error_messages=STRANGE)
    text = words_field(later("The statement"), most=2000, rows=3)

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["language"].choices = language_choices()  # type: ignore[attr-defined]


class NewStatementForm(SourceForm, WordsForm):
    """A statement and its source at once."""

    field_order = ("seen", "text", "language", "source_name", "source_url", "source_date", "as_of")


@changing()
def statements(request: HttpRequest, edition: int) -> HttpResponse:
    """GET lists the statements in their order; POST moves one up or down."""
    found, came = edition_at(edition), Came()
    if request.method == "POST":
        missed = done(lambda: _move(request, found))
        if missed is None:
            return back(request, _("The order is saved."), "desk-statements", found.pk)
        came = missed
    context = {
        "edition": found,
        "parts": parts_of(found, "statements"),
        "statements": [_line(one) for one in found.statements.prefetch_related("texts")],
        "refused": came.refused,
    }
    return show(request, "setup_statements", context, here="edition", status=came.status)


def _move(request: HttpRequest, found: Edition) -> None:
    one = standing(found.statements.all(), request.POST.get("statement", ""))
    step = -1 if request.POST.get("do") == "up" else 1
    place = list(found.statements.values_list("pk", flat=True)).index(one.pk) + 1
    move_statement(one, to=place + step, actor=actor_of(request), at=clock.now())


def _line(statement: Statement) -> tuple[Statement, str, str, list[str]]:
    """Return a statement, its words, their language, and the other languages it is written in."""
    texts = sorted(statement.texts.all(), key=lambda text: (text.language != "en", text.language))
    first = texts[0] if texts else None
    return statement, first.text if first else "", first.language if first else "", [one.language for one in texts[1:]]


@changing()
def statement_new(request: HttpRequest, edition: int) -> HttpResponse:
    """GET asks for a statement and its source; POST adds it."""
    found = edition_at(edition)
    form, came = NewStatementForm(initial={"language": "en"}), Came()
    if request.method == "POST":
        form = NewStatementForm(request.POST)
        missed = tried(form, lambda: _add(request, form, found))
        if missed is None:
            return back(request, _("The statement is added."), "desk-statements", found.pk)
        came = missed
    context = {
        "edition": found,
        "parts": parts_of(found, "statements"),
        "heading": _("A statement"),
        "lead": _(
            "One sentence of the background that somebody can be asked for. It can stand on pages and in letters."
        ),
        "button": _("Add the statement"),
        "away": reverse("desk-statements", args=[found.pk]),
        "form": form,
        "refused": came.refused,
    }
    return show(request, "editing", context, here="edition", status=came.status)


def _add(request: HttpRequest, form: NewStatementForm, found: Edition) -> None:
    words = as_written(form.cleaned_data["text"])
    if StatementText.objects.filter(statement__edition=found, text=words).exists():
        raise Refused(_("This statement stands there already."))
    add_statement(
        found,
        key=_free_key(found, words),
        text=words,
        language=form.cleaned_data["language"],
        **form.values(),
        actor=actor_of(request),
        at=clock.now(),
    )


def _free_key(edition: Edition, words: str) -> str:
    """Return the first words of a statement as its key, with a number where another one has them."""
    begin = slugify(" ".join(words.split()[:6]))[: KEY_MOST - 4].strip("-") or "statement"
    taken = set(edition.statements.values_list("key", flat=True))
    key, number = begin, 2
    while key in taken:
        key, number = f"{begin}-{number}", number + 1
    return key


@changing()
def statement(request: HttpRequest, statement: int) -> HttpResponse:
    """GET shows a statement; POST changes its source, writes its words in a language, or takes it back."""
    found = get_object_or_404(Statement.objects.select_related("edition__campaign"), pk=statement)
    source, words, came = SourceForm.of(found), WordsForm(initial={"language": "en"}), Came()
    if request.method == "POST":
        wanted = request.POST.get("do", "")
        source = SourceForm(request.POST) if wanted == "source" else source
        words = WordsForm(request.POST) if wanted == "words" else words
        missed, said = _change(request, wanted, found, source, words)
        if missed is None and wanted == "withdraw":
            return back(request, said, "desk-statements", found.edition_id)
        if missed is None:
            return back(request, said, "desk-statement", found.pk)
        came = missed
    context = {
        "edition": found.edition,
        "parts": parts_of(found.edition, "statements"),
        "statement": found,
        "texts": [(one, language_name(one.language)) for one in found.texts.order_by("language")],
        "source": source,
        "words": words,
        "refused": came.refused,
    }
    return show(request, "setup_statement", context, here="edition", status=came.status)


def _change(
    request: HttpRequest, wanted: str, found: Statement, source: SourceForm, words: WordsForm
) -> tuple[Came | None, str]:
    actor, at = actor_of(request), clock.now()
    if wanted == "withdraw":
        return done(lambda: withdraw_statement(found, actor=actor, at=at)), _("The statement is taken back.")
    if wanted == "words":

        def write() -> None:
            values = words.cleaned_data
            write_statement_text(
                found, language=values["language"], text=as_written(values["text"]), actor=actor, at=at
            )

        return tried(words, write), _("The words are saved.")

    def save() -> None:
        source.guard(found)
        change_statement(found, **source.values(), actor=actor, at=at)

    return tried(source, save), _("The source is saved.")
