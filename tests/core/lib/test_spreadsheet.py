import csv
import io

import pytest

from daybreak.core.lib.spreadsheet import csv_text, disarmed


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+1", "-1", "@x", "|x", "%x", "\t=1", " =1", "\r\n=1", "＝1", "＋1", "－1", "＠x", "\u00a0=1", "\u2028=1"],
)
def test_no_cell_begins_like_a_formula(text):
    assert disarmed(text).startswith("'")


@pytest.mark.parametrize("text", ["Nairobi", "1982-09-24", "'s-Gravenhage", "서울", "a=b", ""])
def test_harmless_text_stays_as_it_is(text):
    assert disarmed(text) == text


def test_a_line_break_in_a_cell_does_not_end_the_line():
    text = csv_text(["a", "b", "c"], [["one\r\n=two", None, -1.5]])
    assert list(csv.reader(io.StringIO(text, newline=""))) == [["a", "b", "c"], ["one  =two", "", "-1.5"]]
