"""Files as they come: encodings, delimiters, broken lines, and files that are no list at all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from daybreak.domain.missions.importers.reading import REQUIRED, ListRefused, read_bytes, read_list
from tests.domain.missions.lists import as_text, mission_line

HEADER = ",".join(REQUIRED)
ROW = "CN,KE,Nairobi,embassy,Embassy of China,wikidata,Q1"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_every_usual_encoding_and_delimiter_is_read(encoding, delimiter):
    text = as_text(mission_line(name="中华人民共和国大使馆, São Paulo"), delimiter=delimiter)
    sheet = read_bytes(text.encode(encoding))
    assert [line.cells["name"] for line in sheet.lines] == ["中华人民共和国大使馆, São Paulo"]
    assert sheet.unread == []


def test_columns_are_found_by_name_in_any_order():
    text = "wikidata,name,source,kind,city,country,Sending_Country\nQ1,N,S,embassy,C,KE,CN\n"
    assert read_bytes(text.encode()).lines[0].cells["sending_country"] == "CN"


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("CN,KE,Nairobi", "columns"),
        (ROW + ",one,more", "columns"),
        ('CN,KE,"Nairobi,embassy,E,wikidata,Q7', "quotes"),
        ('CN,KE,"Nai"robi,embassy,E,wikidata,Q7', "quotes"),
        ("CN,KE," + "x" * 140_000 + ",embassy,E,wikidata,Q7", "overlong"),
    ],
)
def test_a_broken_line_costs_itself_only(row, reason):
    sheet = read_bytes(f"{HEADER}\n{ROW}\n{row}\n{ROW}\n".encode())
    assert [line.number for line in sheet.lines] == [2, 4]
    assert [(unread.number, unread.reason) for unread in sheet.unread] == [(3, reason)]


def test_ids_in_broken_lines_are_remembered():
    sheet = read_bytes(f"{HEADER}\nCN,KE,Q77\n".encode())
    assert sheet.unread[0].ids == {"Q77"}


def test_a_quoted_value_may_span_lines_and_numbers_stay_right():
    sheet = read_bytes(f'{HEADER}\nCN,KE,Nairobi,embassy,"two\nlines",wikidata,Q1\n{ROW}\n'.encode())
    assert [line.number for line in sheet.lines] == [2, 4]


def test_broken_utf16_is_refused_line_by_line():
    data = f"{HEADER}\n{ROW}\n".encode("utf-16-le")
    sheet = read_bytes(b"\xff\xfe" + data + b"\x00\xdc" + ROW.encode("utf-16-le"))
    assert [unread.reason for unread in sheet.unread] == ["encoding"]


def test_missing_and_unknown_columns_are_said():
    text = f"{HEADER},colour\n{ROW},red\n"
    said = [str(note) for note in read_bytes(text.encode()).notes]
    assert "address" in said[0]
    assert "colour" in said[1]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "is empty"),
        (b"\n \n", "is empty"),
        (b"city,name\nNairobi,E\n", "lacks the columns sending_country, country, kind, source and wikidata"),
        (b"PK\x03\x04\x00\x00spreadsheet", "lacks the columns"),
        ((HEADER + ",city\n").encode(), "city twice"),
    ],
)
def test_a_file_that_is_no_list_is_refused_with_a_sentence(data, sentence):
    with pytest.raises(ListRefused, match=sentence):
        read_bytes(data)


def test_a_missing_file_a_folder_and_an_impossible_name_are_refused_with_a_sentence(tmp_path):
    for path, sentence in (
        (tmp_path / "none.csv", "no file"),
        (tmp_path, "folder"),
        (tmp_path / "\0", "cannot be read"),
    ):
        with pytest.raises(ListRefused, match=sentence):
            read_list(path)


def test_a_file_one_may_not_read_is_refused_with_a_sentence(tmp_path, monkeypatch):
    path = tmp_path / "list.csv"
    path.write_text(HEADER)

    def deny(self):
        raise PermissionError

    monkeypatch.setattr(type(path), "read_bytes", deny)
    with pytest.raises(ListRefused, match="may not read"):
        read_list(path)


@given(st.binary(max_size=400))
def test_no_bytes_make_a_traceback(data):
    with pytest.raises(ListRefused):
        read_bytes(data)
    sheet = read_bytes(f"{HEADER}\n{ROW}\n".encode() + data)
    assert len(sheet.lines) + len(sheet.unread) >= 1
