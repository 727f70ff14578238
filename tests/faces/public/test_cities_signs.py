"""Which attempt bears the state's sign."""

from datetime import date, time

from daybreak.domain.campaigns.states import ResultsShow
from daybreak.domain.deliveries.services import check_delivery, delivery_of, record_attempt
from daybreak.publication.render import render
from tests.factories import AT, DANA, DORA, make_plan, make_pledge

BASE = "/en/save-north-korean-refugees-day/2018/"
DAY = date(2018, 9, 24)


def test_the_sign_stands_at_the_attempt_that_counts_not_at_a_later_thrown_back(db, home):
    pledge = make_pledge()
    make_plan(edition=pledge.edition, city=pledge.city, results_show=ResultsShow.AT_ONCE)
    delivery = delivery_of(pledge)
    for hour, outcome in ((11, "mailbox"), (12, "destroyed")):
        record_attempt(delivery, outcome=outcome, local_date=DAY, local_time=time(hour, 15), actor=DANA, at=AT)
    check_delivery(delivery, actor=DORA, at=AT)
    page = render(f"{BASE}kenya/nairobi/", at=AT).decode()
    story = page[page.index('<ol class="log story">') :]
    first, second = story.split("</li>")[:2]
    assert "Checked" in first and "11:15" in first
    assert "Checked" not in second and "12:15" in second
    assert "11:15" in render(f"{BASE}board/", at=AT).decode()
