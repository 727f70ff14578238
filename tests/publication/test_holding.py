"""While publication is held the world sees what it saw; only what is withdrawn goes out."""

from datetime import timedelta

import pytest
from django.conf import settings

from daybreak.core.lib import clock
from daybreak.domain.campaigns.hold import PublicationHold
from daybreak.domain.campaigns.services_figures import note_figure
from daybreak.domain.campaigns.services_holding import hold_publication, resume_publication
from daybreak.domain.gatherings.models import Gathering
from daybreak.domain.gatherings.services import announce_gathering, cancel_gathering
from daybreak.publication.errors import PublicationError
from daybreak.publication.loop import Publisher
from daybreak.publication.publish import publish, update
from daybreak.publication.store import current_release
from tests.factories import AT, DANA, make_city, make_edition, make_gathering, make_pledge, make_target
from tests.outputs.board.factories import make_attempt

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("home")]
BASE = "en/save-north-korean-refugees-day/2018/"
LATER = AT + timedelta(minutes=10)


@pytest.fixture
def edition():
    edition = make_edition(state="live")
    make_pledge(target=make_target(edition=edition))
    make_gathering(edition=edition)
    return edition


def world(path):
    return (current_release(settings.DAYBREAK.site).folder / BASE / path).read_text()


def hold():
    return hold_publication(reason="A city may be wrong", actor=DANA, at=AT)


def figure(edition, at):
    note_figure(edition, kind="reported", what="cities", value=4321, source="Sample", actor=DANA, at=at)


def test_nothing_new_goes_out_while_publication_is_held_and_all_of_it_afterwards(edition):
    publish(AT)
    held = hold()
    figure(edition, LATER)
    make_attempt(pledge=edition.pledges.get(), at=AT)
    run = update(LATER + timedelta(hours=9))
    assert (run.held, run.release.new, "4321" in world("press/index.html")) == (True, False, False)
    resume_publication(held, actor=DANA, at=LATER)
    assert not update(LATER).held
    assert "4321" in world("press/index.html")


def test_a_cancelled_gathering_goes_though_publication_is_held_and_brings_no_news_with_it(edition):
    publish(AT)
    hold()
    announce_gathering(edition, city=make_city(), kind="vigil", title="Canary", visibility="public", actor=DANA, at=AT)
    gathering = Gathering.objects.first()
    cancel_gathering(gathering, actor=DANA, at=LATER)
    release = update(LATER).release
    assert not any(gathering.public_id in path for path in release.files)
    assert [folder.name for folder in release.folder.parent.iterdir()] == [release.folder.name]
    assert not any("gatherings/" in path and path.count("/") == 6 for path in release.files)


def test_a_withdrawal_in_a_hold_tells_nothing_that_was_accepted_since(edition):
    publish(AT)
    before = world("board/index.html")
    hold()
    make_attempt(pledge=edition.pledges.get(), at=AT + timedelta(minutes=5))
    cancel_gathering(Gathering.objects.get(), actor=DANA, at=LATER)
    update(LATER)
    assert world("board/index.html") == before


def test_a_whole_run_by_hand_is_refused_while_publication_is_held(edition):
    hold()
    with pytest.raises(PublicationError, match="A city may be wrong"):
        publish(AT)


def test_the_loop_rests_in_a_hold_and_wakes_when_it_ends(edition):
    clock.move_clock(AT, stopped=True)
    publisher = Publisher()
    assert publisher.turn()
    held = hold()
    figure(edition, AT)
    assert [publisher.turn(), publisher.held] == [False, True]
    clock.move_clock(AT + timedelta(hours=30), stopped=True)
    assert [publisher.turn() for _ in range(3)] == [False] * 3
    resume_publication(held, actor=DANA, at=AT)
    assert [publisher.turn(), publisher.held] == [True, False]
    assert "4321" in world("press/index.html")


def test_a_publisher_that_starts_in_a_hold_before_the_first_release_waits_for_its_end(edition):
    clock.move_clock(AT, stopped=True)
    held = hold()
    publisher = Publisher()
    assert [publisher.turn() for _ in range(2)] == [False, False]
    assert current_release(settings.DAYBREAK.site) is None
    resume_publication(held, actor=DANA, at=AT)
    assert publisher.turn()
    assert PublicationHold.objects.standing() is None
