"""Targets in the desk: choosing many, other doors, the list; and the page of plans."""

import pytest

from daybreak.domain.campaigns.models import CityPlan, Target
from daybreak.domain.places.models import City
from tests.domain.pledges.atlas import lend_atlas
from tests.faces.desk.forms import send
from tests.factories import LIMA, make_city, make_edition, make_mission, make_plan, make_pledge, make_target

DRAFT = {"state": "draft", "opened_at": None}


@pytest.fixture(autouse=True)
def atlas(monkeypatch, home):
    lend_atlas(monkeypatch, home)


@pytest.fixture
def three():
    """Three Chinese missions that can be targets, and one of another state."""
    kinds = ("embassy", "consulate", "consulate_general")
    missions = [make_mission(kind=kind, name=f"Chinese {kind}") for kind in kinds]
    make_mission(sender="RU", name="Russian embassy")
    return missions


def pick(edition):
    return f"/desk/editions/{edition.pk}/targets/pick/"


def names(edition):
    return sorted(Target.objects.filter(edition=edition).values_list("name", flat=True))


def test_the_addressed_governments_missions_are_offered_first(dana, three):
    page = dana.get(pick(make_edition(**DRAFT)))
    assert [line.mission for line in page.context["lines"]] == sorted(three, key=lambda one: one.kind)
    assert page.context["free"] == 3


def test_another_state_can_be_asked_for_and_the_choice_stays_in_every_link(dana, three):
    page = dana.get(pick(make_edition(**DRAFT)) + "?sender=any")
    assert len(page.context["lines"]) == 4
    assert all("sender=any" in chip.address for _title, chips in page.context["chips"] for chip in chips)


def test_ticked_missions_are_shown_before_they_are_added(dana, three):
    edition = make_edition(**DRAFT)
    ticked = {"mission": [three[0].pk, three[2].pk]}
    shown = dana.post(pick(edition), {**ticked, "do": "ticked"})
    assert len(shown.context["chosen"]) == 2
    assert names(edition) == []
    assert dana.post(pick(edition), {**ticked, "do": "add"}).status_code == 303
    assert names(edition) == ["Chinese consulate_general", "Chinese embassy"]


def test_all_that_match_are_added_by_the_filter_of_the_address(dana, three):
    edition = make_edition(**DRAFT)
    address = pick(edition) + "?sender=CN&kind=consulate"
    shown = dana.post(address, {"do": "all"})
    assert shown.context["everything"]
    dana.post(address, {"which": "all", "do": "add"})
    assert names(edition) == ["Chinese consulate"]


def test_what_was_added_last_is_taken_back_in_one_press(dana, dora, three):
    edition = make_edition(**DRAFT)
    dana.post(pick(edition), {"which": "all", "do": "add"})
    address = f"/desk/editions/{edition.pk}/targets/"
    assert dora.post(address, {"do": "undo"}).status_code == 409
    assert dana.get(address).context["added"] == 3
    assert dana.post(address, {"do": "undo"}).status_code == 303
    assert names(edition) == []


def test_nothing_is_taken_back_once_somebody_promised_one_of_them(dana, three):
    edition = make_edition(**DRAFT)
    dana.post(pick(edition), {"which": "all", "do": "add"})
    make_pledge(target=Target.objects.first())
    answer = dana.post(f"/desk/editions/{edition.pk}/targets/", {"do": "undo"})
    assert answer.status_code == 409
    assert len(names(edition)) == 3


def test_nothing_ticked_is_said(dana, three):
    answer = dana.post(pick(make_edition(**DRAFT)), {"do": "ticked"})
    assert answer.status_code == 422
    assert "Tick at least one" in answer.content.decode()


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [({"status": "closed"}, "It is closed."), ({"city": None}, "city is not known")],
)
def test_what_cannot_be_a_target_says_why_and_has_no_box(dana, fields, sentence):
    edition, mission = make_edition(**DRAFT), make_mission()
    type(mission).objects.filter(pk=mission.pk).update(**fields)
    page = dana.get(pick(edition))
    assert sentence in page.content.decode()
    assert page.context["free"] == 0
    assert dana.post(pick(edition), {"mission": mission.pk, "do": "add"}).status_code == 422


def test_other_doors_stand_beside_the_figures(dana):
    edition = make_edition()
    typed = {"kind": "broadcaster", "name": "A State Broadcaster", "city": "Nairobi"}
    send(dana, f"/desk/editions/{edition.pk}/targets/door/", **typed)
    door = Target.objects.get()
    assert (door.primary, door.mission, door.city.country) == (False, None, "KE")


def test_a_city_that_may_be_several_is_asked_back_and_then_chosen(dana):
    edition = make_edition()
    address = f"/desk/editions/{edition.pk}/targets/door/"
    asked = send(dana, address, kind="parliament", name="A Parliament", city="Springfield")
    assert asked.status_code == 422
    assert "<datalist" in asked.content.decode()
    choice = asked.context["form"].errors["city"][0].partition(": ")[2].split("; ")[1]
    send(dana, address, kind="parliament", name="A Parliament", city=choice)
    assert f"({Target.objects.get().city.geonames_id})" in choice


def test_a_city_nobody_knows_is_said_and_the_name_stays(dana):
    edition = make_edition()
    answer = send(dana, f"/desk/editions/{edition.pk}/targets/door/", kind="other", name="A Door", city="Xyzzyville")
    assert "No city of this name" in answer.context["form"].errors["city"][0]
    assert "A Door" in answer.content.decode()
    assert not City.objects.exists()


def test_the_list_is_filtered_with_counts(dana):
    edition = make_edition()
    make_pledge(target=make_target(edition=edition))
    make_target(edition=edition, mission=make_mission(city=make_city(**LIMA), kind="consulate"))
    page = dana.get(f"/desk/editions/{edition.pk}/targets/?show=free")
    assert [line.target.city.name for line in page.context["lines"]] == ["Lima"]
    assert {chip.words: chip.number for chip in page.context["shows"]} == {
        "nobody has taken it": 1,
        "taken": 1,
        "address not checked": 2,
    }
    assert len(dana.get(f"/desk/editions/{edition.pk}/targets/?q=nairo").context["lines"]) == 1


def test_a_target_is_renamed_and_a_promised_one_is_not_removed(dana):
    target = make_pledge().target
    address = f"/desk/targets/{target.pk}/"
    send(dana, address, name="The embassy on the hill")
    target.refresh_from_db()
    assert target.name == "The embassy on the hill"
    answer = dana.post(address, {"do": "remove"})
    assert answer.status_code == 409
    assert "stays on the" in answer.content.decode()


def test_plans_are_listed_with_what_each_city_does_differently(dana):
    target = make_target()
    make_plan(edition=target.edition, city=make_city(**LIMA), solidarity=True)
    page = dana.get(f"/desk/editions/{target.edition.pk}/plans/")
    assert [(line.city.name, line.plan.solidarity, line.has_target) for line in page.context["lines"]] == [
        ("Nairobi", False, True),
        ("Lima", True, False),
    ]
    only = dana.get(f"/desk/editions/{target.edition.pk}/plans/?only=solidarity")
    assert [line.city.name for line in only.context["lines"]] == ["Lima"]


def test_a_solidarity_city_is_added_and_its_plan_opens(dana):
    edition = make_edition()
    answer = send(dana, f"/desk/editions/{edition.pk}/plans/", city="Lima, Peru", solidarity="on")
    plan = CityPlan.objects.get()
    assert (plan.city.name, plan.solidarity) == ("Lima", True)
    assert answer.url == f"/desk/cities/{plan.city_id}/"
