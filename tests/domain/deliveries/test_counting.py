from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from daybreak.domain.deliveries.counting import best, count_of, rule_lines, thrown_back
from daybreak.domain.deliveries.outcomes import COUNTS, ORDER, Count, Outcome


@dataclass
class Try:
    outcome: str


OUTCOMES = st.lists(st.sampled_from(Outcome), min_size=1, max_size=6)


@given(st.sampled_from(Outcome))
def test_every_outcome_is_in_the_counting_table(outcome):
    assert COUNTS[outcome] in ORDER
    assert best([outcome]) is outcome


@given(OUTCOMES)
def test_no_attempt_counts_better_than_the_best_one(outcomes):
    assert ORDER.index(COUNTS[best(outcomes)]) == min(ORDER.index(COUNTS[outcome]) for outcome in outcomes)


@given(OUTCOMES)
def test_the_order_of_the_attempts_does_not_change_the_count(outcomes):
    assert best(outcomes) is best(list(reversed(outcomes)))


@given(OUTCOMES, st.sampled_from(Outcome))
def test_another_attempt_never_makes_the_count_worse(outcomes, another):
    before = count_of([Try(outcome) for outcome in outcomes])
    after = count_of([Try(outcome) for outcome in [*outcomes, another]])
    assert ORDER.index(after) <= ORDER.index(before)


def test_no_attempt_is_an_open_delivery():
    assert count_of([]) is Count.OPEN
    assert best([]) is Outcome.UNKNOWN


def test_left_with_a_guard_is_never_delivered():
    assert count_of([Try("left"), Try("refused")]) is Count.LEFT
    assert count_of([Try("left"), Try("mailbox")]) is Count.DELIVERED


def test_a_letter_thrown_back_later_stays_delivered_and_the_fact_stands_beside_it():
    attempts = [Try("handed_over"), Try("destroyed")]
    assert count_of(attempts) is Count.DELIVERED
    assert thrown_back(attempts)


def test_a_letter_thrown_back_first_and_delivered_then_is_not_thrown_back():
    assert not thrown_back([Try("destroyed"), Try("mailbox")])
    assert not thrown_back([Try("destroyed")])
    assert not thrown_back([])


def test_the_printed_rule_names_every_outcome_once_and_every_group_in_order():
    lines = rule_lines()
    assert [group for group, _, _ in lines] == list(ORDER)
    assert sorted(outcome for _, _, outcomes in lines for outcome in outcomes) == sorted(Outcome)
    assert all(words.endswith(".") for _, words, _ in lines)
