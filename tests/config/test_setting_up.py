import io
from dataclasses import replace

import pytest
from babel.messages.mofile import read_mo

from daybreak.config import setting_up
from daybreak.config.catalogues import compile_catalogues, stale_catalogues
from daybreak.config.progress import Progress
from daybreak.config.setting_up import KeyLost, set_up
from daybreak.core.lib.errors import Refused


@pytest.fixture
def new(settings, tmp_path, monkeypatch):
    """Settings of a home that is not there yet; no places are built."""
    monkeypatch.setattr(setting_up, "places", lambda: None)
    settings.DAYBREAK = replace(settings.DAYBREAK, home=tmp_path / "home", key_file=tmp_path / "home.key")
    return settings.DAYBREAK


def quietly():
    return set_up(Progress(io.StringIO()))


@pytest.mark.django_db
def test_the_home_is_for_its_owner_only(new, monkeypatch):
    monkeypatch.setattr(setting_up, "_holds_data", lambda: False)
    assert quietly() is True
    assert new.home.stat().st_mode & 0o777 == 0o700 and new.key_file.stat().st_mode & 0o777 == 0o600


@pytest.mark.django_db
def test_a_second_time_makes_nothing_new(new, monkeypatch):
    monkeypatch.setattr(setting_up, "_holds_data", lambda: False)
    quietly()
    before = new.key_file.read_bytes()
    assert quietly() is False
    assert new.key_file.read_bytes() == before


@pytest.mark.django_db
def test_a_lost_key_is_not_replaced_by_a_new_one(new):
    with pytest.raises(KeyLost, match="Put back"):
        quietly()
    assert not new.key_file.exists()


def test_a_home_that_cannot_be_made_is_a_sentence(new, tmp_path):
    (tmp_path / "home").write_text("a file")
    with pytest.raises(Refused, match="cannot be made"):
        quietly()


def test_catalogues_are_compiled_once(tmp_path):
    po = tmp_path / "ko" / "LC_MESSAGES" / "django.po"
    po.parent.mkdir(parents=True)
    po.write_text('msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n\nmsgid "City"\nmsgstr "도시"\n')
    assert stale_catalogues(tmp_path) == [po]
    assert compile_catalogues(tmp_path) == 1 and compile_catalogues(tmp_path) == 0
    with po.with_suffix(".mo").open("rb") as file:
        assert read_mo(file).get("City").string == "도시"


def test_setup_is_quick_the_second_time_and_says_what_it_did(real_home):
    done = real_home.run("setup")
    assert done.returncode == 0 and "ok tables" in done.stdout and "Keep a copy" not in done.stdout
