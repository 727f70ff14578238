"""Broken files, each with its sentence: refused as a whole, or line by line."""

from __future__ import annotations

import datetime
import zlib

import pytest

from daybreak.domain.pledges.importing.content import of_file
from daybreak.domain.pledges.importing.given import given_of
from daybreak.domain.pledges.reading.table import SheetRefused
from tests.domain.pledges.sheets import AMINA, BRUNO, HEADINGS, as_csv, as_xlsx, with_part

BOOK = as_xlsx([HEADINGS, AMINA])
DOCTYPE = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]><worksheet>&a;</worksheet>'


def bomb() -> bytes:
    """Thirty megabytes of nothing in thirty kilobytes."""
    return with_part(BOOK, "xl/worksheets/sheet1.xml", b"<worksheet>" + b" " * 30_000_000)


def png() -> bytes:
    return b"\x89PNG\r\n\x1a\n" + zlib.compress(bytes(range(256)) * 50)


REFUSED = {
    "empty": (b"", "There is nothing in it"),
    "blank": (b"\n \n\t\n", "There is nothing in it"),
    "picture": (png(), "holds no table"),
    "old-excel": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old Excel file"),
    "cut-short": (BOOK[: len(BOOK) // 2], "damaged or cut short"),
    "zip-of-nothing": (b"PK\x03\x04" + bytes(200), "damaged or cut short"),
    "zip-bomb": (bomb(), "would unpack to far more"),
    "entities": (with_part(BOOK, "xl/worksheets/sheet1.xml", DOCTYPE), "instructions no spreadsheet needs"),
    "broken-xml": (with_part(BOOK, "xl/worksheets/sheet1.xml", b"<worksheet><sheetData><row>"), "damaged"),
    "empty-book": (as_xlsx([]), "none of its sheets holds a value"),
    "60000-lines": (as_csv(HEADINGS, *[AMINA] * 60_000).encode(), "60,001 lines|larger than 2 MB"),
    "60000-short-lines": (b"Name,City\n" + b"A,B\n" * 60_000, "60,001 lines"),
    "1500-rows": (as_xlsx([HEADINGS, *[AMINA] * 1500]), "1,501 lines; 1,000 are the most"),
    "200-columns": (as_csv(HEADINGS + tuple("x" * 200), AMINA + tuple("y" * 200)).encode(), "205 columns"),
}


@pytest.mark.parametrize(("data", "sentence"), REFUSED.values(), ids=REFUSED.keys())
def test_a_file_that_is_no_sheet_is_refused_with_a_sentence(data, sentence):
    with pytest.raises(SheetRefused, match=sentence):
        of_file(data, "sheet")


def test_another_kind_of_zip_is_no_spreadsheet():
    import io
    import zipfile

    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as parcel:
        parcel.writestr("word/document.xml", "<w/>")
    with pytest.raises(SheetRefused, match="holds no spreadsheet"):
        of_file(out.getvalue(), "letter.docx")


FORMULA = ('=A2&"@example.org"',)
LINES = {
    "quotes-never-closed": (
        f'{as_csv(HEADINGS)}Amina,"a@example.org,1,Nairobi,Kenya\n{as_csv(BRUNO)}',
        2,
        "quotation mark",
    ),
    "text-behind-quotes": (f'{as_csv(HEADINGS)}"Ami"na,a@example.org,1,Nairobi,Kenya\n', 2, "quotation mark"),
    "too-many-values": (as_csv(HEADINGS, (*AMINA, "more", "and more")), 2, "has 7 values, but there are 5 columns"),
    "one-long-value": (as_csv(HEADINGS, ("x" * 140_000, *AMINA[1:])), 2, "more than 131,072 letters"),
    "broken-letters": (
        b"\xff\xfe" + as_csv(HEADINGS, AMINA).encode("utf-16-le") + b"\x00\xdca\x00,\x00b\x00",
        3,
        "broken",
    ),
    "phone-as-float": (as_csv(HEADINGS, (*AMINA[:2], "8.21E+10", "Seoul", "")), 2, "last digits are lost"),
    "phone-of-words": (as_csv(HEADINGS, (*AMINA[:2], "ask Bruno", "Seoul", "")), 2, "is no phone number"),
    "phone-too-long": (
        as_csv(HEADINGS, (*AMINA[:2], "+82" + "1" * 20, "Seoul", "")),
        2,
        "no phone number has more than 15",
    ),
    "city-as-date": (as_csv(HEADINGS, (*AMINA[:3], "2018-09-24", "Kenya")), 2, "number or a date, no city"),
    "city-as-serial": (as_csv(HEADINGS, (*AMINA[:3], "43367.0", "Kenya")), 2, "number or a date, no city"),
    "no-city": (as_csv(HEADINGS, (*AMINA[:3], "", "Kenya")), 2, "there is no city"),
    "no-name": (as_csv(HEADINGS, ("", *AMINA[1:])), 2, "there is no name"),
    "name-is-address": (as_csv(HEADINGS, ("amina@example.org", *AMINA[1:])), 2, "is no name"),
    "email-wrong": (as_csv(HEADINGS, ("Amina", "amina at example", *AMINA[2:])), 2, "is no e-mail address"),
    "formula": (
        as_xlsx([HEADINGS, ("Amina", '=A2&"@example.org"', "", "Nairobi", "")]),
        2,
        "formula here and not its result",
    ),
    "failed-formula": (as_csv(HEADINGS, ("#REF!", *AMINA[1:])), 2, "formula here failed"),
    "total-line": (as_csv(HEADINGS, AMINA, ("Total", "", "", "1", "")), 3, "number|no city"),
}


def said(data) -> dict[int, str]:
    """Return what is wrong by line."""
    content = of_file(data.encode() if isinstance(data, str) else data, "sheet")
    found = {}
    for line in content.chosen.below:
        given = given_of(line, content.columns, {})
        found[line.number] = line.fault or " ".join(given.problems.values())
    return found


@pytest.mark.parametrize(("data", "number", "sentence"), LINES.values(), ids=LINES.keys())
def test_a_broken_line_says_its_number_and_what_to_do(data, number, sentence):
    import re

    assert re.search(sentence, said(data)[number])


def test_a_broken_line_costs_itself_only():
    text = f'{as_csv(HEADINGS, AMINA)}Bad,"b@example.org,1,Lima,Peru\n{as_csv(BRUNO)}'
    assert [bool(fault) for fault in said(text).values()] == [False, True, False]


def test_a_line_with_another_delimiter_is_read_where_that_is_plain():
    assert said(as_csv(HEADINGS, AMINA, delimiter=";") + as_csv(BRUNO)) == {2: "", 3: ""}


def test_lines_above_the_headings_are_passed_over_and_told():
    content = of_file(as_csv(("Our sheet", "", "", "", ""), ("", "", "People", "", ""), HEADINGS, AMINA).encode(), "x")
    assert content.chosen.below[0].cells == AMINA
    assert content.chosen.notes == ["Lines 1 to 2 stand above the headings and are not read."]


def test_a_merged_title_above_the_headings_does_no_harm():
    content = of_file(as_xlsx([("Coordinators 2018",), HEADINGS, AMINA], merge="A1:E1"), "x.xlsx")
    assert content.columns[:4] == ["name", "email", "phone", "city"]
    assert [line.cells[0] for line in content.chosen.below] == ["Amina Invented"]


def test_whole_numbers_and_days_of_a_workbook_become_plain_words():
    row = ("Amina", "a@example.org", 82100000000.0, "Seoul", datetime.date(2018, 9, 24))
    assert of_file(as_xlsx([HEADINGS, row]), "x.xlsx").chosen.below[0].cells[2:] == (
        "82100000000",
        "Seoul",
        "2018-09-24",
    )


def test_the_sheet_with_people_comes_first_in_a_workbook_of_several():
    content = of_file(as_xlsx([HEADINGS, AMINA], title="People", more="Notes"), "x.xlsx")
    assert [sheet.name for sheet in content.sheets] == ["People"]


@pytest.mark.parametrize(
    ("city", "encoding"),
    [("서울", "cp949"), ("東京と大阪の", "cp932"), ("القاهرة", "cp1256"), ("Москва", "cp1251"), ("Genève", "cp1252")],
)
def test_an_old_encoding_is_guessed_and_can_be_corrected(city, encoding):
    content = of_file(as_csv(("Name", "City"), ("Amina", city)).encode(encoding), "x.csv")
    assert (content.encoding, content.chosen.below[0].cells[1]) == (encoding, city)
    assert "If names look wrong" in content.chosen.notes[-1]
    content.read_again("cp1250")
    assert content.chosen.below[0].cells[1] != city
