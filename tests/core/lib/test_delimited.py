"""Lines of a table: numbers stay right, a broken quotation costs one line."""

from daybreak.core.lib.delimited import Fault, lines_of, records

TEXT = 'a,b\r"one\nvalue",2\n\n"open,3\nlast,4\n'


def test_a_broken_quotation_costs_its_line_and_numbers_stay_right():
    found = list(records(lines_of(TEXT), ","))
    assert [(one.number, one.cells, one.fault) for one in found] == [
        (1, ["a", "b"], None),
        (2, ["one\nvalue", "2"], None),
        (5, [], Fault.QUOTES),
        (6, ["last", "4"], None),
    ]


def test_a_value_without_end_is_a_fault_with_a_sentence():
    (found,) = records(["x" * 140_000 + "\n"], ",")
    assert "131,072" in found.fault.sentence


def test_records_begin_where_they_are_asked_to():
    assert [one.number for one in records(["a\n", "b\n"], ",", start=1)] == [2]
