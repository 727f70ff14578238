"""A copy: the letter addressed to one target for one pledge, with hash and version."""

import hashlib
from dataclasses import replace
from datetime import date

import pytest

from daybreak.domain.letters.models import Copy
from daybreak.domain.letters.parts import Signatory, Template
from daybreak.domain.letters.services import NoLetter, address_copy, document_for, letter_for, path_of, write_letter
from daybreak.domain.letters.tasks import address_copy as address_copy_later
from daybreak.domain.pledges.services import confirm_pledge
from daybreak.domain.pledges.states import PledgeState
from tests.factories import AT, DANA, make_organisation, make_plan, make_pledge, make_target

TEMPLATE = Template(
    salutation="Dear Mr. President,",
    paragraphs=("This is the {campaign.anniversary_ordinal} anniversary, remembered in {mission.city}.",),
    demands=("Stop.",),
    closing="With respect.",
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def pledge(home):
    return make_pledge()


def write(pledge, template=TEMPLATE, **fields):
    sender = make_organisation()
    who = (Signatory(name="A. Specimen"),)
    edition = pledge.edition
    return write_letter(
        edition, language="en", template=template, sender=sender, signatories=who, actor=DANA, at=AT, **fields
    )


def test_a_copy_keeps_the_hash_of_its_file(pledge):
    write(pledge)
    copy = address_copy(pledge, actor=DANA, at=AT)
    assert copy.sha256 == hashlib.sha256(path_of(copy, ".pdf").read_bytes()).hexdigest()
    assert (copy.version, copy.pages, copy.paper) == (1, 1, "a4")


def test_the_text_says_the_same_as_the_letter(pledge):
    write(pledge)
    text = path_of(address_copy(pledge, actor=DANA, at=AT), ".txt").read_text()
    assert "36th" in text and "Nairobi" in text and "His Excellency Xi Jinping" in text


def test_the_same_words_give_the_same_copy_on_another_day(pledge):
    write(pledge)
    first = address_copy(pledge, actor=DANA, at=AT)
    assert address_copy(pledge, actor=DANA, at=AT.replace(year=2019)) == first


def test_new_words_give_a_new_version_and_one_current_copy(pledge):
    write(pledge)
    address_copy(pledge, actor=DANA, at=AT)
    write(pledge, replace(TEMPLATE, closing="With deep respect."))
    second = address_copy(pledge, actor=DANA, at=AT)
    assert second.version == 2
    assert Copy.objects.get(pledge=pledge, current=True) == second


def test_the_wording_of_the_country_comes_before_the_editions(pledge):
    write(pledge)
    own = write(pledge)
    type(own).objects.filter(pk=own.pk).update(country=pledge.city.country)
    assert letter_for(pledge, language="en").pk == own.pk


def test_a_city_with_its_own_date_dates_its_letter(pledge):
    letter = write(pledge)
    make_plan(edition=pledge.edition, city=pledge.city, own_date=date(2018, 9, 21), own_date_reason="storm")
    assert "21 September 2018" in document_for(letter, pledge).date


def test_without_a_wording_the_refusal_says_what_to_do(pledge):
    with pytest.raises(NoLetter, match="Write its template first"):
        address_copy(pledge, actor=DANA, at=AT)


def test_a_solidarity_city_has_nobody_to_address():
    pledge = make_pledge(target=make_target())
    pledge.target = None
    with pytest.raises(NoLetter, match="solidarity city"):
        document_for(write(pledge), pledge)


def test_confirming_a_pledge_queues_its_letter_in_the_same_transaction(home):
    from django_tasks_db.models import DBTaskResult

    pledge = make_pledge(state=PledgeState.OFFERED, confirmed_at=None)
    confirm_pledge(pledge, actor=DANA, at=AT)
    queued = DBTaskResult.objects.get()
    assert queued.task_path == "daybreak.domain.letters.tasks.address_copy"
    assert queued.args_kwargs["args"] == [str(pledge.pk)]


def test_the_queued_work_may_run_twice(pledge):
    write(pledge)
    address_copy_later.func(str(pledge.pk))
    address_copy_later.func(str(pledge.pk))
    assert Copy.objects.count() == 1
