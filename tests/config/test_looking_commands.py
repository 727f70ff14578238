from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from daybreak.config.management.commands.routes import may_open
from daybreak.core.journal.models import Entry
from daybreak.core.journal.services import record, seal_journal
from daybreak.core.lib.actor import WORKER
from daybreak.core.lib.audience import Audience
from daybreak.domain.people.models import Person


@pytest.fixture
def sealed(db, at):
    for name in ("Amina Invented", "Bruno Invented"):
        record("add_person", Person.objects.create(name=name, added_at=at), actor=WORKER, at=at)
    seal_journal(at=at)


def test_what_we_hold_names_level_purpose_and_days(capsys):
    call_command("what_we_hold")
    printed = capsys.readouterr().out
    assert "\npeople.Person\n" in printed and "L1 contact" in printed and "90 days" in printed


def test_routes_prints_every_route_with_its_audience(capsys):
    call_command("routes")
    printed = capsys.readouterr().out
    (line,) = [line for line in printed.splitlines() if line.startswith("/healthz")]
    assert line.split()[1:7] == ["x"] * 6


@pytest.mark.parametrize("role", list(Audience))
def test_a_stranger_opens_only_what_anyone_opens(role):
    assert may_open(Audience.ANYONE, role) is (role is Audience.ANYONE)
    assert may_open(role, role)


def test_the_journal_is_whole_and_its_head_is_printed(sealed, capsys):
    call_command("journal_head")
    head = capsys.readouterr().out.strip()
    call_command("verify_journal", head=head)
    assert capsys.readouterr().out == f"2 entries, head {head}, whole.\n"


def test_a_changed_entry_is_named(sealed):
    Entry.objects.filter(position=2).update(verb="something else")
    with pytest.raises(CommandError, match="position 2"):
        call_command("verify_journal", stdout=StringIO())
