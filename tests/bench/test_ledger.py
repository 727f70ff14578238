"""The judge of a chaos run: it must see every way to lose or double a report."""

import uuid
from datetime import UTC, datetime, timedelta

from bench.ledger import Kept, Ledger, Verdict, judge

MOMENT = datetime(2018, 9, 24, 9, 0, tzinfo=UTC)


def kept(number: int, receipt: str = "", *, row: str = "") -> Kept:
    return Kept(row or f"row {number}", uuid.UUID(int=number), receipt or f"R{number}", MOMENT)


def ledger_of(*numbers: int) -> Ledger:
    return Ledger(receipts={uuid.UUID(int=number): f"R{number}" for number in numbers})


def test_a_run_in_which_every_receipt_has_its_row_and_its_line_is_clean():
    verdict = judge([ledger_of(1), ledger_of(2)], [kept(1), kept(2)], ["row 1", "row 2"])
    assert verdict == Verdict(acknowledged=2, lost=0, doubled=0, kept_unknown=0)


def test_an_acknowledged_report_without_a_row_is_lost():
    assert judge([ledger_of(1, 2)], [kept(1)], ["row 1"]).lost == 1


def test_a_row_that_answers_to_another_receipt_does_not_save_the_report():
    assert judge([ledger_of(1)], [kept(1, "R9")], ["row 1"]).lost == 1


def test_a_row_without_its_journal_line_is_lost_to_everybody_who_reads_the_journal():
    assert judge([ledger_of(1)], [kept(1)], []).lost == 1


def test_two_rows_of_one_key_are_one_too_many():
    rows = [kept(1), kept(1, "R9", row="row 9")]
    assert judge([ledger_of(1)], rows, ["row 1", "row 9"]).doubled == 1


def test_a_row_nobody_has_a_receipt_for_is_one_too_many():
    assert judge([ledger_of(1)], [kept(1), kept(2)], ["row 1", "row 2"]).doubled == 1


def test_two_journal_lines_of_one_row_are_one_too_many():
    assert judge([ledger_of(1)], [kept(1)], ["row 1", "row 1"]).doubled == 1


def test_a_second_receipt_for_the_same_report_is_doubled():
    ledger = ledger_of(1)
    ledger.acknowledge(uuid.UUID(int=1), "R1")
    assert judge([ledger], [kept(1)], ["row 1"]).doubled == 0
    ledger.acknowledge(uuid.UUID(int=1), "R9")
    assert judge([ledger], [kept(1)], ["row 1"]).doubled == 1


def test_a_row_made_before_the_connection_broke_was_kept_without_the_phone_knowing():
    ledger = ledger_of(1, 2)
    ledger.cut = {
        uuid.UUID(int=1): MOMENT + timedelta(seconds=1),
        uuid.UUID(int=2): MOMENT - timedelta(seconds=1),
    }
    assert judge([ledger], [kept(1), kept(2)], ["row 1", "row 2"]).kept_unknown == 1
