from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from daybreak.domain.deliveries.claims import WORDS_MOST, check_claim, read_claim
from daybreak.domain.deliveries.receipts import ALPHABET, as_stored, in_print, new_receipt
from daybreak.domain.deliveries.refusals import ClaimRefused

NAIROBI, AT = ZoneInfo("Africa/Nairobi"), datetime(2018, 9, 24, 9, 0, tzinfo=UTC)  # noon there


def field_refused(*, at=AT, tz=NAIROBI, **said):
    with pytest.raises(ClaimRefused) as refused:
        check_claim(read_claim(**{"outcome": "refused", **said}), at=at, tz=tz)
    assert str(refused.value).endswith(".")
    return refused.value.field


@pytest.mark.parametrize("outcome", ["planned", "unknown", "not_applicable", "help", ""])
def test_an_outcome_that_is_no_report_of_a_coordinator_is_refused(outcome):
    assert field_refused(outcome=outcome) == "outcome"


def test_a_time_a_quarter_of_an_hour_ahead_may_be_a_fast_clock_and_a_minute_more_is_not():
    check_claim(read_claim(outcome="refused", local_date=date(2018, 9, 24), local_time=time(12, 15)), at=AT, tz=NAIROBI)
    assert field_refused(local_date=date(2018, 9, 24), local_time=time(12, 16)) == "local_time"


def test_tomorrow_is_refused_unless_the_fast_clock_is_past_midnight():
    assert field_refused(local_date=date(2018, 9, 25)) == "local_date"
    assert field_refused(local_date=date(2018, 9, 25), local_time=time(0, 1)) == "local_time"
    late = datetime(2018, 9, 24, 20, 55, tzinfo=UTC)  # 23:55 there
    check_claim(read_claim(outcome="refused", local_date=date(2018, 9, 25), local_time=time(0, 1)), at=late, tz=NAIROBI)


def test_an_hour_is_judged_by_the_clock_of_the_city():
    honolulu = ZoneInfo("Pacific/Honolulu")  # 23:00 on the 23rd
    assert field_refused(local_date=date(2018, 9, 24), tz=honolulu) == "local_date"


def test_a_year_ago_is_a_mistyped_year():
    assert field_refused(local_date=date(2017, 9, 20)) == "local_date"
    assert field_refused(local_date=date(1, 1, 1), local_time=time(0, 0)) == "local_date"


def test_an_hour_the_clock_skipped_is_refused():
    berlin = ZoneInfo("Europe/Berlin")
    at = datetime(2018, 3, 25, 12, 0, tzinfo=UTC)
    assert field_refused(local_date=date(2018, 3, 25), local_time=time(2, 30), at=at, tz=berlin) == "local_time"


def test_sent_by_hand_is_a_contradiction():
    assert field_refused(outcome="sent") == "channel"
    check_claim(read_claim(outcome="sent", channel="post"), at=AT, tz=NAIROBI)


def test_words_people_and_list_values_have_their_limits():
    assert field_refused(words="x" * (WORDS_MOST + 1)) == "words"
    assert field_refused(people=1_000_001) == "people"
    assert field_refused(obstacles=["dragon"]) == "obstacles"
    assert field_refused(proofs=["oath"]) == "proofs"
    assert field_refused(channel="pigeon") == "channel"


@given(
    st.datetimes(datetime(2018, 1, 1), datetime(2019, 1, 1)),
    st.sampled_from(["Pacific/Kiritimati", "Pacific/Pago_Pago"]),
)
def test_just_now_is_never_refused_in_any_zone(moment, zone):
    check_claim(read_claim(outcome="refused"), at=moment.replace(tzinfo=UTC), tz=ZoneInfo(zone))


def test_the_same_claim_in_another_order_has_the_same_fingerprint_and_other_words_another():
    one = read_claim(outcome="refused", obstacles=["guards", "weather"], words=" cold ")
    two = read_claim(outcome="refused", obstacles=["weather", "guards", "guards"], words="cold")
    assert one.fingerprint(key=b"k") == two.fingerprint(key=b"k")
    assert one.fingerprint(key=b"k") != one.fingerprint(key=b"other")
    assert one.fingerprint(key=b"k") != read_claim(outcome="refused", words="warm").fingerprint(key=b"k")


def test_a_receipt_can_be_read_aloud_and_typed_back():
    receipt = new_receipt()
    assert len(receipt) == 8
    assert set(receipt) <= set(ALPHABET)
    assert not set("0OQ1IL2Z5SBGUV") & set(ALPHABET) - {"Q"}
    assert as_stored(in_print(receipt).lower()) == receipt
