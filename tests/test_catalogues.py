"""The catalogues are whole: every message of the public and the coordinator face, in Korean and in Arabic.

What is in scope is ``SOURCES`` of scripts/make_messages.py: the two faces and what they stand on. The desk speaks
English (tests/config/test_languages.py), so its messages are not asked for.
"""

import re

import pytest
from babel.messages.catalog import Catalog
from django.utils import translation
from django.utils.translation import gettext, ngettext, pgettext

from daybreak.core.lib.languages import checked_by
from scripts.make_messages import LANGUAGES, LOCALE, collected, files, labels, merged, problems, read, written

each_language = pytest.mark.parametrize("language", LANGUAGES)


@pytest.fixture(scope="module")
def template():
    return collected()


def ids(catalog):
    return {message.id for message in catalog if message.id}


@each_language
def test_every_message_is_translated_with_its_placeholders_and_plural_forms(template, language):
    assert problems(template, read(language)) == []


@each_language
def test_the_catalogue_holds_no_message_that_nobody_says(template, language):
    assert ids(read(language)) - ids(template) == set()


@each_language
def test_the_catalogue_is_written_as_the_script_writes_it(template, language):
    path = LOCALE / language / "LC_MESSAGES" / "django.po"
    again = written(merged(template, read(language), language), language, checked_by(language, LOCALE))
    assert path.read_text(encoding="utf-8") == again


@each_language
def test_no_translation_is_a_message_left_in_english(language):
    same = {"PDF", "UTC", "Daybreak"}
    script = {"ko": r"[가-힣]", "ar": r"[\u0600-\u06ff]"}[language]
    strings = [(m.id, s) for m in read(language) if m.id for s in (m.string if m.pluralizable else [m.string])]
    plain = [(given, re.sub(r"%\(\w+\)[sd]|<[^>]+>|[\d\W_]", "", string)) for given, string in strings]
    assert [given for given, words in plain if words and words not in same and not re.search(script, words)] == []


def test_both_faces_are_read_and_the_desk_is_not(template):
    read_from = {path.parts[path.parts.index("daybreak") + 2] for path in files() if "faces" in path.parts}
    assert read_from == {"public", "coordinator"}
    assert {"Three ways to take part", "What happened? One press sends it.", "Awaiting word", "vigil"} <= ids(template)


def test_a_word_of_two_closed_lists_is_two_messages():
    contexts = {context for _place, context, word in labels() if word == "open"}
    assert contexts == {"counting rule", "edition", "office"}


@each_language
def test_django_speaks_the_catalogue(language):
    with translation.override(language):
        assert gettext("Not yet") != "Not yet"
        assert pgettext("edition", "open") not in {"open", pgettext("counting rule", "open")}
        assert ngettext("%(cities)s city", "%(cities)s cities", 22) % {"cities": 22} != "22 cities"


def test_arabic_counts_in_six_ways_and_korean_in_one():
    assert (read("ar").num_plurals, read("ko").num_plurals) == (6, 1)
    with translation.override("ar"):
        words = [ngettext("%(cities)d city.", "%(cities)d cities.", n) % {"cities": n} for n in (0, 1, 2, 3, 11, 100)]
    assert len(set(words)) == 6


# What the script notices --------------------------------------------------------------------------------------------


def catalog(*entries, language="ar", fuzzy=False):
    made = Catalog(locale=language)
    for given, string in entries:
        made.add(given, string, flags=["fuzzy"] if fuzzy else [])
    return made


DAYS = ("%(n)s day", "%(n)s days")


@pytest.mark.parametrize(
    ("given", "string", "wrong"),
    [
        ("City", "", "is not translated"),
        ("In %(city)s", "في", "has other placeholders"),
        ("In %(city)s", "في %(place)s", "has other placeholders"),
        ("At %s", "عند %s %s", "has other placeholders"),
        ("<b>City</b>", "مدينة", "has other markup"),
        (DAYS, ("", "", "", "", "", ""), "is not translated"),
        (DAYS, ("0", "يوم", "يومان", "%(n)s أيام", "%(n)s يومًا", ""), "lacks a plural form"),
        (DAYS, ("0", "يوم", "يومان", "أيام", "%(n)s يومًا", "%(n)s يوم"), "has other placeholders"),
    ],
)
def test_what_is_wrong_with_a_translation_is_named(given, string, wrong):
    (found,) = problems(catalog((given, "")), catalog((given, string)))
    assert wrong in found


def test_a_fuzzy_translation_is_wrong_and_is_not_shown():
    (found,) = problems(catalog(("City", "")), catalog(("City", "مدينة"), fuzzy=True))
    assert "was not read again" in found


def test_a_form_for_one_number_needs_no_figure():
    forms = ("لا أيام", "يوم واحد", "يومان", "%(n)s أيام", "%(n)s يومًا", "%(n)s يوم")
    assert problems(catalog((DAYS, "")), catalog((DAYS, forms))) == []


def test_a_message_that_changed_keeps_its_translation_as_fuzzy():
    old = catalog(("Nothing was saved. Try again.", "لم يُحفظ شيء."))
    new = merged(catalog(("Nothing was saved. Please try again.", "")), old, "ar")
    message = new.get("Nothing was saved. Please try again.")
    assert (message.string, message.fuzzy) == ("لم يُحفظ شيء.", True)


def test_a_message_that_is_gone_stays_as_a_comment_and_comes_back():
    old = catalog(("City", "مدينة"), ("Noon", "ظهر"))
    without = merged(catalog(("City", "")), old, "ar")
    assert '#~ msgid "Noon"' in written(without, "ar", "")
    assert merged(catalog(("City", ""), ("Noon", "")), without, "ar").get("Noon").string == "ظهر"


def test_the_header_keeps_who_checked_it():
    assert '"X-Checked-By: An invented network\\n"' in written(catalog(("City", "مدينة")), "ar", "An invented network")
