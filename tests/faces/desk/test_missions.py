"""The directory in the desk: lists, filters, corrections, checks, doubts, merging."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from daybreak.domain.missions.models import Dispute, Mission
from daybreak.domain.missions.services_doubts import dispute_mission, merge_mission
from tests.domain.missions.lists import mission_line
from tests.domain.pledges.atlas import lend_atlas
from tests.faces.desk.forms import send
from tests.factories import AT, DANA, LIMA, make_city, make_edition, make_mission, make_target


@pytest.fixture(autouse=True)
def atlas(monkeypatch, home):
    lend_atlas(monkeypatch, home)


def found(browser, query=""):
    return [line[0] for line in browser.get(f"/desk/missions/{query}").context["lines"]]


def chips(browser, query=""):
    groups = browser.get(f"/desk/missions/{query}").context["chips"]
    return {chip.words: chip.number for _title, chips in groups for chip in chips}


def test_our_own_list_fills_an_empty_directory(dana):
    assert "/desk/missions/load/" in dana.get("/desk/missions/").content.decode()
    page = dana.post("/desk/missions/load/", {"do": "own"})
    assert page.context["result"].created == 285
    assert Mission.objects.count() == 285


def upload(browser, text):
    return browser.post("/desk/missions/load/", {"do": "file", "file": SimpleUploadedFile("list.csv", text.encode())})


def test_an_uploaded_list_is_read_and_every_line_accounted_for(dana):
    line = mission_line(name="Embassy without a comma")
    text = "\n".join(",".join(cells) for cells in (line, line.values(), line.values()))
    page = upload(dana, text)
    result = page.context["result"]
    assert (result.lines, result.created, result.refused) == (2, 1, 1)
    assert "stands already in line 2" in page.content.decode()


def test_a_list_that_is_too_large_for_one_form_says_how_to_bring_it_in(dana):
    answer = upload(dana, "a" * 240_001)
    assert answer.status_code == 422
    assert "Split it" in answer.context["form"].errors["file"][0]


@pytest.mark.parametrize("text", ["", "no,columns,here\n1,2,3\n", "\x00\x01\x02"])
def test_a_file_that_is_no_list_is_refused_with_a_sentence(dana, text):
    answer = upload(dana, text)
    assert answer.status_code in {409, 422} or answer.context["result"].taken == 0
    assert not Mission.objects.exists()


def test_missions_are_found_by_state_kind_and_any_spelling_of_their_city(dana):
    embassy = make_mission()
    consulate = make_mission(city=make_city(**LIMA), kind="consulate", sender="RU", name="An Office")
    assert found(dana, "?sender=CN") == [embassy]
    assert found(dana, "?kind=consulate") == [consulate]
    assert found(dana, "?q=나이로비") == [embassy]
    assert found(dana, "?q=office") == [consulate]
    assert found(dana, "?host=PE&kind=embassy") == []


def test_filters_carry_counts_that_do_not_count_themselves(dana):
    make_edition()
    make_mission(review=["differs"])
    make_mission(kind="consulate", address="Invented Street 1")
    assert chips(dana) == {
        "embassy": 1,
        "consulate": 1,
        "open, not checked": 2,
        "waits for review": 1,
        "not checked lately": 2,
        "no address": 1,
    }
    assert chips(dana, "?kind=embassy")["consulate"] == 1


def test_a_merged_entry_is_not_listed(dana):
    gone, stays = make_mission(), make_mission()
    merge_mission(gone, into=stays, reason="One door.", actor=DANA, at=AT)
    assert found(dana) == [stays]


def test_the_list_asks_as_many_questions_for_many_missions_as_for_few(dana):
    make_edition()
    numbers = []
    for _ in range(2):
        for number in range(30):
            make_mission(name=f"Mission {number}")
        with CaptureQueriesContext(connection) as asked:
            dana.get("/desk/missions/")
        numbers.append(len(asked))
    assert numbers[0] == numbers[1] < 20


def test_pages_have_fifty_lines_and_nonsense_means_the_first(dana):
    Mission.objects.bulk_create(
        Mission(city=make_city(), sender="CN", host="KE", kind="embassy", name=f"{n}", first_seen_at=AT)
        for n in range(60)
    )
    assert [len(found(dana, query)) for query in ("", "?page=2", "?page=99", "?page=x")] == [50, 10, 10, 50]


def test_every_field_is_shown_with_its_source_and_check(dana):
    make_edition()
    mission = make_mission(address="Invented Street 1")
    dana.post(f"/desk/missions/{mission.pk}/", {"do": "check", "field": ["address", "point"]})
    known = {one.name: one for one in dana.get(f"/desk/missions/{mission.pk}/").context["fields"]}
    assert (known["address"].checked_by, known["address"].stale) == ("desk", False)
    assert known["name"].stale
    assert known["point"].checked_on == AT.date()


def test_a_correction_needs_a_reason_and_settles_the_dispute_about_it(dana):
    mission = make_mission(phone="1")
    dispute = dispute_mission(mission, field="phone", words="Rings at a shop.", by="coordinator", actor=DANA, at=AT)
    address = f"/desk/missions/{mission.pk}/correct/phone/"
    assert send(dana, address, phone="2").status_code == 422
    assert send(dana, address, phone="2", reason="Rang it.").status_code == 303
    mission.refresh_from_db()
    dispute.refresh_from_db()
    assert (mission.phone, dispute.settled_with) == ("2", "Corrected: Rang it.")


@pytest.mark.parametrize(
    ("field", "typed", "now"),
    [
        ("city", {"city": "Lima, Peru"}, "Lima"),
        ("status", {"status": "closed"}, "closed"),
        ("point", {"latitude": "-1.3", "longitude": "36.8", "precision": "building"}, -1.3),
    ],
)
def test_every_kind_of_field_can_be_corrected(dana, field, typed, now):
    mission = make_mission()
    send(dana, f"/desk/missions/{mission.pk}/correct/{field}/", reason="Seen at the gate.", **typed)
    mission.refresh_from_db()
    assert {"city": mission.city.name, "status": mission.status, "point": mission.latitude}[field] == now


def test_a_field_somebody_corrected_meanwhile_is_not_overwritten(dana, dora):
    mission = make_mission(phone="1")
    address = f"/desk/missions/{mission.pk}/correct/phone/"
    send(dora, address, phone="2", reason="Rang it.")
    answer = dana.post(address, {"seen": "1", "phone": "3", "reason": "I think so."})
    assert answer.status_code == 409
    mission.refresh_from_db()
    assert mission.phone == "2"


def test_doubts_are_marked_as_dealt_with_one_by_one(dana):
    mission = make_mission(review=["differs", "same_key"])
    address = f"/desk/missions/{mission.pk}/"
    assert dana.post(address, {"do": "reviewed"}).status_code == 409
    dana.post(address, {"do": "reviewed", "code": "differs", "reason": "Rang them."})
    mission.refresh_from_db()
    assert mission.review == ["same_key"]


def test_a_dispute_is_taken_down_and_settled_with_an_answer(dana):
    mission = make_mission()
    address = f"/desk/missions/{mission.pk}/"
    said = {"field": "address", "words": "They moved.", "by": "coordinator"}
    assert dana.post(address, {"do": "dispute", **said}).status_code == 303
    dispute = Dispute.objects.get()
    settle = f"/desk/disputes/{dispute.pk}/settle/"
    assert dana.post(settle, {"answer": " "}).status_code == 409
    assert dana.post(settle, {"answer": "Still there."}).status_code == 303
    assert "Still there." in dana.get(address).content.decode()


def test_closed_days_of_both_states_stand_on_the_page(dana):
    make_edition()
    page = dana.get(f"/desk/missions/{make_mission().pk}/").content.decode()
    assert "Closed day in China: Mid-Autumn Festival." in page


def test_two_entries_are_compared_then_merged_and_the_target_follows(dana):
    gone, stays = make_mission(phone="1"), make_mission(phone="2")
    target = make_target(mission=gone)
    address = f"/desk/missions/{gone.pk}/merge/"
    assert stays in [one for one, _kind, _host in dana.get(address).context["choices"]]
    beside = {line.words: line.differs for line in dana.get(f"{address}?into={stays.pk}").context["beside"]}
    assert beside["Phone"] is True
    assert dana.post(address, {"into": stays.pk, "reason": ""}).status_code == 409
    assert dana.post(address, {"into": stays.pk, "reason": "One door."}).status_code == 303
    target.refresh_from_db()
    assert target.mission == stays
    dana.post(f"/desk/missions/{gone.pk}/", {"do": "part", "reason": "Two doors after all."})
    gone.refresh_from_db()
    assert gone.merged_into is None


def test_sam_corrects_nothing(sam):
    mission = make_mission(phone="1")
    sam.post(f"/desk/missions/{mission.pk}/correct/phone/", {"seen": "1", "phone": "2", "reason": "Because."})
    mission.refresh_from_db()
    assert mission.phone == "1"
