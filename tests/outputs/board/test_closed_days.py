from datetime import date

from daybreak.outputs.board.closed_days import open_fact

MONDAY = date(2018, 9, 24)


def test_24_september_2018_was_a_closed_day_for_both_states_in_seoul():
    fact = open_fact(MONDAY, host="KR", sender="CN")
    assert [one.country for one in fact.closed_days] == ["CN", "KR"]
    assert "Closed day in China: Mid-Autumn Festival." in fact.sentences
    assert "Closed day in South Korea: Chuseok." in fact.sentences


def test_the_same_day_was_a_holiday_in_japan_and_south_africa():
    assert open_fact(MONDAY, host="JP").closed_days[0].country == "JP"
    assert open_fact(MONDAY, host="ZA").closed_days[0].holiday == "Heritage Day"


def test_hours_are_said_to_be_unknown_where_no_closed_day_is_known():
    fact = open_fact(date(2018, 9, 26), host="KE", sender="CN")
    assert not fact.closed
    assert "not known" in fact.words


def test_the_weekend_is_the_host_states_own():
    friday = date(2018, 9, 28)
    assert open_fact(friday, host="EG").weekend
    assert not open_fact(friday, host="KE").weekend


def test_a_country_the_package_does_not_know_is_no_error():
    assert open_fact(date(2018, 9, 29), host="XK", sender="KP").weekend
