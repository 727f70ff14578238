"""The real lists: 287 Chinese missions and 9,851 of all states."""

from __future__ import annotations

import os
import subprocess
import sys
import time

import pytest

from daybreak.core.journal.models import Entry
from daybreak.core.lib.keys import make_key_file
from daybreak.domain.campaigns.models import Target
from daybreak.domain.missions.models import Mission
from daybreak.domain.missions.services import import_missions, load_own_missions
from tests.domain.missions.lists import ACTOR, AT
from tests.factories import make_city, make_edition

pytestmark = pytest.mark.django_db
EVERYTHING = 287 + 9851 - 147  # 147 ids stand in both files


def take(data_dir, name):
    return import_missions(data_dir / f"missions-{name}.csv", actor=ACTOR, at=AT)


def directory():
    columns = ("sender", "host", "city__name", "kind", "name", "latitude", "longitude", "precision", "status")
    return set(Mission.objects.values_list(*columns, "address", "phone", "email", "website", "source_family"))


def test_both_lists_in_either_order_end_in_one_directory_and_then_nothing_changes(data_dir):
    ends = []
    for order in (("cn", "all", "cn"), ("all", "cn", "all")):
        Mission.objects.all().delete()
        assert [take(data_dir, name).refused for name in order] == [0, 0, 0]
        entries = Entry.objects.count()
        again = [take(data_dir, name) for name in reversed(order[:2])]
        assert [(one.created, one.changed, one.vanished, one.returned) for one in again] == [(0, 0, 0, 0)] * 2
        assert (Mission.objects.count(), Entry.objects.count()) == (EVERYTHING, entries)
        ends.append(directory())
    assert ends[0] == ends[1]


@pytest.mark.parametrize("order", [("cn", "all"), ("all", "cn")])
def test_no_target_is_doubled_and_its_mission_is_enriched(data_dir, order):
    take(data_dir, order[0])
    mission = Mission.objects.get(source_id="Q1073835")  # Berlin: only one of the lists knows its city
    Target.objects.create(edition=make_edition(), mission=mission, city=make_city(), name="Berlin", slug="berlin")
    take(data_dir, order[1])
    target = Target.objects.get()
    assert (target.mission.name, target.mission.city.name) == ("Embassy of China, Berlin", "Berlin")
    assert Mission.objects.filter(sender="CN", host="DE", kind="embassy").count() == 1


def test_the_doubts_of_the_whole_list_are_those_we_counted(data_dir):
    result = take(data_dir, "all")
    counted = {}
    for note in result.notes:
        counted[note.reason.value] = counted.get(note.reason.value, 0) + 1
    assert (counted["no_city"], counted["no_sender"], counted["no_country"]) == (582, 53, 5)
    assert counted["suspect_point"] + counted.get("swapped_point", 0) >= 45


def test_the_own_list_and_the_chinese_list_are_one_directory(data_dir):
    load_own_missions(actor=ACTOR, at=AT)
    result = take(data_dir, "cn")
    assert Mission.objects.filter(sender="CN").count() <= 290
    assert result.created <= 5


IMPORT_AND_TELL = """
import sys, pathlib, django
from django.core.management import call_command
django.setup()
call_command("import_missions", sys.argv[1])
print([line.split()[1] for line in pathlib.Path("/proc/self/status").read_text().splitlines() if "VmHWM" in line][0])
"""
"""Prints its own greatest size in kilobytes: what the system tells of a child includes the size of whoever began it."""


def test_the_whole_list_takes_seconds_and_little_memory(data_dir, tmp_path):
    settings = {"DAYBREAK_HOME": str(tmp_path / "home"), "DAYBREAK_KEY_FILE": str(tmp_path / "key")}
    environment = {**os.environ, **settings, "DJANGO_SETTINGS_MODULE": "daybreak.config.settings"}
    (tmp_path / "home").mkdir()
    make_key_file(tmp_path / "key")
    subprocess.run([sys.executable, "-m", "django", "migrate", "-v0"], env=environment, check=True)
    started = time.monotonic()
    command = [sys.executable, "-c", IMPORT_AND_TELL, str(data_dir / "missions-all.csv")]
    told = subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout
    assert time.monotonic() - started < 90  # 30 s on two idle cores; the bench measures
    assert int(told.split()[-1]) < 300 * 1024
