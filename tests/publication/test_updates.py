"""Updates: whatever happens, they leave the bytes that a whole run would make."""

import random
from dataclasses import replace
from datetime import timedelta

import pytest
from django.conf import settings

from daybreak.core.lib.errors import Refused
from daybreak.domain.campaigns import services as campaigns
from daybreak.domain.campaigns import services_figures
from daybreak.domain.campaigns.models import Edition, Statement, Target
from daybreak.domain.campaigns.services_editing import withdraw_statement
from daybreak.domain.deliveries.models import Attempt, Delivery
from daybreak.domain.deliveries.services import check_delivery, delivery_of, record_attempt
from daybreak.domain.gatherings import services as gatherings
from daybreak.domain.gatherings.models import Gathering, Stage
from daybreak.domain.letters.services import write_letter
from daybreak.domain.missions.services import correct_mission
from daybreak.domain.people import services as people
from daybreak.domain.people.models import Person
from daybreak.domain.pledges import services as pledges
from daybreak.domain.pledges.models import Pledge
from daybreak.publication import publish as publishing
from daybreak.publication import touched
from daybreak.publication.pages import all_pages
from daybreak.publication.publish import lists_of, publish, rendered, update
from daybreak.publication.render import render_page
from daybreak.publication.store import current_release
from tests.domain.letters.samples import TEMPLATE
from tests.factories import (
    AT,
    DANA,
    DORA,
    NAIROBI,
    make_city,
    make_edition,
    make_gathering,
    make_mission,
    make_person,
    make_pledge,
    make_target,
)
from tests.outputs.board.factories import TOKYO, make_attempt

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("home")]


def the_edition():
    return Edition.objects.get(slug="2018")


def by(at, actor=DANA):
    return {"actor": actor, "at": at}


def tell(at):
    record_attempt(delivery_of(Pledge.objects.first()), outcome="left", local_date=at.date(), note="Told.", **by(at))


def check(at):
    for delivery in Delivery.objects.filter(attempts__isnull=False).distinct():
        check_delivery(delivery, **by(at, DORA))


def new_city(at):
    city = make_city(**TOKYO)
    mission = make_mission(city=city, sender="CN", host="JP")
    target = campaigns.add_target(the_edition(), city=city, mission=mission, **by(at))
    person = people.add_person(name="Bruno Sample", email="bruno@example.org", **by(at))
    pledge = pledges.offer_pledge(the_edition(), city=city, target=target, person=person, **by(at))
    pledges.confirm_pledge(pledge, **by(at))


def correct(at):
    mission = Target.objects.first().mission
    correct_mission(mission, field="address", value=f"{at:%H%M} Sample Street", reason="Seen at the gate", **by(at))


def announce(at):
    gatherings.announce_gathering(
        the_edition(), city=make_city(), kind="vigil", title="Told late", visibility="public", **by(at)
    )


def cancel(at):
    gatherings.cancel_gathering(Gathering.objects.exclude(state="cancelled").first(), **by(at))


def count(at):
    gathering = Gathering.objects.exclude(state="cancelled").first()
    gatherings.count_attendance(gathering, people=40, source="Amina", **by(at))


def plan(at):
    campaigns.plan_city(the_edition(), city=make_city(), reveal="now", results_show="at_once", **by(at))


def hide(at):
    campaigns.plan_city(
        the_edition(), city=make_city(), reveal="after_delivery", results_show="after_check_out", **by(at)
    )


def listen(at):
    organisation = people.add_organisation(f"Sample Group {at:%H%M}", **by(at))
    part = {"organisation": organisation, "role": "convener"}
    campaigns.list_participation(the_edition(), listed_from=at + timedelta(minutes=25), **part, **by(at))


def state(at):
    campaigns.add_statement(the_edition(), key=f"s-{at:%H%M}", text="Sample.", source_name="Sample source", **by(at))


