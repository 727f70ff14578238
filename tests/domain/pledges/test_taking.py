"""Taking a target: one confirmed lead, told by the database."""

import threading

import pytest
from django.db import connection, connections

from daybreak.domain.pledges.models import Pledge
from daybreak.domain.pledges.services import (
    PledgeRefused,
    TargetTaken,
    confirm_pledge,
    decline_pledge,
    join_lead,
    offer_pledge,
    pass_on_pledge,
    renew_field_link,
    withdraw_pledge,
)
from daybreak.domain.pledges.states import Place, PledgeState
from daybreak.domain.pledges.tokens import LinkUnknown, link_of, token_of
from tests.factories import AT, DANA, make_link, make_person, make_pledge, make_target


def offer(target, **fields):
    return offer_pledge(
        target.edition, city=target.city, target=target, person=make_person(), actor=DANA, at=AT, **fields
    )


@pytest.mark.django_db
def test_nobody_can_block_a_gate_by_offering():
    target = make_target()
    assert {offer(target).state for _ in range(3)} == {PledgeState.OFFERED}


@pytest.mark.django_db
def test_the_second_coordinator_is_told_and_can_join_the_lead():
    target = make_target()
    amina, bruno = offer(target), offer(target)
    confirm_pledge(amina, actor=DANA, at=AT)
    with pytest.raises(TargetTaken) as refused:
        confirm_pledge(bruno, actor=DANA, at=AT)
    joined = join_lead(bruno, lead=refused.value.lead, actor=DANA, at=AT)
    assert (joined.place, joined.lead, joined.state) == (Place.JOINER, amina, PledgeState.CONFIRMED)


@pytest.mark.django_db
def test_when_the_lead_passes_on_joiners_are_offers_again():
    target = make_target()
    amina, bruno = offer(target), offer(target)
    confirm_pledge(amina, actor=DANA, at=AT)
    join_lead(bruno, lead=amina, actor=DANA, at=AT)
    pass_on_pledge(amina, actor=DANA, at=AT)
    bruno.refresh_from_db()
    assert (bruno.state, bruno.place, bruno.lead) == (PledgeState.OFFERED, Place.LEAD, None)
    assert confirm_pledge(bruno, actor=DANA, at=AT).state == PledgeState.CONFIRMED


@pytest.mark.django_db
def test_a_declined_pledge_cannot_be_confirmed():
    pledge = decline_pledge(offer(make_target()), actor=DANA, at=AT)
    with pytest.raises(PledgeRefused, match="declined"):
        confirm_pledge(pledge, actor=DANA, at=AT)


@pytest.mark.django_db
def test_an_unproven_pledge_cannot_be_confirmed():
    with pytest.raises(PledgeRefused, match="unproven"):
        confirm_pledge(offer(make_target(), proven=False), actor=DANA, at=AT)


@pytest.mark.django_db
def test_a_withdrawn_lead_frees_the_target():
    target = make_target()
    withdraw_pledge(confirm_pledge(offer(target), actor=DANA, at=AT), actor=DANA, at=AT)
    assert confirm_pledge(offer(target), actor=DANA, at=AT).state == PledgeState.CONFIRMED


def _race(first, second):
    """Confirm two pledges from two threads at once; return what each got."""
    gate, results = threading.Barrier(2), {}

    def confirm(name, pledge):
        try:
            gate.wait(timeout=10)
            results[name] = confirm_pledge(Pledge.objects.get(pk=pledge.pk), actor=DANA, at=AT).state
        except TargetTaken:
            results[name] = "told"
        finally:
            connections.close_all()

    threads = [threading.Thread(target=confirm, args=pair) for pair in (("amina", first), ("bruno", second))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return sorted(results.values())


@pytest.mark.django_db(transaction=True)
def test_two_coordinators_confirmed_at_once_give_one_lead():
    target = make_target()
    assert _race(offer(target), offer(target)) == ["confirmed", "told"]


@pytest.mark.django_db(transaction=True)
def test_without_the_constraint_the_race_gives_two_leads():
    """The control: the guard is the constraint, and only the constraint."""
    target = make_target()
    guard = next(c for c in Pledge._meta.constraints if c.name == "one_confirmed_lead_per_target")
    with connection.schema_editor() as editor:
        editor.remove_constraint(Pledge, guard)
    try:
        assert _race(offer(target), offer(target)) == ["confirmed", "confirmed"]
    finally:
        Pledge.objects.all().update(state=PledgeState.WITHDRAWN)
        with connection.schema_editor() as editor:
            editor.add_constraint(Pledge, guard)


@pytest.mark.django_db
def test_a_field_token_finds_its_link():
    link = make_link()
    assert link_of(token_of(link)) == link
    assert link_of(token_of(link).upper()) == link


@pytest.mark.django_db
def test_raising_the_generation_ends_the_tokens_printed_before():
    link = make_link()
    old = token_of(link)
    renew_field_link(link, actor=DANA, at=AT)
    with pytest.raises(LinkUnknown):
        link_of(old)
    assert link_of(token_of(link)) == link


@pytest.mark.django_db
@pytest.mark.parametrize(
    "guess",
    [
        lambda t: t[:-1],
        lambda t: t + "a",
        lambda t: ("b" if t[0] == "a" else "a") + t[1:],
        lambda t: t[:30] + ("b" if t[30] == "a" else "a") + t[31:],
        lambda t: "",
        lambda t: "é" * 52,
        lambda t: "=" * 52,
    ],
)
def test_a_guessed_token_is_unknown(guess):
    with pytest.raises(LinkUnknown):
        link_of(guess(token_of(make_link())))


@pytest.mark.django_db
def test_a_token_is_not_in_the_database():
    link = make_link(pledge=make_pledge())
    token = token_of(link)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM pledges_fieldlink")
        assert token not in str(cursor.fetchall())
