"""DAYBREAK_LANGUAGES: only what has a catalogue is offered, in the order given; the desk speaks English."""

import os
import subprocess
import sys

import pytest
from django.test import Client

from daybreak.config import cli, doctor_machine
from daybreak.config.findings import Grade
from daybreak.core.lib.languages import LanguageNotOffered, checked_by, is_checked, offered, spoken
from tests.factories import make_link


@pytest.fixture
def folder(tmp_path):
    """Catalogues of Korean, which somebody read, and of Arabic, which nobody did."""
    for tag, reader in (("ko", "An invented network"), ("ar", "")):
        path = tmp_path / tag / "LC_MESSAGES"
        path.mkdir(parents=True)
        head = f'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n"X-Checked-By: {reader}\\n"\n'
        (path / "django.po").write_text(f'{head}\nmsgid "City"\nmsgstr "X-Checked-By: nobody"\n')
    return tmp_path


def settings_of(**environment):
    code = "import daybreak.config.settings as s; print(s.LANGUAGES)"
    around = {"PATH": os.environ["PATH"], "DAYBREAK_HOME": os.environ["DAYBREAK_HOME"], **environment}
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=around)


def test_english_needs_no_catalogue(folder):
    assert spoken(folder) == ["en", "ar", "ko"]


@pytest.mark.parametrize(
    ("wish", "tags"), [("", ["en"]), ("ko, EN,ko,", ["ko", "en"]), ("en,ko,ar", ["en", "ko", "ar"]), (" , ", ["en"])]
)
def test_the_languages_wished_for_are_offered_in_their_order_each_once(folder, wish, tags):
    assert [tag for tag, _name in offered(wish, folder)] == tags


@pytest.mark.parametrize("wish", ["fr", "en,fr", "korean", "../ko", "ko;ar"])
def test_a_language_without_a_catalogue_is_refused_with_those_there_are(folder, wish):
    with pytest.raises(LanguageNotOffered, match="there are: en, ar, ko"):
        offered(wish, folder)


def test_the_setting_is_named_in_the_refusal():
    done = settings_of(DAYBREAK_LANGUAGES="en,tlh")
    assert done.returncode == 1
    assert "DAYBREAK_LANGUAGES: 'tlh' has no catalogue" in done.stderr.splitlines()[-1]


def test_without_the_setting_english_alone_is_offered_and_with_it_its_languages():
    assert settings_of().stdout == "[('en', 'English')]\n"
    assert settings_of(DAYBREAK_LANGUAGES="ko,en").stdout == "[('ko', 'Korean'), ('en', 'English')]\n"


@pytest.mark.parametrize(("given", "published"), [("", "en,ko,ar"), (" ", "en,ko,ar"), ("en", "en")])
def test_the_demo_publishes_three_languages_unless_told_otherwise(monkeypatch, given, published):
    monkeypatch.setenv("DAYBREAK_LANGUAGES", given)
    monkeypatch.setattr(cli, "_execute", lambda module, arguments: 0)
    cli.run(["demo"])
    assert os.environ["DAYBREAK_LANGUAGES"] == published


def test_another_command_offers_what_was_asked_for(monkeypatch):
    monkeypatch.setenv("DAYBREAK_LANGUAGES", "")
    monkeypatch.setattr(cli, "_execute", lambda module, arguments: 0)
    cli.run(["publish"])
    assert os.environ["DAYBREAK_LANGUAGES"] == ""


def test_who_checked_a_language_stands_in_the_header_of_its_catalogue(folder):
    assert (checked_by("ko", folder), checked_by("ar", folder)) == ("An invented network", "")
    assert [is_checked(tag, folder) for tag in ("en", "ko", "ar")] == [True, True, False]


def test_the_doctor_names_languages_that_nobody_checked_and_those_not_compiled(folder, settings):
    settings.LOCALE_PATHS, settings.LANGUAGES = [folder], [("en", "English"), ("ko", "Korean"), ("ar", "Arabic")]
    (waiting,) = doctor_machine.languages()
    assert waiting.grade is Grade.WRONG and "ar, ko" in waiting.found
    for path in folder.glob("*/LC_MESSAGES/django.po"):
        path.with_suffix(".mo").touch()
    (unread,) = doctor_machine.languages()
    assert unread.grade is Grade.NOTE and unread.found.endswith("checked: ar.")
    settings.LANGUAGES = [("en", "English"), ("ko", "Korean")]
    assert next(iter(doctor_machine.languages())).grade is Grade.GOOD


def page(path, language):
    return Client().get(path, headers={"accept-language": language}).content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "head"), [("ar", 'lang="ar" dir="rtl"'), ("ko-KR,ko;q=0.9", 'lang="ko" dir="ltr"')]
)
def test_a_field_link_speaks_the_browsers_language_where_it_is_offered(home, settings, language, head):
    from daybreak.domain.pledges.tokens import token_of

    settings.LANGUAGES = [("en", "English"), ("ko", "Korean"), ("ar", "Arabic")]
    assert f"<html {head}>" in page(f"/f/{token_of(make_link())}/", language)


@pytest.mark.django_db
def test_the_desk_speaks_english_whatever_the_browser_asks_for(home, settings):
    settings.LANGUAGES = [("en", "English"), ("ko", "Korean")]
    assert '<html lang="en" dir="ltr">' in page("/desk/sign-in/", "ko")
    assert '<html lang="ko" dir="ltr">' in page("/f/unknown/", "ko")


@pytest.mark.django_db
def test_what_to_say_at_a_gate_stands_in_the_readers_language_and_in_english(home, settings):
    from daybreak.domain.pledges.tokens import token_of

    settings.LANGUAGES = [("en", "English"), ("ko", "Korean")]
    path = f"/f/{token_of(make_link())}/"
    both, alone = page(path, "ko"), page(path, "en")
    assert "평화로운 호소" in both and '<ol lang="en" dir="ltr"><li>Good day.' in both
    assert "<ol><li>Good day." in alone and alone.count("peaceful appeal") == 1
