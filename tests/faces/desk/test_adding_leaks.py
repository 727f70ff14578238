"""Contacts, names and field links stand on the pages that need them, and on no other page of adding."""

import pytest

from daybreak.domain.pledges.importing.content import of_text
from daybreak.domain.pledges.models import ImportDraft, PledgePart
from daybreak.domain.pledges.services_import import keep_import, make_pledges
from daybreak.domain.pledges.tokens import token_of
from tests.domain.pledges.atlas import lend_atlas
from tests.domain.pledges.scene import make_scene
from tests.factories import AT, DANA

NAME, EMAIL, PHONE, NOTE = "Canary Coordinator", "canary@example.org", "+254 700 555001", "canary words"
TABLE = (
    f"Name\tEmail\tPhone\tCity\tNote\tSecret\n{NAME}\t{EMAIL}\t{PHONE}\tNairobi\t{NOTE}\tcanary column\n"
    f"{NAME} Two\tset-aside@example.org\t\t\t\t\n"
)
NEEDED = {
    NAME: {"words", "columns", "lines"},
    EMAIL: {"words", "columns", "lines"},
    PHONE: {"words", "columns", "lines"},
    NOTE: {"words", "columns"},
    "canary column": {"columns"},
    "set-aside@example.org": {"columns", "file"},
}


@pytest.fixture
def pages(dana, monkeypatch, home, db) -> dict[str, str]:
    """Every page of adding, once a table waits and once it was stored."""
    places, edition = lend_atlas(monkeypatch, home), make_scene()
    waiting = keep_import(edition, content=of_text(TABLE, is_city=bool), actor=DANA, at=AT)
    paths = {"columns": f"/desk/import/{waiting.pk}/", "lines": f"/desk/import/{waiting.pk}/lines/"}
    pages = {name: dana.get(path).content.decode() for name, path in paths.items()}
    make_pledges(waiting, places=places, actor=DANA, at=AT)
    part, stored = PledgePart.objects.get(), ImportDraft.objects.get()
    more = {name: f"/desk/add/{name}/" for name in ("pledge", "report", "gathering")} | {
        "add": "/desk/add/",
        "start": "/desk/import/",
        "result": f"/desk/import/{stored.pk}/result/",
        "file": f"/desk/import/{stored.pk}/set-aside.csv",
        "words": f"/desk/pledges/{part.pledge_id}/words/",
        "sheet": f"/desk/people/{part.person_id}/links/",
        "report-for": f"/desk/add/report/{part.pledge_id}/",
        "the-pledge": f"/desk/pledges/{part.pledge_id}/",
    }
    return pages | {name: dana.get(path).content.decode() for name, path in more.items()}


@pytest.mark.parametrize("secret", list(NEEDED))
def test_a_secret_stands_where_it_is_needed_and_nowhere_else(pages, secret):
    allowed = NEEDED[secret] | ({"file"} if secret == NAME else set())  # the file holds "… Two", whose line had no city
    assert {name for name, page in pages.items() if secret in page} == allowed


def test_a_field_link_stands_on_the_words_and_the_sheet_alone(pages):
    token = token_of(PledgePart.objects.get().link)
    assert {name for name, page in pages.items() if token in page} == {"words", "sheet"}


def test_the_journal_holds_none_of_it(pages):
    from daybreak.core.journal.models import Entry

    told = " ".join(str((one.changes, one.fields)) for one in Entry.objects.all()).casefold()
    assert "make_pledges" in set(Entry.objects.values_list("verb", flat=True))
    assert "canary" not in told