def figure(at):
    told = {"kind": "reported", "what": "cities", "value": 22, "source": f"S{at:%H%M}"}
    services_figures.note_figure(the_edition(), **told, **by(at))


def thank(at):
    services_figures.thank(the_edition(), as_given_name=f"Sample {at:%H%M}", **by(at))


def write(at):
    template = replace(TEMPLATE, closing=f"Yours at {at:%H%M},")
    write_letter(the_edition(), language="en", template=template, **by(at))


def rename(at):
    campaigns.write_edition_text(the_edition(), language="en", name=f"A Day {at:%H%M}", ask="Deliver.", **by(at))


def forget(at):
    people.erase_contact(Person.objects.first(), **by(at))


def withdraw(at):
    pledges.withdraw_pledge(Pledge.objects.filter(state="confirmed").first(), **by(at))


def another_year(at):
    edition = campaigns.create_edition(
        the_edition().campaign, slug=f"y{at:%H%M}", year=2019, date=at.date() + timedelta(days=365), **by(at)
    )
    campaigns.write_edition_text(edition, language="en", name="Next", ask="Deliver.", **by(at))
    campaigns.open_edition(edition, **by(at))


def stage(at):
    gatherings.add_stage(Gathering.objects.exclude(state="cancelled").first(), place="A sample square", **by(at))


def unstage(at):
    stage(at)
    gatherings.remove_stage(Stage.objects.first(), **by(at))


def unsay(at):
    state(at)
    withdraw_statement(Statement.objects.last(), **by(at))


def close(at):
    campaigns.close_edition(the_edition(), **by(at))


STEPS = (
    *(tell, check, new_city, correct, announce, cancel, count, plan, hide, listen, state, figure, thank, write),
    *(stage, unstage, unsay, rename, forget, withdraw, another_year, close),
)


@pytest.fixture
def edition():
    edition = make_edition(state="live")
    pledge = make_pledge(target=make_target(edition=edition), person=make_person())
    make_attempt(pledge=pledge, at=AT - timedelta(minutes=50))
    make_gathering(edition=edition)
    make_gathering(edition=edition, title="A second one")
    return edition


def differences(at):
    """The paths at which the current release differs from what a whole run would make."""
    release = current_release(settings.DAYBREAK.site)
    pages = all_pages(at)
    whole = {**rendered(pages.values(), at=at), **lists_of(pages)}
    made = {path: (release.folder / path).read_bytes() for path in release.files}
    return sorted(path for path in {*whole, *made} if whole.get(path) != made.get(path))


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.__name__)
def test_an_update_after_any_verb_makes_what_a_whole_run_makes(edition, step):
    publish(AT)
    step(AT)
    run = update(AT)
    assert not run.whole
    assert differences(AT) == []


@pytest.mark.parametrize("seed", range(3))
def test_updates_after_any_verbs_in_any_order_make_what_a_whole_run_makes(edition, seed):
    chance = random.Random(seed)
    steps = chance.sample(STEPS, len(STEPS))
    publish(AT)
    for number, step in enumerate(steps):
        at = AT + timedelta(minutes=20 * number)
        try:
            step(at)
        except (AttributeError, ValueError, Refused):
            continue  # nothing left to withdraw or cancel, or the edition is over
        if chance.random() < 0.7:
            update(at)
    assert not update(at).whole
    assert differences(at) == []


@pytest.mark.parametrize("hours", [1, 2, 5, 13, 40])
def test_what_the_clock_alone_changes_is_updated(edition, hours):
    hide(AT - timedelta(hours=3))
    listen(AT)
    publish(AT)
    later = AT + timedelta(hours=hours)
    assert not update(later).whole
    assert differences(later) == []


def test_a_table_left_out_of_the_map_is_found_by_the_comparison(edition, monkeypatch):
    publish(AT)
    monkeypatch.setitem(touched.TOUCHES, "campaigns.Statement", None)
    state(AT)
    update(AT)
    assert any(path.endswith("background/index.html") for path in differences(AT))
    compared = publishing.compare(AT)
    assert any(path.endswith("background/index.html") for path in compared.missed)
    assert differences(AT) == []


