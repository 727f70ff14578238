"""What needs somebody now."""

from datetime import timedelta

from daybreak.domain.pledges.states import PledgeState
from tests.factories import AT, LIMA, make_city, make_edition, make_mission, make_pledge, make_report, make_target


def text_of(answer) -> str:
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_sam_is_sent_to_the_sign_in_page(sam):
    assert sam.get("/desk/")["Location"] == "/desk/sign-in/"


def test_without_an_edition_the_page_says_so(dana):
    assert "Begin with your campaign" in text_of(dana.get("/desk/"))


def test_waiting_reports_stand_oldest_first_with_their_words(dana):
    pledge = make_pledge()
    make_report(pledge=pledge, received_at=AT - timedelta(minutes=5), outcome="refused", words="They shut the door.")
    make_report(pledge=pledge, received_at=AT - timedelta(hours=2), obstacles=["guards"])
    page = text_of(dana.get("/desk/"))
    assert page.index("extra guards") < page.index("They shut the door.")
    assert "2 field reports to read" in page
    assert "waiting 2 h 0 min" in page


def test_words_of_strangers_are_text_never_markup(dana):
    make_report(words="<script>alert(1)</script>")
    page = dana.get("/desk/").content.decode()
    assert "<script" not in page
    assert "&lt;script&gt;" in page


def test_an_offer_at_a_taken_target_can_join_but_not_confirm(dana):
    target = make_pledge().target
    make_pledge(target=target, state=PledgeState.OFFERED, confirmed_at=None)
    page = text_of(dana.get("/desk/"))
    assert 'value="join"' in page
    assert 'value="confirm"' not in page


def test_a_silent_city_is_late_on_its_own_clock(dana, monkeypatch):
    make_pledge()
    evening = AT + timedelta(hours=8)
    monkeypatch.setattr("daybreak.core.lib.clock.now", lambda: evening)
    page = text_of(dana.get("/desk/"))
    assert "No word yet" in page
    assert "there it is 20:00" in page


def test_a_target_nobody_promised_is_not_late(dana, monkeypatch):
    make_target()
    monkeypatch.setattr("daybreak.core.lib.clock.now", lambda: AT + timedelta(hours=8))
    assert "No word yet" not in text_of(dana.get("/desk/"))


def test_figures_stand_with_the_counting_rule(dana):
    make_pledge()
    page = text_of(dana.get("/desk/"))
    assert "The counting rule" in page
    assert "Printed apart, never added to what was delivered." in page


def test_reports_of_another_edition_are_not_forgotten(dana):
    make_pledge()
    older = make_edition(slug="2017", year=2017, state="closed", closed_at=AT)
    lima = make_city(**LIMA)
    make_report(pledge=make_pledge(target=make_target(edition=older, mission=make_mission(city=lima))))
    assert "1 report waits in another edition." in text_of(dana.get("/desk/"))


def test_the_board_shows_open_targets_and_all_seven_words(dana):
    make_target()
    page = text_of(dana.get("/desk/board/"))
    for word in ("Not yet", "Due", "Late", "Reported", "Needs checking", "Conflict", "Checked"):
        assert f"</svg> {word}</span>" in page
    assert "Not taken" in page
    assert "Awaiting word" not in page
