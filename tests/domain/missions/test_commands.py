"""``import-missions`` and ``load-chinese-missions`` as somebody at the server sees them."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError

from daybreak.core.journal.models import Entry
from daybreak.domain.missions.importers import batches
from daybreak.domain.missions.models import Mission
from tests.domain.missions.lists import as_text, import_lines, lowy_line, mission_line

pytestmark = pytest.mark.django_db


def run(*arguments) -> str:
    out = StringIO()
    call_command(*arguments, stdout=out)
    return out.getvalue()


def test_the_command_lists_lines_with_reasons_and_ends_with_figures(tmp_path):
    path = tmp_path / "list.csv"
    path.write_text(as_text(mission_line(), mission_line(wikidata="Q2", city=""), lowy_line(country="")))
    said = run("import_missions", str(path))
    assert "line 4: no host country" in said
    assert "line 3: no city: Embassy of China, Nairobi: no city is given." in said
    assert said.splitlines()[-1].startswith(
        "3 lines: 2 taken (2 new, 0 changed, 0 unchanged), 1 of them doubted, 1 refused."
    )
    assert set(Entry.objects.values_list("actor_kind", "actor_id")) == {("import", "list.csv")}


def test_a_file_that_cannot_be_read_ends_with_a_sentence(tmp_path):
    with pytest.raises(CommandError, match="There is no file"):
        run("import_missions", str(tmp_path / "none.csv"))


def test_a_busy_database_ends_with_a_sentence_and_running_again_completes_it(tmp_path, monkeypatch):
    path = tmp_path / "list.csv"
    path.write_text(as_text(mission_line()))
    with monkeypatch.context() as patch:
        # The counts of a batch that is not committed do not count.
        patch.setattr(batches, "write", lambda *args: (_ for _ in ()).throw(OperationalError("locked")))
        with pytest.raises(CommandError, match=r"0 of 1 lines are stored\. .* run the import again"):
            run("import_missions", str(path))
    assert "1 new" in run("import_missions", str(path))


def test_the_own_list_is_loaded_once_and_stays(tmp_path):
    assert "(285 new" in run("load_chinese_missions")
    assert "285 unchanged" in run("load_chinese_missions")
    assert Mission.objects.filter(city=None).count() == 0
    assert Mission.objects.get(city__name="Houston").status == "closed"
    assert Mission.objects.filter(city__name="Geneva").count() == 2


def test_a_later_list_enriches_the_own_one(tmp_path):
    run("load_chinese_missions")
    import_lines(tmp_path, mission_line())
    mission = Mission.objects.get(city__name="Nairobi", kind="embassy")
    assert (mission.source_id, mission.source_family, mission.phone) == ("Q900000001", "wikidata", "+254-20-555-0100")
    assert "285 unchanged" in run("load_chinese_missions")