def test_a_page_at_two_addresses_reads_the_same_at_both(edition):
    pages = all_pages(AT)
    doubled = [page for page in pages.values() if page.same_as]
    by_path = {page.path: page for page in pages.values()}
    assert len(doubled) == 2
    assert {render_page(page, at=AT) == render_page(by_path[page.same_as], at=AT) for page in doubled} == {True}


def test_an_update_renders_only_what_was_touched(edition):
    pages = len(publish(AT).files)
    figure(AT)
    run = update(AT)
    assert run.release.new
    assert 0 < run.rendered < pages / 2
    assert not any("kenya/nairobi/index.html" in path for path in changed(run.release))


def changed(release):
    """The files of a release that are not the ones of the release before."""
    before = release.folder.with_name(f"{release.number - 1:06d}")
    kept = {path: (before / path).stat().st_ino for path in release.files if (before / path).exists()}
    return [path for path in release.files if kept.get(path) != (release.folder / path).stat().st_ino]


def test_a_waiting_report_touches_nothing(edition):
    from tests.factories import make_report

    first = publish(AT)
    make_report(pledge=Pledge.objects.get())
    run = update(AT)
    assert (run.rendered, run.release.number) == (0, first.number)


def test_a_new_program_a_clock_moved_back_and_a_damaged_site_are_published_whole(edition, monkeypatch):
    publish(AT)
    with monkeypatch.context() as upgraded:
        upgraded.setattr("daybreak.publication.memory._files", lambda: "another program")
        assert update(AT).whole
    assert update(AT).whole
    assert not update(AT).whole
    assert update(AT - timedelta(hours=1)).whole
    release = current_release(settings.DAYBREAK.site)
    (release.folder / "en/save-north-korean-refugees-day/2018/privacy/index.html").unlink()
    figure(AT)
    assert update(AT).whole
    assert differences(AT) == []


def test_an_update_that_was_killed_before_it_remembered_is_made_again(edition, monkeypatch):
    publish(AT)
    figure(AT)
    with monkeypatch.context() as killed:
        killed.setattr(publishing, "remember", lambda site, memory: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            update(AT)
    run = update(AT)
    assert (run.release.new, run.rendered > 0, differences(AT)) == (False, True, [])


def test_after_a_withdrawal_no_older_release_is_kept_though_every_page_stays(edition):
    publish(AT)
    figure(AT)
    update(AT)
    forget(AT)
    rename(AT)
    release = update(AT).release
    assert [folder.name for folder in release.folder.parent.iterdir()] == [release.folder.name]


def test_a_withdrawal_is_carried_out_when_its_run_was_killed_before_it_removed_the_old_ones(edition, monkeypatch):
    publish(AT)
    forget(AT)
    rename(AT)
    with monkeypatch.context() as killed:
        killed.setattr("daybreak.publication.store._prune", lambda *of, alone: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            update(AT)
    release = update(AT).release
    assert [folder.name for folder in release.folder.parent.iterdir()] == [release.folder.name]


def test_an_unpublished_sibling_edition_leaves_no_byte_in_an_update(edition):
    publish(AT)
    sibling = make_edition(slug="2019-canary", year=2019, state="draft", opened_at=None)
    campaigns.add_target(sibling, city=make_city(**NAIROBI), kind="broadcaster", name="canary-door", **by(AT))
    campaigns.add_statement(sibling, key="canary", text="canary", source_name="canary", **by(AT))
    release = update(AT).release
    assert [path for path in release.files if b"canary" in (release.folder / path).read_bytes()] == []


def test_what_is_remembered_lies_outside_what_is_served(edition):
    release = publish(AT)
    assert not (release.folder / "published.json").exists()
    assert (settings.DAYBREAK.site / "published.json").exists()
    assert Attempt.objects.exists()
